"""What `deckbook new` and `deckbook init --slidev` have to know of the decks that there are."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from deckbook.book import Book, arrange, clean, day_of, headings, slide_title
from deckbook.deck import Deck, Slide
from deckbook.deck.find import matching
from deckbook.deck.project import load_project
from deckbook.scaffold.deck import Heading, Last
from deckbook.scaffold.names import counted_key
from deckbook.scaffold.slidev import Slides
from deckbook.settings import Settings
from deckbook.walk import markdown_files

_CONTENTS = re.compile(r"<toc\b[^<>]*>", re.I)
_WEEK = re.compile(r"(\d{4})-?[wW](\d{1,2})")


def last_deck(settings: Settings) -> tuple[Last | None, tuple[str, ...]]:
    """The newest deck of a site, if it has any, and the names of all of them."""
    project = load_project(markdown_files(settings.decks_dir), settings.patterns, settings.roots)
    books = [arrange(deck, name, options=settings.options) for name, deck in project.decks.items() if deck.slides]
    last = max(books, key=_order, default=None)
    return _last(last) if last else None, tuple(project.decks)


def picks(settings: Settings, name: str) -> bool:
    """Whether a deck of this name is one of the site's."""
    return bool(matching([name], settings.patterns)[0])


def slides_in(folder: Path) -> Slides | None:
    """The decks of a Slidev project; None where there is none."""
    project = load_project(markdown_files(folder), ("**/*.md",), (folder,))
    books = {name: arrange(deck, name) for name, deck in project.decks.items() if deck.slides}
    if not books:
        return None
    main = books.get("slides.md") or next(iter(books.values()))
    is_one = len(books) == 1 or main.name == "slides.md"
    return Slides(tuple(books), main.title.plain if is_one else "", main.language.lang)


def _order(book: Book) -> tuple[datetime.date, list[tuple[int, int, str]]]:
    return _day(book) or datetime.date.min, counted_key(book.name)


def _day(book: Book) -> datetime.date | None:
    """A day of a deck's week. Its name, or `week:`, says which week it is, and `date:` which day of it."""
    said = day_of(book.date) if book.date else None
    for source in (book.deck.headmatter.get("week"), book.deck.path.stem, book.deck.path.parent.name):
        match = _WEEK.search(source) if isinstance(source, str) else None
        monday = day_of(match[0]) if match else None
        if monday:
            return said if said and said.isocalendar()[:2] == monday.isocalendar()[:2] else monday
    return said


def _last(book: Book) -> Last:
    deck = book.deck
    head: Mapping[str, Any] = deck.entry[0].frontmatter if deck.entry else {}
    said = {"title": book.title.plain}
    return Last(book.name, _day(book), {**head, **said}, tuple(_outline(deck)))


def _outline(deck: Deck) -> Iterator[Heading]:
    """The headings of a deck; one that is only said again, as on each slide of a chapter, counts once."""
    above: dict[int, str] = {}
    for slide in deck.slides:
        contents = _CONTENTS.search(slide.content)
        for index, (level, title) in enumerate(_headings(slide)):
            tag = _closed(contents[0]) if contents and not index else ""
            if above.get(level) == title and not tag:
                continue
            above = {known: text for known, text in above.items() if known < level} | {level: title}
            yield Heading(level, title, slide.frontmatter, tag)


def _headings(slide: Slide) -> list[tuple[int, str]]:
    found = [(level, title.markdown) for level, title in headings(slide)]
    said = slide_title(slide) if slide.source.frontmatter.get("title") or slide.frontmatter.get("chapter") else None
    if said is None and isinstance(chapter := slide.frontmatter.get("chapter"), str):
        said = clean(chapter)
    return found or ([(1, said.markdown)] if said else [])


def _closed(tag: str) -> str:
    return tag if tag.endswith("/>") else f"{tag[:-1].rstrip()} />"
