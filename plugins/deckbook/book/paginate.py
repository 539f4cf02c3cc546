"""Pages: a long chapter in equal shares by words, cut where a new title starts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise

from deckbook.book import prose
from deckbook.deck import Slide

_SLACK = 1.25  # a chapter is split where it is longer than the limit by this factor
_MOST_SLIDES = 25  # on one page
_TITLE = 0.25  # share of a page by which a cut may be moved to where a new title starts


def words(slide: Slide) -> int:
    """How many words a reader reads on a slide: two ideographs are one, a line of code is five."""
    return prose.words(slide.content)


def paginate(slides: Sequence[Slide], limit: int) -> tuple[tuple[Slide, ...], ...]:
    """A chapter's slides by page.

    Args:
        slides: The chapter's slides, at least one.
        limit: Words that a page should have; up to a quarter more are not split.
    """
    if len(slides) <= _MOST_SLIDES and _may_have(slides) <= _SLACK * limit:
        return (tuple(slides),)
    weights = [words(slide) for slide in slides]
    total = sum(weights)
    count = math.ceil(total / limit) if total > _SLACK * limit else 1
    bounds = [0, *_cuts(slides, weights, min(count, len(slides))), len(slides)]
    pages: list[tuple[Slide, ...]] = []
    for start, end in pairwise(bounds):
        shares = math.ceil((end - start) / _MOST_SLIDES)
        inner = [start + (end - start) * share // shares for share in range(shares + 1)]
        pages += [tuple(slides[one:other]) for one, other in pairwise(inner)]
    return tuple(pages)


def _may_have(slides: Sequence[Slide]) -> float:
    """Words that slides have at most, uncounted: two characters are a word, a line of code is five."""
    texts = [slide.content for slide in slides]
    code = sum(text.count("\n") for text in texts if "```" in text or "~~~" in text)
    return sum(map(len, texts)) / 2 + len(texts) + 5 * code


def _cuts(slides: Sequence[Slide], weights: Sequence[int], count: int) -> list[int]:
    """Where `count` pages of equal length begin, the first aside; a page has at least one slide."""
    before = [0, *accumulate(weights)]
    share = before[-1] / count
    cuts: list[int] = []
    for page in range(1, count):
        first = (cuts[-1] if cuts else 0) + 1
        last = len(slides) - (count - page)
        far = {
            i: abs(before[i] - page * share) + _TITLE * share * _continues(slides, i) for i in range(first, last + 1)
        }
        cuts.append(min(far, key=lambda i: far[i]))
    return cuts


def _continues(slides: Sequence[Slide], index: int) -> bool:
    """Whether a slide has no title of its own, or the one of the slide before."""
    title = slides[index].title
    return title is None or title == slides[index - 1].title
