"""Lists of what a deck holds: its chapters, and in each what its slides are about."""

from __future__ import annotations

from collections.abc import Sequence

from deckbook.book import Book, Chapter, Entry, contents
from deckbook.markup.site import Site
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.urls import page_url, relative_url


def chapter_list(book: Book, uri: str, site: Site, *, detailed: bool, deepest: int = 99, columns: int = 1) -> str:
    """A deck's chapters as nested lists of links, for the page at `uri`; `detailed` lists under each what it holds.

    Chapters are the first level, and `deepest` the last one that is listed.
    """
    here = page_url(uri, site.use_directory_urls)

    def link(target: str, anchor: str, text: str) -> str:
        url = "" if target == uri and anchor else relative_url(page_url(target, site.use_directory_urls), here)
        href = url + (f"#{anchor}" if anchor else "")
        return f"{open_tag('a', {'href': href})}{escape(text)}</a>"

    def entries(listed: Sequence[Entry], level: int = 2) -> str:
        items: list[str] = []
        if level > deepest:
            return ""
        for entry in listed:
            place = book.places[entry.slides[0]]
            items.append(f"<li>{link(place.uri, place.id, entry.title.plain)}{entries(entry.entries, level + 1)}</li>")
        return f"<ul>{''.join(items)}</ul>" if items else ""

    def row(chapter: Chapter) -> str:
        held = entries(contents(chapter)) if detailed else ""
        return f"<li>{link(chapter.pages[0].uri, '', chapter.title.plain)}{held}</li>"

    listed = open_tag("ol", book.language.within(site.language))
    parts = [(part.title, f"{listed}{''.join(map(row, part.chapters))}</ol>") for part in book.parts]
    if any(title for title, _ in parts):
        items = "".join(
            f"<li><span>{escape(title.plain)}</span>{rows}</li>" if title else rows for title, rows in parts
        )
        inner = f"{listed}{items}</ol>"
    else:
        inner = "".join(rows for _, rows in parts)
    values: dict[str, str | None] = {
        "class": "deckbook-contents" + (f" deckbook-contents--{columns}" if columns > 1 else ""),
        "aria-label": site.labels["contents"],
        "data-added": None,
    }
    return f"{open_tag('nav', values)}{inner}</nav>"
