"""What a reader finds in a chapter: the titles of its slides, nested by level."""

from __future__ import annotations

from dataclasses import dataclass

from deckbook.book.model import Chapter, Title
from deckbook.book.titles import headings, slide_title
from deckbook.deck import Slide
from deckbook.deck.ecma import truthy


@dataclass(frozen=True, slots=True)
class Entry:
    """One title in a chapter.

    Attributes:
        title: The title.
        slides: The numbers of the slides that it stands for, at least one; the first is where a link leads.
        entries: The titles below it.
    """

    title: Title
    slides: tuple[int, ...]
    entries: tuple[Entry, ...] = ()


def contents(chapter: Chapter) -> tuple[Entry, ...]:
    """The titles in a chapter; one that repeats the chapter's or the one before it starts no entry."""
    found: list[tuple[int, Title, list[int]]] = []
    for slide in chapter.slides:
        if truthy(slide.frontmatter.get("hideInToc")):
            continue
        named = _named(slide, chapter.title)
        if named is None:
            continue
        if found and found[-1][1].plain == named[1].plain:
            found[-1][2].append(slide.no)
        else:
            found.append((*named, [slide.no]))
    return _nested(found)


def _named(slide: Slide, chapter: Title) -> tuple[int, Title] | None:
    """The (level, title) that tells a slide from others: its first that is not the chapter's."""
    title = slide_title(slide)
    level = slide.level if isinstance(slide.level, int) else 1
    if title is not None and title.plain != chapter.plain:
        own = next((deep for deep, heading in headings(slide) if heading.plain == title.plain), level)
        return own, title
    return next((found for found in headings(slide) if found[1].plain != chapter.plain), None)


def _nested(found: list[tuple[int, Title, list[int]]]) -> tuple[Entry, ...]:
    """Entries by level: one holds those of deeper levels that follow it."""
    entries: list[Entry] = []
    start = 0
    while start < len(found):
        level, title, slides = found[start]
        end = start + 1
        while end < len(found) and found[end][0] > level:
            end += 1
        entries.append(Entry(title, tuple(slides), _nested(found[start + 1 : end])))
        start = end
    return tuple(entries)
