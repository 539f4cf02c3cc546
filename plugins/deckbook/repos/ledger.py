"""All repositories that books name, each with where it is named and what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from deckbook.book import Book, Title, slide_title
from deckbook.repos.addresses import HOSTS, Repository
from deckbook.repos.facts import Facts, short
from deckbook.repos.lock import Lock
from deckbook.repos.mentions import Mention, mentions


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention, and where a reader finds it.

    Attributes:
        mention: The mention.
        book: The deck's name, such as `weeks/2026-w47.md`.
        title: The deck's title.
        date: The deck's date, as it says it, else None.
        chapter: The title of the chapter; the deck's own where the slide stands before the first one.
        heading: The title of the slide, if it has one.
        uri: The Markdown path of the page.
        id: The id of the slide's section on that page.
    """

    mention: Mention
    book: str
    title: Title
    date: str | None
    chapter: Title
    heading: Title | None
    uri: str
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A repository in the ledger.

    Attributes:
        repository: As it is spelled where it is named first.
        references: Where it is named, in the order of the books.
        facts: What is known of it; None where it was never asked about.
    """

    repository: Repository
    references: tuple[Reference, ...]
    facts: Facts | None = None

    @property
    def key(self) -> str:
        return self.repository.key

    @property
    def description(self) -> str:
        """Its own description, else the first that an author gives."""
        given = (reference.mention.note.description for reference in self.references)
        return (self.facts.description if self.facts else "") or next(filter(None, given), "")

    @property
    def tags(self) -> tuple[str, ...]:
        """The words that authors gave it, each once, in the order they were given."""
        given = (tag for reference in self.references for tag in reference.mention.note.tags)
        return tuple({tag.casefold(): tag for tag in reversed(list(given))}.values())[::-1]

    @property
    def star_count(self) -> int | None:
        """Its stars when it was asked last, else those that were noted last."""
        if self.facts and self.facts.star_count is not None:
            return self.facts.star_count
        noted = [reference.mention.note.stars for reference in self.references]
        return next((stars.count for stars in reversed(noted) if stars), None)


def then_and_now(mention: Mention, facts: Facts | None) -> tuple[str, str]:
    """The stars of a repository as its author noted them, and as they are now; "" where one is not known.

    Both are `4.6k` then. What is now is "" also where it would read the same.
    """
    stars = mention.note.stars
    count = facts.star_count if facts else None
    now = "" if count is None else short(count)
    return stars.text if stars else "", "" if stars and now == short(stars.count) else now


def ledger(books: Iterable[Book], lock: Lock, hosts: Mapping[str, str] = HOSTS) -> tuple[Entry, ...]:
    """The repositories that books name, in the order of their keys.

    One that has moved is the same as the one at its new place, where books name that as well.

    Args:
        books: The books.
        lock: What is known of repositories.
        hosts: The public hosts; those of the lock file are added.
    """
    found: dict[str, list[Reference]] = {}
    for reference in references(books, {**hosts, **lock.hosts}):
        found.setdefault(reference.mention.repository.key, []).append(reference)
    for key in sorted(found):
        facts = lock.facts.get(key)
        new = facts.moved.lower() if facts and facts.moved else ""
        if new in found and new != key:
            found[new] += found.pop(key)
    return tuple(_entry(key, found[key], lock) for key in sorted(found))


def _entry(key: str, found: list[Reference], lock: Lock) -> Entry:
    named = next(item.mention.repository for item in found if item.mention.repository.key == key)
    return Entry(named, tuple(found), lock.facts.get(key))


def references(books: Iterable[Book], hosts: Mapping[str, str] = HOSTS) -> Iterator[Reference]:
    """Every mention of a repository in books, in order."""
    for book in books:
        chapters = {slide.no: chapter.title for chapter in book.chapters for slide in chapter.slides}
        for slide in book.deck.slides:
            found = mentions(slide, hosts)
            heading = slide_title(slide) if found else None
            for mention in found:
                place = book.places[slide.no]
                chapter = chapters.get(slide.no, book.title)
                yield Reference(mention, book.name, book.title, book.date, chapter, heading, place.uri, place.id)


def by_tag(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries under one tag each, the tags in alphabetical order; at the end those without any, under "".

    An entry with several stands under the one that most others have. Where authors gave none, its topics count.
    """
    entries = list(entries)
    offered = {entry.key: _offered(entry) for entry in entries}
    counts = Counter(tag.casefold() for tags in offered.values() for tag in tags)
    groups: dict[str, list[Entry]] = {}
    names: dict[str, str] = {}
    for entry in entries:
        tags = offered[entry.key]
        best = max(tags, key=lambda tag: counts[tag.casefold()]) if tags else ""
        names.setdefault(best.casefold(), best)
        groups.setdefault(best.casefold(), []).append(entry)
    return [(names[key], groups[key]) for key in sorted(groups, key=lambda key: (not key, key))]


def _offered(entry: Entry) -> tuple[str, ...]:
    return entry.tags or (entry.facts.topics if entry.facts else ())
