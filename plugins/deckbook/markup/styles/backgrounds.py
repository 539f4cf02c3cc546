"""Backgrounds of authors' CSS: a colour or gradients, with the colours made readable; pictures go."""

from __future__ import annotations

import re
from typing import Any

import tinycss2

from deckbook.markup.utilities import lengths, readable

_GRADIENT = re.compile(r"(?:-webkit-|-moz-)?((?:repeating-)?(?:linear|radial|conic)-gradient)\Z")
_WORDS = frozenset(
    "to from at top bottom left right center circle ellipse closest-side closest-corner farthest-side "
    "farthest-corner".split()
)
_ANGLE = frozenset(("deg", "turn", "rad", "grad"))


def background(name: str, value: list[Any], *, clips: bool) -> str:
    """A declaration of a background; "" where nothing of it is kept.

    Args:
        name: Of the property.
        value: tinycss2's nodes.
        clips: Whether text is cut out of it, so that it needs the colours of text.
    """
    text = tinycss2.serialize(value).strip().lower()
    if name == "background-size" and clips and re.match(r"[\d.]{1,6}%\Z", text):
        return f"{name}:{text}"
    if name not in ("background", "background-color", "background-image"):
        return ""
    if text in ("none", "transparent") and not clips:
        return f"{name}:{text}"
    if name != "background-color":
        layers = [written for node in value if (written := _gradient(node, clips))]
        if layers:
            return "background-image:" + ",".join(layers) + _links(clips)
    if name == "background-image":
        return ""
    colours = [
        found
        for node in value
        if node.type in ("ident", "hash", "function") and (found := readable.colour(tinycss2.serialize([node])))
    ]
    return f"background-color:{_colour(colours[-1], clips)}{_links(clips)}" if colours else ""


def _links(clips: bool) -> str:
    """Links and quotes in a tinted box have its text's colour, as the site's own colours are made for the page."""
    return "" if clips else ";--md-typeset-a-color:currentcolor;--md-default-fg-color--light:currentcolor"


def _colour(found: readable.Colour, clips: bool) -> str:
    return readable.text(found) if clips else readable.background(found)


def _gradient(node: Any, clips: bool) -> str:
    """A gradient with its colours made readable; "" for what is none."""
    match = _GRADIENT.match(node.lower_name) if node.type == "function" else None
    if not match:
        return ""
    out = []
    for part in node.arguments:
        text = tinycss2.serialize([part])
        if part.type in ("ident", "hash", "function") and (found := readable.colour(text)):
            out.append(_colour(found, clips))
        elif part.type == "whitespace":
            out.append(" ")
        elif part == ",":
            out.append(",")
        elif part.type == "ident" and text.lower() in _WORDS:
            out.append(text.lower())
        elif part.type in ("percentage", "number") or (part.type == "dimension" and part.lower_unit in _ANGLE):
            out.append(text)
        elif part.type == "dimension" and (length := lengths.css(text)):
            out.append(str(length))
        else:
            return ""
    return f"{match[1]}({''.join(out)})"
