"""The page that lists all decks."""

from __future__ import annotations

from collections.abc import Sequence

from deckbook.book import Book
from deckbook.markup.inlines import literal
from deckbook.markup.site import Site
from deckbook.markup.stash import Stash
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.urls import page_url, relative_path, relative_url
from deckbook.markup.waymarks import PROGRESS
from deckbook.markup.write import Written


def shelf(books: Sequence[Book], uri: str, site: Site) -> Written:
    """The decks in the given order, each with its date and its chapters."""
    stash = Stash()
    here = page_url(uri, site.use_directory_urls)
    blocks = [f"# {site.labels['decks']}"]
    if not books:
        blocks.append(site.labels["no_decks"])
    for book in books:
        language = book.language.within(site.language)
        opening, closing = (stash.put(open_tag("span", language)), stash.put("</span>")) if language else ("", "")
        blocks.append(f"## [{opening}{literal(book.title.plain)}{closing}]({relative_path(book.uri, uri)})")
        blocks.append(stash.put(_card(book, here, site), block=True))
    if books and site.has_progress:
        blocks.append(stash.put(PROGRESS, block=True))
    return Written("\n\n".join(blocks) + "\n", stash.pieces, (), {}, (), ())


def _card(book: Book, here: str, site: Site) -> str:
    facts = [book.date or site.labels["undated"], site.labels["slides"].format(count=len(book.deck.slides))]
    chapters = "".join(
        f"<li>{_link(chapter.pages[0].uri, here, chapter.title.plain, site)}</li>"
        for chapter in book.chapters if chapter.pages[0].uri != book.uri
    )  # fmt: skip
    listed = f"{open_tag('ol', book.language.within(site.language))}{chapters}</ol>" if chapters else ""
    return f'<div class="deckbook-deck"><p class="deckbook-meta">{escape(" · ".join(facts))}</p>{listed}</div>'


def _link(uri: str, here: str, text: str, site: Site) -> str:
    url = relative_url(page_url(uri, site.use_directory_urls), here)
    return f"{open_tag('a', {'href': url})}{escape(text)}</a>"
