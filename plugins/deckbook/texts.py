"""The pages of decks as plain Markdown, a file beside each page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from urllib.parse import unquote, urljoin

from deckbook.export import Reading, Text
from deckbook.exporting import About, text_path
from deckbook.site import Library
from deckbook.sitepages import SitePage

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


class Texts:
    """What a build writes of its pages; it is kept for the next one, in which most of them are the same."""

    def __init__(self) -> None:
        self._reading = Reading()
        self._before: dict[str, tuple[str, str, str]] = {}
        self._now: dict[str, tuple[str, str, str]] = {}

    def begin(self, library: Library, about: About) -> None:
        """A build begins."""
        self._about = about
        self._books = {page.uri: book for book in library.books for page in book.pages()}
        self._before, self._now = self._now, {}

    def add(self, page: SitePage, url: str, content: str) -> None:
        """Takes a page with its address in the site and its finished content, with what other plugins made of that."""
        path, head = text_path(unquote(url)), self._head(page, url)
        known = self._before.get(path)
        if known and known[:2] == (head, content):
            self._now[path] = known
            return
        text = Text(lambda target: self._address(target, url)).page(self._reading.tree(content))
        self._now[path] = head, content, text

    def files(self) -> Mapping[str, str]:
        """The texts by their paths in the site."""
        return {path: f"{head}\n{text}" for path, (head, _, text) in self._now.items()}

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
