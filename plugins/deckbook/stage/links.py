"""Where links lead: the same place, said as an address from a finished page and as a path from a page's Markdown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/?#]|\Z", re.I)
_PARTS = re.compile(r"([^?#]*)(\?[^#]*)?(#.*)?\Z", re.S)
_RESERVED = re.compile(r"[%?#<>]")
_SPECIAL = re.compile(r"[\s()<>]")


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page.

    Attributes:
        url: The page's address in the site, as `weeks/w1/`.
        uri: The path of its Markdown, as `weeks/w1/index.md`.
        pages: The Markdown of each page by its address.
    """

    url: str
    uri: str
    pages: Mapping[str, str]
    _urls: Mapping[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_urls", {uri: url for url, uri in self.pages.items()})

    def of_page(self, href: str) -> str:
        """The place that a link of the finished page leads to, in one form for all that lead there."""
        return self._place(href, posixpath.dirname(self.url))

    def of_markdown(self, href: str) -> str:
        """The place that a link in rendered Markdown leads to, whose paths are files'."""
        place = self._place(href, posixpath.dirname(self.uri))
        path, query, anchor = _split(place)
        return f"{self._urls.get(path, path)}{query}{anchor}"

    def markdown(self, href: str) -> str:
        """A link of the finished page as Markdown says it: by the path of the other page's Markdown."""
        if _ELSEWHERE.match(href):
            return _enclosed(href)
        path, query, anchor = _split(self._place(href, posixpath.dirname(self.url)))
        relative = posixpath.relpath(self.pages.get(path, path) or ".", posixpath.dirname(self.uri) or ".")
        if path.endswith("/") and path not in self.pages:
            relative += "/"
        return _enclosed(f"{_RESERVED.sub(lambda match: quote(match[0]), relative)}{query}{anchor}")

    @staticmethod
    def _place(href: str, folder: str) -> str:
        if _ELSEWHERE.match(href):
            return unquote(href)
        path, query, anchor = _split(href)
        # What leads out of the site stays so: a path in HTML leads elsewhere from a page than from its Markdown.
        joined = posixpath.normpath(posixpath.join(folder, unquote(path)))
        joined = "" if joined == "." else joined
        if joined.endswith("index.html"):
            joined = joined.removesuffix("index.html")
        elif joined and (path.endswith(("/", "/.", "/..")) or path in {".", ".."}):
            joined += "/"
        return f"{joined}{query}{unquote(anchor)}"


def _split(href: str) -> tuple[str, str, str]:
    found = _PARTS.match(href)
    return (found[1], found[2] or "", found[3] or "") if found else (href, "", "")


def _enclosed(href: str) -> str:
    return f"<{href}>" if _SPECIAL.search(href) and "<" not in href and ">" not in href else href
