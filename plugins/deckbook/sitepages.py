"""The pages of a site that are made from a book: what each holds, and what it is called."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckbook.book import Book, Chapter, Page, Title
from deckbook.markup import (
    PROGRESS,
    Site,
    Writer,
    Written,
    chapter_list,
    facts,
    neighbours,
    page_url,
    pager,
    paper_list,
    presenting,
    reading_time,
    relative_url,
    way,
)
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.works.embedded import citation
from deckbook.markup.works.model import Works


@dataclass(frozen=True, slots=True)
class SitePage:
    """One generated page.

    Attributes:
        uri: Its Markdown path in the site.
        title: Its title in the navigation and the browser's, as HTML: themes write it out as it stands.
        written: Its content.
        meta: Its front matter besides the title.
        source: The file it was made from and the 1-based line where it begins there; None for the list of decks.
        way: The way to it from the list of decks, as HTML that stands above its heading; "" where there is none.
        place: Where it stands in its deck, for the script that remembers what was read.
        gathers: The deck that it shows whole, to be printed.
        listed: The contents of that deck, where its own page has none.
        stands_alone: Whether it is a list beside the decks, which opens no section of theirs.
        is_in_nav: Whether the navigation may name it.
        cited: What its head says of the paper that it is about, for reference managers.
        presented: What the script that presents its deck has to know, as HTML that shows nothing.
        is_copy: Whether another page shows the same, so that neither navigation nor search need this one.
    """

    uri: str
    title: str
    written: Written
    meta: Mapping[str, object] = field(default_factory=dict)
    source: tuple[Path, int] | None = None
    way: str = ""
    place: Mapping[str, str] = field(default_factory=dict)
    gathers: Book | None = None
    listed: str = ""
    presented: str = ""
    is_copy: bool = False
    stands_alone: bool = False
    is_in_nav: bool = True
    cited: tuple[tuple[str, str], ...] = ()

    @property
    def markdown(self) -> str:
        """The page's source with its front matter."""
        meta = {"title": self.title, **self.meta, **({"search": {"exclude": True}} if self.is_copy else {})}
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
        return "\n".join(("---", *lines, "---", "", self.written.markdown))


def book_pages(book: Book, writer: Writer, site: Site) -> Iterable[SitePage]:
    """A book's pages: the deck's own first, then its chapters', and the one that shows it whole."""
    own, *others = book.pages()
    shared = next((chapter for chapter in book.chapters if chapter.pages[0].uri == book.uri), None)
    whole = _whole(book, own, others, shared, site) if site.has_handouts and others else None
    first = SitePage(
        uri=book.uri,
        title=as_title(book.title.plain),
        written=writer.page(
            own, book, book.title, before=_facts(book, shared, whole, site), with_contents=shared is None,
            after=(pager(shared, own, book, site) if shared else "") + _below(book, own, site),
        ),
        meta=_deck_meta(book),
        source=(book.deck.path, 1),
        way=way(book, own, shared, site),
        place=_place(book, shared, 1, site),
        presented=presenting(book, own, site),
    )  # fmt: skip
    pages = [first] + [
        _chapter_page(book, chapter, page, number, writer, site)
        for chapter in book.chapters
        for number, page in enumerate(chapter.pages, 1)
        if page.uri != book.uri
    ]
    if whole:
        keys = dict.fromkeys(key for page in pages for key in page.written.cited)
        pages.append(replace(whole, written=replace(whole.written, cards=writer.cards(keys, whole.uri))))
    return pages


def _whole(book: Book, own: Page, others: Sequence[Page], shared: Chapter | None, site: Site) -> SitePage:
    """The page that shows a deck whole; what that is, is known when its pages are finished.

    It begins with contents, also where the deck's own page is a chapter and has none.
    """
    names = {page.uri for page in others}
    folder = page_url(book.uri, use_directory_urls=True)
    uris = (f"{folder}handout{number if number > 1 else ''}.md" for number in itertools.count(1))
    uri = next(uri for uri in uris if uri not in names)
    return SitePage(
        uri=uri,
        title=as_title(f"{book.title.plain} – {site.labels['handout']}"),
        written=Written("", (), (), {}, (), ()),
        source=(book.deck.path, 1),
        way=way(book, replace(own, uri=uri), None, site),
        gathers=book,
        listed=chapter_list(book, book.uri, site, detailed=True) if shared else "",
        is_copy=True,
    )


def _place(book: Book, chapter: Chapter | None, number: int, site: Site) -> dict[str, str]:
    place = {"deck": page_url(book.uri, site.use_directory_urls)}
    if chapter:
        place |= {
            "chapter": page_url(chapter.pages[0].uri, site.use_directory_urls),
            "page": str(number),
            "pages": str(len(chapter.pages)),
            "title": chapter.title.plain,
        }
    return place


def paper_pages(works: Works, writer: Writer, site: Site, taken: Collection[str]) -> Iterable[SitePage]:
    """The list of all papers where it is wanted, and a page for each that the site has none of its own for."""
    listed = works.listed
    if uri := works.list_uri:
        written = paper_list(listed, uri, site)
        # The search finds the papers' own pages.
        meta = {"hide": ["toc"], "search": {"exclude": True}}
        yield SitePage(uri, site.labels["papers"], written, meta, stands_alone=True)
    for work in listed:
        if work.uri not in taken:
            yield SitePage(work.uri, as_title(work.title), writer.paper(work), is_in_nav=False, cited=citation(work))


def _chapter_page(book: Book, chapter: Chapter, page: Page, number: int, writer: Writer, site: Site) -> SitePage:
    first = page.slides[0]
    return SitePage(
        uri=page.uri,
        title=as_title(chapter.title.plain if number == 1 else f"{chapter.title.plain} ({number})"),
        written=writer.page(
            page, book, Title(chapter.title.plain, chapter.title.markdown),
            before=_meta(facts(page, book, chapter, site)),
            after=pager(chapter, page, book, site) + _below(book, page, site),
        ),
        source=(first.path, first.line),
        way=way(book, page, chapter, site),
        place=_place(book, chapter, number, site),
        presented=presenting(book, page, site),
    )  # fmt: skip


def _below(book: Book, page: Page, site: Site) -> str:
    return (PROGRESS if site.has_progress else "") + neighbours(book, page, site)


def _facts(book: Book, shared: Chapter | None, whole: SitePage | None, site: Site) -> str:
    author = book.deck.headmatter.get("author")
    named = [str(name) for name in author] if isinstance(author, list) else [str(author)] if author else []
    said = [book.date or "", site.labels["author"].format(author=", ".join(named)) if named else ""]
    if shared:
        page, *_ = book.pages()
        return _meta([*said, *facts(page, book, shared, site)])
    link = ""
    if whole:
        url = relative_url(*(page_url(uri, site.use_directory_urls) for uri in (whole.uri, book.uri)))
        link = f"{open_tag('a', {'class': 'deckbook-print', 'href': url})}{escape(site.labels['print'])}</a>"
    return _meta([*said, reading_time(book.deck.slides, site)], link)


def _meta(said: Iterable[str], link: str = "") -> str:
    shown = " · ".join([*(escape(fact) for fact in said if fact), *([link] if link else [])])
    return f'<p class="deckbook-meta">{shown}</p>' if shown else ""


def _deck_meta(book: Book) -> dict[str, object]:
    """The front matter that a deck's page takes from its headmatter, for MkDocs' themes and other plugins."""
    headmatter = book.deck.headmatter
    meta: dict[str, object] = {}
    if isinstance(description := headmatter.get("description"), str):
        meta["description"] = html.escape(" ".join(description.split()))
    if isinstance(tags := headmatter.get("tags"), list):
        meta["tags"] = [_MARKUP.sub("", str(tag)) for tag in tags]
    return meta


_MARKUP = re.compile(r"[<>]")
_END_OF_TITLE = re.compile(r"<+(?=/\s*title)", re.I)


def as_title(text: str) -> str:
    """A text as a title that a theme can write into its HTML, where Material unescapes it inside <title>."""
    return html.escape(_END_OF_TITLE.sub("", text), quote=False)
