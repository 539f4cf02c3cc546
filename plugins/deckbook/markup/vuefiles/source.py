"""Reads the text of a Vue single-file component: its template as a tree, and what its script declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deckbook.markup import build
from deckbook.markup.tree import Element, Node, plain
from deckbook.markup.vuefiles import script
from deckbook.markup.vuefiles.script import Prop


@dataclass(frozen=True, slots=True)
class VueFile:
    """A single-file component.

    Attributes:
        template: Its content, never to be changed; None where it has none in HTML.
        props: The declared properties, in their order.
        props_name: The name that the script gives to all of them, or "".
        constants: What the script's literal constants hold, by name.
        states: The literals that its variables begin with, by name; they may change while it runs.
        hidden: Other names that the script declares, of which nothing is known.
        pictures: The expression of the picture that a style shows, by the style's name.
        imports: The files of the components that it imports, by name, as it writes them.
    """

    template: tuple[Node, ...] | None
    props: Mapping[str, Prop] = field(default_factory=dict)
    props_name: str = ""
    constants: Mapping[str, Any] = field(default_factory=dict)
    states: Mapping[str, Any] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    pictures: Mapping[str, str] = field(default_factory=dict)
    imports: Mapping[str, str] = field(default_factory=dict)


def read(text: str) -> VueFile:
    """The component that a file's text holds; nothing in it is run, and no text is an error."""
    blocks = [node for node in build.elements(text) if isinstance(node, Element)]
    code = "\n".join(plain(block.children) for block in blocks if block.tag == "script")
    declared = script.read(code)
    return VueFile(
        template=next((tuple(block.children) for block in blocks if _is_html(block)), None),
        props=declared.props,
        props_name=declared.props_name,
        constants=declared.constants,
        states=declared.states,
        hidden=declared.hidden,
        pictures=declared.pictures,
        imports=declared.imports,
    )


def _is_html(block: Element) -> bool:
    if block.tag != "template" or block.attributes.get("src"):
        return False
    return (block.attributes.get("lang") or "html") == "html"
