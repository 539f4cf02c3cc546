"""Code as the site highlights it: through pymdownx.highlight with the site's own options."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pymdownx.highlight import Highlight  # type: ignore[import-untyped]

from deckbook.book import Book
from deckbook.deck.code.info import info
from deckbook.deck.code.steps import is_magic_move
from deckbook.deck.code.steps import steps as steps_of
from deckbook.deck.ecma import truthy
from deckbook.markup.codeblocks import plantuml, steps
from deckbook.markup.codeblocks.diagrams import diagram
from deckbook.markup.tree import Block

_OPTIONS = frozenset((
    "anchor_linenums", "code_attr_on_pre", "default_lang", "extend_pygments_lang", "guess_lang", "language_prefix",
    "line_anchors", "line_spans", "linenums", "linenums_class", "linenums_special", "linenums_style", "noclasses",
    "pygments_lang_class", "pygments_style", "stripnl", "use_pygments",
))  # fmt: skip
_LONGEST = 20_000
"""Characters of a block that has colours, some 500 lines: several of Pygments' lexers take quadratic time."""


@dataclass(frozen=True, slots=True)
class CodeStyle:
    """What a deck says of all its code.

    Attributes:
        numbered: Whether lines have numbers where a fence says nothing.
        plantuml: The server that draws PlantUML.
    """

    numbered: bool = False
    plantuml: str = plantuml.DEFAULT_SERVER

    @classmethod
    def of(cls, book: Book) -> CodeStyle:
        headmatter = book.deck.headmatter
        server = headmatter.get("plantUmlServer")
        return cls(
            truthy(headmatter.get("lineNumbers")), server if isinstance(server, str) else plantuml.DEFAULT_SERVER
        )


class Highlighter:
    """Writes code blocks; `options` are those of the site's `pymdownx.highlight`."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        known = {name: value for name, value in (options or {}).items() if name in _OPTIONS}
        known.setdefault("linenums_style", "pymdownx-inline")
        self._highlight = Highlight(None, **known)

    def write(self, block: Block, number: int, labels: Mapping[str, str], style: CodeStyle) -> str:
        """The HTML of a fence, an indented code block or a code group.

        `number` tells the block from the page's other ones.
        """
        name = f"deckbook-code-{number}"
        if block.kind == "code_group":
            fences = [(node.content, node.info) for node in block.children if isinstance(node, Block)]
            return self._strip(steps.group(fences), name, labels["code_group"], labels, style)
        found = [step for step in steps_of(block.content, block.info) if not step.file]
        if parts := steps.magic_move(found, labels):
            return self._strip(parts, name, labels["steps"], labels, style)
        if parts := steps.comparison(block.content, block.info, labels):
            return steps.sequence(parts, self._blocks(parts, name, labels, style))
        return self._block(block.content, block.info, name, labels, style)

    def _strip(
        self, parts: list[steps.Part], name: str, label: str, labels: Mapping[str, str], style: CodeStyle
    ) -> str:
        blocks = self._blocks(parts, name, labels, style)
        return steps.strip(parts, blocks, name, label) if len(parts) > 1 else "".join(blocks)

    def _blocks(self, parts: list[steps.Part], name: str, labels: Mapping[str, str], style: CodeStyle) -> list[str]:
        return [
            self._block(part.code, part.info, f"{name}-{number}", labels, style) for number, part in enumerate(parts, 1)
        ]

    def _block(self, code: str, text: str, name: str, labels: Mapping[str, str], style: CodeStyle) -> str:
        read = info(text, code)
        if read.language == "mermaid":
            return diagram(code, read.options)
        first = read.first_line(numbered=style.numbered)
        written = str(
            self._highlight.highlight(
                code.rstrip("\n"),
                read.language if len(code) <= _LONGEST and not is_magic_move(text) else "text",
                hl_lines=list(read.lines) or None,
                linestart=-1 if first is None else first,
                code_block_count=name.removeprefix("deckbook-code-"),
            )
        )
        if read.title:
            written = _titled(written, read.title)
        if read.max_height:
            written = f'<div class="deckbook-scroll" style="max-height: {read.max_height}">{written}</div>'
        if read.language == "plantuml":
            written += _diagram_link(code, labels["diagram"], style)
        return written


def _titled(block: str, title: str) -> str:
    """A block with its title where Pygments would place it; some of its versions escape one, and others do not."""
    inside = block.find(">") + 1 if block.startswith("<div") else 0
    return f'{block[:inside]}<span class="filename" data-added>{html.escape(title)}</span>{block[inside:]}'


def _diagram_link(code: str, label: str, style: CodeStyle) -> str:
    address = plantuml.address(code, style.plantuml)
    if not address:
        return ""
    return f'<p class="deckbook-drawn" data-added><a href="{html.escape(address)}">{html.escape(label)}</a></p>'
