"""Joins what reading, arranging and writing made into the pages of a site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from deckbook.book import Book, arrange, newest_first, said
from deckbook.citing import Citing, citing
from deckbook.deck import Reader
from deckbook.deck.files import read_file
from deckbook.deck.project import load_project
from deckbook.diagnostics import Diagnostic
from deckbook.frontend import THEME
from deckbook.linking import Linking, linking
from deckbook.markup import (
    Highlighter,
    Icons,
    Site,
    Templates,
    VueFiles,
    Writer,
    clean_drawing,
    labels,
    repository_page,
    shelf,
)
from deckbook.markup.repositorypage import Listed
from deckbook.markup.works.model import Works
from deckbook.papers import Paper
from deckbook.remembering import Memory
from deckbook.running import running
from deckbook.settings import DEFAULT_PATTERNS, Settings
from deckbook.sitepages import SitePage, book_pages, paper_pages
from deckbook.vendor import PACKAGES, Script, copies_of, find, script_of

SHARED = (("papers.bib", "BibTeX"), ("papers.json", "CSL-JSON"))
"""The files that a site offers to reference managers."""


@dataclass(frozen=True, slots=True)
class Library:
    """All decks of a site, arranged and written.

    Attributes:
        books: In the order of their names.
        pages: By their Markdown paths, in reading order.
        assets: Files to copy, by their path in the site.
        drawings: What stands in the site for those of them that are SVG by strangers.
        imported: The files that decks import, which are no pages of their own.
        watched: Every file and directory that the pages depend on.
        diagnostics: What is to be told to the author, silenced rules left out.
        mermaid: The site's own copy of what draws diagrams.
        needed: What blocks of code need to be run in a page, as JSON, by its path in the site.
        repositories: Those that the decks name, with where.
        papers: Those that the decks name, those of the newest deck first.
        works: The same as pages show them.
        bibliography: The files of the bibliography, which are nothing for readers.
    """

    books: tuple[Book, ...]
    pages: Mapping[str, SitePage]
    assets: Mapping[str, Path]
    drawings: Mapping[str, bytes]
    imported: frozenset[Path]
    watched: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    mermaid: Script | None = None
    needed: Mapping[str, str] = field(default_factory=dict)
    repositories: tuple[Listed, ...] = ()
    papers: tuple[Paper, ...] = ()
    works: Works = field(default_factory=Works)
    bibliography: tuple[Path, ...] = ()

    @property
    def loads(self) -> set[str]:
        """The files of Deckbook's that only some pages load."""
        return {name for page in self.pages.values() for name in page.written.loads}

    def shown_on(self, page: SitePage) -> list[SitePage]:
        """The pages whose content a page has: itself, or those of the deck that it shows whole."""
        if page.gathers is None:
            return [page]
        return [self.pages[other.uri] for other in page.gathers.pages() if other.uri in self.pages]

    def loaded_by(self, page: SitePage) -> list[str]:
        """The scripts and style sheets of its own that a page needs."""
        return sorted({name for shown in self.shown_on(page) for name in shown.written.loads})

    def css_of(self, page: SitePage, *, trusted: bool) -> str:
        """A page's own style sheet; where decks are not trusted, their own styles are left out."""
        found = (page.written.css if trusted else page.written.utilities for page in self.shown_on(page))
        return "\n".join(dict.fromkeys(found))


def build(
    candidates: Mapping[str, Path],
    settings: Settings,
    *,
    pages: Mapping[str, Path] = MappingProxyType({}),
    read: Reader = read_file,
    memory: Memory | None = None,
) -> Library:
    """Makes all pages of a site's decks.

    Args:
        candidates: The Markdown files that may be decks, by name: their path relative to `decks_dir`.
        settings: What the site has decided.
        pages: The Markdown files that are pages of the site unless they are decks or imported, by path.
        read: Gives the files' bytes.
        memory: What the build before wrote.
    """
    memory = memory or Memory()
    read = memory.reading(read)
    project = load_project(candidates, settings.patterns, settings.roots, read)
    found = _about_options(settings, project.idle)
    words = labels(settings.language)
    introduction = words["introduction"]
    books = tuple(
        memory.arranged(
            deck,
            (name, settings.options, introduction),
            partial(arrange, deck, name, options=settings.options, introduction=introduction),
        )
        for name, deck in project.decks.items()
    )
    joined = running(books, settings)
    linked = linking(books, settings)
    cited = citing(books, settings, joined.blocks, read)
    found += [*joined.diagnostics, *linked.diagnostics, *cited.diagnostics]
    consumed = project.imported | {book.deck.path for book in books}
    taken = {uri for uri, path in pages.items() if path not in consumed}
    list_uri = _repositories_uri(settings, taken, linked)
    papers_uri = _papers_uri(settings, taken, cited)
    uris = _shelf_uris(settings, taken, books)
    own_shelf = settings.decks_page if settings.decks_page in pages else ""
    site = replace(
        made := _markup_site(settings, books, words),
        page_uri=memory.asking(made.page_uri),
        runnables=joined.blocks,
        repositories=linked.named,
        repository_of=linked.key_of,
        repositories_page=list_uri,
        works=replace(cited.works, list_uri=papers_uri, shared=SHARED if settings.exports else ()),
        shelf=next(iter(uris), own_shelf),
    )
    memory.begin(books, settings, site)
    writer = Writer(site)
    written: dict[str, SitePage] = {}
    for book in books:
        for page in memory.pages(book, site, partial(book_pages, book, writer, site)):
            if page.uri in taken or page.uri in written:
                message = f"“{page.uri}” is wanted by this deck and by another page, so it is not built; rename one."
                found.append(Diagnostic(book.deck.path, 0, "address-duplicate", message))
            else:
                written[page.uri] = page
    for uri in uris:
        listed = shelf(newest_first(books), uri, site)
        written[uri] = SitePage(uri, words["decks"], listed, is_copy=uri != uris[0])
    if list_uri and list_uri not in written:
        listed = repository_page(linked.listed, linked.weeks, linked.asked, list_uri, site)
        # The search finds the slides that name them.
        meta = {"hide": ["toc"], "search": {"exclude": True}}
        written[list_uri] = SitePage(list_uri, words["repos"], listed, meta, stands_alone=True)
    for page in paper_pages(site.works, writer, site, taken | set(written)):
        written.setdefault(page.uri, page)
    for book in books:
        found += [*book.deck.diagnostics, *book.diagnostics]
    found += [diagnostic for page in written.values() for diagnostic in page.written.diagnostics]
    assets = {uri: file for page in written.values() for uri, file in page.written.assets.items()}
    drawings = {} if settings.trusted else dict(_cleaned(assets, read, found))
    return Library(
        books=books,
        pages=written,
        assets=assets,
        drawings=drawings,
        imported=project.imported,
        watched=tuple(
            dict.fromkeys(
                (
                    *_watched(books, written.values(), settings, site),
                    *sorted(joined.watched),
                    *linked.watched,
                    *cited.files,
                )
            )
        ),
        diagnostics=tuple(sorted({item for item in found if item.rule not in settings.silence})),
        mermaid=script_of(settings.docs_dir, PACKAGES["mermaid"]),
        needed=joined.needed,
        repositories=linked.listed,
        papers=cited.named,
        works=cited.works,
        bibliography=cited.files,
    )


def _cleaned(assets: Mapping[str, Path], read: Reader, found: list[Diagnostic]) -> Iterable[tuple[str, bytes]]:
    """The SVG files among strangers' pictures as they may be opened on the site; what they lose is reported."""
    for uri, file in assets.items():
        if file.suffix.lower() != ".svg":
            continue
        try:
            cleaned = clean_drawing(read(file))
        except OSError:
            cleaned = None
        if cleaned is None:
            message = "The file is no SVG that can be read, so its picture is empty on the site; mend it."
            found.append(Diagnostic(file, 0, "drawing-cleaned", message))
        elif cleaned[1]:
            message = "Scripts, links or other documents in this drawing are left out, as decks are not trusted."
            found.append(Diagnostic(file, 0, "drawing-cleaned", message))
        yield uri, cleaned[0] if cleaned else b""


def _about_options(settings: Settings, idle: Iterable[str]) -> list[Diagnostic]:
    """What is to be said of mkdocs.yml; `idle` are the patterns that match nothing."""
    found = [settings.about("option-invalid", word, message) for word, message in settings.mistakes]
    folder = settings.decks_dir.name
    if not settings.decks_dir.is_dir():
        message = f"`decks_dir:` is “{folder}”, which is no directory, so there are no decks; correct it."
        return [*found, settings.about("decks-dir-missing", "decks_dir", message)]
    if settings.patterns == DEFAULT_PATTERNS:
        if settings.decks_dir != settings.docs_dir and set(idle) == set(DEFAULT_PATTERNS):
            patterns = " or ".join(f"“{pattern}”" for pattern in DEFAULT_PATTERNS)
            message = f"There is no {patterns} in {folder}/, so there are no decks; name them: `decks: ['*.md']`."
            found.append(settings.about("decks-none", "decks_dir", message))
    else:
        for pattern in idle:
            message = f"The pattern “{pattern}” of `decks:` matches no file in {folder}/; correct or remove it."
            found.append(settings.about("decks-none", pattern, message))
    return found


def _watched(books: Iterable[Book], pages: Iterable[SitePage], settings: Settings, site: Site) -> Iterable[Path]:
    for book in books:
        yield from book.deck.files
        yield from site.vue.folders(book.deck)
    for page in pages:
        yield from page.written.sources
    yield from (folder for folder in (settings.layouts, settings.components) if folder)


def _markup_site(settings: Settings, books: Sequence[Book], words: Mapping[str, str]) -> Site:
    by_file = {book.deck.path.resolve(): book.uri for book in books}

    def asset_uri(file: Path) -> str:
        if file.is_relative_to(settings.docs_dir):
            return file.relative_to(settings.docs_dir).as_posix()
        root = next(root for root in (settings.decks_dir, *settings.roots) if file.is_relative_to(root))
        return (PurePosixPath("assets/decks") / file.relative_to(root).as_posix()).as_posix()

    def page_uri(file: Path) -> str | None:
        if file in by_file:
            return by_file[file]
        docs = settings.docs_dir.resolve()
        return file.relative_to(docs).as_posix() if file.is_relative_to(docs) and file.is_file() else None

    def shown_at(file: Path, line: int) -> str:
        root = settings.config_file.parent
        inside = file.is_relative_to(root)
        return settings.repository.address(file.relative_to(root).as_posix(), line) if inside else ""

    return Site(
        roots=settings.roots,
        asset_uri=asset_uri,
        page_uri=page_uri,
        use_directory_urls=settings.use_directory_urls,
        templates=Templates(
            layouts=[folder for folder in (settings.layouts, THEME / "layouts") if folder],
            components=[folder for folder in (settings.components, THEME / "components") if folder],
        ),
        vue=VueFiles(settings.roots),
        highlighter=Highlighter(settings.highlight),
        icons=Icons(settings.icons, settings.roots),
        labels=words,
        copy_of=copies_of(settings.docs_dir),
        asks_for_mermaid=settings.loads_mermaid and not find(settings.docs_dir, PACKAGES["mermaid"]),
        language=said(settings.language, settings.direction),
        show_notes=settings.show_notes,
        extensions=settings.extensions,
        has_handouts=settings.handout,
        has_progress=settings.progress,
        shown_at=shown_at,
        presented=settings.presented,
        theme_shows=settings.theme_shows,
    )


def _shelf_uris(settings: Settings, taken: set[str], books: Sequence[Book]) -> list[str]:
    """Where the list of decks stands: at its own address, and at the home page's where the site has none.

    A site without decks gets none, unless its `nav` asks for it.
    """
    uris = []
    if _is_free(settings.decks_page, taken) and (books or settings.decks_page in settings.named):
        uris.append(settings.decks_page)
    if books and not taken & {"index.md", "README.md", "readme.md"} and "index.md" not in uris:
        uris.append("index.md")
    return uris


def _repositories_uri(settings: Settings, taken: set[str], linked: Linking) -> str:
    """Where the list of repositories stands; "" where decks name none, unless the site's `nav` asks for it."""
    uri = settings.repositories_page
    return uri if _is_free(uri, taken) and (linked.listed or uri in settings.named) else ""


def _papers_uri(settings: Settings, taken: set[str], cited: Citing) -> str:
    """Where the list of papers stands; "" where decks name none, unless the site's `nav` asks for it."""
    uri = settings.papers_page
    return uri if _is_free(uri, taken) and (cited.works.by_key or uri in settings.named) else ""


def _is_free(uri: str, taken: set[str]) -> bool:
    """Whether a list of Deckbook's may stand there: it is wanted, and no page of the site's own is there."""
    stem = uri.removesuffix(".md")
    return bool(uri) and not taken & {uri, f"{stem}/index.md", f"{stem}/README.md"}
