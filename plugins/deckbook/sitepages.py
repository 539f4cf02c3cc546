"""The pages of a site that are made from a book: what each holds, and what it is called."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deckbook.book import Book, Chapter, Page, Title
from deckbook.markup import Site, Writer, Written, pager, paper_list
from deckbook.markup.tags import escape
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
        stands_alone: Whether it is a list beside the decks, which opens no section of theirs.
        is_in_nav: Whether the navigation may name it.
        is_copy: Whether another page shows the same, so that neither navigation nor search need this one.
    """

    uri: str
    title: str
    written: Written
    meta: Mapping[str, object] = field(default_factory=dict)
    source: tuple[Path, int] | None = None
    is_copy: bool = False
    stands_alone: bool = False
    is_in_nav: bool = True

    @property
    def markdown(self) -> str:
        """The page's source with its front matter."""
        meta = {"title": self.title, **self.meta, **({"search": {"exclude": True}} if self.is_copy else {})}
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
        return "\n".join(("---", *lines, "---", "", self.written.markdown))


def book_pages(book: Book, writer: Writer, site: Site) -> Iterable[SitePage]:
    """A book's pages: the deck's own first, then its chapters'."""
    own, *_ = book.pages()
    shared = next((chapter for chapter in book.chapters if chapter.pages[0].uri == book.uri), None)
    yield SitePage(
        uri=book.uri,
        title=as_title(book.title.plain),
        written=writer.page(
            own, book, book.title, before=_facts(book, site), with_contents=shared is None,
            after=pager(shared, own, book, site) if shared else "",
        ),
        meta=_deck_meta(book),
        source=(book.deck.path, 1),
    )  # fmt: skip
    for chapter in book.chapters:
        for number, page in enumerate(chapter.pages, 1):
            if page.uri != book.uri:
                yield _chapter_page(book, chapter, page, number, writer, site)


def paper_pages(works: Works, writer: Writer, site: Site, taken: Collection[str]) -> Iterable[SitePage]:
    """The list of all papers where it is wanted, and a page for each that the site has none of its own for."""
    listed = sorted(works.by_key.values(), key=lambda work: work.weeks[0].rank)
    if uri := works.list_uri:
        written = paper_list(listed, uri, site)
        yield SitePage(uri, site.labels["papers"], written, {"hide": ["toc"]}, stands_alone=True)
    for work in listed:
        if work.uri not in taken:
            yield SitePage(work.uri, as_title(work.title), writer.paper(work), is_in_nav=False)


def _chapter_page(book: Book, chapter: Chapter, page: Page, number: int, writer: Writer, site: Site) -> SitePage:
    count = len(chapter.pages)
    where = site.labels["page_of"].format(number=number, count=count)
    first = page.slides[0]
    return SitePage(
        uri=page.uri,
        title=as_title(chapter.title.plain if number == 1 else f"{chapter.title.plain} ({number})"),
        written=writer.page(
            page, book, Title(chapter.title.plain, chapter.title.markdown),
            before=f'<p class="deckbook-meta">{escape(where)}</p>' if count > 1 else "",
            after=pager(chapter, page, book, site),
        ),
        source=(first.path, first.line),
    )  # fmt: skip


def _facts(book: Book, site: Site) -> str:
    author = book.deck.headmatter.get("author")
    named = [str(name) for name in author] if isinstance(author, list) else [str(author)] if author else []
    facts = [book.date or "", site.labels["author"].format(author=", ".join(named)) if named else ""]
    shown = " · ".join(escape(fact) for fact in facts if fact)
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
