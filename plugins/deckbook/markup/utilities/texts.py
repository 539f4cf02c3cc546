"""Utilities of text, and of the colours of text, backgrounds and drawings."""

from __future__ import annotations

import re

from deckbook.markup.utilities import lengths, readable
from deckbook.markup.utilities.model import NOTHING, Place, Style
from deckbook.markup.utilities.palette import named

_WEIGHTS = {"thin": 100, "extralight": 200, "light": 300, "normal": 400, "medium": 500, "semibold": 600, "bold": 700,
            "extrabold": 800, "black": 900}  # fmt: skip
_LEADING = {"none": 1.2, "tight": 1.25, "snug": 1.375, "normal": 1.5, "relaxed": 1.625, "loose": 2.0}
_TRACKING = {"tighter": -0.05, "tight": -0.025, "normal": 0, "wide": 0.025, "wider": 0.05, "widest": 0.1}


def text(value: str, prefix: str, place: Place) -> Style | None:
    if value in ("transparent", "current", "inherit"):
        return Style("color:transparent") if place.clips and value == "transparent" else NOTHING
    if prefix == "text" and (size := _font_size(value)):
        return size
    found = named(value)
    if found is None:
        return None
    return NOTHING if found.is_extreme or place.clips else Style(f"color:{readable.text(found)}")


def _font_size(value: str) -> Style | None:
    size = value.removeprefix("size-").partition("/")[0]
    found = lengths.of_utility(size) if not size.startswith("[#") else None
    if found is None or size in ("full", "screen", "none"):
        return None
    written = lengths.font_size(found)
    if written is None:
        return NOTHING
    ratio = 1.2 if found.number >= 2.5 else 1.4 if found.number >= 1.2 else 1.5
    return Style(f"font-size:{written}" + (f";line-height:{ratio}" if found.unit == "rem" else ""))


def font(value: str, prefix: str, place: Place) -> Style | None:
    value = value.removeprefix("weight-")
    if value in _WEIGHTS:
        return Style(f"font-weight:{_WEIGHTS[value]}")
    return Style(f"font-weight:{value}") if re.match(r"[1-9]00\Z", value) else None


def leading(value: str, prefix: str, place: Place) -> Style | None:
    number = _LEADING.get(value)
    if number is None:
        found = lengths.css(value.strip("[]")) if value.startswith("[") or value.endswith("em") else None
        if found is None or found.unit not in ("", "em"):
            return None
        number = max(found.number, 1.2)
    return Style(f"line-height:{number:g}")


def tracking(value: str, prefix: str, place: Place) -> Style | None:
    if value in _TRACKING:
        return Style(f"letter-spacing:{_TRACKING[value]:g}em")
    found = lengths.css(value.strip("[]"))
    return Style(f"letter-spacing:{found}") if found and found.unit == "em" and abs(found.number) <= 0.5 else None


def background(value: str, prefix: str, place: Place) -> Style | None:
    if match := re.match(r"(?:gradient-)?to-([tblr]{1,2})\Z", value):
        sides = {"t": "top", "b": "bottom", "l": "left", "r": "right"}
        direction = " ".join(sides[side] for side in match[1])
        rest = "var(--md-default-fg-color,#000)" if place.clips else "transparent"
        return Style(
            f"background-image:linear-gradient(to {direction},var(--dk-from,{rest})"
            f",var(--dk-via,var(--dk-from,{rest}) 0%),var(--dk-to,{rest}))"
        )
    if value == "clip-text":
        return Style("-webkit-background-clip:text;background-clip:text") if place.clips else NOTHING
    found = named(value.removeprefix("[").removesuffix("]") if value.startswith("[hex") else value)
    return Style(_behind("background-color", found, place)) if found else None


def _behind(name: str, found: readable.Colour, place: Place) -> str:
    return f"{name}:{readable.text(found) if place.clips else readable.background(found)}"


def stop(value: str, prefix: str, place: Place) -> Style | None:
    if value == "transparent":
        return NOTHING
    found = named(value)
    return Style(_behind(f"--dk-{prefix}", found, place)) if found else None


def drawn(value: str, prefix: str, place: Place) -> Style | None:
    found = named(value)
    if found is None:
        return Style(f"{prefix}-width:{int(value)}") if prefix == "stroke" and re.match(r"\d\Z", value) else None
    return Style(f"{prefix}:{readable.line(found)}")


def underline(value: str, prefix: str, place: Place) -> Style | None:
    if match := re.match(r"offset-?(\d{1,2})\Z", value):
        return Style(f"text-underline-offset:{min(int(match[1]), 8)}px")
    found = named(value)
    return Style(f"text-decoration-color:{readable.line(found)}") if found else None
