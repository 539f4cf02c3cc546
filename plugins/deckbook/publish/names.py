"""How editions are called: a week each, in names that sort as versions do."""

from __future__ import annotations

import datetime
import re
from pathlib import PurePosixPath

_WEEK = re.compile(r"(\d{4})[-_. ]?[wW](\d{1,2})")
_DAY = re.compile(r"(\d{4})([-_./]?)(\d{1,2})\2(\d{1,2})(?:[T ].*)?")
_MONTH = re.compile(r"(\d{4})(?:[-_./](\d{1,2}))?")
_NUMBER = re.compile(r"\d+|[〇零一二三四五六七八九十百两]+")
_ORDINAL = re.compile(r"第\s*(\d+|[〇零一二三四五六七八九十百两]+)")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NAME = re.compile(r"[^\s/\\:*?\"<>|#%&]+")
_RESERVED = frozenset({"latest", "shared", ".", ".."})


def version_of(date: str | None, name: str, committed: int) -> str:
    """The version of the edition whose newest deck this is.

    Args:
        date: What the deck says of its date (`2026-11-16`, `2026-w47`, `47`), if anything.
        name: The deck's path, such as `weeks/2026-w47.md`.
        committed: When the commit was made that is published, in seconds since 1970.

    Returns:
        `2026-w47` where a day is known, of the deck or else of the commit; `07` where there is but a number.
    """
    for text in (date or "", PurePosixPath(name).stem):
        if day := _day(text):
            return _week(day)
        if (number := _number(text, anywhere=text == date)) is not None:
            return f"{number:02}"
    return _week(datetime.datetime.fromtimestamp(committed, datetime.UTC).date())


def month_of(version: str) -> str | None:
    """The month that a version's week lies in (most of its days), such as `2026-11`; None where it names no week."""
    match = _WEEK.fullmatch(version)
    if match is None:
        return None
    try:
        return f"{datetime.date.fromisocalendar(int(match[1]), int(match[2]), 4):%Y-%m}"
    except ValueError:
        return None


def shown_title(version: str, title: str) -> str:
    """What version selectors show of an edition: `2026-w47 · Attention`.

    Material writes a title into a page as it stands, so it holds nothing that could be markup.
    """
    plain = " ".join(title.translate({ord("<"): "‹", ord(">"): "›", ord("&"): "＆"}).split())
    if not plain or version.casefold() in plain.casefold():
        return plain or version
    return f"{version} · {plain}"


def is_name(text: str) -> bool:
    """Whether an edition can be called so: a folder's name, and an address as it stands."""
    return bool(_NAME.fullmatch(text)) and text not in _RESERVED and not text.startswith((".", "-"))


def _week(day: datetime.date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-w{week:02}"


def _day(text: str) -> datetime.date | None:
    try:
        if match := _WEEK.fullmatch(text):
            return datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        if match := _DAY.fullmatch(text):
            return datetime.date(int(match[1]), int(match[3]), int(match[4]))
        if (match := _MONTH.fullmatch(text)) and 1900 < int(match[1]) < 2200:
            return datetime.date(int(match[1]), int(match[2] or 1), 1)
    except ValueError:
        pass
    return None


def _number(text: str, *, anywhere: bool) -> int | None:
    """The number that a text gives itself: `7`, `week 7`, `第七周`; `anywhere` also where it does not say of what."""
    if any(form.fullmatch(text) for form in (_WEEK, _DAY, _MONTH)):
        return None  # a day that there is not
    match = _ORDINAL.search(text)
    if match:
        return _value(match[1])
    numbers = [_value(found) for found in _NUMBER.findall(text) if anywhere or found.isascii()]
    return next((number for number in reversed(numbers) if number < 1000), None)


def _value(written: str) -> int:
    if written.isdecimal():
        return int(written)
    total = part = 0
    for sign in written:
        if sign in "十百":
            total += (part or 1) * (10 if sign == "十" else 100)
            part = 0
        else:
            part = _DIGITS[sign]
    return total + part
