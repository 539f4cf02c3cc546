"""Code in parts: the steps of a magic-move, the halves of a comparison, the fences of a code group.

The parts of a magic-move and of a group lie beside each other in a strip that scrolls, under links to them. So they
take the room of one, and still none is hidden: without style sheets, without scripts, on paper and to a search in the
page they are all there, one after the other.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from deckbook.markup.codeblocks.info import info

_MAGIC_MOVE = re.compile(r"(?:md|markdown)\s+magic-move\b(?P<rest>.*)", re.S)
_OPENING = re.compile(r"[ \t]*(?P<ticks>`{3,})(?P<info>.*)")
_CLOSING = re.compile(r"[ \t]*(?P<ticks>`{3,})[ \t]*")
_COMPARISON = re.compile(r"\{\s*monaco-diff\s*\}")
_HALVES = re.compile(r"^~~~[ \t]*\n", re.M)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several blocks of code; `label` names it, `tab` in fewer letters."""

    code: str
    info: str
    label: str
    tab: str


def is_magic_move(text: str) -> bool:
    """Whether an info string is a magic-move's."""
    return bool(_MAGIC_MOVE.match(text.strip()))


def magic_move(code: str, text: str, labels: Mapping[str, str]) -> list[Part]:
    """The steps of a magic-move, whose title and options hold for each; none where it is none."""
    match = _MAGIC_MOVE.match(text.strip())
    if not match:
        return []
    shared = match["rest"].strip()
    steps = [*_steps(code.split("\n"))]
    return [
        Part(step, _joined(words.strip(), shared), labels["step"].format(number=number, count=len(steps)), str(number))
        for number, (words, step) in enumerate(steps, 1)
    ]


def _steps(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The info string and the code of each fence; one that is not closed is none."""
    unclosed = sys.maxsize  # so many ticks, and more, close no fence from here on
    at = 0
    while at < len(lines):
        opening = _OPENING.match(lines[at])
        at += 1
        if not opening or (ticks := len(opening["ticks"])) >= unclosed:
            continue
        end = next((number for number in range(at, len(lines)) if _ticks(lines[number]) >= ticks), None)
        if end is None:
            unclosed = ticks
        else:
            yield opening["info"], "\n".join((*lines[at:end], ""))
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


def comparison(code: str, text: str, labels: Mapping[str, str]) -> list[Part]:
    """The two halves of a monaco-diff; none where it is none."""
    halves = _HALVES.split(code, maxsplit=1) if _COMPARISON.search(text) else []
    text = _COMPARISON.sub("", text)
    names = (labels["original"], labels["modified"])
    return [Part(half, text, name, name) for half, name in zip(halves, names, strict=True)] if len(halves) == 2 else []


def group(fences: Sequence[tuple[str, str]]) -> list[Part]:
    """The fences of a code group, from the code and the info string of each."""
    parts = []
    for number, (code, text) in enumerate(fences, 1):
        read = info(text, "")
        name = read.title or read.language or str(number)
        parts.append(Part(code, text.replace(f"[{read.title}]", "", 1) if read.title else text, name, name))
    return parts


def sequence(parts: Sequence[Part], blocks: Sequence[str]) -> str:
    """Finished blocks below each other, each under its label."""
    shown = "".join(_labelled(part, block) for part, block in zip(parts, blocks, strict=True))
    return f'<div class="deckbook-steps">{shown}</div>'


def strip(parts: Sequence[Part], blocks: Sequence[str], name: str, label: str) -> str:
    """Finished blocks beside each other.

    Args:
        parts: What is told of each.
        blocks: The HTML of each.
        name: Tells the strip from the page's other ones.
        label: What its links are called together.
    """
    ids = [f"{name}-{number}" for number in range(1, len(parts) + 1)]
    links = "".join(
        f'<a class="deckbook-tab" href="#{id_}">{html.escape(part.tab)}</a>'
        for id_, part in zip(ids, parts, strict=True)
    )
    shown = "".join(
        f'<div class="deckbook-part" id="{id_}" role="group" aria-label="{html.escape(part.label)}">'
        f"{_labelled(part, block, named=part.tab == part.label)}</div>"
        for id_, part, block in zip(ids, parts, blocks, strict=True)
    )
    return (
        f'<div class="deckbook-tabs"><nav class="deckbook-tabs__links" aria-label="{html.escape(label)}" data-added>'
        f'{links}</nav><div class="deckbook-tabs__strip" tabindex="0" role="group" '
        f'aria-label="{html.escape(label)}">{shown}</div></div>'
    )


def _labelled(part: Part, block: str, *, named: bool = False) -> str:
    """A block under its label; `named` where a link says the same, as long as there are links."""
    modifier = " deckbook-step--named" if named else ""
    return f'<p class="deckbook-step{modifier}" data-added>{html.escape(part.label)}</p>{block}'
