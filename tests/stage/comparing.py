"""What a site shows, page by page: words, places that can be linked to, and where links and pictures lead."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import html5lib

_BEGIN, _END = re.compile(r"<article\b[^>]*>"), "</article>"
_NO_WORDS = frozenset("script style template noscript".split())
_THEMES = frozenset("md-content__button headerlink md-source-file md-tags".split())
"""The classes of what a theme adds to a page's content."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows.

    Attributes:
        words: Its words, with single spaces.
        ids: The places on it that can be linked to.
        links: Where its links and pictures lead, as paths in the site, or addresses of other sites.
        edit: Where it is edited.
    """

    words: str
    ids: frozenset[str]
    links: tuple[str, ...]
    edit: str | None


def pages(site: Path) -> dict[str, Shown]:
    """The pages of a site by their paths."""
    found = sorted(path for path in site.rglob("*.html") if path.name != "404.html")
    return {path.relative_to(site).as_posix(): shown(path, site) for path in found}


def shown(path: Path, site: Path) -> Shown:
    """What one page shows."""
    text = path.read_text("utf-8")
    begin = _BEGIN.search(text)
    assert begin, path
    article = html5lib.parseFragment(text[begin.end() :].rpartition(_END)[0], namespaceHTMLElements=False)
    words: list[str] = []
    ids: set[str] = set()
    links: list[str] = []
    edit: list[str] = []
    _read(article, words, ids, links, edit)
    place = posixpath.dirname(path.relative_to(site).as_posix())
    return Shown(
        " ".join("".join(words).split()),
        frozenset(ids),
        tuple(_target(link, place) for link in links),
        next(iter(edit), None),
    )


def _read(element: Any, words: list[str], ids: set[str], links: list[str], edit: list[str]) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag.rpartition("}")[2] in _NO_WORDS or not tag:
        return
    if element.get("rel") == "edit":
        edit.append(element.get("href"))
    if _THEMES & set((element.get("class") or "").split()) or element.get("id") == "__skip":
        return
    if "id" in element.attrib:
        ids.add(element.get("id"))
    links += [element.get(name) for name in ("href", "src", "poster") if element.get(name)]
    words.append(f" {element.text or ''}")
    for child in element:
        _read(child, words, ids, links, edit)
        words.append(child.tail or "")
    words.append(" " if tag in {"p", "li", "td", "th", "h1", "h2", "h3", "div", "br"} else "")


def _target(link: str, place: str) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link.startswith("/"):
        return link
    path = posixpath.normpath(posixpath.join(place, unquote(parts.path) if parts.path else "index.html"))
    if not posixpath.splitext(path)[1] or path.endswith("..") or parts.path.endswith("/"):
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    return f"{path}?{parts.query}#{unquote(parts.fragment)}"
