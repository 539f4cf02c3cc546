"""What a page brings for presenting its deck: on which pages the slides are."""

from __future__ import annotations

import json

from deckbook.book import Book, Page
from deckbook.markup.site import Site
from deckbook.markup.tags import open_tag
from deckbook.markup.urls import page_url, relative_url


def presenting(book: Book, page: Page, site: Site) -> str:
    """The deck of a page as the script that presents it takes it, in an element that shows nothing.

    Not in a script: Material's instant navigation would run it, whatever its type; and in an attribute, which no search
    looks into.
    """
    here = page_url(page.uri, site.use_directory_urls)
    pages = [
        (relative_url(page_url(other.uri, site.use_directory_urls), here), other.slides[0].no, other.slides[-1].no)
        for other in book.pages()
        if other.slides
    ]
    value = {
        "name": book.name,
        "title": book.title.plain,
        "pages": pages,
        "notes": site.show_notes,
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{open_tag('template', {'class': 'deckbook-presented', 'data-presented': text})}</template>"
