"""Titles as readers see them, headings, and what a chapter holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from deckbook.book import Entry, arrange, clean, contents, headings, slide_title
from deckbook.deck import Slide, parse
from tests.book.decks import write


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text("utf-8"))
    return found


def slide(text: str) -> Slide:
    source = parse(text, Path("/deck.md")).slides[0]
    return Slide(1, source.frontmatter, source)


@pytest.mark.parametrize("case", cases("titles"), ids=lambda case: repr(case["title"]))
def test_clean(case: dict[str, Any]) -> None:
    title = clean(case["title"])

    assert (title and title.plain) == case["plain"]
    assert (title and title.markdown) == case.get("markdown", case["plain"])


@pytest.mark.parametrize("case", cases("headings"), ids=lambda case: repr(case["slide"]))
def test_headings(case: dict[str, Any]) -> None:
    assert [f"{level} {title.plain}" for level, title in headings(slide(case["slide"]))] == case["headings"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Said\n---\n\n# Written", "Said"),
        ("---\ntitle: 'Said #'\n---\n", "Said #"),
        ("# Written ##", "Written"),
        ("<h1>In HTML</h1>\n\ntext", "In HTML"),
        ("# <mdi-star />\n\n## Beneath", "Beneath"),
        ("text", None),
    ],
)
def test_slide_title(text: str, title: str | None) -> None:
    found = slide_title(slide(text))

    assert (found and found.plain) == title


def test_a_chapter_holds_what_its_slides_add_to_its_title(tmp_path: Path) -> None:
    deck = write(
        tmp_path,
        """\
# Talk
# Reading {chapter: true}
  ## Where papers come from
<h1>Reading</h1><h2>Three passes</h2> …
<h1>Reading</h1><h2>Three passes</h2> …
### The first pass …
## Tools …
No title …
## Left out {hideInToc: true}
""",
    )

    def lines(entries: tuple[Entry, ...], depth: int = 0) -> list[str]:
        return [
            line
            for entry in entries
            for line in [
                f"{'  ' * depth}{entry.title.plain} {entry.slides}",
                *lines(entry.entries, depth + 1),
            ]
        ]

    assert lines(contents(arrange(deck, "talk.md").chapters[0])) == [
        "Where papers come from (2,)",
        "Three passes (3, 4)",
        "  The first pass (5,)",
        "Tools (6,)",
    ]
