"""Arranges a deck as a book: title, date, parts, chapters, pages, and where every slide stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from deckbook.book.addresses import Names, folder, section_id, slug
from deckbook.book.dates import date_of
from deckbook.book.language import of_deck
from deckbook.book.model import Book, Chapter, Page, Part, Place, Title
from deckbook.book.options import Options, read_options
from deckbook.book.outline import WHOLE, Group, Section, outline
from deckbook.book.paginate import paginate
from deckbook.book.sketch import Sketch
from deckbook.book.titles import clean
from deckbook.deck import Deck
from deckbook.deck.ecma import truthy
from deckbook.diagnostics import Diagnostic

_SHORT = 15  # slides: a longer deck that is one chapter is worth a word
_DEFAULT = Options()


def arrange(deck: Deck, name: str, *, options: Options = _DEFAULT, introduction: str = "Introduction") -> Book:
    """Arranges a deck.

    Args:
        deck: The deck.
        name: Its path as the site names it, with slashes: `weeks/2026-w47.md`.
        options: The site's options; the deck's own win.
        introduction: What a chapter made of the slides before the first boundary is called.
    """
    options, found = read_options(deck, options)
    slides = [Sketch(deck, slide) for slide in deck.slides]
    title = _deck_title(deck, slides, name, options)
    plan = outline(slides, title, introduction, options.chapters)
    uri = str(PurePosixPath(name).with_suffix(".md"))
    parts = _Pages(uri, options.page_words).parts(plan.parts)
    chapters = [chapter for part in parts for chapter in part.chapters]
    if len(slides) > _SHORT and options.chapters == "auto" and [one.signal for one in chapters] == [WHOLE]:
        found.append(Diagnostic(deck.path, 0, "outline-one-chapter", (
            f"Nothing says where chapters begin, so the {len(slides)} slides are one chapter; write "
            "`chapter: true` in the frontmatter of the slides that begin one.")))  # fmt: skip
    return Book(
        deck=deck,
        name=name,
        uri=uri,
        title=title,
        date=date_of((options.date, deck.headmatter.get("date"), deck.headmatter.get("week")), name),
        front=plan.front,
        parts=parts,
        places=_places([(Page(uri, plan.front),), *(chapter.pages for chapter in chapters)], slides),
        routes=_routes(deck),
        language=of_deck(deck),
        namespace=options.namespace,
        diagnostics=tuple(found),
    )


def _deck_title(deck: Deck, slides: Sequence[Sketch], name: str, options: Options) -> Title:
    stem = PurePosixPath(name).stem
    said = clean(options.title) or clean(deck.headmatter.get("title"))
    return said or (slides[0].name if slides else None) or Title(stem, stem)


class _Pages:
    """Gives chapters their pages and addresses below the deck's own."""

    def __init__(self, uri: str, page_words: int) -> None:
        self._uri = uri
        self._folder = uri.removesuffix(".md")
        self._words = page_words
        self._names = folder()

    def parts(self, groups: tuple[Group, ...]) -> tuple[Part, ...]:
        sections = [section for group in groups for section in group.chapters]
        if [section.signal for section in sections] == [WHOLE]:
            return (Part(None, (self._chapter(sections[0], self._uri, self._folder),)),)
        return tuple(map(self._part, groups))

    def _part(self, group: Group) -> Part:
        place, names = self._folder, self._names
        if group.title:
            place, names = f"{place}/{names.unique(slug(group.title.plain, 'part'))}", folder()
        chapters = []
        for section in group.chapters:
            own = f"{place}/{names.unique(slug(section.title.plain, 'chapter'))}"
            chapters.append(self._chapter(section, f"{own}.md", own))
        return Part(group.title, tuple(chapters))

    def _chapter(self, section: Section, uri: str, below: str) -> Chapter:
        shares = paginate(section.slides, self._words)
        uris = (uri, *(f"{below}/{number}.md" for number in range(2, len(shares) + 1)))
        return Chapter(section.title, section.signal, tuple(map(Page, uris, shares)))


def _places(chapters: Iterable[tuple[Page, ...]], sketches: Iterable[Sketch]) -> Mapping[int, Place]:
    """Every slide's place; an id that an author chose is given before those that titles ask for."""
    titles = {sketch.slide.no: sketch.name for sketch in sketches}
    names = Names()
    # (address, id that it asks for, id otherwise) of each slide; the latter counts in its chapter.
    wishes: dict[int, tuple[str, str, str]] = {}
    chosen: dict[int, str] = {}
    for pages in chapters:
        stem = slug(PurePosixPath(pages[0].uri).stem, "slide")
        standing = [(page.uri, slide) for page in pages for slide in page.slides]
        for number, (uri, slide) in enumerate(standing, 1):
            alias = section_id(slide.frontmatter.get("routeAlias"), None)
            if alias:
                chosen[slide.no] = names.unique(alias)
            wishes[slide.no] = (uri, section_id(None, titles[slide.no]), f"{stem}-{number}")
    return {
        no: Place(uri, chosen.get(no) or names.unique(wish or otherwise))
        for no, (uri, wish, otherwise) in wishes.items()
    }


def _routes(deck: Deck) -> Mapping[str, int]:
    """Slide numbers by alias; of several slides with one alias the first has it."""
    routes: dict[str, int] = {}
    for slide in deck.slides:
        alias = slide.frontmatter.get("routeAlias")
        if isinstance(alias, str) and truthy(alias):
            routes.setdefault(alias, slide.no)
    return routes
