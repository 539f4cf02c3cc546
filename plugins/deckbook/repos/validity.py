"""Whether an entry of the lock file is what it should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from deckbook.repos.facts import Facts

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PLACE = re.compile(r"[\w.-]+(?:/[\w.-]+)+", re.A)


def facts_of(entry: object) -> tuple[Facts, list[str]]:
    """The facts of an entry, and the names of those that are not what they should be, which are left out."""
    if not isinstance(entry, Mapping):
        return Facts(), ["the entry"]
    known: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    wrong = []
    for name, value in entry.items():
        if name not in _VALID:
            extra[name] = value
        elif _VALID[name](value):
            known[name] = value
        else:
            wrong.append(name)
    if "topics" in known:
        known["topics"] = tuple(known["topics"])
    if "stars" in known:
        known["stars"] = dict(sorted(known["stars"].items()))
    return Facts(**known, extra=extra), wrong


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_day(value: object) -> bool:
    return isinstance(value, str) and bool(_DAY.fullmatch(value))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_stars(value: object) -> bool:
    return isinstance(value, Mapping) and all(_is_day(day) and _is_count(count) for day, count in value.items())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_VALID: Mapping[str, Callable[[object], bool]] = {
    "archived": lambda value: isinstance(value, bool),
    "description": _is_text,
    "etag": _is_text,
    "gone": _is_day,
    "language": _is_text,
    "license": _is_text,
    "moved": lambda value: isinstance(value, str) and bool(_PLACE.fullmatch(value)),
    "pushed": _is_day,
    "stars": _are_stars,
    "topics": _are_texts,
}
