"""What is known of editions: what each holds, and what came with it; and both as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What readers find in an edition.

    Attributes:
        decks: The titles of decks, by the Markdown paths of their pages.
        chapters: The titles of chapters and the paths of their decks, by the paths of their pages.
        papers: The titles of papers that decks name, by their keys.
        stars: The names of repositories that decks name, and their stars if they are known, by their addresses.
    """

    decks: Mapping[str, str] = field(default_factory=dict)
    chapters: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    stars: Mapping[str, tuple[str, int | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class News:
    """What an edition has that the one before had not.

    Attributes:
        since: The version before; None for the first.
        decks: The path and title of each new deck.
        chapters: The path and title of each new chapter of an older deck, and the deck's title.
        papers: The key and title of each.
        stars: The address and name of each repository that is new or has other stars, with those before and now.
    """

    since: str | None = None
    decks: tuple[tuple[str, str], ...] = ()
    chapters: tuple[tuple[str, str, str], ...] = ()
    papers: tuple[tuple[str, str], ...] = ()
    stars: tuple[tuple[str, str, int | None, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition.

    Attributes:
        version: Its version, which is its folder.
        title: Its title.
        date: The day of the commit that it was made of.
        commit: That commit.
        time: When it was committed, in seconds since 1970.
        news: What came with it.
        is_thinned: Whether its pages are but redirects by now.
    """

    version: str
    title: str
    date: str
    commit: str
    time: int
    news: News = field(default_factory=News)
    is_thinned: bool = False


def difference(before: Snapshot | None, now: Snapshot, since: str | None) -> News:
    """What is new in an edition against the one before it."""
    old = before or Snapshot()
    return News(
        since=since,
        decks=tuple((uri, title) for uri, title in now.decks.items() if uri not in old.decks),
        chapters=tuple(
            (uri, title, now.decks.get(deck, ""))
            for uri, (title, deck) in now.chapters.items()
            if uri not in old.chapters and deck in old.decks
        ),
        papers=tuple((key, title) for key, title in now.papers.items() if key not in old.papers),
        stars=tuple(
            (url, name, old.stars[url][1] if url in old.stars else None, count)
            for url, (name, count) in now.stars.items()
            if url not in old.stars or old.stars[url][1] != count
        ),
    )


def parse_editions(content: bytes | None) -> list[Edition]:
    """The editions of a list; of what cannot be read, nothing."""
    return list(_editions(_json(content)))


def _editions(data: Any) -> Iterator[Edition]:
    for item in data if isinstance(data, list) else []:
        try:
            news = {name: _tuples(value) for name, value in item["news"].items()}
            yield Edition(**{**item, "news": News(**news)})
        except (KeyError, TypeError, AttributeError):
            continue


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def written_editions(editions: Iterable[Edition]) -> bytes:
    """A list of editions."""
    return _written([asdict(edition) for edition in editions])


@dataclass(frozen=True, slots=True)
class Record:
    """What an edition's folder says of it.

    Attributes:
        commit: The commit that it was made of.
        time: When that was committed.
        shared: The copies that its pages link to.
        snapshot: What readers find in it.
    """

    commit: str = ""
    time: int = 0
    shared: tuple[str, ...] = ()
    snapshot: Snapshot = field(default_factory=Snapshot)


def parse_record(content: bytes | None) -> Record | None:
    """The record of an edition; None where it is none."""
    data = _json(content)
    try:
        parts = {name: {key: _tuples(value) for key, value in part.items()} for name, part in data["snapshot"].items()}
        return Record(str(data["commit"]), int(data["time"]), tuple(data["shared"]), Snapshot(**parts))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def written_record(record: Record) -> bytes:
    """A record of an edition."""
    return _written(asdict(record))


def _json(content: bytes | None) -> Any:
    try:
        return json.loads(content) if content else None
    except ValueError:
        return None


def _written(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
