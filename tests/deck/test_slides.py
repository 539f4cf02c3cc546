"""A file becomes slides as Slidev's parser reads it; the golden files hold its answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deckbook.deck import SourceSlide, parse
from tests.deck.golden_files import as_json, cases

SUBJECTS = ("separators", "fences", "comments", "frontmatter", "titles")


@pytest.mark.parametrize("case", [case for subject in SUBJECTS for case in cases(subject)])
def test_slides(case: dict[str, Any]) -> None:
    slides = parse(case["deck"], Path("deck.md")).slides

    shown = [{key: as_json(getattr(slide, key)) for key in case["slides"][0]} for slide in slides]
    assert shown == [{key: slide.get(key) for key in case["slides"][0]} for slide in case["slides"]]


def test_content_line_is_where_the_content_begins() -> None:
    deck = "\n\n# A\n\n---\nlayout: quote\n---\n\n\n# B\n\n---\n\n```yaml\nlayout: quote\n```\n\n# C\n"

    slides = parse(deck, Path("deck.md")).slides

    lines = deck.split("\n")
    assert [lines[slide.content_line] for slide in slides] == ["# A", "# B", "# C"]


def test_slides_know_their_place() -> None:
    slides = parse("A\n\n---\nhide: true\n---\nB\n\n---\n\nC\n", Path("weeks/w1.md")).slides

    def place(slide: SourceSlide) -> tuple[str, int, int, int, int]:
        return (slide.path.as_posix(), slide.index, slide.start, slide.content_start, slide.end)

    assert [place(slide) for slide in slides] == [
        ("weeks/w1.md", 0, 0, 0, 2),
        ("weeks/w1.md", 1, 2, 5, 7),
        ("weeks/w1.md", 2, 8, 8, 11),
    ]
