"""Code in parts: the steps of a magic-move, the halves of a comparison, the fences of a code group.

The parts of a magic-move and of a group lie beside each other in a strip that scrolls, under links to them. So they
take the room of one, and still none is hidden: without style sheets, without scripts, on paper and to a search in the
page they are all there, one after the other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deckbook.deck.code.info import info
from deckbook.markup.tree import Block

_COMPARISON = re.compile(r"\{\s*monaco-diff\s*\}")
_HALVES = re.compile(r"^~~~[ \t]*\n", re.M)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several blocks of code; `label` names it, `tab` in fewer letters. `line` is where it begins, or 0."""

    code: str
    info: str
    label: str
    tab: str
    line: int = 0


def magic_move(fences: Sequence[Block], labels: Mapping[str, str]) -> list[Part]:
    """The steps of a magic-move, from a fence for each."""
    return [
        Part(step.content, step.info, labels["step"].format(number=number, count=len(fences)), str(number), step.line)
        for number, step in enumerate(fences, 1)
    ]


def comparison(code: str, text: str, labels: Mapping[str, str]) -> list[Part]:
    """The two halves of a monaco-diff; none where it is none."""
    halves = _HALVES.split(code, maxsplit=1) if _COMPARISON.search(text) else []
    text = _COMPARISON.sub("", text)
    names = (labels["original"], labels["modified"])
    return [Part(half, text, name, name) for half, name in zip(halves, names, strict=True)] if len(halves) == 2 else []


def group(fences: Sequence[Block]) -> list[Part]:
    """The fences of a code group."""
    parts = []
    for number, fence in enumerate(fences, 1):
        code, text = fence.content, fence.info
        read = info(text, "")
        name = read.title or read.language or str(number)
        parts.append(Part(code, text.replace(f"[{read.title}]", "", 1) if read.title else text, name, name, fence.line))
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
