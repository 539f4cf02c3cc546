"""The way between the pages of a long chapter, also for links to slides that have moved to another of them."""

from __future__ import annotations

from deckbook.book import Book, Chapter, Page
from deckbook.markup.site import Site
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.urls import page_url, relative_url

_NEAR = 30
"""How many pages before and behind one are linked from it, besides the first and the last."""
_MOVED = {"data-moved": None, "hidden": None}


def pager(chapter: Chapter, page: Page, book: Book, site: Site) -> str:
    """A chapter's pages as numbered links, "" where there is one page.

    It also holds the ids of the slides on those pages: a link that an edit has left pointing at the wrong page is
    sent on from here.
    """
    if len(chapter.pages) < 2:
        return ""
    here = page_url(page.uri, site.use_directory_urls)
    items: list[str] = []
    moved: list[str] = []
    own = next(number for number, other in enumerate(chapter.pages, 1) if other.uri == page.uri)
    for number, other in enumerate(chapter.pages, 1):
        if abs(number - own) > _NEAR and number not in (1, len(chapter.pages)):
            continue
        if other.uri == page.uri:
            items.append(f'<li><a aria-current="page">{number}</a></li>')
            continue
        url = relative_url(page_url(other.uri, site.use_directory_urls), here)
        items.append(f"<li>{open_tag('a', {'href': url})}{number}</a></li>")
        anchors = [anchor for slide in other.slides for anchor in (book.places[slide.no].id, f"slide-{slide.no}")]
        moved += [f"{open_tag('a', {'id': anchor, 'href': f'{url}#{anchor}', **_MOVED})}</a>" for anchor in anchors]
    label = escape(site.labels["pages"])
    listed = f"<span>{label}</span><ol>{''.join(items)}</ol>{''.join(moved)}"
    return f'<nav class="deckbook-pager" aria-label="{label}">{listed}</nav>'
