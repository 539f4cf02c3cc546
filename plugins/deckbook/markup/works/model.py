"""The papers of a site as pages show them; `citing` makes these values of bibliographies and of what decks say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deckbook.book import Book
from deckbook.deck import Slide


@dataclass(frozen=True, slots=True)
class Where:
    """A place of the site.

    Attributes:
        text: What a link to it says.
        uri: The Markdown path of its page.
        id: The id there; "" for the page itself.
    """

    text: str
    uri: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """A deck that names a paper.

    Attributes:
        book: The deck.
        places: Where it does, a slide each; at least one.
        rank: The deck's place among all decks, the newest first.
    """

    book: Book
    places: tuple[Where, ...]
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """An entry of a paper's reading record.

    Attributes:
        book: The deck that tells of it.
        place: The slide there.
        passed: The pass, 1 to 3; 0 where the slide does not say.
        verdict: What was decided, as it is written; "" for nothing.
    """

    book: Book
    place: Where
    passed: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a chapter says of a paper.

    Attributes:
        book: The deck.
        place: The chapter.
        slides: Its slides, with no more than what is about the paper.
    """

    book: Book
    place: Where
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """A paper that decks name.

    Attributes:
        key: Its key in the bibliography.
        name: What addresses and ids call it.
        uri: The Markdown path of its page.
        title: Its title.
        lang: The language of its title, such as `en`.
        authors: Its authors' names, as they are read.
        more_authors: Whether there are others.
        year: Its year; "" for none.
        venue: Where it was published; "" where that is not known.
        links: Addresses on the web, with what they are called.
        bibtex: Its entry, to copy.
        item: Its entry as CSL-JSON.
        tldr: The paper in a sentence; "" for none.
        passed: The furthest pass of reading so far, 0 for none.
        weeks: The decks that name it, the newest first.
        readings: The reading record, the newest entry first.
        told: What chapters say of it, the newest deck first.
        files: The files whose code its slides show, and where they are shown, or "".
        repositories: The repositories that its slides name, with their addresses.
    """

    key: str
    name: str
    uri: str
    title: str
    lang: str
    authors: tuple[str, ...]
    more_authors: bool
    year: str
    venue: str
    links: tuple[tuple[str, str], ...]
    bibtex: str
    item: Mapping[str, Any] = field(default_factory=dict)
    tldr: str = ""
    passed: int = 0
    weeks: tuple[Week, ...] = ()
    readings: tuple[Read, ...] = ()
    told: tuple[Told, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    repositories: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a text that cites a paper: from `start` to `end`, where readers see `text`."""

    start: int
    end: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a list of references; `label` is its number as it is shown, or "", `html` its finished text."""

    key: str
    label: str
    html: str


Slot = tuple[Path, int]
"""A slide: its deck, and Slidev's number of it."""


@dataclass(frozen=True, slots=True)
class Works:
    """What pages need to know of papers.

    Attributes:
        by_key: The papers that decks name, by key.
        cards: The cards that stand on a slide: the line of the heading that each stands behind, or 0, and a key.
        cite: What a text cites, in its order, and the positions of square brackets that readers see as round ones.
        cites: The slides that cite papers or link to them.
        linked: The key of the paper that an address means, or "".
        references: A list of references to papers with these keys, in the site's style.
        list_uri: The Markdown path of the page that lists all papers; "" for none.
        shared: The files that the list offers to reference managers, each with its form's name.
    """

    by_key: Mapping[str, Work] = field(default_factory=dict)
    cards: Mapping[Slot, Sequence[tuple[int, str]]] = field(default_factory=dict)
    cite: Callable[[str], tuple[Sequence[Cited], Sequence[int]]] = lambda text: ((), ())
    cites: frozenset[Slot] = frozenset()
    linked: Callable[[str], str] = lambda href: ""
    references: Callable[[Sequence[str]], Sequence[Listed]] = lambda keys: ()
    list_uri: str = ""
    shared: tuple[tuple[str, str], ...] = ()

    @property
    def listed(self) -> list[Work]:
        """The papers in the order of the decks that name them, the newest first."""
        return sorted(self.by_key.values(), key=lambda work: work.weeks[0].rank)
