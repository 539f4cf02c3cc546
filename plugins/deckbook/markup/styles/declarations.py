"""Declarations of authors' CSS as a page can take them.

A property is kept where a page with it still reads: text flows, in any width and in both palettes. So what takes a
block out of the flow, moves, hides, cuts or fades it goes; lengths have limits, and colours become pairs (`readable`).
Nothing is loaded: a value with `url()` goes. What is written is made of checked values only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from deckbook.markup.styles import fonts
from deckbook.markup.styles.backgrounds import background
from deckbook.markup.styles.properties import Declaration, Tokens, kept
from deckbook.markup.utilities import readable
from deckbook.markup.utilities.model import Place
from deckbook.markup.utilities.tracks import are_too_wide, tracks

_MOST_TOKENS = 200
_DRAWING, _OF_TEXT = frozenset(("fill", "text-anchor")), frozenset(("font", "font-size", "text-anchor"))
"""Properties that only drawings have, and those of their text."""
_TEXT_CLIP = ("-webkit-background-clip", "background-clip")
_TRANSPARENT = ("-webkit-text-fill-color", "color")


@dataclass(slots=True)
class Safe:
    """What is left of declarations: `wide` holds where the page has room; `dropped` names the properties that went.

    `is_row` says that boxes stand beside each other in it, `stacks` that what would stand in columns stands under each
    other on all pages.
    """

    always: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    is_row: bool = False
    stacks: bool = False


def read(nodes: Iterable[Any]) -> list[Declaration]:
    """The declarations among tinycss2's nodes."""
    return [
        Declaration(node.name if node.name.startswith("--") else node.lower_name, node.value, node.important)
        for node in nodes
        if node.type == "declaration"
    ]


def safe(declarations: Iterable[Declaration], place: Place, variables: Mapping[str, Tokens]) -> Safe:
    """The declarations that a page keeps, in their order.

    Args:
        declarations: Of one rule, or of one element.
        place: What they stand on.
        variables: The custom properties that are known; others stand for their fallback, or nothing.
    """
    out = Safe()
    given: list[Declaration] = []
    for one in declarations:
        resolved = None if one.name.startswith("--") else _resolve(one.value, variables, 4)
        if resolved is not None:
            given.append(Declaration(one.name, resolved, one.important))
        elif not one.name.startswith("--"):
            out.dropped.append(one.name)
    clips = _clips(given)
    out.is_row = _is_row(given)
    draws = {one.name for one in given} & _DRAWING and {one.name for one in given} & _OF_TEXT
    fills = not place.is_picture and _fills(given)
    for one in given:
        if out.is_row and one.name == "display":
            out.always.append(f"display:{one.text};flex-wrap:wrap")
            out.wide.append("flex-wrap:nowrap")
            continue
        if fills and one.name == "width":  # as a block does by itself, and its margins with it
            continue
        if one.name in (*_TEXT_CLIP, "-webkit-text-fill-color", "-moz-text-fill-color"):
            written = _clipped(one) if clips else ""
        elif clips and one.name == "color":
            written = ""
        elif one.name == "grid-template-columns" and (columns := tracks(one.text)):
            out.always.append("grid-template-columns:minmax(0,1fr)")
            if are_too_wide(one.text):
                out.stacks = True
            else:
                out.wide.append(f"{one.name}:{columns}" + " !important" * one.important)
            continue
        elif one.name == "grid-column" and re.match(r"(?:span )?\d{1,2}(?: ?/ ?(?:span )?-?\d{1,2})?\Z", one.text):
            out.wide.append(f"{one.name}:{one.text}")
            continue
        else:
            written = (_drawn(one) if draws else "") or kept(one, place, clips)
        if written:
            mark = " !important" * one.important
            out.always.append(";".join(part + mark for part in written.split(";")))
        elif not clips or one.name not in ("color", "-moz-text-fill-color", "-moz-background-clip"):
            out.dropped.append(one.name)
    return out


def _is_row(declarations: list[Declaration]) -> bool:
    """Whether boxes stand beside each other, which a narrow page has no room for."""
    texts = {one.name: one.text for one in declarations}
    return (
        texts.get("display") in ("flex", "inline-flex")
        and "flex-wrap" not in texts
        and not texts.get("flex-direction", "").startswith("column")
    )


def _fills(declarations: list[Declaration]) -> bool:
    """Whether a box has the whole width, and margins beside it that would push it off the page."""
    texts = {one.name: one.text for one in declarations}
    beside = [texts.get(f"margin-{side}", "0") for side in ("left", "right", "inline")]
    words = texts.get("margin", "").split()
    beside += [words[place] for place in (1, 3) if place < len(words)] or words[:1]
    return texts.get("width") in ("100%", "100vw") and any(not re.match(r"(?:-|0\w*\Z|auto\Z)", one) for one in beside)


def _drawn(one: Declaration) -> str:
    """A declaration of a drawing's text."""
    if one.name == "fill":
        found = readable.colour(one.text)
        return f"fill:{readable.text(found)}" if found else ""
    if one.name == "font":
        return fonts.font(one.text, is_drawn=True)
    return fonts.size(one.text, is_drawn=True) if one.name == "font-size" else ""


def _clips(declarations: list[Declaration]) -> bool:
    """Whether text is cut out of a background that is given too."""
    texts = {one.name: one.text for one in declarations}
    return (
        any(texts.get(name) == "text" for name in _TEXT_CLIP)
        and any(texts.get(name) == "transparent" for name in _TRANSPARENT)
        and any(background(one.name, one.value, clips=True)
                for one in declarations if one.name.startswith("background"))
    )  # fmt: skip


def _clipped(one: Declaration) -> str:
    if one.name in _TEXT_CLIP and one.text == "text":
        return f"{one.name}:text"
    return f"{one.name}:transparent" if one.name == "-webkit-text-fill-color" else ""


def _resolve(value: Tokens, variables: Mapping[str, Tokens], depth: int) -> Tokens | None:
    """A value with its `var()` replaced; None where one is unknown."""
    if not any(node.type == "function" for node in value):
        return value if len(value) <= _MOST_TOKENS else None
    out: Tokens = []
    for node in value:
        if node.type != "function" or node.lower_name != "var":
            out.append(node)
            continue
        named = next((part for part in node.arguments if part.type == "ident"), None)
        comma = next((at for at, part in enumerate(node.arguments) if part == ","), None)
        known = variables.get(named.value) if named else None
        chosen = known if known is not None else node.arguments[comma + 1 :] if comma is not None else None
        resolved = _resolve(chosen, variables, depth - 1) if chosen is not None and depth else None
        if resolved is None or len(out) + len(resolved) > _MOST_TOKENS:
            return None
        out += resolved
    return out if len(out) <= _MOST_TOKENS else None
