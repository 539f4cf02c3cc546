"""What stands beside a repository: on the left the author's words, on the right what is kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckbook.deck import Slide, SourceSlide
from deckbook.repos import Note, mentions

A, B = "https://github.com/x/a", "https://github.com/x/b"


def notes(markdown: str) -> list[Note]:
    source = SourceSlide(Path("/w1.md"), 0, 0, 0, 1, {}, markdown, 0, None, None, None)
    return [mention.note for mention in mentions(Slide(1, {}, source))]


STARS = [
    ("⭐️4.6k", "4.6k", 4600),
    ("⭐4.6k", "4.6k", 4600),
    ("⭐ 4.6K", "4.6K", 4600),
    ("★ 1,2k", "1,2k", 1200),
    ("☆12k", "12k", 12_000),
    ("🌟 1.2M", "1.2M", 1_200_000),
    (":star: 4.6k", "4.6k", 4600),
    ("4.6k ⭐", "4.6k", 4600),
    ("4.6k+ stars", "4.6k", 4600),
    ("~4.6k stars", "4.6k", 4600),
    ("4600 stars", "4600", 4600),
    ("4,600 stars", "4,600", 4600),
    ("4 600 stars", "4 600", 4600),
    ("4'600 stars", "4'600", 4600),
    ("4.600 stars", "4.600", 4600),
    ("1,234,567 stars", "1,234,567", 1_234_567),
    ("1 star", "1", 1),
    ("star 4.6k", "4.6k", 4600),
    ("Stars: 4600", "4600", 4600),
    ("stars：4600", "4600", 4600),
    ("star数 4.6k", "4.6k", 4600),
    ("star 约 4.6k", "4.6k", 4600),
    ("(4.6k stars)", "4.6k", 4600),
    ("（⭐4.6k）", "4.6k", 4600),
    ("1.2 万 star", "1.2 万", 12_000),
    ("1.2万星标", "1.2万", 12_000),
    ("1.2w stars", "1.2w", 12_000),
    ("⭐ 3 千", "3 千", 3000),
    ("4600 个 star", "4600", 4600),
    ("约 4.6k 星", "4.6k", 4600),
    ("1.2 万颗星的仓库", "1.2 万", 12_000),
    ("⭐４６００", "４６００", 4600),
    ("- A tool with 4.6k stars.", "4.6k", 4600),
    ("⭐4.6k, later ⭐5k", "4.6k", 4600),
]


@pytest.mark.parametrize(("written", "text", "count"), STARS)
def test_stars(written: str, text: str, count: int) -> None:
    [note] = notes(f"- {A} {written}")

    assert note.stars is not None
    assert (note.stars.text, note.stars.count) == (text, count)


@pytest.mark.parametrize(
    "written",
    ["", "4.6k", "1.2 万", "⭐", "⭐⭐⭐⭐⭐", "4.5 stars", "4.5/5 stars", "⭐ 4/5", "5-star", "2 starfish",
     "starts 2000", "v1.2 ⭐", "2023-10-11 stars", "⭐ 1.2.3", "⭐ 12:30", "start 5", "1,2,3 stars",
     "5 星", "4.6k 星期", "500 星级"],
)  # fmt: skip
def test_what_is_no_number_of_stars(written: str) -> None:
    [note] = notes(f"- {A} {written}")

    assert note.stars is None


@pytest.mark.parametrize(
    ("markdown", "stars"),
    [
        (f"- {A} ⭐1k {B} ⭐2k", "1k 2k"),
        (f"- ⭐1k {A} ⭐2k {B}", "1k 2k"),
        (f"⭐1k [a]({A}), ⭐2k [b]({B})", "1k 2k"),
        (f"[a]({A}) ⭐1k, [b]({B}) ⭐2k", "1k 2k"),
        (f"[a ⭐1k]({A}) [b]({B})", "1k -"),
        (f"- {A}\n  ⭐1k\n- {B}", "1k -"),
        (f"- {A}\n\n  ⭐1k", "-"),
        (f"| repo | stars |\n|---|---|\n| {A} | ⭐1k |\n| [b]({B}) | 2k stars |", "1k 2k"),
        (f"- **{A}** `code` ⭐1k", "1k"),
        (f"<li><a href='{A}'>a</a> <b>⭐1k</b></li>", "1k"),
        (f"- {A} [paper](https://arxiv.org/abs/1706.03762) ⭐1k", "1k"),
    ],
)
def test_whose_stars_they_are(markdown: str, stars: str) -> None:
    assert [note.stars.text if note.stars else "-" for note in notes(markdown)] == stars.split()


DESCRIPTIONS = [
    # What is an item's subject has all that follows as its description.
    ("- {} (text audio video)", "text audio video", "text audio video"),
    ("- {} (videoText videoAudio videoVisual)", "videoText videoAudio videoVisual", "videoText videoAudio videoVisual"),
    ("- {} （多模态、情感分析）", "多模态、情感分析", "多模态 情感分析"),
    ("- {}（多模态）", "多模态", "多模态"),
    ("- {} (李沐带你读)", "李沐带你读", ""),
    ("- {} (C++, speech recognition)", "C++, speech recognition", "C|speech recognition"),
    ("- {} (by far the best)", "by far the best", ""),
    ("- {} (a tool)", "a tool", ""),
    ("- {} (one two three four five six seven eight nine)", "one two three four five six seven eight nine", ""),
    ("- {} (2023)", "", ""),
    ("- {} - A tool.", "A tool.", ""),
    ("- {} — A tool.", "A tool.", ""),
    ("- {}: A tool", "A tool", ""),
    ("- {}：一个工具，很好", "一个工具，很好", ""),
    ("- {} a tool\n  for everyone", "a tool for everyone", ""),
    ("- {} ⭐4.6k (text audio) good", "text audio – good", "text audio"),
    ("- {} (text audio) ⭐4.6k", "text audio", "text audio"),
    ("- {} (⭐4.6k) A tool", "A tool", ""),
    ("- {} #nlp #多模态 ⭐4.6k", "", "nlp 多模态"),
    ("- {} A tool #nlp", "A tool", "nlp"),
    ("- {}: `torch.relu` 就是 ReLU，`nn.ReLU()` 也是", "torch.relu 就是 ReLU，nn.ReLU() 也是", ""),
    ("- {} (`4.6k stars`)", "", ""),
    ("- {}", "", ""),
    # What is named in passing has what stands in brackets right behind it.
    ("See {} (text audio) for more", "text audio", "text audio"),
    ("See {} for more (text audio)", "", ""),
    ("See {} - a tool", "", ""),
    ("- See {} a tool", "", ""),
]


@pytest.mark.parametrize(("markdown", "description", "tags"), DESCRIPTIONS)
def test_descriptions_and_tags(markdown: str, description: str, tags: str) -> None:
    [note] = notes(markdown.format(A))

    assert note.description == description
    assert note.tags == tuple(tags.split("|") if "|" in tags else tags.split())


def test_a_long_description_is_cut() -> None:
    [note] = notes(f"- {A} " + "word " * 1000)

    assert len(note.description) == 500
