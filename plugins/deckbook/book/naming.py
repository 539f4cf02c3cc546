"""What a chapter or part is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckbook.book.model import Title
from deckbook.book.sketch import Sketch
from deckbook.book.titles import clean
from deckbook.deck.ecma import truthy

_NUMBER_ONLY = re.compile(
    r"(?:part|chapter|section|teil|kapitel|partie|chapitre|parte|capítulo|第)?"
    r"\W*[\d一二三四五六七八九十]{1,3}\W*[章部节節]?",
    re.I,
)
_LETTER = re.compile(r"[^\W\d_]")


def said_title(slide: Sketch) -> object:
    """The title that an importing slide gives its file, else that of the file's first slide's frontmatter.

    The slide's own frontmatter is looked at, for an importing slide's title reaches all slides of its import.
    """
    said = slide.slide.imports[0].frontmatter.get("title") if slide.slide.imports else None
    return said if truthy(said) else slide.slide.source.frontmatter.get("title")


def file_title(slide: Sketch) -> Title | None:
    """The title of the imported file that begins with a slide."""
    return clean(said_title(slide)) or slide.caption


def chapter_title(slides: Sequence[Sketch], otherwise: Title) -> Title:
    """A chapter's title: its first slide's, else that of the next slide with a usable one, else another."""
    first = slides[0].caption
    if first is not None:
        return _with_subtitle(slides[0], first)
    for slide in slides[1:]:
        found = slide.caption
        if found and _LETTER.search(found.plain) and not slide.is_toc:
            return found
    return otherwise


def _with_subtitle(slide: Sketch, title: Title) -> Title:
    """A title, joined with the second heading where it says no more than `Part 2`."""
    if _NUMBER_ONLY.fullmatch(title.plain):
        for _, second in slide.headings[:2]:
            if second.plain != title.plain:
                return Title(f"{title.plain}: {second.plain}", f"{title.markdown}: {second.markdown}")
    return title
