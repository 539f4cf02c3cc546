"""Cuts a Markdown file into slides exactly where Slidev's line scanner does.

Its corner cases are the format: `---` counts wherever a line begins with it, whatever a Markdown parser would think.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from deckbook.deck.ecma import SPACE

_LINE_END = re.compile(r"\r?\n")
_BACKTICKS = re.compile(rf"[{SPACE}]*`+")


@dataclass(frozen=True, slots=True)
class Cut:
    """The lines of one slide: 0-based, `end` exclusive; `content_start` is the line after its frontmatter block."""

    start: int
    content_start: int
    end: int


def split_lines(text: str) -> list[str]:
    """The lines of a file; a last line end leaves an empty last line, as Slidev counts it."""
    return _LINE_END.split(text) if "\r" in text else text.split("\n")


def cut(lines: list[str]) -> list[Cut]:
    """Where each slide of a file lies."""
    cuts: list[Cut] = []
    start = content_start = 0
    fence_ends = _FenceEnds(lines)
    in_comment = False
    count = len(lines)
    i = 0
    while i < count:
        line = lines[i]
        if in_comment:
            in_comment = _in_comment(line, True)
        elif line.startswith("---"):
            if start != i:
                cuts.append(Cut(start, content_start, i))
                start = content_start = i + 1
            if line[3:4] != "-" and i + 1 < count and lines[i + 1].strip(SPACE):
                start = i
                i += 1
                while i < count and lines[i].rstrip(SPACE) != "---":
                    i += 1
                content_start = i + 1
        elif "`" in line and line.lstrip(SPACE).startswith("```"):
            i = fence_ends.after(i)
        elif "<!--" in line:
            in_comment = _in_comment(line, False)
        i += 1
    if start < count:
        cuts.append(Cut(start, content_start, count))
    return cuts


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


class _FenceEnds:
    """Finds where fences end; remembers per prefix that none follows, so that the whole scan stays linear."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._none_after: dict[str, int] = {}

    def after(self, opening: int) -> int:
        """The line that closes the fence which opens here; the opening line itself where none does."""
        match = _BACKTICKS.match(self._lines[opening])
        prefix = match[0] if match else "```"
        if opening >= self._none_after.get(prefix, len(self._lines)):
            return opening
        for number in range(opening + 1, len(self._lines)):
            if self._lines[number].startswith(prefix):
                return number
        self._none_after[prefix] = opening
        return opening
