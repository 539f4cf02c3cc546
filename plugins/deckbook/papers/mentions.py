"""Where a deck names papers: in headings, links, citations and frontmatter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deckbook.book import Book, headings, passages
from deckbook.deck import Slide
from deckbook.diagnostics import Diagnostic
from deckbook.papers import identifiers, record
from deckbook.papers.citation import Doubt
from deckbook.papers.citing import cited
from deckbook.papers.index import Index
from deckbook.papers.record import Marked
from deckbook.papers.texts import Heading, Link, Part, Run, parts_of

# What a slide must have to be worth parsing: a key, a year in brackets (with tags between them), or a paper's address.
_KEY = re.compile(r"@[\w{]")
_YEAR = re.compile(r"[(（][^()（）]{0,600}?(?:\d{4}|n\.\s?d\.)", re.I)
_ADDRESSES = (
    "doi", "arxiv", "openreview.net", "aclanthology", "aclweb", "alphaxiv", "ar5iv", "huggingface.co/papers"
)  # fmt: skip
_HEADING = re.compile(r"^ {0,3}(?:#|=+[ \t]*$|-+[ \t]*$)|<[hH][1-6]", re.M)
KINDS = ("mark", "title", "link", "citation")
"""How a deck may name a paper: `paper:` in frontmatter, a heading that is its title, a link, a citation."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a deck that names a paper.

    Attributes:
        key: The paper's key.
        kind: One of `KINDS`.
        slide: The slide.
        line: The 1-based line in the slide's file.
        text: What is written there.
        start, end: Where it is in the run of text that it stands in; both 0 where it is all of it.
        behind: Of a heading the 1-based line behind it; 0 for other kinds.
    """

    key: str
    kind: str
    slide: Slide
    line: int
    text: str
    start: int = 0
    end: int = 0
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a deck names.

    Attributes:
        mentions: In its order.
        marks: What the frontmatter of slides says, by slide number.
        diagnostics: What is to be said of its citations.
    """

    mentions: tuple[Mention, ...]
    marks: tuple[tuple[Slide, Marked], ...]
    diagnostics: tuple[Diagnostic, ...]


def mentions(book: Book, index: Index) -> Mentions:
    """The papers that a book's slides name."""
    found: list[Mention] = []
    marks: list[tuple[Slide, Marked]] = []
    said: list[Diagnostic] = []
    for slide in book.deck.slides if index.papers else ():
        marked, problems = record.marked(slide, index)
        said += problems
        for mark in marked:
            marks.append((slide, mark))
            found.append(Mention(mark.paper.key, "mark", slide, slide.line, mark.paper.key))
        for item in _named(slide, index):
            if isinstance(item, Mention):
                found.append(item)
            elif item.rule not in slide.source.ignored:
                said.append(item)
    return Mentions(tuple(found), tuple(marks), tuple(dict.fromkeys(said)))


def _named(slide: Slide, index: Index) -> Iterator[Mention | Diagnostic]:
    is_titled = any(index.titled(title.plain) for _, title in headings(slide))
    if not is_titled and not _may_name(slide.content):
        return
    first = slide.source.content_line + 1
    for line, text in passages(slide.content):
        if _may_name(text) or (is_titled and _HEADING.search(text)):
            yield from _within(parts_of(text, first + line), slide, index)


def _may_name(text: str) -> bool:
    return any(map(text.lower().__contains__, _ADDRESSES)) or bool(_KEY.search(text) or _YEAR.search(text))


def _within(found: Iterable[Part], slide: Slide, index: Index) -> Iterator[Mention | Diagnostic]:
    for part in found:
        if isinstance(part, Heading):
            yield from _titled(part, slide, index)
        elif isinstance(part, Link):
            yield from _linked(part, slide, index)
        else:
            yield from _cited(part, slide, index)


def _titled(heading: Heading, slide: Slide, index: Index) -> Iterator[Mention | Diagnostic]:
    papers = index.titled(heading.text)
    if len(papers) == 1:
        yield Mention(papers[0].key, "title", slide, heading.line, heading.text, behind=heading.end)
    elif papers:
        yield _ambiguous(slide, heading.line, heading.text, (paper.key for paper in papers))


def _linked(link: Link, slide: Slide, index: Index) -> Iterator[Mention | Diagnostic]:
    identifier = identifiers.of_url(link.href)
    if identifier is None:
        return
    paper = index.identified(identifier)
    if paper:
        yield Mention(paper.key, "link", slide, link.line, link.href)
    else:
        message = (
            f"“{_short(link.href)}” is a paper that the bibliography does not have, so it stays a link; "
            f"`deckbook papers add {_short(identifier.url)}` adds it."
        )
        yield Diagnostic(slide.path, link.line, "citation-unlisted", message)


def _cited(run: Run, slide: Slide, index: Index) -> Iterator[Mention | Diagnostic]:
    found = cited(run.text, index)
    for citation in found.citations:
        written = " ".join(run.text[citation.start : citation.end].split())
        line = run.line_of(citation.start)
        yield Mention(citation.key, "citation", slide, line, written, citation.start, citation.end)
    for doubt in found.doubts:
        yield _doubtful(doubt, slide, run.line_of(doubt.start))


def _doubtful(doubt: Doubt, slide: Slide, line: int) -> Diagnostic:
    text = " ".join(doubt.text.split())
    if doubt.candidates:
        return _ambiguous(slide, line, text, (paper.key for paper in doubt.candidates))
    if doubt.is_key:
        message = f"“{_short(text)}” is no key of the bibliography, so it stays as it is written; correct or add it."
        return Diagnostic(slide.path, line, "citation-unknown", message)
    message = f"“{_short(text)}” looks like a citation of a paper that is not in the bibliography; add it, if it is."
    return Diagnostic(slide.path, line, "citation-unlisted", message)


def _ambiguous(slide: Slide, line: int, text: str, keys: Iterable[str]) -> Diagnostic:
    shown = [f"“{key}”" for key in keys]
    names = ", ".join(shown[:-1]) + f" or {shown[-1]}"
    message = f"“{_short(text)}” may mean {names}, so it is not linked; write [@key] or `paper: key` of the one meant."
    return Diagnostic(slide.path, line, "citation-ambiguous", message)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
