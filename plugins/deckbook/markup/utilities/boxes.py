"""Utilities of boxes: space, borders, sizes, columns."""

from __future__ import annotations

import re

from deckbook.markup.utilities import lengths, readable
from deckbook.markup.utilities.model import NOTHING, Place, Style
from deckbook.markup.utilities.palette import named
from deckbook.markup.utilities.tracks import tracks

SIDES = {
    "": ("",), "x": ("-inline",), "y": ("-block",), "t": ("-top",), "b": ("-bottom",), "l": ("-left",),
    "r": ("-right",), "s": ("-inline-start",), "e": ("-inline-end",), "a": ("",),
}  # fmt: skip
_CORNERS = {
    "": ("",), "t": ("-top-left", "-top-right"), "b": ("-bottom-left", "-bottom-right"),
    "l": ("-top-left", "-bottom-left"), "r": ("-top-right", "-bottom-right"), "tl": ("-top-left",),
    "tr": ("-top-right",), "bl": ("-bottom-left",), "br": ("-bottom-right",),
    "lt": ("-top-left",), "rt": ("-top-right",), "lb": ("-bottom-left",), "rb": ("-bottom-right",),
}  # fmt: skip
_RADII = {"none": "0", "sm": "0.1rem", "": "0.2rem", "md": "0.3rem", "lg": "0.4rem", "xl": "0.6rem", "2xl": "0.8rem",
          "3xl": "1.2rem", "full": "9999px"}  # fmt: skip
_SHADOWS = {
    "none": "none", "sm": "0 1px 2px 0 #0000000d", "": "0 1px 3px 0 #0000001a,0 1px 2px -1px #0000001a",
    "md": "0 4px 6px -1px #0000001a,0 2px 4px -2px #0000001a",
    "lg": "0 10px 15px -3px #0000001a,0 4px 6px -4px #0000001a",
    "xl": "0 20px 25px -5px #0000001a,0 8px 10px -6px #0000001a", "2xl": "0 25px 50px -12px #00000040",
    "inner": "inset 0 2px 4px 0 #0000000d",
}  # fmt: skip


def _declared(names: tuple[str, ...], value: str | None) -> Style:
    return Style(";".join(f"{name}:{value}" for name in names)) if value is not None else NOTHING


def space(value: str, prefix: str, place: Place) -> Style | None:
    kind = "margin" if prefix[0] == "m" else "padding"
    names = tuple(kind + side for side in SIDES[prefix[1:].removeprefix("-")])
    if value in ("auto", "a") or (prefix == "ma" and not value):
        return _declared(names, "auto") if kind == "margin" else None
    found = lengths.of_utility(value.lstrip("-")) if value else None
    if found is None:
        return None
    return NOTHING if value.startswith("-") else _declared(names, lengths.space(found))


def gap(value: str, prefix: str, place: Place) -> Style | None:
    found = lengths.of_utility(value)
    name = {"x": "column-gap", "y": "row-gap"}.get(prefix[-1], "gap")
    return _declared((name,), lengths.space(found)) if found else None


def space_between(value: str, prefix: str, place: Place) -> Style | None:
    found = None if value.startswith("-") else lengths.of_utility(value)
    if found is None:
        return None
    name = "margin-block-start" if prefix.endswith("y") else "margin-inline-start"
    return Style(f"{name}:{lengths.space(found)}", inner=">*+*")


def divide(value: str, prefix: str, place: Place) -> Style | None:
    side = {"x": "inline-start", "y": "block-start"}.get(value[:1], "")
    if side and value[1:] in ("", "-2"):
        return Style(f"border-{side}:{'2' if value[1:] else '1'}px solid var(--deckbook-line)", inner=">*+*")
    found = named(value)
    return Style(f"border-color:{readable.line(found)}", inner=">*+*") if found else None


def border(value: str, prefix: str, place: Place) -> Style | None:
    if value.startswith("rounded"):
        return rounded(value.removeprefix("rounded").removeprefix("-"), "rounded", place)
    side, rest = "", value
    if match := re.match(r"([xytblr]|s|e)(?:-|\Z)(.*)", value):
        side, rest = SIDES[match[1]][0], match[2]
    if re.match(r"\d{0,2}(?:px)?\Z", rest):
        width = min(int(rest.removesuffix("px") or 1), 8)
        return Style(f"border{side}:{width}px solid var(--deckbook-line)" if width else f"border{side}-width:0")
    if rest in ("solid", "dashed", "dotted", "double", "none"):
        return Style(f"border{side}-style:{rest}")
    found = named(rest)
    return Style(f"border{side}-color:{readable.line(found)}") if found else None


def rounded(value: str, prefix: str, place: Place) -> Style | None:
    corner, _, size = value.partition("-")
    if corner not in _CORNERS:
        corner, size = "", value
    radius = _RADII.get(size)
    if radius is None:
        found = lengths.of_utility(size)
        radius = str(found) if found and found.number >= 0 and found.unit in ("rem", "%", "em") else None
    return _declared(tuple(f"border{name}-radius" for name in _CORNERS[corner]), radius) if radius else None


def shadow(value: str, prefix: str, place: Place) -> Style | None:
    if value in _SHADOWS:
        return Style(f"box-shadow:{_SHADOWS[value]}")
    return NOTHING if named(value) else None


def size(value: str, prefix: str, place: Place) -> Style | None:
    names = {"w": ("width",), "h": ("height",), "size": ("width", "height")}[prefix.rpartition("-")[2] or prefix]
    limit = prefix.removesuffix(prefix.rpartition("-")[2])
    if value in ("auto", "none"):
        return Style(";".join(f"{limit}{name}:{value}" for name in names)) if limit or value == "auto" else None
    if value in ("min", "max", "fit"):
        content = "fit" if value == "min" and not limit else value  # columns would shrink to a letter
        return NOTHING if names[0] == "height" else Style(f"{limit}width:{content}-content;max-width:100%")
    found = lengths.width_of_utility(value)
    if found is None:
        return None
    written = [_sized(limit, name, found, place) for name in names]
    return Style(";".join(filter(None, written)))


def _sized(limit: str, name: str, found: lengths.Length, place: Place) -> str:
    upright = name == "height"
    if place.is_picture:
        size = lengths.picture_size(found, upright=upright)
        fit = ";object-fit:contain" if upright and not limit else ""
        return f"{limit}{name}:{size}{fit}" if size and not (limit and size == "auto") else ""
    if upright:  # a box grows with its text; a small one may have its size
        is_small = found.unit == "rem" and found.number <= 6 and limit != "max-"
        return f"min-height:{found}" if is_small and found.number else ""
    size = lengths.box_width(found) if limit != "max-" else str(found) if found.unit in ("rem", "%", "ch") else None
    if not size:
        return ""
    narrow = ";min-width:min-content" if not limit and found.unit == "rem" and found.number <= 12 else ""
    return f"{limit}{name}:{size}{narrow}"


def columns(value: str, prefix: str, place: Place) -> Style | None:
    if value.isdecimal() and 1 <= int(value) <= 12:
        wide = f"grid-template-columns:repeat({int(value)},minmax(0,1fr))" if value != "1" else ""
    elif value.startswith("[") and (written := tracks(value[1:-1].replace("_", " "))):
        wide = f"grid-template-columns:{written}"
    else:
        return NOTHING if value in ("none", "subgrid") else None
    return Style("grid-template-columns:minmax(0,1fr)", wide)


def span(value: str, prefix: str, place: Place) -> Style | None:
    if value == "full":
        return Style("grid-column:1/-1")
    return Style("", f"grid-column:span {int(value)}/span {int(value)}") if re.match(r"\d{1,2}\Z", value) else None


def text_columns(value: str, prefix: str, place: Place) -> Style | None:
    return Style(f"columns:{int(value)} 12rem") if re.match(r"[1-9]\Z", value) else None


def floating(value: str, prefix: str, place: Place) -> Style | None:
    return Style("", f"float:{value}") if value in ("left", "right") and place.is_picture else None
