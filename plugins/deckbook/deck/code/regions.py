"""Named parts of a file: by Slidev's `# region relu` … `# endregion relu`, or pymdownx's `# --8<-- [start:relu]`."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

_REGION = re.compile(
    r"\s*+(?://|/\*|#|<!--|--|::|@?REM|;|%|\(\*)\s*+#?(?:pragma\s++)?+(?P<kind>region|end ?region)\b"
    r"\s*+(?P<name>(?:\w[\w-]*+)?+)\s*+(?:-->|\*/|\*\))?+\s*+\Z",
    re.I,
)
_SECTION = re.compile(
    r"(?<!-)-++8<-++[ \t]++\[[ \t]*+(?P<kind>start|end)[ \t]*+:[ \t]*+(?P<name>[\w-]++)[ \t]*+\]", re.I
)


@dataclass(frozen=True, slots=True)
class Region:
    """A named part of a file.

    Attributes:
        code: Its lines without their common indentation, and without the marks of other regions in it.
        line: The 1-based line of the file on which it begins.
        exact: As `code`, with an empty line where a mark stands, so that each line is one of the file.
    """

    code: str
    line: int
    exact: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that begins or ends a region; `name` may be "", and `is_section` says that it is pymdownx's."""

    begins: bool
    name: str
    is_section: bool


def region(text: str, name: str) -> Region | None:
    """The region of a name; None where none begins, or where it does not end."""
    lines = text.split("\n")
    marks = {number: mark for number, line in enumerate(lines) if (mark := _mark(line))}
    first = next((number for number, mark in marks.items() if mark.begins and mark.name == name), None)
    if first is None:
        return None
    later = {number: mark for number, mark in marks.items() if number > first}
    end = _end(marks[first], later)
    if end is None:
        return None
    exact = textwrap.dedent("\n".join("" if at in later else lines[at] for at in range(first + 1, end)))
    shown = (line for at, line in enumerate(exact.split("\n"), first + 1) if at not in later)
    return Region("\n".join(shown), first + 2, exact)


def _end(begin: _Mark, later: dict[int, _Mark]) -> int | None:
    """The line of the mark that ends a region: one that names it, or an unnamed one.

    An unnamed one ends the last region that is open, as editors fold them; where this leaves none for the region, some
    comment only looked like a beginning, and the first one ends it, as in Slidev.
    """
    own = {number: mark for number, mark in later.items() if mark.is_section == begin.is_section}
    opened = [begin.name]
    for number, mark in own.items():
        if mark.begins:
            opened.append(mark.name)
        elif mark.name == begin.name and opened.count(begin.name) == 1:
            return number
        elif not mark.name or mark.name in opened:
            while opened.pop() != mark.name and mark.name:
                pass
            if not opened:
                return number
    return next((number for number, mark in own.items() if not mark.begins and mark.name in ("", begin.name)), None)


def _mark(line: str) -> _Mark | None:
    if "8<" in line:
        match = _SECTION.search(line)
        return _Mark(match["kind"].lower() == "start", match["name"], True) if match else None
    match = _REGION.match(line) if "region" in line.lower() else None
    return _Mark(match["kind"].lower() == "region", match["name"], False) if match else None
