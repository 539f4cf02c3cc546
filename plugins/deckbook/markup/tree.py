"""A slide's body while it is being written: a tree of Markdown's blocks and of HTML and Vue elements.

The tree is built from one slide's Markdown (`build`), changed by the passes of `write`, and printed once (`printer`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Text:
    """Text of a paragraph.

    Attributes:
        content: The text a reader sees.
        source: Markdown source that means it where it was escaped or a character reference, else None.
        line: The 1-based line on which it begins where it is HTML's text, which no Markdown is read in; else 0.
    """

    content: str
    source: str | None = None
    line: int = 0


@dataclass(slots=True)
class Raw:
    """Finished HTML; `block` where it stands for a block of its own."""

    html: str
    block: bool = True


@dataclass(slots=True)
class Element:
    """An HTML element or a Vue component, as its tag is written."""

    tag: str
    attributes: dict[str, str | None]
    children: list[Node] = field(default_factory=list)
    line: int = 0
    inline: bool = False


@dataclass(slots=True)
class Inline:
    """A Markdown construct inside a paragraph.

    Attributes:
        kind: strong, em, s, link, image, code_inline, softbreak, hardbreak, math_inline, footnote_ref, footnote_anchor
            or expression.
        content: Code, TeX, or a picture's alternative text.
        href: A link's or a picture's address.
        title: A link's or a picture's title.
        auto: Whether a link was written as its bare address.
        number: A footnote's number on its slide, from 1.
        attributes: A picture's width and height.
    """

    kind: str
    children: list[Node] = field(default_factory=list)
    content: str = ""
    href: str = ""
    title: str = ""
    auto: bool = False
    number: int = 0
    line: int = 0
    attributes: dict[str, str | None] = field(default_factory=dict)


@dataclass(slots=True)
class Block:
    """A Markdown block.

    Attributes:
        kind: paragraph, heading, bullet_list, ordered_list, list_item, blockquote, table, thead, tbody, tr, th, td,
            fence, code_block, code_group, code_import, math_block, hr, slot, footnote_block, footnote or extension.
        level: A heading's level, 1 to 6.
        tight: Whether a list's items, or a paragraph in one, stand without space between them.
        start: An ordered list's first number, or a footnote's number.
        info: A fence's info string, an import's or an extension's line, or a slot's name.
        content: Code or TeX.
        align: A table cell's alignment, or "".
        line: The 1-based line in the slide's file.
    """

    kind: str
    children: list[Node] = field(default_factory=list)
    level: int = 0
    tight: bool = False
    start: int = 1
    info: str = ""
    content: str = ""
    align: str = ""
    line: int = 0


Node = Text | Raw | Element | Inline | Block
_LEAVES = (Text, Raw)


def children(node: Node) -> list[Node]:
    return node.children if isinstance(node, Element | Inline | Block) else []


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Every node, parents first, in document order."""
    stack = nodes[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(children(node)[::-1])


def located(nodes: list[Node], line: int) -> Iterator[tuple[Node, int]]:
    """Every node in document order with its line, or with that of what stands before or around it."""
    stack = [iter(nodes)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        line = (0 if isinstance(node, Raw) else node.line) or line
        yield node, line
        stack.append(iter(children(node)))


def transform(
    nodes: list[Node], kind: type[Any] | tuple[type[Any], ...], change: Callable[[Any], list[Node] | None]
) -> list[Node]:
    """The tree with nodes of the given kinds replaced by what `change` gives (None keeps one), children first."""
    out: list[Node] = []
    for node in nodes:
        if not isinstance(node, _LEAVES) and node.children:
            node.children = transform(node.children, kind, change)
        changed = change(node) if isinstance(node, kind) else None
        if changed is None:
            out.append(node)
        else:
            out += changed
    return out


def plain(nodes: list[Node]) -> str:
    """The text of nodes without any markup."""
    found = []
    for node in walk(nodes):
        if isinstance(node, Text):
            found.append(node.content)
        elif isinstance(node, Inline):
            found.append(" " if node.kind in ("softbreak", "hardbreak") else node.content)
    return "".join(found)
