"""Joins the bibliography with what decks say of its papers: what pages show of each."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from deckbook.book import Book, newest_first, slide_title
from deckbook.deck import Reader, Slide
from deckbook.deck.files import read_file
from deckbook.diagnostics import Diagnostic
from deckbook.markup.codeblocks.runnable import Runnable
from deckbook.markup.works.model import Cited, Listed, Read, Slot, Told, Week, Where, Work, Works
from deckbook.papers import (
    STYLES,
    Index,
    Ledger,
    NoStyle,
    Paper,
    PaperRecord,
    References,
    Summary,
    cited,
    default_files,
    item,
    ledger,
    read_bibliography,
)
from deckbook.papers.identifiers import of_url
from deckbook.repos import mentions as repositories
from deckbook.settings import Settings

_ABOUT = frozenset(("mark", "title"))
"""The ways of naming a paper by which a slide is about it."""
_LONGEST = 100
"""Bytes of a key in an address."""


@dataclass(frozen=True, slots=True)
class Citing:
    """What is known of a site's papers.

    Attributes:
        works: What pages need of it.
        named: The papers that decks name, those of the newest deck first.
        files: The files of the bibliography, which are to be watched.
        diagnostics: What is to be said of them, and of the decks' citations.
    """

    works: Works = field(default_factory=Works)
    named: tuple[Paper, ...] = ()
    files: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def citing(
    books: Sequence[Book],
    settings: Settings,
    blocks: Mapping[tuple[Path, int, int], Runnable],
    read: Reader = read_file,
) -> Citing:
    """What decks say of the papers in the site's bibliography.

    Args:
        books: The decks.
        settings: What the site has decided.
        blocks: What is known of code that runs, which may stand beside a paper.
        read: Gives the files' bytes.
    """
    files = settings.bibliography or tuple(default_files(settings.docs_dir))
    if not files:
        return Citing()
    bibliography = read_bibliography(files, read)
    index = Index(bibliography.papers)
    found = ledger(books, bibliography, index)
    style, faults = _style(settings)
    named = {key: record for key, record in found.records.items() if record.named}
    joined = _Joined(books, named, settings, blocks)
    works = Works(
        by_key={key: joined.work(record) for key, record in named.items()},
        cards=_cards(books, found),
        cite=_cite(index),
        cites=frozenset(_citing_slides(found)),
        linked=_linked(index),
        references=_references(index, style),
    )
    listed = tuple(named[work.key].paper for work in works.listed)
    return Citing(works, listed, bibliography.files, (*bibliography.diagnostics, *found.diagnostics, *faults))


def _cite(index: Index) -> Callable[[str], tuple[Sequence[Cited], Sequence[int]]]:
    def cite(text: str) -> tuple[Sequence[Cited], Sequence[int]]:
        found = cited(text, index)
        return [Cited(one.start, one.end, one.key, one.text) for one in found.citations], found.brackets

    return cite


def _linked(index: Index) -> Callable[[str], str]:
    def linked(href: str) -> str:
        identifier = of_url(href)
        paper = index.identified(identifier) if identifier else None
        return paper.key if paper else ""

    return linked


def _references(index: Index, style: str | Path) -> Callable[[Sequence[str]], Sequence[Listed]]:
    references = References(style)

    def listed(keys: Sequence[str]) -> Sequence[Listed]:
        found = references.listed(index.papers[key] for key in keys)
        return [Listed(one.key, one.label, one.html) for one in found]

    return listed


def _style(settings: Settings) -> tuple[str | Path, list[Diagnostic]]:
    """The style of references: the one that is asked for where it can be used, else the language's."""
    usual = STYLES[0] if settings.language.partition("-")[0].lower() == "zh" else STYLES[1]
    wanted = settings.citation_style
    if not wanted or wanted in STYLES:
        return wanted or usual, []
    style = settings.config_file.parent / wanted if wanted.endswith(".csl") else wanted
    try:
        References(style).listed([])
    except NoStyle as error:
        message = f"`citation_style: {wanted}` cannot be used ({error}), so references are in “{usual}”; correct it."
        return usual, [settings.about("option-invalid", "citation_style", message)]
    return style, []


def _cards(books: Iterable[Book], found: Ledger) -> dict[Slot, list[tuple[int, str]]]:
    """The cards that stand on slides: where a chapter is about a paper for the first time."""
    cards: dict[Slot, list[tuple[int, str]]] = {}
    for book in books:
        chapters = {slide.no: number for number, chapter in enumerate(book.chapters, 1) for slide in chapter.slides}
        lines: dict[tuple[int, str], int] = {}
        first: dict[tuple[int, str], int] = {}
        for mention in found.mentions[book.name].mentions:
            if mention.kind in _ABOUT:
                place = (chapters.get(mention.slide.no, 0), mention.key)
                first.setdefault(place, mention.slide.no)
                if mention.kind == "title" and first[place] == mention.slide.no:
                    lines.setdefault(place, mention.line)
        for place, number in first.items():
            cards.setdefault((book.deck.path, number), []).append((lines.get(place, 0), place[1]))
    return cards


def _citing_slides(found: Ledger) -> Iterator[Slot]:
    for record in found.records.values():
        for named in record.named:
            if named.mention.kind not in _ABOUT:
                yield named.book.deck.path, named.mention.slide.no


class _Joined:
    """Makes the values that pages show of papers."""

    def __init__(
        self,
        books: Sequence[Book],
        records: Mapping[str, PaperRecord],
        settings: Settings,
        blocks: Mapping[tuple[Path, int, int], Runnable],
    ) -> None:
        self._blocks: dict[Slot, list[tuple[int, Runnable]]] = {}
        for (path, number, line), block in blocks.items():
            self._blocks.setdefault((path, number), []).append((line, block))
        self._ranks = {book.name: rank for rank, book in enumerate(newest_first(books))}
        self._chapters = {
            book.name: {slide.no: chapter.title.plain for chapter in book.chapters for slide in chapter.slides}
            for book in books
        }
        self._names = _names(records)
        folder, _, page = settings.papers_page.removesuffix(".md").rpartition("/")
        self._folder = folder if page in ("index", "README") else posixpath.join(folder, page or "papers")

    def work(self, record: PaperRecord) -> Work:
        """A paper as pages show it."""
        paper = record.paper
        name = self._names[paper.key]
        slides: dict[str, dict[int, Slide]] = {}
        for named in record.named:
            slides.setdefault(named.book.name, {}).setdefault(named.mention.slide.no, named.mention.slide)
        weeks = tuple(
            Week(book, tuple(self._places(book, slides[book.name].values())), self._ranks[book.name])
            for book in record.books
        )
        return Work(
            key=paper.key,
            name=name,
            uri=f"{self._folder}/{name}.md",
            title=paper.title,
            lang=paper.language,
            authors=tuple(author.shown for author in paper.authors),
            more_authors=paper.more_authors,
            year=str(paper.year or ""),
            venue=paper.venue,
            links=tuple(_links(paper)),
            bibtex=paper.bibtex,
            item=item(paper),
            tldr=record.tldr,
            passed=record.passed,
            weeks=weeks,
            readings=tuple(
                Read(
                    reading.book,
                    Where(reading.book.title.plain, reading.place.uri, reading.place.id),
                    reading.passed or 0,
                    reading.verdict,
                )
                for reading in record.readings
            ),
            told=tuple(self._told(summary) for summary in record.summaries),
            files=tuple(dict.fromkeys(file for summary in record.summaries for file in self._files(summary))),
            repositories=tuple(
                {
                    mention.repository.key: (mention.repository.path, mention.repository.url)
                    for summary in record.summaries
                    for part in summary.parts
                    for mention in repositories(part.cut)
                }.values()
            ),
        )

    def _places(self, book: Book, slides: Iterable[Slide]) -> Iterator[Where]:
        """Where a deck names a paper; slides of one title count once."""
        seen: set[str] = set()
        for slide in slides:
            title = slide_title(slide)
            text = title.plain if title else self._chapters[book.name].get(slide.no, book.title.plain)
            if text not in seen:
                seen.add(text)
                yield Where(text, book.places[slide.no].uri, book.places[slide.no].id)

    def _told(self, summary: Summary) -> Told:
        book, chapter = summary.book, summary.chapter
        slides = tuple(part.cut for part in summary.parts)
        title = chapter.title.plain if chapter else book.title.plain
        place = book.places[slides[0].no]
        return Told(book, Where(title, place.uri, place.id), slides)

    def _files(self, summary: Summary) -> Iterator[tuple[str, str]]:
        """The files that the runnable blocks of these slides come from."""
        for part in summary.parts:
            first = part.slide.source.content_line + 1
            for line, block in self._blocks.get((summary.book.deck.path, part.slide.no), ()):
                if block.source and part.start <= line - first < part.end:
                    yield block.source.text.rpartition(":")[0], block.source.address


def _links(paper: Paper) -> Iterator[tuple[str, str]]:
    """A paper's addresses on the web; its own one where nothing better is known."""
    found = {
        "DOI": f"https://doi.org/{quote(paper.doi, safe='/:;()._-')}" if paper.doi else "",
        "arXiv": f"https://arxiv.org/abs/{quote(paper.arxiv, safe='/.')}" if paper.arxiv else "",
        "PDF": paper.pdf,
        "code": paper.code,
    }
    links = {text: url for text, url in found.items() if url}
    if not links and paper.urls:
        links["web"] = paper.urls[0]
    yield from links.items()


def _names(keys: Iterable[str]) -> dict[str, str]:
    """What addresses call the papers with these keys; file systems may not tell capitals apart."""
    names: dict[str, str] = {}
    taken = {"index", "readme"}
    for key in keys:
        name = re.sub(r"[^\w.+-]+", "-", key).strip(".-")
        while len(name.encode()) > _LONGEST:
            name = name[:-1]
        numbered = (name if number == 1 else f"{name}-{number}" for number in itertools.count(1))
        names[key] = next(found for found in numbered if found and found.casefold() not in taken)
        taken.add(names[key].casefold())
    return names
