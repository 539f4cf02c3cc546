"""The pages of decks as plain Markdown, a file beside each page."""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote, urljoin

from deckbook.export import Reading, Text, uncoloured
from deckbook.exporting import About, text_path
from deckbook.remembering import Results
from deckbook.site import Library
from deckbook.sitepages import SitePage

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


class Texts:
    """What a build writes of its pages; it is kept for the next one, in which most of them are the same."""

    def __init__(self) -> None:
        self._reading = Reading()
        self._made: Results[str] = Results()
        self._contents: dict[str, tuple[str, str, str]] = {}

    def begin(self, library: Library, about: About, *, are_wanted: bool = True) -> None:
        """A build begins."""
        self._about, self._are_wanted = about, are_wanted
        self._books = {page.uri: book for book in library.books for page in book.pages()}
        self._made.begin()
        self._contents = {}

    def name(self, page: SitePage, file: str) -> str:
        """What the text beside the file of a page is called; "" where there is none."""
        return text_path(posixpath.basename(file)) if self._has(page) else ""

    def _has(self, page: SitePage) -> bool:
        return self._are_wanted and not page.is_copy

    def add(self, page: SitePage, url: str, content: str) -> None:
        """Takes a page with its address in the site and its finished content, with what other plugins made of that."""
        if not self._has(page):
            return
        self._contents[text_path(unquote(url))] = url, self._head(page, url), content

    def files(self) -> Iterator[tuple[str, str]]:
        """The texts with their paths in the site.

        They are made one after another, which takes two thirds of the time that it takes between themes' templates.
        """
        for path, (url, head, content) in self._contents.items():
            yield path, self._made.of(path, None, (head, content), partial(self._text, url, head, content))

    def _text(self, url: str, head: str, content: str) -> str:
        tree = self._reading.tree(uncoloured(content))
        return f"{head}\n{Text(lambda target: self._address(target, url)).page(tree)}"

    def _head(self, page: SitePage, url: str) -> str:
        """What a text says of itself, as front matter."""
        book = self._books.get(page.uri)
        said = {
            "title": html.unescape(page.title),
            "url": self._about.address(unquote(url)),
            "deck": book.title.plain if book and book.uri != page.uri else None,
            "date": book.date if book else None,
        }
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in said.items() if value]
        return "\n".join(("---", *lines, "---", ""))

    def _address(self, target: str, url: str) -> str:
        """An address as a text has it: a full one where the site has one; "" for a place on the same page."""
        if target.startswith("#"):
            return ""
        if _ELSEWHERE.match(target) or not self._about.url:
            return target
        path, mark, rest = target.partition("#")
        return urljoin(self._about.address(unquote(url)), path) + mark + rest
