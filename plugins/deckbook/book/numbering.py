"""The signal of numbered titles: `1. …`, `Part II`, `D02 - …`, `第三章 …`, `四、…`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from deckbook.book.sketch import Cuts, Slides

_KINDS = (
    "part|chapter|section|module|lesson|session|unit|act|teil|kapitel|abschnitt|partie|chapitre|parte|capítulo"
    "|capitolo|часть|глава|bölüm|del"
)
_END = r"(?:[.)、:：』」】\])）]|\s+[-–—:|]\s|\s*$|\s(?=\D))(?!\d)"
_NUMBERED = (
    rf"(?:{_KINDS})\s*(?P<part>\d{{1,2}}|[ivx]{{1,4}}|[一二三四五六七八九十]{{1,3}}){_END}"
    rf"|[『「【\[(（]?(?:[A-Z](?=\d\d?\b))?(?P<plain>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}(?!\s)|[ivx]{{1,4}}(?=[.)])){_END}"
    r"|第\s*(?P<chinese>[\d一二三四五六七八九十]{1,3})\s*[章部节節回幕篇]"
    r"|제?\s*(?P<korean>\d{1,2})\s*[장부]"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_CHINESE = {character: value for value, character in enumerate("一二三四五六七八九十", 1)}


def number(title: str) -> int | None:
    """The number that a title begins with."""
    match = _numbered().match(title)
    if not match:
        return None
    written = match[match.lastgroup or 0].lower()
    if written.isdecimal():
        return int(written)
    if written in _ROMAN or written in _CHINESE:
        return _ROMAN.get(written) or _CHINESE[written]
    ten, _, unit = written.rpartition("十")
    return 10 * _CHINESE.get(ten, 1) + _CHINESE.get(unit, 0) if "十" in written else None


@cache
def _numbered() -> re.Pattern[str]:
    # Not at import: it takes long, and decks that say their chapters have no need of it.
    return re.compile(_NUMBERED, re.I)


def numbers(slides: Slides) -> Iterator[Cuts]:
    """Titles of the highest level that count on from 1; if all do, the first that does not ends the last."""
    body = slides.body
    highest = min((slide.level for slide in body if slide.title and slide.level is not None), default=None)
    counted = [(i, number(slide.plain)) for i, slide in enumerate(body) if slide.title]
    cuts: Cuts = []
    last = -1
    for index, value in counted:
        if value is None or body[index].level not in (None, highest) or value == last:
            continue
        if value < last:
            return  # counted anew: these are not chapters
        if value <= last + 2:
            cuts.append(index)
            last = value
    if len(cuts) < 2 or cuts[0] > 0.4 * len(body):
        return
    if all(value is not None for index, value in counted if cuts[0] <= index <= cuts[-1]):
        cuts += [index for index, value in counted if index > cuts[-1] and value is None][:1]
    yield cuts
