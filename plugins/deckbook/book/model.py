"""A deck arranged as a book: the values that writing and MkDocs work on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from deckbook.book.language import Language
from deckbook.deck import Deck, Slide
from deckbook.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Title:
    """A title as the navigation and as a page shows it.

    Attributes:
        plain: Text without any markup.
        markdown: Inline Markdown: code, emphasis and mathematics are kept; no HTML, components or attributes.
    """

    plain: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Page:
    """What stands at one address.

    Attributes:
        uri: The page's Markdown path in the site, such as `weeks/2026-w47/论文来源.md`; a second page is
            `weeks/2026-w47/论文来源/2.md`.
        slides: The slides on it, in order.
    """

    uri: str
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Slides that belong together, on one or more pages.

    Attributes:
        title: Its title.
        signal: What said that it begins here: a name of `book.outline`'s signals.
        pages: Its pages, at least one. Where a deck is one chapter the first of them is the deck's own page.
    """

    title: Title
    signal: str
    pages: tuple[Page, ...]

    @property
    def slides(self) -> tuple[Slide, ...]:
        return tuple(slide for page in self.pages for slide in page.slides)


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters of one imported file, or all chapters where the deck has no parts (`title` is None then)."""

    title: Title | None
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slide stands: its page's `uri`, and the `id` of its section there (unique in the deck)."""

    uri: str
    id: str


@dataclass(frozen=True, slots=True)
class Book:
    """One deck, arranged.

    Attributes:
        deck: The deck it came from.
        name: The deck's path as the site's `decks` names it, such as `weeks/2026-w47.md`.
        uri: Its own page's Markdown path in the site.
        title: Its title.
        date: What it says of its date, as it says it (`2026-11-16`, `2026-w47`), else None.
        front: The slides of its own page that stand before the first chapter.
        parts: Its parts, at least one where it has a chapter.
        places: Every visible slide's place, by slide number.
        routes: Slide numbers by `routeAlias`.
        language: What it is written in.
        namespace: Which of its blocks of code share their names: a chapter's, all, or none (`block`).
        diagnostics: What arranging has to say.
    """

    deck: Deck
    name: str
    uri: str
    title: Title
    date: str | None
    front: tuple[Slide, ...]
    parts: tuple[Part, ...]
    places: Mapping[int, Place]
    routes: Mapping[str, int] = field(default_factory=dict)
    language: Language = field(default_factory=Language)
    namespace: str = "chapter"
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    def pages(self) -> Iterator[Page]:
        """Every page in reading order, the deck's own page first (with the slides that stand on it)."""
        shared = [page for chapter in self.chapters for page in chapter.pages if page.uri == self.uri]
        yield Page(self.uri, self.front + tuple(slide for page in shared for slide in page.slides))
        for chapter in self.chapters:
            yield from (page for page in chapter.pages if page.uri != self.uri)
