"""The signal of an agenda: one that comes again, or one that announces the titles of later slides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from deckbook.book.prose import terms
from deckbook.book.sketch import Cuts, Sketch, Slides, apart
from deckbook.book.titles import clean


def agenda(slides: Slides) -> Iterator[Cuts]:
    """An agenda shown three times or more; else one whose items are titles of later slides, in order."""
    yield max(_repeated(slides.body), key=len, default=[])
    everything = [*slides.before, *slides.body]
    early = min(_EARLY, max(_EARLY // 2, len(everything) // 5))
    lists = [i for i, slide in enumerate(everything[:early]) if 2 <= len(slide.items) <= 15]
    if lists:
        names = [_Name(slide.plain) for slide in everything]
        found = (_announced(everything[i].items, names, max(i + 1, len(slides.before))) for i in lists)
        yield [cut - len(slides.before) for cut in max(found, key=len)]


def _repeated(body: Sequence[Sketch]) -> Iterator[Cuts]:
    places: dict[object, Cuts] = defaultdict(list)
    for index, slide in enumerate(body):
        if slide.is_toc:
            places["toc"].append(index)
        elif len(slide.items) >= 3:
            places[slide.items].append(index)
    for found in map(apart, places.values()):
        if len(found) >= 3:
            yield found


_EARLY = 10  # slides among which an agenda is looked for; in a short deck half of that
_LEADING_NUMBER = re.compile(r"\A\W*(?:\d{1,2}[.)、:：]?|[一二三四五六七八九十]{1,3}[』」】、.])\s*")


class _Name:
    """A title for comparing: without its number and case, and its terms."""

    def __init__(self, title: str) -> None:
        self.text = _LEADING_NUMBER.sub("", title.casefold(), count=1) or title
        self.terms = terms(self.text)

    def likeness(self, other: _Name) -> float:
        """1 for the same title, else the share of their terms that they share."""
        if self.terms.isdisjoint(other.terms):
            return 0.0
        if self.text == other.text:
            return 1.0
        return len(self.terms & other.terms) / len(self.terms | other.terms)


def _announced(items: Sequence[str], names: Sequence[_Name], position: int) -> Cuts:
    """Where the items of a list are titles, in order; nothing unless most of them are."""
    cuts: Cuts = []
    for item in items:
        title = clean(item)
        name = _Name(title.plain if title else "")
        best, at = max(((name.likeness(names[i]), -i) for i in range(position, len(names))), default=(0.0, 0))
        if best >= 0.5:
            cuts.append(-at)
            position = 1 - at
    return cuts if len(cuts) >= 2 and len(cuts) >= 0.6 * len(items) else []
