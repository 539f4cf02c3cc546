"""What showing a component's file makes: its nodes, which of them are its own, and what its values say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deckbook.markup import appearance, attributes, tags, words
from deckbook.markup.context import SlideContext
from deckbook.markup.literals import Unknown
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text, walk
from deckbook.markup.vuefiles.source import VueFile

LEAVES = frozenset(("br", "hr", "wbr"))
"""Elements that hold nothing, so that nothing of the file is in them."""
_POSITION = re.compile(r"(?:fixed|absolute|abs-\w+)\Z")
_POSITIONED = re.compile(r"position\s*:\s*(?:fixed|absolute)")
_FURNITURE = frozenset(" \t\n/|·•-–—:.()")


@dataclass(slots=True)
class Made:
    """A node of the result, and whether it holds content of the slide's own."""

    node: Node
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a component or layout.

    Attributes:
        file, path: The component, and where it was read.
        content: What its slots are given, finished.
        line: The slide's line that uses it.
        inline: Whether it stands in a paragraph.
    """

    file: VueFile
    path: Path
    content: dict[str, list[Node]]
    line: int
    inline: bool = False


def as_text(value: Any) -> str:
    """A value as Vue writes it; of lists and objects what there is to read."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(words.texts(value)) if isinstance(value, list | dict) else str(value)


def as_attributes(values: dict[str, Any]) -> dict[str, str | None]:
    return {
        name: None if value is None or value is True else as_text(value)
        for name, value in values.items() if not isinstance(value, Unknown)
    }  # fmt: skip


def dressed(element: Element, values: dict[str, str | None], context: SlideContext) -> dict[str, str | None]:
    """The attributes that an element has on the page, of those that it is given."""
    return {**attributes.for_html(element.tag, values), **appearance.dress(element, values, context)}


def is_positioned(node: Element) -> bool:
    named = (node.attributes.get("class") or "").split()
    named += [name for name, value in node.attributes.items() if value is None]
    style = node.attributes.get("style") or ""
    return node.tag == "footer" or any(map(_POSITION.match, named)) or bool(_POSITIONED.search(style))


def is_block(node: Node) -> bool:
    if isinstance(node, Raw):
        return node.block
    return isinstance(node, Block) or (isinstance(node, Element) and node.tag in tags.BLOCK)


def says_something(nodes: list[Node]) -> bool:
    return any(
        (isinstance(node, Text) and set(node.content) - _FURNITURE) or isinstance(node, Raw) for node in walk(nodes)
    )


def marked(made: list[Made]) -> list[Node]:
    return [item.node if item.holds else _mark(item.node) for item in made]


def _mark(node: Node) -> Node:
    """A node of the file's own, marked as added."""
    if isinstance(node, Text) and node.content.strip():
        return Element("span", {"data-added": None}, [node], inline=True)
    if isinstance(node, Element) and node.tag not in LEAVES:
        node.attributes["data-added"] = None
    if isinstance(node, Block | Inline):
        return Element("div" if isinstance(node, Block) else "span", {"data-added": None}, [node], node.line)
    return node
