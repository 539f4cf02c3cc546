"""JSON that a merge may have broken: both sides of its conflicts, and the lines that can be read of the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Read:
    """What was read.

    Attributes:
        data: The values.
        problems: Lines that are not understood, each with what is wrong there.
        broken_at: The 1-based line at which a merge has made it something else than JSON; 0 where it is JSON.
    """

    data: Mapping[str, Any] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)
    broken_at: int = 0


def read_json(text: str) -> Read:
    """Reads an object."""
    if not text.strip():
        return Read()
    sides, line = _sides(text.replace("\r\n", "\n").split("\n"))
    data: dict[str, Any] = {}
    problems: dict[int, str] = {}
    for side in sides:
        read = _one_side(side)
        data = united(data, read.data)
        problems.update(read.problems)
        line = line or read.broken_at
    return Read(data, sorted(problems.items()), line)


_Lines = list[tuple[int, str]]
"""Lines with their 1-based numbers."""
_OURS, _BASE, _MIDDLE, _THEIRS = "<" * 7, "|" * 7, "=" * 7, ">" * 7


def _sides(lines: Iterable[str]) -> tuple[list[_Lines], int]:
    """A text as each side of its conflicts has it, and the line of the first mark; the text itself without any."""
    ours: _Lines = []
    theirs: _Lines = []
    inside = ""
    first = 0
    for number, line in enumerate(lines, 1):
        mark = line[:7]
        if mark in (_OURS, _BASE, _MIDDLE, _THEIRS) and line[7:8] in ("", " "):
            first = first or number
            inside = "" if mark == _THEIRS else mark
        elif inside != _BASE:
            if inside != _MIDDLE:
                ours.append((number, line))
            if inside != _OURS:
                theirs.append((number, line))
    return ([ours, theirs] if first else [ours]), first


def united(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """All of two objects; what both hold is the second's, and where both are objects all of them."""
    both = dict(first)
    for key, value in second.items():
        before = both.get(key)
        both[key] = united(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return both


def _pairs(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which a key may stand twice, as a merge without a conflict makes it."""
    data: dict[str, Any] = {}
    for key, value in pairs:
        before = data.get(key)
        data[key] = united(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return data


def _one_side(lines: _Lines) -> Read:
    try:
        data = json.loads("\n".join(line for _, line in lines), object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        return _by_lines(lines, lines[error.lineno - 1][0])
    except (ValueError, RecursionError):
        return Read(problems=[(1, "There is something else than repositories")])
    if not isinstance(data, dict):
        return Read(problems=[(1, "There is something else than repositories")])
    return Read(data)


_KEY = re.compile(r'\s*("(?:[^"\\]|\\.)*")\s*:\s*(.*?)\s*,?\s*\Z')
_CLOSING = re.compile(r"[\s\]},]*\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _by_lines(lines: _Lines, broken_at: int) -> Read:
    """Reads what Deckbook has written a line at a time: an entry opens with its key, and a fact is a line."""
    reader = _LineReader()
    problems = [(number, problem) for number, line in lines if (problem := reader.read(line))]
    return Read(reader.data, problems, broken_at)


class _LineReader:
    def __init__(self) -> None:
        self.data: dict[str, Any] = {"repositories": {}}
        self._entry: dict[str, Any] = self.data
        self._inner: dict[str, Any] | list[Any] | None = None

    def read(self, line: str) -> str:
        """Takes a line; gives what is wrong with it, if anything."""
        if _CLOSING.match(line) or line.strip() == "{":
            self._inner = None if line.strip() else self._inner
            return ""
        match = _KEY.match(line)
        try:
            if match is None:
                return self._item(json.loads(line.strip().rstrip(",")))
            key = json.loads(match[1])
            return self._open(key, match[2]) if match[2] in ("{", "[") else self._value(key, json.loads(match[2]))
        except ValueError:
            return "This line is not understood"

    def _item(self, value: Any) -> str:
        if not isinstance(self._inner, list):
            return "This line belongs to nothing"
        self._inner.append(value)
        return ""

    def _open(self, key: str, bracket: str) -> str:
        if bracket == "{" and key == "repositories":
            self._inner = None
        elif bracket == "{" and "/" in key:
            self._entry, self._inner = self.data["repositories"].setdefault(key, {}), None
        elif self._inner is not None:
            return "The line before does not end what it stands in"
        else:
            there = self._entry.get(key)
            fresh: dict[str, Any] | list[Any] = {} if bracket == "{" else []
            self._inner = self._entry[key] = there if isinstance(there, dict) and bracket == "{" else fresh
        return ""

    def _value(self, key: str, value: Any) -> str:
        if isinstance(self._inner, dict):
            self._inner[key] = value
        elif _DAY.fullmatch(key):
            self._entry.setdefault("stars", {})[key] = value
        else:
            self._entry[key] = value
        return ""
