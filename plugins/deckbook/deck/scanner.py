"""Cuts a Markdown file into slides exactly where Slidev's line scanner does.

Its corner cases are the format: `---` counts wherever a line begins with it, whatever it is to Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deckbook.deck.ecma import SPACE

_LINE_END = re.compile(r"\r?\n")
_FENCE = re.compile(rf"([{SPACE}]*)(`{{3,}})")


@dataclass(frozen=True, slots=True)
class Cut:
    """The lines of a slide: 0-based, `end` exclusive, `content_start` the one after its frontmatter block."""

    start: int
    content_start: int
    end: int


def split_lines(text: str) -> list[str]:
    """The lines of a file; a last line end leaves an empty last line, as Slidev counts it."""
    return _LINE_END.split(text) if "\r" in text else text.split("\n")


def cut(lines: list[str]) -> list[Cut]:
    """Where each slide of a file lies."""
    return list(cuts(lines, fence_ends(lines)))


def cuts(lines: list[str], fence_ends: Mapping[int, int], first: int = 0, *, start: int | None = None) -> Iterator[Cut]:
    """Where each slide lies from a line on, outside any comment or fence; `fence_ends` as the function gives it.

    `start` is where the slide begins that this line belongs to, if not with it.
    """
    start = content_start = first if start is None else start
    in_comment = False
    count = len(lines)
    i = first
    while i < count:
        line = lines[i]
        if in_comment:
            in_comment = _in_comment(line, True)
        elif line.startswith("---"):
            if start != i:
                yield Cut(start, content_start, i)
                start = content_start = i + 1
            if line[3:4] != "-" and i + 1 < count and lines[i + 1].strip(SPACE):
                start = i
                i += 1
                while i < count and lines[i].rstrip(SPACE) != "---":
                    i += 1
                content_start = i + 1
        elif i in fence_ends:
            i = fence_ends[i]
        elif "<!--" in line:
            in_comment = _in_comment(line, False)
        i += 1
    if start < count:
        yield Cut(start, content_start, count)


def _in_comment(line: str, inside: bool) -> bool:
    """Whether a comment is open at the end of a line."""
    cursor = 0
    while cursor < len(line):
        if inside:
            end = line.find("-->", cursor)
            if end < 0:
                return True
            inside, cursor = False, end + 3
        else:
            begin = line.find("<!--", cursor)
            if begin < 0:
                return False
            inside, cursor = True, begin + 4
    return inside


def fence_ends(lines: list[str]) -> dict[int, int]:
    """The lines that could open a fence, each with the line that would close it; with itself where none does.

    The first later line closes it that begins with the same white space and at least as many backticks. Going
    backwards, a line hides the shorter ones below it, so that each is looked at once.
    """
    ends: dict[int, int] = {}
    below: dict[str, list[tuple[int, int]]] = {}
    for number in range(len(lines) - 1, -1, -1):
        fence = _FENCE.match(lines[number]) if "```" in lines[number] else None
        if fence:
            length = len(fence[2])
            candidates = below.setdefault(fence[1], [])
            while candidates and candidates[-1][1] < length:
                candidates.pop()
            ends[number] = candidates[-1][0] if candidates else number
            candidates.append((number, length))
    return ends
