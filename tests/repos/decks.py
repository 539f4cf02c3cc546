"""Decks, and the repositories that are found in them, as the tests of this folder write them down."""

from __future__ import annotations

from pathlib import Path

from deckbook.book import Book, arrange
from deckbook.deck import load
from deckbook.repos import Mention, mentions


def book_of(folder: Path, text: str, name: str = "weeks/w1.md") -> Book:
    """A deck that stands in a folder, arranged."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return arrange(load(path), name)


def found_in(folder: Path, text: str) -> list[Mention]:
    """What a deck names."""
    return [mention for slide in book_of(folder, text).deck.slides for mention in mentions(slide)]
