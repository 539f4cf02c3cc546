"""The page that lists all decks."""

from __future__ import annotations

from collections.abc import Sequence

from deckbook.book import Book, Chapter
from deckbook.book.numbering import number
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
    chapters = [chapter for chapter in book.chapters if chapter.pages[0].uri != book.uri]
    meta = f'<p class="deckbook-meta">{escape(" · ".join(facts))}</p>'
    return f'<div class="deckbook-deck">{meta}{_listed(chapters, book, here, site)}</div>'


def _listed(chapters: Sequence[Chapter], book: Book, here: str, site: Site) -> str:
    """The chapters, numbered unless their titles number them."""
    if not chapters:
        return ""
    tag = "ul" if any(number(chapter.title.plain) is not None for chapter in chapters) else "ol"
    items = (_link(chapter.pages[0].uri, here, chapter.title.plain, site) for chapter in chapters)
    return f"{open_tag(tag, book.language.within(site.language))}<li>{'</li><li>'.join(items)}</li></{tag}>"


def _link(uri: str, here: str, text: str, site: Site) -> str:
    url = relative_url(page_url(uri, site.use_directory_urls), here)
    return f"{open_tag('a', {'href': url})}{escape(text)}</a>"
