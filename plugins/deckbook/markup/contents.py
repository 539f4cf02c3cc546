"""Lists of what a deck holds: its chapters, and in each what its slides are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckbook.book import Book, Chapter, Entry, contents
from deckbook.markup.site import Site
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.urls import page_url, relative_url

ALL, ONLY_TREE, ONLY_SIBLINGS = "all", "onlyCurrentTree", "onlySiblings"
"""Which titles are listed: all, those above and below a slide's own, or also those beside these."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a list is asked for, as Slidev's `Toc` takes it; chapters are level 1.

    Attributes:
        shallowest: The first level that is listed; of a deeper one, only what lies below the slide's own title.
        deepest: The last level.
        mode: `ALL`, `ONLY_TREE` or `ONLY_SIBLINGS`.
        slide: The number of the slide that asks.
        columns: How many columns the list has.
        start: The number of its first line.
    """

    shallowest: int = 1
    deepest: int = 99
    mode: str = ALL
    slide: int = 0
    columns: int = 1
    start: int = 1


@dataclass(frozen=True, slots=True)
class _Line:
    """A title's link, the lines below it, and whether the slide that asks is there or below."""

    link: str
    lines: tuple[_Line, ...]
    is_here: bool
    is_above: bool


def chapter_list(book: Book, uri: str, site: Site, *, detailed: bool, shape: Shape = Shape()) -> str:
    """A deck's chapters as nested lists of links, for the page at `uri`; `detailed` lists under each what it holds.

    It is "" where nothing of the shape is in the deck.
    """
    here = page_url(uri, site.use_directory_urls)
    picks = shape.mode != ALL or shape.shallowest > 1

    def link(target: str, anchor: str, text: str) -> str:
        url = "" if target == uri and anchor else relative_url(page_url(target, site.use_directory_urls), here)
        href = url + (f"#{anchor}" if anchor else "")
        return f"{open_tag('a', {'href': href})}{escape(text)}</a>"

    def entry(found: Entry) -> _Line:
        place = book.places[found.slides[0]]
        lines = tuple(map(entry, found.entries))
        is_above = any(line.is_here or line.is_above for line in lines)
        return _Line(link(place.uri, place.id, found.title.plain), lines, shape.slide in found.slides, is_above)

    def chapter(found: Chapter) -> _Line:
        lines = tuple(map(entry, contents(found))) if detailed or picks else ()
        is_above = any(line.is_here or line.is_above for line in lines)
        is_here = not is_above and any(slide.no == shape.slide for slide in found.slides)
        return _Line(link(found.pages[0].uri, "", found.title.plain), lines, is_here, is_above)

    parts = [(part.title, tuple(map(chapter, part.chapters))) for part in book.parts]
    if picks:  # parts are no level of the deck's
        parts = [(None, tuple(line for _, lines in parts for line in lines))]
    listed = [(title, _picked(lines, shape)) for title, lines in parts]
    language = book.language.within(site.language)
    opening = open_tag("ol", language)
    first = open_tag("ol", {**language, **({"start": str(shape.start)} if shape.start != 1 else {})})
    if any(title for title, _ in listed):
        items = "".join(
            f"<li><span>{escape(title.plain)}</span>{_list(lines, opening)}</li>" if title else _list(lines, opening)
            for title, lines in listed
        )
        inner = f"{first}{items}</ol>"
    else:
        inner = "".join(_list(lines, first) for _, lines in listed)
    if picks and not any(lines for _, lines in listed):
        return ""
    values: dict[str, str | None] = {
        "class": "deckbook-contents" + (f" deckbook-contents--{shape.columns}" if shape.columns > 1 else ""),
        "aria-label": site.labels["contents"],
        "data-added": None,
    }
    return f"{open_tag('nav', values)}{inner}</nav>"


def _picked(lines: Sequence[_Line], shape: Shape, level: int = 1, *, is_below: bool = False) -> tuple[_Line, ...]:
    """The lines of a shape; `is_below` says that the slide's own title is above them."""
    if level > shape.deepest:
        return ()
    near = [line for line in lines if line.is_here or line.is_above]
    if level < shape.shallowest:
        return _picked(near[0].lines, shape, level + 1, is_below=is_below or near[0].is_here) if near else ()
    kept: Sequence[_Line] = lines
    if not is_below and (shape.mode == ONLY_TREE or (shape.mode == ONLY_SIBLINGS and not near)):
        kept = near
    return tuple(
        replace(line, lines=_picked(line.lines, shape, level + 1, is_below=is_below or line.is_here)) for line in kept
    )


def _list(lines: Sequence[_Line], opening: str) -> str:
    items = "".join(f"<li>{line.link}{_list(line.lines, '<ul>') if line.lines else ''}</li>" for line in lines)
    return f"{opening}{items}</{opening[1:3]}>"
