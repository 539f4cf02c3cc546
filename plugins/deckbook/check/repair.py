"""Repairs what editors and formatters break in a deck: frontmatter that Slidev no longer sees as such.

A formatter takes `---` for a ruler: it puts blank lines around it, and makes the YAML above a second one a heading. All
other bytes of the file stay as they are, line ends too, and nothing is touched in a fence or in a comment. What is
repaired is what `deck.lint` reports, where it is certain what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from deckbook.deck import meant, scanner, yaml12
from deckbook.deck.ecma import SPACE

_LINE_END = re.compile(r"(\r?\n)")
_MARK = "\ufeff"
_MAX_PASSES = 20
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# Keys that a formatter may have joined on the line of a heading.
_JOINED = re.compile(
    r"(?:\A|[ \t]++)(?=(?:"
    + "|".join(sorted(meant.KEYS | {"image", "level", "title", "info", "url", "zoom", "fonts", "mdc", "comark"}))
    + r"):[ \t])"
)
_PLAIN = re.compile(r"\S+\Z")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after its repair, and the rules of the diagnostics that it answers, in order of their repair."""

    text: str
    rules: tuple[str, ...]


def repair(text: str) -> Repaired:
    """The text of a deck with its frontmatter mended; repairing the result again changes nothing."""
    rules: list[str] = []
    for _ in range(_MAX_PASSES):
        mended, found = _pass(text)
        if mended == text:
            break
        text = mended
        rules += found
    return Repaired(text, tuple(rules))


def _pass(text: str) -> tuple[str, list[str]]:
    if text.startswith(_MARK + "---"):
        return text.removeprefix(_MARK), ["deck-byte-order-mark"]
    parts = _LINE_END.split(text)
    lines = parts[::2]
    late = _late(lines)
    if late:
        return "".join(parts[2 * late :]), ["frontmatter-late"]
    edits = _Edits(parts)
    fence_ends = scanner.fence_ends(lines)
    walk: Iterator[scanner.Cut] = scanner.cuts(lines, fence_ends)
    while cut := next(walk, None):
        closing = _Slide(lines, cut).mend(edits)
        if closing is not None:
            walk = scanner.cuts(lines, fence_ends, closing + 1, start=closing)
            next(walk, None)  # the text of that slide, in which there is no frontmatter again
    return edits.text, edits.rules


def _late(lines: list[str]) -> int:
    """How many blank lines stand above a headmatter, which Slidev looks for in the first line only."""
    count = next((number for number, line in enumerate(lines) if line.strip(SPACE)), 0)
    first = next(scanner.cuts(lines, {}, count), None) if count and lines[count].startswith("---") else None
    if first is None or first.start != count or first.content_start == count:
        return 0
    closed = first.content_start - 1 < len(lines)
    options = _options(lines[count + 1 : first.content_start - 1]) if closed else {}
    return 0 if options.keys().isdisjoint(meant.DECK_KEYS) else count


def _options(lines: list[str]) -> Mapping[str, Any]:
    """What Slidev reads in lines of YAML once they stand between two `---`; nothing where it would have to guess."""
    text = "\n".join(lines)
    if "---" in text or "<!--" in text:
        return {}
    value, errors = yaml12.load(text + "\n")
    return value if isinstance(value, dict) and not errors else {}


@dataclass(slots=True)
class _Edits:
    """A text's lines and line ends in turn, and what is to stand instead."""

    parts: list[str]
    rules: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def drop(self, first: int, stop: int) -> None:
        self.parts[2 * first : 2 * stop] = [""] * (2 * (stop - first))

    def replace(self, line: int, with_lines: list[str]) -> None:
        """Puts lines in a line's place, parted as it is from the one below, or from the one above."""
        end = self.end(line) or self.end(line - 1) or "\n"
        self.parts[2 * line] = end.join(with_lines)

    def end(self, line: int) -> str:
        return self.parts[2 * line + 1] if 0 <= 2 * line + 1 < len(self.parts) else ""


@dataclass(slots=True)
class _Slide:
    """A slide as the scanner cuts it, which may hold text that was meant as frontmatter."""

    lines: list[str]
    cut: scanner.Cut

    def mend(self, edits: _Edits) -> int | None:
        """Repairs the slide; gives the line that closes its frontmatter then, or the last one of it."""
        lines, cut = self.lines, self.cut
        first = cut.start or (1 if lines[0].startswith("---") else 0)
        above = lines[first - 1] if first else ""
        if not first or cut.content_start != cut.start or not above.startswith("---") or above[3:4] == "-":
            return None
        top = next((number for number in range(first, cut.end) if lines[number].strip(SPACE)), cut.end)
        if top in (first, cut.end):
            return None
        if meant.KEY.match(lines[top]):
            return self._join(edits, first, top)
        if lines[top].startswith("## "):
            return self._unfold(edits, first, top)
        return None

    def _join(self, edits: _Edits, first: int, top: int) -> int | None:
        """Takes away the blank lines that part YAML from the `---` above."""
        lines, end = self.lines, self.cut.end
        last = next(number for number in range(end - 1, top - 1, -1) if lines[number].strip(SPACE))
        block = lines[top : last + 1]
        if not meant.is_yaml("\n".join(block)) or not _options(block):
            return None
        if end < len(lines) and lines[end].rstrip(SPACE) != "---":
            return None
        edits.drop(first, top)
        edits.rules.append("frontmatter-detached")
        if end == len(lines) or self._is_followed_by_another():
            edits.replace(last, [lines[last], "---"])
            return last
        return end

    def _is_followed_by_another(self) -> bool:
        """Whether the dashes below open a slide with broken frontmatter, too, so that they do not close this one's."""
        first = self.cut.end + 1
        last = next((at for at in range(first, len(self.lines)) if self.lines[at].startswith("---")), len(self.lines))
        below = self.lines[first:last]
        text = "\n".join(below).strip(SPACE)
        return bool(below) and not below[0].strip(SPACE) and (meant.is_yaml(text) or bool(meant.heading(text)))

    def _unfold(self, edits: _Edits, first: int, top: int) -> int | None:
        """Makes a heading the frontmatter again that it was."""
        lines, end = self.lines, self.cut.end
        if not meant.heading("\n".join(lines[top:end])):
            return None
        last = top
        while last + 1 < end and meant.KEY.match(lines[last + 1]):
            last += 1
        written = _ESCAPED.sub(r"\1", lines[top].removeprefix("## ").rstrip(SPACE))
        block = [part.strip(SPACE) for part in _JOINED.split(written) if part.strip(SPACE)] + lines[top + 1 : last + 1]
        if not _options(block) or not _is_certain(block):
            return None
        edits.drop(first, top)
        edits.drop(top + 1, last + 1)
        edits.replace(top, ["\n".join(block).replace("\n", edits.end(top) or "\n"), "---"])
        edits.rules.append("frontmatter-heading")
        return last


def _is_certain(block: list[str]) -> bool:
    """Whether one of Slidev's keys has a value of one word: a heading may begin with `class: the basics`."""
    pairs = (line.partition(":") for line in block)
    return any(name in meant.KEYS and _PLAIN.match(value.strip(SPACE)) for name, _, value in pairs)
