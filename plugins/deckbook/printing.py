"""What is made for paper: links as numbered notes at a chapter's end, and a whole deck on one page."""

from __future__ import annotations

import html
import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import unquote

from deckbook.book import Book
from deckbook.markup import page_url, relative_url
from deckbook.markup.tags import escape

# A tag with more than a class: most have no more, and are the same on the page of a whole deck.
_TAG = re.compile(r'<[a-zA-Z][^\s>"]*\s(?!class="[^"]*">)[^>"]*(?:"[^"]*"[^>"]*)*>')
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|/|\?", re.I)
_NO_NOTES = r'<p [^>]*\bclass="deckbook-mark"[^>]*>.*?</p>|<nav [^>]*\bclass="deckbook-[^>]*>.*?</nav>'
_LINK = re.compile(rf'{_NO_NOTES}|<a\b([^>"]*(?:"[^"]*"[^>"]*)*)>(.*?)</a>', re.S)
_ELSEWHERE = re.compile(r'\shref="(https?://[^"]+)"', re.I)
_MARKUP = re.compile(r"<[^>]*>")
_SCRIPT = re.compile(r"\n<script\b[^>]*></script>\Z")
_TURNS = re.compile(
    r'<nav [^>]*\bclass="deckbook-(?:pager|turn)"[^>]*>.*?</nav>|<div class="deckbook-progress"></div>|'
    r' · <a class="deckbook-print"[^>]*>.*?</a>',
    re.S,
)
_PERMALINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>', re.S)
_TITLE = re.compile(r"<h1\b.*?</h1>\s*", re.S)
_HEAD = re.compile(r'<h1\b.*?</h1>(?:\s*<p class="deckbook-meta">.*?</p>)?', re.S)
_FACTS = re.compile(r'\A\s*<p class="deckbook-meta">.*?</p>', re.S)
_LEVEL = re.compile(r"(</?h)([1-5])(?=[\s>])")
_ID = re.compile(r'\sid="([^"]*)"')
_GROUP = re.compile(r'\sname="([^"]*)"')
_RADIO = ' type="radio"'  # of such buttons with one name a browser lets one be chosen
# What of a tag is another on the page of a whole deck.
_CHANGES = re.compile(
    # What tells scripts which slide a section is, and that a block can be run: so it is on the slide's own page only.
    r'\s(?:data-(?:deck|slide|book)="[^"]*"|loading="lazy"'
    r'|(?P<address>(?:xlink:)?href|src|poster)="(?P<target>[^"]*)"'
    r"|(?P<names>id|for|form|headers|list|name|popovertarget|aria-(?:activedescendant|controls|describedby|details"
    r'|errormessage|flowto|labelledby|owns))="(?P<ids>[^"]*)")|(?<=url\(#)(?P<drawn>[^)"]*)'
)


def with_notes(content: str, label: str) -> str:
    """A chapter's HTML with the addresses of its links to elsewhere, as notes that are seen on paper only.

    A link whose text is its address needs none; links to the same address have the same number.
    """
    numbers: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        if match[1] is None or not (found := _ELSEWHERE.search(match[1])) or ' class="' in match[1]:
            return match[0]
        address, text = found[1], _MARKUP.sub("", match[2]).strip()
        if not text or _bare(text) == _bare(address):
            return match[0]
        number = numbers.setdefault(address, len(numbers) + 1)
        return f'<a data-note="{number}"{match[1]}>{match[2]}</a>'

    content = _LINK.sub(numbered, content)
    if not numbers:
        return content
    items = "".join(f"<li>{address}</li>" for address in numbers)
    listed = f"<p>{escape(label)}</p><ol>{items}</ol>"
    return f'{content}\n<div class="deckbook-notes" data-added data-search-exclude>{listed}</div>'


def _bare(address: str) -> str:
    return re.sub(r"\A(?:https?:)?//(?:www\.)?", "", html.unescape(address)).rstrip("/").lower()


def gathered(
    book: Book, uri: str, contents: Mapping[str, str], label: str, listed: str, *, use_directory_urls: bool
) -> str:
    """A whole deck's HTML for the page at `uri`: its own page's, and a section for each of its chapters.

    Args:
        book: The deck.
        uri: The Markdown path of the page that shows it whole.
        contents: The finished HTML of its pages, by their Markdown paths.
        label: What stands above the addresses of links.
        listed: The deck's contents, as on its own page, where that has none.
        use_directory_urls: As in mkdocs.yml.
    """
    sheet = _Sheet(book, page_url(uri, use_directory_urls), use_directory_urls)
    own = sheet.moved(contents.get(book.uri, ""), book.uri)
    if listed and "deckbook-contents" not in own:
        own = _HEAD.sub(lambda match: f"{match[0]}\n{sheet.moved(listed, book.uri)}", own, count=1)
    sections = [with_notes(own, label)]
    for number, chapter in enumerate(book.chapters, 1):
        pages = [page for page in chapter.pages if page.uri != book.uri and page.uri in contents]
        parts = [_LEVEL.sub(_lower, sheet.moved(contents[page.uri], page.uri)) for page in pages]
        heads = [re.search(r"<h2\b.*?</h2>", part, re.S) for part in parts]
        bodies = [
            _FACTS.sub("", part.replace(head[0], "", 1)) if head else part
            for part, head in zip(parts, heads, strict=True)
        ]
        if bodies:
            title = heads[0][0] if heads[0] else ""
            inner = with_notes(title + "\n".join(bodies), label)
            sections.append(f'<div class="deckbook-chapter" id="{_anchor(number)}">{inner}</div>')
    return "\n".join(sections)


def _lower(match: re.Match[str]) -> str:
    return f"{match[1]}{int(match[2]) + 1}"


def _anchor(number: int) -> str:
    return f"deckbook-chapter-{number}"


class _Sheet:
    """The page that a deck's pages are put on: where their links lead from there, and the ids that it has."""

    def __init__(self, book: Book, url: str, use_directory_urls: bool) -> None:
        self._url = url
        self._directories = use_directory_urls
        self._pages = {page_url(book.uri, use_directory_urls): "#"}
        for number, chapter in enumerate(book.chapters, 1):
            for page in chapter.pages:
                self._pages.setdefault(page_url(page.uri, use_directory_urls), f"#{_anchor(number)}")
        self._anchors: defaultdict[str, set[str]] = defaultdict(set)  # of the slides on each page
        for number, place in book.places.items():
            self._anchors[page_url(place.uri, use_directory_urls)] |= {place.id, f"slide-{number}"}
        self._taken = set[str]().union(*self._anchors.values())
        self._count = 0

    def moved(self, content: str, uri: str) -> str:
        """A page's HTML as it stands on this one, without what leads from page to page."""
        content = _PERMALINK.sub("", _TURNS.sub("", _SCRIPT.sub("", content)))
        here = page_url(uri, self._directories)
        ids = {name for tag in _TAG.findall(content) for name in _ids(tag)}
        self._count += 1
        new = {name: f"{name}--{self._count}" for name in (ids - self._anchors[here]) & self._taken}
        self._taken |= ids

        def changed(match: re.Match[str]) -> str:
            if match["address"]:
                target = html.unescape(match["target"])
                is_here = target.startswith("#")
                address = f"#{new.get(target[1:], target[1:])}" if is_here else self._address(target, here)
                return f' {match["address"]}="{html.escape(address)}"'
            if match["names"]:
                is_other = match["names"] == "name" and _RADIO not in match.string
                return match[0] if is_other else f' {match["names"]}="{_renamed(match["ids"], new)}"'
            return new.get(match["drawn"], match["drawn"]) if match["drawn"] else ""

        return _TAG.sub(lambda match: _CHANGES.sub(changed, match[0]), content)

    def _address(self, value: str, here: str) -> str:
        if _ABSOLUTE.match(value) or not value:
            return value
        path, mark, fragment = value.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(path)))
        target = "" if target == "." else target + "/" * path.endswith("/")
        if target in self._pages:
            return f"#{fragment}" if fragment in self._anchors[target] else self._pages[target]
        return relative_url(target, self._url) + mark + fragment


def _ids(tag: str) -> list[str]:
    """The names that no other tag of a page may have: ids, and those of groups of buttons."""
    found = _ID.findall(tag) if ' id="' in tag else []
    return found + _GROUP.findall(tag) if _RADIO in tag else found


def _renamed(ids: str, new: Mapping[str, str]) -> str:
    return " ".join(new.get(name, name) for name in ids.split(" ")) if new else ids
