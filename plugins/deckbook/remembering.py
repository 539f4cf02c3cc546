"""What the build before wrote of each deck, taken again where all that it was written from is the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from deckbook.book import Book
from deckbook.deck import Deck, Reader
from deckbook.markup import Site
from deckbook.settings import Settings
from deckbook.sitepages import SitePage

_LEFT_OUT = frozenset({".cache", ".git", ".venv", "__pycache__", "node_modules", "venv"})
"""Directories that are too large to be gone through, and that no slide shows a file of, but for npm's packages."""
_MOST = 50_000
"""How many files are looked at before a project is held for too large for that."""
_Stamp = tuple[str, int, int, int, int]
_NAME = (0, 0, 0, 0)
"""The stamp of a Markdown file: decks are compared by what they hold, and of pages it matters that they are there."""
_THERE = (0, 0, 0, 1)
"""The stamp of mkdocs.yml: what it says of decks is in the settings, and where a slide shows it, it is a source."""
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class _Kept:
    book: Book
    known: object
    sources: tuple[_Stamp, ...]
    asked: Mapping[Path, str | None]
    names: object
    pages: tuple[SitePage, ...]


@dataclass(frozen=True, slots=True)
class _Arranged:
    deck: Deck
    given: object
    read: Mapping[Path, bytes]
    book: Book


@dataclass(slots=True)
class Memory:
    """What the build before wrote of each deck."""

    _kept: dict[Path, _Kept] = field(default_factory=dict)
    _arranged: dict[Path, _Arranged] = field(default_factory=dict)
    _read: dict[Path, bytes] = field(default_factory=dict)
    _known: dict[Path, tuple[dict[object, object], dict[object, object]]] = field(default_factory=dict)
    _settled: object = None
    _asked: dict[Path, str | None] = field(default_factory=dict)
    _names: frozenset[str] = frozenset()
    reused: int = 0

    def reading(self, read: Reader) -> Reader:
        """A reader of a build's files that notes what they hold."""
        self._read = {}

        def noted(path: Path) -> bytes:
            data = read(path)
            self._read[path] = hashlib.blake2b(data, digest_size=16).digest()
            return data

        return noted

    def asking(self, page_uri: Callable[[Path], str | None]) -> Callable[[Path], str | None]:
        """What tells which page a Markdown file becomes, with a note of each that was asked for."""

        def noted(path: Path) -> str | None:
            self._asked[path] = found = page_uri(path)
            return found

        return noted

    def arranged(self, deck: Deck, given: object, arrange: Callable[[], Book]) -> Book:
        """A deck as a book, the same object as in the build before where its files hold the same.

        What was read is compared byte for byte, too, as `1` and `true` are equal values.

        Args:
            deck: The deck.
            given: What else it is arranged by.
            arrange: Arranges it.
        """
        kept = self._arranged.get(deck.path)
        read = {path: self._read[path] for path in deck.files if path in self._read}
        if kept and (kept.read, kept.given, kept.deck) == (read, given, deck):
            return kept.book
        book = arrange()
        self._arranged[deck.path] = _Arranged(deck, given, read, book)
        return book

    def begin(self, books: Sequence[Book], settings: Settings, site: Site) -> None:
        """A build begins: where something has changed that may matter to any deck, all are forgotten."""
        works = tuple(value for name in fields(site.works) if not callable(value := getattr(site.works, name.name)))
        addresses = tuple((book.deck.path, book.uri) for book in books)
        found = list(islice(_stamps(settings), _MOST + 1))
        stamps = [stamp for stamp in found if stamp[1:] != _NAME]
        self._names = frozenset(stamp[0] for stamp in found if stamp[1:] == _NAME)
        # The functions of `site` follow from the settings, the addresses, and the files.
        settled = replace(settings, config_text=""), addresses, site.repositories_page, works, stamps
        if settled != self._settled or len(found) > _MOST:
            self._kept.clear()
        self._settled = settled
        decks = {path for path, _ in addresses}
        self._kept = {path: kept for path, kept in self._kept.items() if path in decks}
        self._arranged = {path: kept for path, kept in self._arranged.items() if path in decks}
        self._known = {path: ({}, {}) for path in decks}
        for place, named in site.repositories.items():
            if place[0] in decks:
                self._known[place[0]][0][place] = named
        for where, block in site.runnables.items():
            if where[0] in decks:
                self._known[where[0]][1][where] = block
        self.reused = 0

    def pages(self, book: Book, site: Site, write: Callable[[], Iterable[SitePage]]) -> tuple[SitePage, ...]:
        """A deck's pages, written where they have to be."""
        path = book.deck.path
        known = self._known[path]
        kept = self._kept.get(path)
        # Code may be imported from any file; else only links lead to Markdown files.
        names = self._names if any("<<<" in slide.content for slide in book.deck.slides) else None
        if (
            kept
            and kept.book is book
            and (kept.known, kept.names) == (known, names)
            and kept.sources == _of(kept.pages)
            and all(site.page_uri(path) == uri for path, uri in kept.asked.items())
        ):
            self.reused += 1
            return kept.pages
        self._asked = {}
        pages = tuple(write())
        asked, self._asked = self._asked, {}
        self._kept.pop(path, None)
        if not any(f"{name}/" in slide.content for slide in book.deck.slides for name in _LEFT_OUT):
            self._kept[path] = _Kept(book, known, _of(pages), asked, names, pages)
        return pages


class Results(Generic[_Result]):
    """What was made of the same things in the build before; it is made once more where anything is another."""

    def __init__(self) -> None:
        self._before: dict[str, tuple[object, object, _Result]] = {}
        self._now: dict[str, tuple[object, object, _Result]] = {}

    def begin(self) -> None:
        """A build begins: what the one before has not asked for is dropped."""
        self._before, self._now = self._now, {}

    def of(self, name: str, source: object, given: object, make: Callable[[], _Result]) -> _Result:
        """A result.

        Args:
            name: What it is called in each build.
            source: A value that has to be the very same object.
            given: What has to be equal.
            make: Makes the result.
        """
        kept = self._before.get(name)
        result = kept[2] if kept and kept[0] is source and kept[1] == given else make()
        self._now[name] = source, given, result
        return result


def _of(pages: Iterable[SitePage]) -> tuple[_Stamp, ...]:
    """The files that pages were written from, as they are now."""
    files = {file for page in pages for file in (*page.written.sources, *page.written.assets.values())}
    return tuple(_stamp(file) for file in sorted(files))


def _stamp(path: str | Path) -> _Stamp:
    try:
        state = os.stat(path)  # noqa: PTH116 - for thousands of files
    except OSError:
        return str(path), 0, -1, 0, 0
    return str(path), state.st_mtime_ns, state.st_size, state.st_ino, state.st_ctime_ns


def _stamps(settings: Settings) -> Iterator[_Stamp]:
    """All files that decks may show or be shown by, with their times and sizes; of pages the names only."""
    own = (settings.layouts, settings.components, settings.icons)
    folders = dict.fromkeys(
        folder for folder in (settings.docs_dir, settings.decks_dir, *settings.roots, *own) if folder is not None
    )
    config = str(settings.config_file)
    for folder in folders:
        if not any(folder != other and folder.is_relative_to(other) for other in folders):
            for stamp in _files(str(folder), set()):
                yield (config, *_THERE) if stamp[0] == config else stamp
    for path in settings.bibliography:
        yield _stamp(path)


def _files(folder: str, seen: set[str]) -> Iterator[_Stamp]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name == "node_modules":
            yield from _packages(entry.path)
        elif entry.is_dir():
            if entry.name not in _LEFT_OUT:
                yield from _files(entry.path, seen)
        elif entry.name.endswith(".md"):
            yield entry.path, *_NAME
        else:
            yield _stamp(entry.path)


def _packages(folder: str) -> Iterator[_Stamp]:
    """The packages of npm, each by its own file, which is another one in each version."""
    for depth in ("*/package.json", "@*/*/package.json"):
        for path in sorted(Path(folder).glob(depth)):
            yield _stamp(path)
