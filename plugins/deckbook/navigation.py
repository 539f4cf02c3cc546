"""The site's navigation: every deck is a section of its chapters, and pages follow each other like a book's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from deckbook.book import Book
from deckbook.sitepages import as_title


class IndexPage(Page):
    """The first page of a section, which the theme shows as the section itself, although no file index.md made it."""

    @property
    def is_index(self) -> bool:
        """Always true."""
        return True


_ENTRY = "/slides.md"  # the name that Slidev gives a deck whose folder tells what it is


def create_page(file: File, config: MkDocsConfig, *, title: str, index: bool) -> Page:
    """The page of a generated file; its `file` has its edit address already."""
    return (IndexPage if index else Page)(title, file, config)


def arrange(
    nav: Navigation,
    books: Iterable[Book],
    lists: Sequence[str],
    files: Files,
    *,
    titles: Mapping[str, str],
    add: bool,
    from_folders: bool,
) -> Navigation:
    """Puts the chapters of every deck into the navigation, where the deck's own page stands.

    Args:
        nav: What MkDocs made of mkdocs.yml or of the folders.
        books: The decks, in the order of their names.
        lists: The page that lists all decks, and those of what decks name; decks and lists that `nav` does not name go
            into a section with the first of them.
        files: The site's files, whose pages exist by now.
        titles: Titles that mkdocs.yml's `nav` gives to pages, by path.
        add: Whether decks and lists that `nav` does not name are added.
        from_folders: Whether MkDocs made the sections of folders; one that holds a Slidev project's slides.md alone
            gives way to it.
    """
    named = frozenset(page.file.src_uri for page in nav.pages)
    sections = {book.uri: _section(book, files, titles.get(book.uri), named) for book in books}
    placed: set[str] = set()
    items = [_placed(item, sections, titles, placed, from_folders) for item in nav.items]
    missing = [section for uri, section in sections.items() if uri not in placed and section.children]
    if missing and add:
        items = _with_shelf(items, missing, lists[0], files, titles)
    if add:
        others = [file.page for uri in lists[1:] if uri not in named and (file := files.get_file_from_path(uri))]
        items = _with_lists(items, [page for page in others if page], lists[0])
    return _linked(items)


def _section(book: Book, files: Files, title: str | None, named: frozenset[str]) -> Section:
    """A deck's section: its own page and its chapters, but for those that `nav` has at a place of their own."""

    def page(uri: str) -> Page | None:
        file = files.get_file_from_path(uri)
        return file.page if file else None

    def chapters(uris: Iterable[str]) -> list[StructureItem]:
        return [found for uri in uris if uri != book.uri and uri not in named and (found := page(uri))]

    children: list[Any] = [found] if (found := page(book.uri)) else []
    for part in book.parts:
        inside = chapters(page.uri for chapter in part.chapters for page in chapter.pages)
        children += [Section(as_title(part.title.plain), inside)] if part.title and inside else inside
    return Section(title or as_title(book.title.plain), children)


def _placed(
    item: StructureItem,
    sections: Mapping[str, Section],
    titles: Mapping[str, str],
    placed: set[str],
    from_folders: bool,
) -> StructureItem:
    """The item with each deck's page replaced by the deck's section; a deck of one page stays a page."""
    if isinstance(item, Page):
        uri = item.file.src_uri
        section = sections.get(uri)
        if section and uri not in placed:
            placed.add(uri)
            if len(section.children) > 1:
                return section
        # MkDocs does not look at `nav` for the title of a page that exists already.
        if item.file.generated_by and uri in titles:
            item.title = titles[uri]
        return item
    if isinstance(item, Section):
        item.children[:] = [_placed(child, sections, titles, placed, from_folders) for child in item.children]
        alone = item.children[0] if from_folders and len(item.children) == 1 else None
        if any(alone is section and uri.endswith(_ENTRY) for uri, section in sections.items()):
            return item.children[0]
    return item


def _with_shelf(
    items: list[StructureItem], missing: list[Section], uri: str, files: Files, titles: Mapping[str, str]
) -> list[StructureItem]:
    """The items with the decks they lack, in a section that begins with the list of decks."""
    file = files.get_file_from_path(uri) if uri else None
    shelf = file.page if file else None
    decks: list[StructureItem] = [section if len(section.children) > 1 else section.children[0] for section in missing]
    if shelf is None:
        return [*items, *decks]
    section = Section(titles.get(uri) or str(shelf.title), [shelf, *decks])
    if _replace(items, shelf, section):
        return items
    return [*items, section]


def _with_lists(items: list[StructureItem], lists: list[Page], shelf_uri: str) -> list[StructureItem]:
    """The items with the lists that they lack: behind the list of decks in its section, else at the end."""
    for item in items:
        if isinstance(item, Section) and item.children:
            first = item.children[0]
            if isinstance(first, Page) and first.file.src_uri == shelf_uri:
                item.children[1:1] = lists
                return items
    return [*items, *lists]


def _replace(items: list[Any], old: StructureItem, new: StructureItem) -> bool:
    for index, item in enumerate(items):
        if item is old:
            items[index] = new
            return True
        if item.children and _replace(item.children, old, new):
            return True
    return False


def _linked(items: list[StructureItem]) -> Navigation:
    """A navigation of these items, with parents, and each page knowing the one before and after it."""
    pages = list(_pages(items, None))
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after
    return Navigation(items, pages)


def _pages(items: Iterable[Any], parent: Section | None) -> Iterator[Page]:
    for item in items:
        item.parent = parent
        if isinstance(item, Page):
            yield item
        elif item.children:
            yield from _pages(item.children, item)
