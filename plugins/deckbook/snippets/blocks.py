"""The runnable Python blocks of a book, by namespace, and the names that their tests and records go by."""

from __future__ import annotations

import os
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from deckbook.book import LEAD, Book, Chapter, slide_title
from deckbook.deck import Slide
from deckbook.deck.code.files import CodeLine, parse
from deckbook.deck.code.info import Info, info
from deckbook.deck.code.steps import steps
from deckbook.diagnostics import Diagnostic
from deckbook.snippets.block import Block, NamedBlocks, Source
from deckbook.snippets.fences import fences
from deckbook.snippets.marks import Marks, marks_before
from deckbook.snippets.project import Project

_MARK = "monaco-run"
_PYTHON = frozenset(("py", "python", "python3"))


def runnable(slides: Iterable[Slide]) -> bool:
    """Whether there may be blocks to run; false for the many decks that have none."""
    return any(_MARK in slide.content for slide in slides)


def code_lines(slides: Iterable[Slide]) -> Iterator[tuple[Slide, CodeLine]]:
    """The lines `<<<` of the slides that may have blocks to run, and what only looks like one."""
    for slide in slides:
        if _MARK in slide.content and "<<<" in slide.content:
            for line in slide.content.split("\n"):
                at = line.find("<<<")
                if at >= 0 and (said := parse(line[at:])):
                    yield slide, said


def chapters(book: Book, project: Project) -> Iterator[NamedBlocks]:
    """The namespaces that have blocks to run, in the order of the deck."""
    found = list(_chapters(book, project))
    if book.namespace == "deck":
        blocks = [(f"{one.name} › {name}", block) for one in found for name, block in one.blocks]
        if blocks:
            yield NamedBlocks(_name(book.title.plain) or "deck", tuple(blocks))
    elif book.namespace == "block":
        yield from (NamedBlocks(one.name, (block,)) for one in found for block in one.blocks)
    else:
        yield from found


def _chapters(book: Book, project: Project) -> Iterator[NamedBlocks]:
    """The chapters that have blocks, after what stands on the deck's own page."""
    taken: set[str] = set()
    keys: dict[str, int] = {}
    for title, slides in (
        (book.title.plain, book.front),
        *((_title(chapter), chapter.slides) for chapter in book.chapters),
    ):
        found = [(slide, block) for slide in slides for block in _blocks(slide, book, project)]
        if found:
            name = _unique(_name(title) or "chapter", taken)
            yield NamedBlocks(name, tuple(_named(found, title, name, book.deck.root, keys)))


def _title(chapter: Chapter) -> str:
    """A chapter's title; what Deckbook itself calls one is not in the site's language, which tests do not know."""
    return "Introduction" if chapter.signal == LEAD else chapter.title.plain


def _blocks(slide: Slide, book: Book, project: Project) -> Iterator[Block]:
    """The blocks of a slide; a fence inside another fence is a sample, one inside a comment is hidden."""
    if _MARK not in slide.content:
        return
    lines = slide.content.split("\n")
    first = slide.source.content_line + 1
    for fence in fences(slide.content):
        at = fence.line
        marks = marks_before(lines, at)
        if fence.code is None:
            said = parse(fence.info)
            if said and _is_run(read := info(said.info, "")):
                yield _imported(said, slide, first + at, (read.title, *marks), book, project)
            continue
        if _is_run(read := info(fence.info, "")):
            yield _block(slide, first + at, fence.code, (read.title, *marks))
        inside = fence.code.split("\n")
        for step in steps(fence.code, fence.info):
            read = info(step.info, "")
            line = first + at + 1 + step.line
            own = marks_before(inside, step.line)
            said_of_it = (read.title, *(marks if own == (Marks(), "") else own))
            if _is_run(read) and step.file:
                yield _imported(step.file, slide, line, said_of_it, book, project)
            elif _is_run(read):
                yield _block(slide, line, step.code, said_of_it)


def _is_run(read: Info) -> bool:
    return read.runs and read.language.lower() in _PYTHON


def _block(slide: Slide, line: int, code: str, said: tuple[str, Marks, str]) -> Block:
    caption, marks, wrong = said
    if code.lstrip("\r\n")[:1] in (" ", "\t"):
        code = textwrap.dedent(code)
    problem = Diagnostic(slide.path, line, "test-mark", f"{wrong}.") if wrong else None
    return Block(slide.path, line, code, "", None, caption, marks, problem)


def _imported(
    said: CodeLine, slide: Slide, line: int, about: tuple[str, Marks, str], book: Book, project: Project
) -> Block:
    """The block of a line `<<<`; what keeps its code from being found is its problem."""
    from deckbook.deck.code.fetch import fetch  # noqa: PLC0415  (which takes its time, and many decks have no such line)

    found = fetch(said, slide.path, book.deck.root, project.roots)
    block = _block(slide, line, found.exact, about)
    faults = (fault for fault in found.faults if fault[0] != "import-code-above")
    for rule, message in faults:
        return replace(block, problem=Diagnostic(slide.path, line, rule, message))
    if found.file is None:
        return block
    return replace(block, source=Source(found.file, found.line, project.name_of(found.file)))


def _named(
    found: Iterable[tuple[Slide, Block]], chapter: str, name: str, root: Path, keys: dict[str, int]
) -> Iterator[tuple[str, Block]]:
    """Blocks by the titles of their slides, where those say more than the chapter's, and by their lines."""
    taken: set[str] = set()
    for number, (slide, block) in enumerate(found, 1):
        title = slide_title(slide)
        own = _name(title.plain) if title and title.plain != chapter else ""
        imported = f"{Path(os.path.relpath(block.path, root)).as_posix()}:" if slide.imports else ""
        key = _key(f"{name}/{own or 'block'}", keys)
        test = _unique(f"{own or f'block-{number}'}:{imported}{block.line}", taken)
        yield test, replace(block, name=key, slide=slide.no)


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


def _key(name: str, taken: dict[str, int]) -> str:
    """A name that is not taken, nor would be as a file's on a disk that takes `A` for `a`."""
    own = name = unicodedata.normalize("NFC", name)
    folded = _folded(name)
    while _folded(own) in taken:
        taken[folded] += 1
        own = f"{name}-{taken[folded]}"
    taken[_folded(own)] = 1
    return own


def _folded(name: str) -> str:
    return name.replace("/", ".").casefold()
