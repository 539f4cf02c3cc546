"""What the forms of a book have in common: the site they tell of, and where its parts stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deckbook.book import Book


class NotBound(Exception):
    """A deck cannot be made a file of its own; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something that a deck refers to."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A site of books, newest first.

    Attributes:
        title, description: The site's.
        language: Its language, as HTML names it.
        address: Where a path of the site is found: a full address where the site has one, else a relative one.
        page: The same for a page's Markdown path.
        text: Where a page is found as plain Markdown, from its Markdown path.
        source: How a file that a deck was read from is called.
        books: Its books.
        papers, repositories: What a book refers to, by the book's name.
        generator: What made it, with its version.
    """

    title: str
    description: str
    language: str
    address: Callable[[str], str]
    page: Callable[[str], str]
    text: Callable[[str], str]
    source: Callable[[Path], str]
    books: Sequence[Book]
    papers: Mapping[str, Sequence[Link]] = field(default_factory=dict)
    repositories: Mapping[str, Sequence[Link]] = field(default_factory=dict)
    generator: str = "Deckbook"

    def slide(self, book: Book, number: int) -> str:
        """The address of a slide."""
        place = book.places[number]
        return f"{self.page(place.uri)}#{place.id}"


def summary(book: Book) -> str:
    """What a deck says of itself in its headmatter, as one line of text; "" where it says nothing."""
    for name in ("description", "info"):
        if isinstance(said := book.deck.headmatter.get(name), str) and (text := " ".join(said.split())):
            return text
    return ""
