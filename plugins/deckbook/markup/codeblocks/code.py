"""Code as the site highlights it: through pymdownx.highlight with the site's own options."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
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


@dataclass(frozen=True, slots=True)
class _How:
    labels: Mapping[str, str]
    style: CodeStyle
    around: Callable[[int, str], str]
    is_caption: Callable[[int], bool]


class Highlighter:
    """Writes code blocks; `options` are those of the site's `pymdownx.highlight`."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        known = {name: value for name, value in (options or {}).items() if name in _OPTIONS}
        known.setdefault("linenums_style", "pymdownx-inline")
        # Other forms of a page say the language, too.
        known.setdefault("pygments_lang_class", True)
        self._highlight = Highlight(None, **known)

    def write(
        self,
        block: Block,
        number: int,
        labels: Mapping[str, str],
        style: CodeStyle,
        around: Callable[[int, str], str] = lambda line, code: code,
        is_caption: Callable[[int], bool] = lambda line: False,
    ) -> str:
        """The HTML of a fence, an indented code block or a code group.

        Args:
            block: The block; a magic-move with code from files has its steps as children.
            number: Tells it from the page's other ones.
            labels: The words that Deckbook writes.
            style: What the deck says of all its code.
            around: Gives what is written for the code that begins with a line of the slide's file, from its HTML.
            is_caption: Whether the title of that code stands below a figure that it draws, so not above it.
        """
        name = f"deckbook-code-{number}"
        how = _How(labels, style, around, is_caption)
        children = [child for child in block.children if isinstance(child, Block)]
        if block.kind == "code_group":
            return self._strip(steps.group(children), name, labels["code_group"], how)
        if is_magic_move(block.info):
            children = children or [
                Block("fence", content=step.code, info=step.info, line=block.line + 1 + step.line)
                for step in steps_of(block.content, block.info)
            ]
            if children:
                return self._strip(steps.magic_move(children, labels), name, labels["steps"], how)
        if parts := steps.comparison(block.content, block.info, labels):
            return steps.sequence(parts, self._blocks(parts, name, how))
        return self._block(steps.Part(block.content, block.info, "", "", block.line), name, how)

    def _strip(self, parts: list[steps.Part], name: str, label: str, how: _How) -> str:
        blocks = self._blocks(parts, name, how)
        return steps.strip(parts, blocks, name, label) if len(parts) > 1 else "".join(blocks)

    def _blocks(self, parts: list[steps.Part], name: str, how: _How) -> list[str]:
        return [self._block(part, f"{name}-{number}", how) for number, part in enumerate(parts, 1)]

    def _block(self, part: steps.Part, name: str, how: _How) -> str:
        code, text = part.code, part.info
        read = info(text, code)
        if read.language == "mermaid":
            return diagram(code, read.options)
        first = read.first_line(numbered=how.style.numbered)
        written = str(
            self._highlight.highlight(
                code.rstrip("\n"),
                read.language if len(code) <= _LONGEST and not is_magic_move(text) else "text",
                hl_lines=list(read.lines) or None,
                linestart=-1 if first is None else first,
                code_block_count=name.removeprefix("deckbook-code-"),
            )
        )
        if read.title and not how.is_caption(part.line):
            written = _titled(written, read.title)
        if read.max_height:
            written = f'<div class="deckbook-scroll" style="max-height: {read.max_height}">{written}</div>'
        if read.language == "plantuml":
            written += _diagram_link(code, how.labels["diagram"], how.style)
        return how.around(part.line, written)


def _titled(block: str, title: str) -> str:
    """A block with its title where Pygments would place it; some of its versions escape one, and others do not."""
    inside = block.find(">") + 1 if block.startswith("<div") else 0
    return f'{block[:inside]}<span class="filename" data-added>{html.escape(title)}</span>{block[inside:]}'


def _diagram_link(code: str, label: str, style: CodeStyle) -> str:
    address = plantuml.address(code, style.plantuml)
    if not address:
        return ""
    return f'<p class="deckbook-drawn" data-added><a href="{html.escape(address)}">{html.escape(label)}</a></p>'
