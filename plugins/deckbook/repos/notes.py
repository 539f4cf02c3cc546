"""What an author wrote beside a repository: how many stars it had then, what it is, and words for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stars:
    """Stars as an author noted them.

    Attributes:
        text: As it is written: `4.6k`.
        count: As a number.
    """

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside a repository.

    Attributes:
        stars: The stars it had then.
        description: What is said of it.
        tags: Single words among that.
    """

    stars: Stars | None = None
    description: str = ""
    tags: tuple[str, ...] = ()


_SIGN = r"(?:[⭐★☆🌟✩✭]\ufe0f?|:star2?:)"
_WORD = r"(?:(?<![A-Za-z0-9_-])(?:stars?|stargazers?)(?![A-Za-z0-9_-])|星标|收藏)"
_STAR = "星(?![期级座球系光图空辰])"  # alone only behind a unit: 5 星 is a rating
_GAP = r"[ \u00a0]{0,2}"
_GROUPED = r"\d{1,3}(?:[,' \u00a0\u202f]\d{3}(?!\d)){1,2}"
_DIGITS = r"\d{1,9}(?:[.,]\d{1,3}(?!\d))?"
_UNIT = r"[kKmMwW万萬千](?![A-Za-z])"
# A rating (`4.5/5`), a date or a version is no count.
_STARS = re.compile(
    rf"(?:{_SIGN}|{_WORD}){_GAP}(?:数|count)?{_GAP}[:=~≈约]?{_GAP}"
    rf"(?P<number>{_GROUPED}|{_DIGITS}){_GAP}(?P<unit>{_UNIT})?(?![\d/:%]|[.,\-]\d)\+?"
    r"|(?<![\w.,/:\-])"
    rf"(?P<number_before>{_GROUPED}|{_DIGITS}){_GAP}(?P<unit_before>{_UNIT})?\+?{_GAP}"
    rf"(?:{_SIGN}|(?:个|颗|GitHub )?{_GAP}{_WORD}|(?(unit_before)[个颗]?{_STAR}|(?!)))",
    re.I,
)
_UNITS = {"": 1, "k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000, "萬": 10_000, "m": 1_000_000}


def stars_in(text: str) -> list[tuple[re.Match[str], Stars]]:
    """The numbers of stars in a text, in order."""
    found = []
    for match in _STARS.finditer(_narrow(text)):
        number, unit = ("number", "unit") if match["number"] else ("number_before", "unit_before")
        count = _count(match[number], (match[unit] or "").lower())
        if count is not None:
            written = text[match.start(number) : max(match.end(number), match.end(unit))]
            found.append((match, Stars(written, count)))
    return found


def without(text: str, found: Sequence[tuple[re.Match[str], Stars]]) -> str:
    """A text without the stars that were found in it."""
    ends = [0, *(match.end() for match, _ in found)]
    starts = [*(match.start() for match, _ in found), len(text)]
    return " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _narrow(text: str) -> str:
    """A text with ASCII's digits, letters and marks for the wide ones, as long as before."""
    return text.translate(_NARROW) if not text.isascii() else text


_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _count(number: str, unit: str) -> int | None:
    """A number as it is written; None for one that counts nothing: 4.5 stars are a rating."""
    digits = re.sub(r"[' \u00a0\u202f]", "", number)
    whole, mark, rest = digits.rpartition("," if "," in digits else ".")
    whole = whole.replace(",", "")
    if not mark or (len(rest) == 3 and (mark == "," or not unit)):
        return int(whole + rest) * _UNITS[unit]
    return round(float(f"{whole}.{rest}") * _UNITS[unit]) if unit else None


_BRACKETS = re.compile(r"[(（【\[]([^()（）【】\[\]]{1,400})[)）】\]]")
_DASH = re.compile(r"^[ \t]*(?:[-–—:：|]{1,2}|→|=>)[ \t]*")
_EDGE = " \t\n-–—:：,，;；、|·"
_EMPTY = re.compile(r"[(（【\[]\s{0,3}[)）】\]]")
_LONGEST = 2000
_HASHTAG = re.compile(r"(?<![\w#&/])#([^\W\d_][\w-]{0,39})")


def note(text: str, *, whole: bool) -> Note:
    """What a text beside a repository says of it.

    Args:
        text: What stands behind it, up to the next repository or the end of its paragraph.
        whole: Whether all of the text is about it, as in an item of a list that begins with it; else it is what stands
            in brackets right behind it.
    """
    found = stars_in(text[:_LONGEST])
    stars = found[0][1] if found else None
    rest = _EMPTY.sub(" ", without(text[:_LONGEST], found))
    tags = list(dict.fromkeys(_HASHTAG.findall(rest))) if whole else []
    rest = _HASHTAG.sub(" ", rest) if whole else rest
    bracketed = _BRACKETS.match(rest.lstrip(_EDGE))
    if bracketed:
        inner = " ".join(bracketed[1].split())
        more = " ".join(rest.lstrip(_EDGE)[bracketed.end() :].split()).strip(_EDGE) if whole else ""
        description = f"{inner} – {more}" if more else inner
        tags += [tag for tag in words_of(inner) if tag not in tags]
    elif whole:
        description = " ".join(_DASH.sub("", rest).split()).strip(_EDGE)
    else:
        description = ""
    if not any(map(str.isalpha, description)):
        description = ""
    return Note(stars, description[:500], tuple(tags))


_COMMAS = re.compile(r"\s*[,，、;；/|｜·+]\s*")
_TAG = re.compile(r"[^\W_](?:[\w.#+-]{0,30}[\w#+])?")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_PROSE = frozenset(
    "a about all an and are as at be by can do does for from good great has have here how i in is it its like many "
    "more my new not nice of on one or our read see so some that the their this to useful very was we what where "
    "which with you your".split()
)


def words_of(text: str) -> tuple[str, ...]:
    """The tags that a text in brackets is made of; none where it is a sentence."""
    parts = [part for part in _COMMAS.split(text) if part]
    if len(parts) < 2:
        parts = text.split()
        if any(part.lower() in _PROSE for part in parts):
            return ()
    if len(parts) > 8:
        return ()
    longest = 4 if len(parts) == 1 else 8
    for part in parts:
        if not all(map(_TAG.fullmatch, part.split())) or len(part.split()) > 3 or not any(map(str.isalpha, part)):
            return ()
        if len(_IDEOGRAPH.findall(part)) > longest or any(word.lower() in _PROSE for word in part.split()):
            return ()
    return tuple(dict.fromkeys(unicodedata.normalize("NFC", part) for part in parts))
