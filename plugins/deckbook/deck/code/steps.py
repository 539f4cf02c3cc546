"""The steps of a magic-move: the fences in a fence, and the lines `<<<` between them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckbook.deck.code.files import CodeLine, parse
from deckbook.deck.code.info import info

_MAGIC_MOVE = re.compile(r"(?:md|markdown)\s+magic-move\b(?P<rest>.*)", re.S)
_OPENING = re.compile(r"[ \t]*(?P<ticks>`{3,})(?P<info>.*)")
_CLOSING = re.compile(r"[ \t]*(?P<ticks>`{3,})[ \t]*")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a magic-move.

    Attributes:
        code: Its code; "" where that stands in a file.
        info: Its info string, with what its magic-move says behind it.
        line: The 0-based line of its fence, or of its line `<<<`, in the magic-move's content.
        file: What its line `<<<` says; None for a fence.
    """

    code: str
    info: str
    line: int
    file: CodeLine | None = None


def is_magic_move(text: str) -> bool:
    """Whether an info string is a magic-move's."""
    return bool(_MAGIC_MOVE.match(text.strip()))


def steps(code: str, text: str) -> list[Step]:
    """The steps of a fence with an info string, whose title and options hold for each; none where it is none."""
    match = _MAGIC_MOVE.match(text.strip())
    if not match:
        return []
    shared = match["rest"].strip()
    return [
        Step(content, _joined(file.info if file else words.strip(), shared), line, file)
        for line, words, content, file in _found(code.split("\n"))
    ]


def _found(lines: Sequence[str]) -> Iterator[tuple[int, str, str, CodeLine | None]]:
    """The line, the info string and the code of each fence, or the line `<<<`; a fence that is not closed is none."""
    unclosed = sys.maxsize  # so many ticks, and more, close no fence from here on
    at = 0
    while at < len(lines):
        opening = _OPENING.match(lines[at])
        at += 1
        if not opening:
            if lines[at - 1].startswith("<<<") and (file := parse(lines[at - 1])):
                yield at - 1, "", "", file
            continue
        if (ticks := len(opening["ticks"])) >= unclosed:
            continue
        end = next((number for number in range(at, len(lines)) if _ticks(lines[number]) >= ticks), None)
        if end is None:
            unclosed = ticks
        else:
            yield at - 1, opening["info"], "\n".join((*lines[at:end], "")), None
            at = end + 1


def _ticks(line: str) -> int:
    """How many backticks a line is made of, where it is nothing else."""
    match = _CLOSING.fullmatch(line)
    return len(match["ticks"]) if match else 0


def _joined(words: str, shared: str) -> str:
    """A step's info string with what its magic-move says behind it; its own title counts."""
    if info(words, "").title:
        shared = re.sub(r"^\[[^\]]*\]", "", shared)
    elif shared.startswith("["):
        title, shared = re.split(r"(?<=\])", shared, maxsplit=1) if "]" in shared else ("", "")
        language = re.match(r"[^\s\[{]*", words)
        end = language.end() if language else 0
        words = f"{words[:end]} {title}{words[end:]}"
    return f"{words}{shared}"
