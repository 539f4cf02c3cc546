"""Decks for tests, arranged as books."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deckbook.book import Book, arrange
from deckbook.deck import load

ROOT = Path("/site/docs/weeks")


def arranged(text: str, name: str = "deck.md", files: Mapping[str, str] | None = None) -> Book:
    """A deck as a book; `files` are those that it imports."""
    content = {ROOT / name: text, **{ROOT / other: text for other, text in (files or {}).items()}}

    def read(path: Path) -> bytes:
        if path not in content:
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return content[path].encode()

    return arrange(load(ROOT / name, roots=(ROOT,), read=read), name)
