"""Decks of several files, for tests: writing them, and what is read of them."""

from __future__ import annotations

from collections.abc import Callable

from deckbook.deck import Deck

Load = Callable[..., Deck]
"""The fixture `deck`."""


def contents(deck: Deck) -> list[str]:
    return [slide.content for slide in deck.slides]


def says(deck: Deck) -> list[str]:
    """`weeks/one.md:3 import-missing` for each diagnostic."""
    return [f"{d.path.relative_to(deck.root).as_posix()}:{d.line} {d.rule}" for d in deck.diagnostics]


def slide(**frontmatter: object) -> str:
    """A slide of frontmatter alone."""
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in frontmatter.items()) + "---\n"
