"""When a deck was given: what its headmatter or its path says of it, and the order that follows from it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from deckbook.book.model import Book

_IN_NAME = re.compile(r"(?<!\d)(?:(?:19|20)\d\d-?[wW]\d\d?|(?:19|20)\d\d([-_.]?)\d\d\1\d\d)(?!\d)")
_WEEK = re.compile(r"(\d{4})[-_. ]?[wW](\d{1,2})")
_DAY = re.compile(r"(\d{4})([-_./]?)(\d{2})\2(\d{2})(?:[T ].*)?")
_MONTH = re.compile(r"(\d{4})(?:[-_./](\d{1,2}))?")
_DIGITS = re.compile(r"(\d+)")


def date_of(said: Iterable[Any], name: str) -> str | None:
    """A deck's date as it is said: the first YAML value that says anything, else the date in its path."""
    for value in said:
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    for part in reversed(PurePosixPath(name).with_suffix("").parts):
        for match in _IN_NAME.finditer(part):
            if _ordinal(match[0]) is not None:
                return match[0]
    return None


def day_of(said: str) -> datetime.date | None:
    """The day that a date says: of a week its Monday, of a month or year its first; None where it says none."""
    ordinal = _ordinal(said)
    return datetime.date.fromordinal(ordinal) if ordinal else None


def newest_first(books: Iterable[Book]) -> list[Book]:
    """Books by date, newest first; then those whose date says no day, by name, the highest number first."""
    return sorted(books, key=_key, reverse=True)


def _key(book: Book) -> tuple[int, list[tuple[int, int, str]]]:
    day = _ordinal(book.date) if book.date else None
    pieces = _DIGITS.split(book.name)
    return day or 0, [(1, int(piece), "") if i % 2 else (0, 0, piece) for i, piece in enumerate(pieces)]


def _ordinal(said: str) -> int | None:
    """The day of a date: of a week its Monday, of a month or year its first."""
    try:
        if match := _WEEK.fullmatch(said):
            return datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1).toordinal()
        if match := _DAY.fullmatch(said):
            return datetime.date(int(match[1]), int(match[3]), int(match[4])).toordinal()
        if match := _MONTH.fullmatch(said):
            return datetime.date(int(match[1]), int(match[2] or 1), 1).toordinal()
    except ValueError:
        pass
    return None
