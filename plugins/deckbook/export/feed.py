"""The feed: an entry a deck, in Atom (RFC 4287)."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from xml.etree import ElementTree

from deckbook.book import Book, day_of
from deckbook.export.model import Catalogue, Link, summary

FEED = "feed.xml"
"""Its path in a site."""

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow."""
_UNDATED = datetime.date(1970, 1, 1)
"""What stands for no date, as an entry has to have one and a build is to be repeatable."""


def feed(catalogue: Catalogue, words: dict[str, str], related: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The feed as XML.

    Args:
        catalogue: The site; its addresses are full ones, as readers of feeds know no other.
        words: What stands above the chapters, papers and repositories of a deck: `chapters`, `papers`, `repositories`.
        related: The paths of files beside it, and what kind each is.
    """
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": catalogue.language})
    home, address = catalogue.address(""), catalogue.address(FEED)
    _add(root, "title", catalogue.title)
    if catalogue.description:
        _add(root, "subtitle", catalogue.description)
    _add(root, "id", address)
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(root, "link", rel="alternate", type="text/html", href=home)
    for path, kind in related.items():
        _add(root, "link", rel="related", type=kind, href=catalogue.address(path))
    _add(root, "updated", _moment(max((_day(book) for book in catalogue.books), default=_UNDATED)))
    _add(root, "generator", catalogue.generator)
    for book in catalogue.books:
        _entry(root, book, catalogue, words)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(root: ElementTree.Element, book: Book, catalogue: Catalogue, words: dict[str, str]) -> None:
    entry = _add(root, "entry")
    address = catalogue.page(book.uri)
    _add(entry, "title", book.title.plain)
    _add(entry, "id", address)
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    _add(entry, "updated", _moment(_day(book)))
    for name in authors(book) or [catalogue.title]:
        _add(_add(entry, "author"), "name", name)
    if said := summary(book):
        _add(entry, "summary", said)
    _add(entry, "content", "\n".join(_content(book, catalogue, words)), type="html")


def _content(book: Book, catalogue: Catalogue, words: dict[str, str]) -> Iterable[str]:
    """What a deck holds, as HTML."""
    if said := summary(book):
        yield f"<p>{html.escape(said)}</p>"
    chapters = [Link(chapter.title.plain, catalogue.page(chapter.pages[0].uri)) for chapter in book.chapters]
    lists = {
        "chapters": chapters,
        "papers": catalogue.papers.get(book.name, ()),
        "repositories": catalogue.repositories.get(book.name, ()),
    }
    for name, links in lists.items():
        if links:
            items = "".join(
                f'<li><a href="{html.escape(link.url)}">{html.escape(link.title)}</a></li>' for link in links
            )
            yield f"<h3>{html.escape(words[name])}</h3>\n<ul>{items}</ul>"


def authors(book: Book) -> list[str]:
    """The names of a deck's authors."""
    said = book.deck.headmatter.get("author")
    names = said if isinstance(said, list) else [said]
    return [text for name in names if isinstance(name, str | int) and (text := " ".join(str(name).split()))]


def _day(book: Book) -> datetime.date:
    return (day_of(book.date) if book.date else None) or _UNDATED


def _moment(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _name(tag: str) -> str:
    return f"{{{_ATOM}}}{tag}"


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, _name(tag), attributes)
    child.text = _NO_XML.sub("", text) or None
    return child
