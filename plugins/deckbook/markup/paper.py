"""Which drawings are made for a white page: those with black lines or words, which a dark one would swallow."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deckbook.markup.tree import Element, Node, Text, children
from deckbook.markup.utilities import readable

PAPER = "deckbook-paper"
"""The class of a drawing that has white behind it in the dark palette."""
_BLACK = 0.03
"""The greatest luminance of what is black."""
_TEXT = frozenset(("text", "textPath", "tspan"))
_STYLED = re.compile(r"(?:\A|;)\s*(fill|stroke)\s*:\s*([^;!]+)")


def needs_paper(node: Node, fill: str | None = "black") -> bool:
    """Whether something in a drawing is drawn in black; `fill` is the colour around it, None where classes decide."""
    if isinstance(node, Text):
        return False
    if isinstance(node, Element):
        if node.tag.lower() == "foreignobject":
            return False
        colours = _colours(node.attributes)
        if _is_black(colours.get("stroke")):
            return True
        fill = colours.get("fill") or (None if node.attributes.get("class") else fill)
        is_component = not node.tag[0].islower() or "-" in node.tag
        if (node.tag in _TEXT or is_component) and _is_black(fill) and _holds_words(node):
            return True
    return any(needs_paper(child, fill) for child in children(node))


def _colours(attributes: Mapping[str, str | None]) -> dict[str, str]:
    found = {name: value for name in ("fill", "stroke") if (value := attributes.get(name))}
    return found | dict(_STYLED.findall(attributes.get("style") or ""))


def _is_black(value: str | None) -> bool:
    found = readable.colour(value.strip()) if value else None
    return found is not None and found.alpha > 0.3 and found.luminance < _BLACK


def _holds_words(node: Element) -> bool:
    return any(isinstance(child, Text) and child.content.strip() for child in node.children)
