"""The ledger: what all decks say of a paper, newest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckbook.book import arrange
from deckbook.deck import load
from deckbook.papers import Ledger, ledger
from deckbook.papers.record import goes_on
from tests.papers.bibliographies import bibliography
from tests.papers.decks import arranged

BIBLIOGRAPHY = bibliography(
    "@inproceedings{alexnet, title={{ImageNet} Classification with Deep Convolutional Neural Networks}, "
    "author={Krizhevsky, Alex and Sutskever, Ilya and Hinton, Geoffrey E}, year=2012}\n"
    "@inproceedings{resnet, title={Deep Residual Learning for Image Recognition}, author={He, K.}, year=2016}\n"
    "@misc{other, title={Another Paper Altogether}, author={Other, O.}, year=2020}\n"
)
OLD = """\
# Week

---
paper: alexnet
pass: 1
verdict: read it again
tldr: The old sentence.
---

## First look

Some words.

---

More of it.

---

## Deep Residual Learning for Image Recognition

### Method

A method.

## Another Paper Altogether

### Its result

---
paper: resnet
pass: 1
verdict: stop
---

# End
"""
NEW = """\
# Week

---
paper: [alexnet, other]
pass: 2
verdict: 继续
tldr: The new sentence.
---

## Second look

See (He, 2016).
"""


def gathered() -> Ledger:
    return ledger([arranged(OLD, "2026-w10.md"), arranged(NEW, "2026-w11.md")], BIBLIOGRAPHY)


def test_the_seed_deck_as_it_is(shared: Path) -> None:
    deck = shared / "seed" / "week-01.md"

    found = ledger([arrange(load(deck), "week-01.md")], BIBLIOGRAPHY)

    record = found.records["alexnet"]
    assert [(item.mention.kind, item.mention.slide.no, item.mention.line, item.place.id) for item in record.named] == [
        ("title", 6, 83, "二论文阅读"), ("citation", 8, 117, "二论文阅读-3")
    ]  # fmt: skip
    assert record.named[1].mention.text == "Krizhevsky et al., 2012, p. 4"
    [summary] = record.summaries
    assert summary.chapter is not None
    assert summary.chapter.title.plain == "二、论文阅读"
    assert [(part.slide.no, part.headings[-1][1]) for part in summary.parts] == [
        (6, "摘要"), (7, "主要贡献"), (8, "关键方法")
    ]  # fmt: skip
    assert summary.parts[0].cut.content.startswith("<h3>摘要</h3>\n<br />\n\n有60百万个参数")
    assert found.diagnostics == ()
    assert found.records["resnet"].named == ()


def test_mentions_come_from_the_newest_deck_first() -> None:
    records = gathered().records

    assert [(item.book.name, item.mention.kind) for item in records["resnet"].named] == [
        ("2026-w11.md", "citation"), ("2026-w10.md", "title"), ("2026-w10.md", "mark")
    ]  # fmt: skip
    assert [book.name for book in records["alexnet"].books] == ["2026-w11.md", "2026-w10.md"]


def test_the_reading_record_is_a_timeline() -> None:
    record = gathered().records["alexnet"]

    assert [(item.date, item.passed, item.verdict, item.goes_on) for item in record.readings] == [
        ("2026-w11", 2, "继续", True), ("2026-w10", 1, "read it again", True)
    ]  # fmt: skip
    assert (record.passed, record.tldr, record.is_to_be_read) == (2, "The new sentence.", True)
    assert gathered().records["resnet"].is_to_be_read is False


@pytest.mark.parametrize(
    ("verdict", "decided"),
    [
        ("go on", True), ("worth another pass", True), ("Read it again!", True), ("继续", True),
        ("不错，值得再读", True), ("yes", True), ("stop", False), ("not worth another pass", False), ("no", False),
        ("不值得再读", False), ("读到这里就够了", False), ("interesting", None), ("", None),
    ],
)  # fmt: skip
def test_verdicts(verdict: str, decided: bool | None) -> None:
    assert goes_on(verdict) is decided


def test_summaries_end_at_the_next_paper() -> None:
    records = gathered().records

    assert [[part.cut.content for part in summary.parts] for summary in records["resnet"].summaries] == [
        ["\n### Method\n\nA method.\n", "# End"]
    ]  # fmt: skip
    assert [summary.parts[0].headings for summary in records["other"].summaries] == [
        ((2, "Second look"),), ((3, "Its result"),)
    ]  # fmt: skip


def test_a_part_knows_the_line_of_its_text() -> None:
    part = gathered().records["resnet"].summaries[0].parts[0]

    assert OLD.splitlines()[part.cut.source.content_line :][:2] == ["", "### Method"]


@pytest.mark.parametrize(
    ("frontmatter", "said"),
    [
        ("paper: nobody", ["3 paper-unknown"]),
        ("paper: [alexnet, nobody]", ["3 paper-unknown"]),
        ("paper: {a: b}", ["3 paper-unknown"]),
        ("paper: '@alexnet'", []),
        ("paper: alexnet\npass: 4", ["3 paper-pass"]),
        ("paper: alexnet\npass: yes", ["3 paper-pass"]),
        ("paper: alexnet\npass: '2'", []),
        ("pass: 9", []),
    ],
)
def test_frontmatter(frontmatter: str, said: list[str]) -> None:
    found = ledger([arranged(f"# A\n\n---\n{frontmatter}\n---\n\n# B\n")], BIBLIOGRAPHY)

    assert [f"{item.line} {item.rule}" for item in found.diagnostics] == said


def test_a_slide_that_imports_gives_its_paper_to_what_it_imports() -> None:
    deck = "# A\n\n---\nsrc: ./b.md\npaper: alexnet\npass: 1\n---\n"

    found = ledger([arranged(deck, files={"b.md": "# B\n\n---\n\n# C\n"})], BIBLIOGRAPHY)

    assert [item.mention.slide.no for item in found.records["alexnet"].named] == [2, 3]
    assert len(found.records["alexnet"].readings) == 1
