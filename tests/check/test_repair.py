"""What `deckbook check --fix` makes of a deck's text."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from deckbook.check.repair import repair
from deckbook.deck import parse

CASES = yaml.safe_load((Path(__file__).parent / "repairs.yaml").read_text("utf-8"))
PIECES = (
    "---", "---", "----", "--- x", "", "", " ", "\ufeff", "layout: center", "src: ./a.md", "class: a b", "title: A: B",
    "theme: x # y", "title: a --- b", "## layout: center", "## layout: image image: /a.png", "## src: ./b.md", "# A",
    "## class: the basics", "Text", "- item", "  indented: true", "```", "````md", "```yaml", "~~~", "<!--", "-->",
    "<!-- note -->", "\r", "\u2028",
)  # fmt: skip


def says(text: str) -> list[str]:
    return [item.rule for item in parse(text, Path("deck.md")).diagnostics]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_repairs(case: dict[str, Any]) -> None:
    assert repair(case["deck"]).text == case.get("becomes", case["deck"])


@pytest.mark.parametrize("case", [case for case in CASES if "becomes" in case], ids=lambda case: case["it"])
def test_the_repaired_frontmatter_is_found(case: dict[str, Any]) -> None:
    assert says(case["deck"]) != []
    assert says(case["becomes"]) == []


def test_it_says_what_it_repaired() -> None:
    deck = "\ufeff---\ntheme: a\n---\n\n---\n\nlayout: end\n---\n\n---\n\n## layout: end\n"

    assert repair(deck).rules == ("deck-byte-order-mark", "frontmatter-detached", "frontmatter-heading")


@st.composite
def decks(draw: st.DrawFn) -> str:
    lines = draw(st.lists(st.sampled_from(PIECES), max_size=30))
    ends = draw(st.lists(st.sampled_from(("\n", "\n", "\r\n")), min_size=len(lines), max_size=len(lines)))
    text = "".join(line + end for line, end in zip(lines, ends, strict=True))
    return text.rstrip("\n") if draw(st.booleans()) else text


@given(decks())
def test_it_is_done_once(deck: str) -> None:
    once = repair(deck).text

    assert repair(once).text == once


@given(decks())
def test_nothing_is_lost_but_blank_lines_and_the_marks_of_headings(deck: str) -> None:
    repaired = repair(deck)

    def words(text: str) -> str:
        return "".join(text.replace("\ufeff---", "---").replace("## ", "").replace("---", "").split())

    assert words(repaired.text) == words(deck)
    assert (repaired.text == deck) == (repaired.rules == ())


@given(decks())
def test_every_repair_gives_a_slide_options(deck: str) -> None:
    def mappings(text: str) -> int:
        return sum(bool(slide.frontmatter) for slide in parse(text, Path("deck.md")).slides)

    repaired = repair(deck)

    if set(repaired.rules) <= {"frontmatter-detached", "frontmatter-heading"}:
        closed_by_dashes = deck.count("---") + repaired.rules.count("frontmatter-heading")
        assert repaired.text.count("---") >= closed_by_dashes
    assert mappings(repaired.text) >= bool(repaired.rules)


@given(st.text(alphabet="-: #\nlayoutsrc\r`<!>", max_size=200))
def test_any_text_can_be_repaired(text: str) -> None:
    once = repair(text).text

    assert repair(once).text == once


@pytest.mark.parametrize(
    "part",
    [
        "---\n\nlayout: a\n\n", "---\n\nlayout: a\n---\nb: c\n", "---\n\n## layout: a\n", "\n", "---\n\na: b\n",
        "----\n\nsrc: a\n", "---\n\n## layout: a" + " " * 2000 + "b\n", "```\n---\n\nlayout: a\n",
    ],
)  # fmt: skip
def test_it_takes_time_in_proportion_to_the_text(part: str) -> None:
    def seconds(size: int) -> float:
        text = part * (size // len(part))
        start = time.process_time()
        repair(text)
        return time.process_time() - start

    seconds(10_000)
    assert min(seconds(400_000), seconds(400_000)) < 20 * max(seconds(40_000), 0.01)
