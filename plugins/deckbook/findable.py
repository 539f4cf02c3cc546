"""Whether the search finds every heading of the site that was built (`search_check: true`)."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from deckbook.diagnostics import Diagnostic
from deckbook.searching import INDEX, is_improved
from deckbook.settings import Settings

FIRST = 10
"""Among how many results a heading has to be."""

_LEVELS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NOT_WRITTEN = frozenset(("headerlink", "deckbook-rest"))
"""Classes of what Deckbook itself adds under headings that each page of a kind has."""
_TAG = re.compile(r"<[^>]*>")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page as it was built.

    Attributes:
        text: What readers see of it.
        id: Its anchor; "" for none.
    """

    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of a page.

    Attributes:
        url: The page's address.
        source: The file and line that it was made from.
        headings: In their order, without those that the author has taken out of the search.
    """

    url: str
    source: tuple[Path, int]
    headings: tuple[Heading, ...]


def outline(page: Page, source: tuple[Path, int]) -> Outline:
    """What a page's search has to find; asked before Material takes the marks of what it excludes out of the page."""
    parser = _Headings()
    if not (page.meta.get("search") or {}).get("exclude"):
        parser.feed(page.content or "")
        parser.close()
    return Outline(page.url, source, tuple(Heading(" ".join(text.split()), anchor) for anchor, text in parser.found))


def check(outlines: Iterable[Outline], config: MkDocsConfig, settings: Settings) -> list[Diagnostic]:
    """What is to be said of headings that the search does not have, or that it shows behind too many others."""
    if not is_improved(config):
        message = (
            "Deckbook has no part in the site's search (`search: false`, another theme than Material, no plugin "
            "`search`, or nothing to do), so nothing is checked; remove `search_check`."
        )
        return [settings.about("search-missing", "search_check", message)]
    index = json.loads(Path(config.site_dir, INDEX).read_text("utf-8"))
    decks = {url: letters(title) for title, urls in index["config"]["decks"] for url in urls}
    titles = {entry["location"]: letters(_TAG.sub("", entry["title"])) for entry in index["docs"]}
    alike = Counter(titles.values())
    within_deck = Counter((title, decks.get(location.partition("#")[0])) for location, title in titles.items())
    found = []
    for page in outlines:
        for heading in page.headings:
            title = letters(html.escape(heading.text, quote=False))
            if problem := _problem(heading, title, page.url, titles):
                found.append(Diagnostic(*page.source, "search-missing", problem))
            elif not title:
                message = f"The heading “{heading.text}” has no letter or number to search for; give it a word."
                found.append(Diagnostic(*page.source, "search-not-found", message))
            elif alike[title] > FIRST and within_deck[title, decks.get(page.url)] > FIRST:
                message = (
                    f"{alike[title]} headings of the site are “{heading.text}”, and the deck's title does not tell "
                    f"{within_deck[title, decks.get(page.url)]} of them apart; give this one another word."
                )
                found.append(Diagnostic(*page.source, "search-not-found", message))
    return list(dict.fromkeys(found))


def _problem(heading: Heading, title: str, url: str, titles: Mapping[str, str]) -> str:
    """Why the index has no section of a heading; "" where it has one."""
    if titles.get(f"{url}#{heading.id}") == title or titles.get(url) == title:
        return ""
    if not heading.id:
        return f"The heading “{heading.text}” has no id, so the search takes it for text; write it in Markdown."
    return f"The heading “{heading.text}” is not in the search's index under “{url}#{heading.id}”."


def letters(title: str) -> str:
    """A title's letters and numbers, in one case and width: what queries and headings are compared by."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", html.unescape(title)).lower())


class _Headings(HTMLParser):
    """Collects headings, each with its id and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open = ""
        self._skipped = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self._skipped:
            self._depth += tag == self._skipped
        elif "data-search-exclude" in values or values.get("class") in _NOT_WRITTEN or tag in ("script", "style"):
            self._skipped, self._depth = tag, 1
        elif tag in _LEVELS:
            self._open = tag
            self.found.append((values.get("id") or "", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipped:
            self._depth -= 1
            if not self._depth:
                self._skipped = ""
        elif tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open and not self._skipped:
            anchor, text = self.found[-1]
            self.found[-1] = anchor, text + data
