"""How far a YAML scalar goes in a text: as long as its lines are indented, in Slidev's YAML reader.

`needed` is the indentation that the next lines need for it; 0 where a scalar may go on at the margin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EMPTY = frozenset(("", " ", "\t", "\n", "\r"))
"""What may stand behind an indicator, the end of the text (no character) too."""

_INDENT = re.compile(r" *")
_SINGLE = re.compile(r"'[^']*(?:''[^']*)*(')?")
_DOUBLE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:(")|\\)?', re.S)
_PLAIN_END = re.compile(r":(?=[ \t\r\n]|\Z)|[ \t\n](?=#)|\n")
_PLAIN_END_IN_FLOW = re.compile(r"[,\[\]{}]|:(?=[ \t\r\n,\[\]{}]|\Z)|[ \t\n](?=#)|\n")
_BLOCK_HEADER = re.compile(r"([|>][^ \t\r\n#]*)([^\n]*)\n?")
_BLANK_LINES = re.compile(r"(?: *\n)*")
_TAB_LINES = re.compile(r" *\t[ \t\n]*")


def marker(text: str, start: int) -> str:
    """`---` or `...` where one makes up the line that starts there."""
    found = text[start : start + 3]
    return found if found in ("---", "...") and text[start + 3 : start + 4] in EMPTY else ""


def indent(text: str, start: int) -> int:
    """The spaces that begin the line that starts there."""
    found = _INDENT.match(text, start)
    return found.end() - start if found else 0


def _goes_on(text: str, start: int, needed: int) -> int:
    """Where a scalar goes on in the line that starts there; -1 where it does not."""
    if not needed:
        return -1 if marker(text, start) else start
    spaces = indent(text, start)
    return start + spaces if spaces >= needed or text.startswith("\n", start + spaces) else -1


def plain(text: str, start: int, needed: int, *, in_flow: bool) -> int:
    """The end of a plain scalar, which is one character at least."""
    stop = _PLAIN_END_IN_FLOW if in_flow else _PLAIN_END
    at = start
    end = len(text)
    while found := stop.search(text, at):
        end = found.start()
        if found[0] != "\n" or text.startswith("#", found.end()):
            break
        line = _goes_on(text, found.end(), needed)
        if line < 0:
            break
        at = max(found.end(), line - 1)  # the space before a `#` counts
        end = len(text)
    return start + max(len(text[start:end].rstrip(" \t\n")), 1)


def quoted(text: str, start: int, needed: int) -> tuple[int, bool]:
    """The end of a quoted scalar, and whether it is closed before a line that is indented too little."""
    found = (_SINGLE if text[start] == "'" else _DOUBLE).match(text, start)
    end, closed = (found.end(), bool(found[1])) if found else (len(text), False)
    if closed:
        line_end = text.find("\n", start, end)
        while line_end >= 0:
            line = _goes_on(text, line_end + 1, needed)
            if line < 0:
                return line_end, False
            line_end = text.find("\n", line, end)
    return end, closed


@dataclass(frozen=True, slots=True)
class Block:
    """A block scalar: its header, what else is in that line, its indentation, and where its lines lie."""

    header: str
    behind: str
    indent: int
    begin: int
    end: int


def block(text: str, start: int, needed: int) -> Block:
    """The extent of a block scalar."""
    head = _BLOCK_HEADER.match(text, start)
    header, behind, begin = (head[1], head[2], head.end()) if head else ("|", "", start)
    blank = _BLANK_LINES.match(text, begin)
    at = blank.end() if blank else begin
    first = indent(text, at)
    if first >= needed:
        digit = next((int(char) for char in header if char in "123456789"), None)
        needed = first if digit is None else digit - 1 + (needed or 1)
        while at < len(text) and _goes_on(text, at, needed) >= 0:
            line_end = text.find("\n", at)
            at = line_end + 1 if line_end >= 0 else len(text)
    # Where tabs indent the next line they still belong to the scalar, the line itself does not.
    tabs = _TAB_LINES.match(text, at)
    return Block(header, behind.strip(" \t"), needed, begin, tabs.end() if tabs else at)
