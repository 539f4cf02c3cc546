"""The runnable Python blocks of a book, by chapter, with names that tests are chosen by."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from deckbook.book import Book, slide_title
from deckbook.deck import Slide

_MARK = "monaco-run"
_INFO = re.compile(r"(?:py|python)\s*(?:\[[^\]]*\]\s*)?(?=\{)(?P<options>.*)", re.S)
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Block:
    """A fence that Slidev runs.

    Attributes:
        path: The file it stands in, absolute; not the deck's where that imports it.
        line: The 1-based line of the fence.
        code: The lines inside, without the indentation of the fence.
    """

    path: Path
    line: int
    code: str


@dataclass(frozen=True, slots=True)
class NamedBlocks:
    """The blocks of a chapter, or of the deck's own page, by name and in order; names are unique in the deck."""

    name: str
    blocks: tuple[tuple[str, Block], ...]


def runnable(slides: Iterable[Slide]) -> bool:
    """Whether there may be blocks to run; false for the many decks that have none."""
    return any(_MARK in slide.content for slide in slides)


def chapters(book: Book) -> Iterator[NamedBlocks]:
    """The chapters that have blocks to run, after what stands on the deck's own page."""
    md = MarkdownIt("commonmark")
    md.core.ruler.enableOnly(["normalize", "block"])
    taken: set[str] = set()
    for title, slides in (
        (book.title.plain, book.front),
        *((chapter.title.plain, chapter.slides) for chapter in book.chapters),
    ):
        found = [(slide, block) for slide in slides for block in _blocks(slide, md)]
        if found:
            name = _unique(_name(title) or "chapter", taken)
            yield NamedBlocks(name, tuple(_named(found, title, book.deck.root)))


def _blocks(slide: Slide, md: MarkdownIt) -> Iterator[Block]:
    """The blocks of a slide; a fence inside another fence is a sample, one inside a comment is hidden."""
    if _MARK not in slide.content:
        return
    for token in md.parse(slide.content):
        if token.type == "fence" and token.map and _is_runnable(token.info):
            yield Block(slide.path, slide.source.content_line + token.map[0] + 1, token.content)


def _is_runnable(info: str) -> bool:
    match = _INFO.match(info.strip())
    return match is not None and any(braces.strip() == _MARK for braces in _BRACES.findall(match["options"]))


def _named(found: Iterable[tuple[Slide, Block]], chapter: str, root: Path) -> Iterator[tuple[str, Block]]:
    """Blocks by the titles of their slides, where those say more than the chapter's, and by their lines."""
    taken: set[str] = set()
    for number, (slide, block) in enumerate(found, 1):
        title = slide_title(slide)
        own = _name(title.plain) if title and title.plain != chapter else ""
        imported = f"{Path(os.path.relpath(block.path, root)).as_posix()}:" if slide.imports else ""
        yield _unique(f"{own or f'block-{number}'}:{imported}{block.line}", taken), block


def _name(title: str) -> str:
    """A title without what parts an id: pytest splits at `::` and `[`."""
    return re.sub("::+", ":", title.replace("[", "(").replace("]", ")")).strip(": ")


def _unique(name: str, taken: set[str]) -> str:
    """A name that is not taken, as by another chapter of that title or by a file that is imported twice."""
    own, number = name, 1
    while own in taken:
        number += 1
        own = f"{name} ({number})"
    taken.add(own)
    return own
