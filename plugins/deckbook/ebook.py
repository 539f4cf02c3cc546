"""What `deckbook epub` does: the pages of a deck, as its site shows them, in one file for reading systems."""

from __future__ import annotations

import hashlib
import posixpath
import re
import uuid
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit
from xml.etree.ElementTree import Element

from deckbook.binding import Built, bind
from deckbook.book import day_of
from deckbook.export import Reading, authors, summary
from deckbook.export.epub import Chapter, Volume, epub
from deckbook.export.model import NotBound
from deckbook.export.pictures import decoded, picture
from deckbook.export.reading import FORMAL
from deckbook.export.xhtml import for_books, headings, identifiers, relink
from deckbook.exporting import SAFE
from deckbook.frontend import STYLE_OF_BOOKS
from deckbook.markup import labels, page_url
from deckbook.markup.cleaning import ATTRIBUTES_OF_DRAWINGS
from deckbook.settings import Settings

_CONTENT = re.compile(r'<h1\b.*?(?=<template class="deckbook-words")', re.S)
_DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w=-]+)*?(;base64)?,(.*)", re.S)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_OF_PROSE = frozenset(
    "alt alttext checked class colspan dir hidden href id lang rowspan span src start style title type value width "
    "height".split()
)


def write(settings: Settings, named: Path | None, target: Path | None) -> Path:
    """Writes a deck as EPUB, and gives the file; the arguments and errors are `bind`'s."""
    return bind(settings, named, target, ".epub", made)


def made(built: Built) -> bytes:
    """A deck as EPUB."""
    return epub(_Ebook(built).volume())


class _Ebook:
    """Makes a volume of a deck in a site that is built."""

    def __init__(self, built: Built) -> None:
        self._built = built
        self._book = built.book
        self._directories = built.settings.use_directory_urls
        self._home = built.settings.publication.site_url
        self._reading = Reading(_OF_PROSE | FORMAL | ATTRIBUTES_OF_DRAWINGS, drawings=True)
        self._files: dict[str, bytes] = {}
        self._chapters = {page_url(uri, self._directories): file for uri, file in self._pages()}

    def volume(self) -> Volume:
        """The book."""
        book, settings = self._book, self._built.settings
        day = day_of(book.date) if book.date else None
        address = self._home + page_url(book.uri, self._directories) if self._home else ""
        chapters = list(self._all())
        words = labels(settings.language)
        return Volume(
            identifier=address or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'deckbook:{book.name}')}",
            title=book.title.plain,
            language=book.language.lang or settings.language,
            chapters=chapters,
            authors=authors(book),
            description=summary(book),
            date=day.isoformat() if day else "",
            source=address,
            direction=book.language.dir or "ltr",
            files=self._files,
            style=STYLE_OF_BOOKS.read_text("utf-8"),
            contents=words["contents"],
        )

    def _pages(self) -> Iterator[tuple[str, str]]:
        """The Markdown paths of the pages, and the files that they become."""
        for number, page in enumerate(self._book.pages()):
            if page.uri in self._built.library.pages:
                yield page.uri, f"chapter-{number}.xhtml"

    def _all(self) -> Iterator[Chapter]:
        titles = {self._book.uri: (self._book.title.plain, "")}
        for part in self._book.parts:
            named = part.title.plain if part.title else ""
            for chapter in part.chapters:
                for number, page in enumerate(chapter.pages, 1):
                    counted = f" ({number})" if number > 1 else ""
                    titles.setdefault(page.uri, (chapter.title.plain + counted, named))
        bodies = {uri: self._body(uri) for uri, _ in self._pages()}
        ids = {page_url(uri, self._directories): identifiers(body) for uri, body in bodies.items()}
        for uri, file in self._pages():
            here = page_url(uri, self._directories)
            relink(bodies[uri], lambda target, here=here: self._link(target, here, ids))  # type: ignore[misc]
            title, part_title = titles[uri]
            yield Chapter(file, title, bodies[uri], part_title, headings(bodies[uri]))

    def _body(self, uri: str) -> Element:
        found = _CONTENT.search(self._built.file(uri).read_text("utf-8"))
        if not found:
            raise NotBound(f"The page of {uri} does not show its content as it is, so nothing is written.")
        here = page_url(uri, self._directories)
        return for_books(self._reading.tree(found[0]), lambda source: self._picture(source, here))

    def _link(self, target: str, here: str, ids: Mapping[str, Collection[str]]) -> str:
        """Where a link of a page leads: to a place of the book, else to the site on the web, else nowhere."""
        if _ELSEWHERE.match(target):
            return target if urlsplit(target).scheme in ("http", "https", "mailto", "tel") else ""
        path, _, anchor = target.partition("#")
        page = unquote(_within(path, here)) if path else here
        file = self._chapters.get(page)
        if file is None:
            return urljoin(self._home, quote(page, safe=SAFE)) + target[len(path) :] if self._home else ""
        name = unquote(anchor)
        return f"{file}#{quote(name)}" if name in ids[page] else file

    def _picture(self, source: str, here: str) -> str:
        """The file of a picture, which the book has from then on; "" where it cannot have it."""
        if data := _DATA.match(source):
            content = unquote_to_bytes(data[2])
            return self._kept(decoded(content) if data[1] else content)
        if _ELSEWHERE.match(source) or not source:
            return ""
        file = self._built.site / unquote(_within(source.partition("#")[0].partition("?")[0], here))
        if not file.resolve().is_relative_to(self._built.site.resolve()) or not file.is_file():
            return ""
        return self._kept(file.read_bytes())

    def _kept(self, content: bytes) -> str:
        suffix, content = picture(content)
        if not suffix:
            return ""
        name = f"pictures/{hashlib.sha256(content).hexdigest()[:16]}{suffix}"
        self._files[name] = content
        return name


def _within(path: str, here: str) -> str:
    """A path that a page names, from the site's root."""
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(here), path)).lstrip("/")
    return f"{joined}/" if joined and (path.endswith("/") or path in (".", "..")) else joined
