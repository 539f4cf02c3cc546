"""What is to be said of a slide's text: where Slidev's scanner, or its note, takes it for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from deckbook.deck import scanner
from deckbook.deck.ecma import SPACE
from deckbook.deck.matter import Matter
from deckbook.diagnostics import Diagnostic

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*\Z)|~{3,})(.*)")
_CLOSING = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*\Z")
# A closing tag on a line of its own, or a slide: dashes above frontmatter, a heading, a tag or a picture.
_NO_NOTE = re.compile(r"^(?:</[A-Za-z][\w.-]*+>[ \t]*$|---+[ \t]*\n\s*(?:[a-z]\w*: |#{1,3} |<[A-Za-z]|!\[))", re.M)

_CUT = "Slidev knows no fences of `~~~`, so the `---` in this one begins another slide; fence it with backticks."
_UNCLOSED = (
    "This fence is not closed on its slide, so all that follows there is shown as code; close it with a line `{}` that "
    "is indented as the first."
)
_HIDING = (
    "Slidev takes this `<!--` for the beginning of a comment though it stands in code, so the next `---` begin no "
    "slides; write it as `&lt;!--` in <code>, or in a fence of backticks."
)
_NOTE = (
    "The last comment of a slide is its note for the presenter, so what is commented out here is taken for one; put "
    "another comment behind it, even an empty one."
)


def body(read: Matter, path: Path, cut: scanner.Cut, lines: list[str]) -> Iterator[Diagnostic]:
    """What is wrong with the text of one slide of a file that has these lines."""
    first = cut.start + read.content_offset
    if "```" in read.content or "~~~" in read.content:
        yield from _open_fence(read, path, cut, lines, first)
    if "<!--" in read.content and any(line.startswith("---") for line in lines[first : cut.end]):
        yield from _comment_in_code(path, lines[first : cut.end], first)
    if read.note and _NO_NOTE.search(read.note):
        raw = "\n".join(lines[cut.start : cut.end])
        begin = raw.rfind("<!--", 0, raw.rfind(read.note))
        yield Diagnostic(path, cut.start + raw.count("\n", 0, begin) + 1, "note-commented-out", _NOTE)


def _open_fence(read: Matter, path: Path, cut: scanner.Cut, lines: list[str], first: int) -> Iterator[Diagnostic]:
    opened, at = "", 0
    for number, line in enumerate(read.content.split("\n"), first):
        if not opened:
            match = _FENCE.match(line.rstrip("\r")) if "```" in line or "~~~" in line else None
            if match and "<!--" not in line:
                opened, at = match[1], number
        elif opened in line and (closing := _CLOSING.match(line.rstrip("\r"))) and closing[1].startswith(opened):
            opened = ""
    if not opened:
        return
    is_cut = opened[0] == "~" and any(line.strip(SPACE) == opened for line in lines[cut.end : cut.end + 200])
    yield Diagnostic(path, at + 1, "fence-unclosed", _CUT if is_cut else _UNCLOSED.format(opened))


def _comment_in_code(path: Path, lines: list[str], first: int) -> Iterator[Diagnostic]:
    """Comments that hide slides and begin, as the scanner reads them, in a line's code."""
    ends = scanner.fence_ends(lines)
    opened = -1
    number = 0
    tildes = ""
    while number < len(lines):
        line = lines[number]
        if opened >= 0:
            if line.startswith("---"):
                yield Diagnostic(path, first + opened + 1, "comment-in-code", _HIDING)
                return
            if "-->" in line:
                opened = -1
        elif number in ends:
            number = ends[number]
        else:
            mark = line.strip(SPACE)
            if mark.startswith("~~~"):
                tildes = "" if tildes else "~~~"
            begin = line.rfind("<!--")
            if begin >= 0 and "-->" not in line[begin:] and (tildes or line.count("`", 0, begin) % 2):
                opened = number
        number += 1
