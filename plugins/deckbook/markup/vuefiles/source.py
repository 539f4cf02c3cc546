"""Reads the text of a Vue single-file component: its template as a tree, and what its script declares."""

from __future__ import annotations

from dataclasses import dataclass

from deckbook.markup import build
from deckbook.markup.tree import Element, Node, plain
from deckbook.markup.vuefiles import script
from deckbook.markup.vuefiles.script import Script


@dataclass(frozen=True, slots=True)
class VueFile:
    """A single-file component.

    Attributes:
        template: Its content, never to be changed; None where it has none in HTML.
        script: What its script declares.
    """

    template: tuple[Node, ...] | None
    script: Script


def read(text: str) -> VueFile:
    """The component that a file's text holds; nothing in it is run, and no text is an error."""
    blocks = [node for node in build.elements(text) if isinstance(node, Element)]
    code = "\n".join(plain(block.children) for block in blocks if block.tag == "script")
    template = next((tuple(block.children) for block in blocks if _is_html(block)), None)
    return VueFile(template, script.read(code))


def _is_html(block: Element) -> bool:
    if block.tag != "template" or block.attributes.get("src"):
        return False
    return (block.attributes.get("lang") or "html") == "html"
