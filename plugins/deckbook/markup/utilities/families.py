"""What a utility's name means on a page: a function for each family with a value.

The meaning is UnoCSS's (its preset wind3), but for what is written here on purpose: text flows, in any width and in
both palettes. So what takes a block out of the flow, moves, hides, cuts or fades it is left out (`neutral`), columns
stand below each other on a narrow page, space and sizes have limits (`lengths`), and colours are made readable.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from deckbook.markup.utilities import lengths, readable
from deckbook.markup.utilities.neutral import is_neutral
from deckbook.markup.utilities.palette import named
from deckbook.markup.utilities.plain import DISPLAYS, PLAIN
from deckbook.markup.utilities.tracks import tracks

PICTURES = frozenset(("audio", "canvas", "iframe", "img", "picture", "svg", "video"))


@dataclass(frozen=True, slots=True)
class Place:
    """The element that a utility stands on.

    Attributes:
        is_picture: Whether its size is its own, and not its text's.
        clips: Whether its text is cut out of its background, which so is a text's colour.
    """

    is_picture: bool = False
    clips: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """Declarations; those of `wide` hold where the page has room beside. `inner` selects children."""

    always: str = ""
    wide: str = ""
    inner: str = ""


NOTHING = Style()
"""What is left out on purpose."""

_WEIGHTS = {"thin": 100, "extralight": 200, "light": 300, "normal": 400, "medium": 500, "semibold": 600, "bold": 700,
            "extrabold": 800, "black": 900}  # fmt: skip
_SIDES = {
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
_LEADING = {"none": 1.2, "tight": 1.25, "snug": 1.375, "normal": 1.5, "relaxed": 1.625, "loose": 2.0}
_TRACKING = {"tighter": -0.05, "tight": -0.025, "normal": 0, "wide": 0.025, "wider": 0.05, "widest": 0.1}
_ALIGNED = {"start": "flex-start", "end": "flex-end", "center": "center", "baseline": "baseline", "stretch": "stretch",
            "between": "space-between", "around": "space-around", "evenly": "space-evenly", "normal": "normal",
            "left": "left", "right": "right", "auto": "auto"}  # fmt: skip
def style(name: str, place: Place) -> Style | None:
    """What a utility (without variants) does on a page; `NOTHING` where it is left out on purpose; None: unknown."""
    if name in PLAIN:
        return Style(PLAIN[name])
    for prefix, family in _families_of(name):
        found = family(name[len(prefix) :].removeprefix("-"), prefix, place)
        if found is not None:
            return found
    return NOTHING if is_neutral(name) else None


def _families_of(name: str) -> list[tuple[str, _Family]]:
    """The families that a name may belong to, the longest prefix first."""
    return [
        (name[:end], _FAMILIES[name[:end]])
        for end in range(min(len(name), _LONGEST), 0, -1)
        if name[:end] in _FAMILIES and (end > 1 or name[0] in "mpwh" or name[end : end + 1] == "-")
    ]


_Family = Callable[[str, str, Place], Style | None]


def _declared(names: tuple[str, ...], value: str | None) -> Style:
    return Style(";".join(f"{name}:{value}" for name in names)) if value is not None else NOTHING


def _space(value: str, prefix: str, place: Place) -> Style | None:
    kind = "margin" if prefix[0] == "m" else "padding"
    names = tuple(kind + side for side in _SIDES[prefix[1:].removeprefix("-")])
    if value in ("auto", "a") or (prefix == "ma" and not value):
        return _declared(names, "auto") if kind == "margin" else None
    found = lengths.of_utility(value.lstrip("-")) if value else None
    if found is None:
        return None
    return NOTHING if value.startswith("-") else _declared(names, lengths.space(found))


def _gap(value: str, prefix: str, place: Place) -> Style | None:
    found = lengths.of_utility(value)
    name = {"x": "column-gap", "y": "row-gap"}.get(prefix[-1], "gap")
    return _declared((name,), lengths.space(found)) if found else None


def _space_between(value: str, prefix: str, place: Place) -> Style | None:
    found = None if value.startswith("-") else lengths.of_utility(value)
    if found is None:
        return None
    name = "margin-block-start" if prefix.endswith("y") else "margin-inline-start"
    return Style(f"{name}:{lengths.space(found)}", inner=">*+*")


def _divide(value: str, prefix: str, place: Place) -> Style | None:
    side = {"x": "inline-start", "y": "block-start"}.get(value[:1], "")
    if side and value[1:] in ("", "-2"):
        return Style(f"border-{side}:{'2' if value[1:] else '1'}px solid var(--deckbook-line)", inner=">*+*")
    found = named(value)
    return Style(f"border-color:{readable.line(found)}", inner=">*+*") if found else None


def _text(value: str, prefix: str, place: Place) -> Style | None:
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


def _font(value: str, prefix: str, place: Place) -> Style | None:
    value = value.removeprefix("weight-")
    if value in _WEIGHTS:
        return Style(f"font-weight:{_WEIGHTS[value]}")
    return Style(f"font-weight:{value}") if re.match(r"[1-9]00\Z", value) else None


def _leading(value: str, prefix: str, place: Place) -> Style | None:
    number = _LEADING.get(value)
    if number is None:
        found = lengths.css(value.strip("[]")) if value.startswith("[") or value.endswith("em") else None
        if found is None or found.unit not in ("", "em"):
            return None
        number = max(found.number, 1.2)
    return Style(f"line-height:{number:g}")


def _tracking(value: str, prefix: str, place: Place) -> Style | None:
    if value in _TRACKING:
        return Style(f"letter-spacing:{_TRACKING[value]:g}em")
    found = lengths.css(value.strip("[]"))
    return Style(f"letter-spacing:{found}") if found and found.unit == "em" and abs(found.number) <= 0.5 else None


def _background(value: str, prefix: str, place: Place) -> Style | None:
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
    found = named(value.removeprefix("["). removesuffix("]") if value.startswith("[hex") else value)
    return Style(_behind("background-color", found, place)) if found else None


def _behind(name: str, found: readable.Colour, place: Place) -> str:
    return f"{name}:{readable.text(found) if place.clips else readable.background(found)}"


def _stop(value: str, prefix: str, place: Place) -> Style | None:
    if value == "transparent":
        return NOTHING
    found = named(value)
    return Style(_behind(f"--dk-{prefix}", found, place)) if found else None


def _border(value: str, prefix: str, place: Place) -> Style | None:
    if value.startswith("rounded"):
        return _rounded(value.removeprefix("rounded").removeprefix("-"), "rounded", place)
    side, rest = "", value
    if match := re.match(r"([xytblr]|s|e)(?:-|\Z)(.*)", value):
        side, rest = _SIDES[match[1]][0], match[2]
    if re.match(r"\d{0,2}(?:px)?\Z", rest):
        width = min(int(rest.removesuffix("px") or 1), 8)
        return Style(f"border{side}:{width}px solid var(--deckbook-line)" if width else f"border{side}-width:0")
    if rest in ("solid", "dashed", "dotted", "double", "none"):
        return Style(f"border{side}-style:{rest}")
    found = named(rest)
    return Style(f"border{side}-color:{readable.line(found)}") if found else None


def _rounded(value: str, prefix: str, place: Place) -> Style | None:
    corner, _, size = value.partition("-")
    if corner not in _CORNERS:
        corner, size = "", value
    radius = _RADII.get(size)
    if radius is None:
        found = lengths.of_utility(size)
        radius = str(found) if found and found.number >= 0 and found.unit in ("rem", "%", "em") else None
    return _declared(tuple(f"border{name}-radius" for name in _CORNERS[corner]), radius) if radius else None


def _shadow(value: str, prefix: str, place: Place) -> Style | None:
    if value in _SHADOWS:
        return Style(f"box-shadow:{_SHADOWS[value]}")
    return NOTHING if named(value) else None


def _size(value: str, prefix: str, place: Place) -> Style | None:
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


def _columns(value: str, prefix: str, place: Place) -> Style | None:
    if value.isdecimal() and 1 <= int(value) <= 12:
        wide = f"grid-template-columns:repeat({int(value)},minmax(0,1fr))" if value != "1" else ""
    elif value.startswith("[") and (written := tracks(value[1:-1].replace("_", " "))):
        wide = f"grid-template-columns:{written}"
    else:
        return NOTHING if value in ("none", "subgrid") else None
    return Style("grid-template-columns:minmax(0,1fr)", wide)


def _span(value: str, prefix: str, place: Place) -> Style | None:
    if value == "full":
        return Style("grid-column:1/-1")
    return Style("", f"grid-column:span {int(value)}/span {int(value)}") if re.match(r"\d{1,2}\Z", value) else None


def _text_columns(value: str, prefix: str, place: Place) -> Style | None:
    return Style(f"columns:{int(value)} 12rem") if re.match(r"[1-9]\Z", value) else None


def _alignment(names: str) -> _Family:
    def family(value: str, prefix: str, place: Place) -> Style | None:
        return Style(f"{names}:{_ALIGNED[value]}") if value in _ALIGNED else None

    return family


def _drawn(value: str, prefix: str, place: Place) -> Style | None:
    found = named(value)
    if found is None:
        return Style(f"{prefix}-width:{int(value)}") if prefix == "stroke" and re.match(r"\d\Z", value) else None
    return Style(f"{prefix}:{readable.line(found)}")


def _floating(value: str, prefix: str, place: Place) -> Style | None:
    return Style("", f"float:{value}") if value in ("left", "right") and place.is_picture else None


def _underline(value: str, prefix: str, place: Place) -> Style | None:
    if match := re.match(r"offset-?(\d{1,2})\Z", value):
        return Style(f"text-underline-offset:{min(int(match[1]), 8)}px")
    found = named(value)
    return Style(f"text-decoration-color:{readable.line(found)}") if found else None


_FAMILIES: dict[str, _Family] = {
    **{kind + mark + side: _space for kind in ("m", "p") for side in _SIDES for mark in ("", "-") if side or not mark},
    **dict.fromkeys(("gap", "gap-x", "gap-y", "grid-gap", "flex-gap"), _gap),
    **dict.fromkeys(("space-x", "space-y"), _space_between),
    "divide": _divide,
    **dict.fromkeys(("text", "color", "c", "text-color"), _text),
    **dict.fromkeys(("font", "fw", "font-weight"), _font),
    **dict.fromkeys(("leading", "lh", "line-height"), _leading),
    "tracking": _tracking,
    "bg": _background,
    **dict.fromkeys(("from", "via", "to"), _stop),
    **dict.fromkeys(("border", "b"), _border),
    **dict.fromkeys(("rounded", "rd"), _rounded),
    "shadow": _shadow,
    **dict.fromkeys(("w", "h", "size", "min-w", "max-w", "min-h", "max-h"), _size),
    **dict.fromkeys(("grid-cols", "cols"), _columns),
    **dict.fromkeys(("col-span", "grid-col-span"), _span),
    "columns": _text_columns,
    "items": _alignment("align-items"),
    "justify": _alignment("justify-content"),
    "content": _alignment("align-content"),
    "self": _alignment("align-self"),
    "place-items": _alignment("place-items"),
    "place-content": _alignment("place-content"),
    "place-self": _alignment("place-self"),
    "justify-items": _alignment("justify-items"),
    "justify-self": _alignment("justify-self"),
    **dict.fromkeys(("fill", "stroke"), _drawn),
    "float": _floating,
    **dict.fromkeys(("underline", "decoration"), _underline),
}  # fmt: skip
_LONGEST = max(map(len, _FAMILIES))
_ORDER = {
    prefix: number
    for number, prefix in enumerate(
        "m ma mx my mt mb ml mr p px py pt pb pl pr text font border b rounded gap gap-x gap-y flex grid".split()
    )
}


def order(name: str) -> tuple[int, str]:
    """Sorts utilities so that a particular one (`mt-2`, `border-red`) comes behind a general one (`m-4`, `border`)."""
    if name in DISPLAYS:
        return 0, name
    prefix = name.partition("-")[0].rstrip("0123456789.")
    if prefix in ("border", "b"):  # width and style, then colour
        return (40 if re.match(r"(?:border|b)(?:-?[xytblr])?(?:-?\d+|-\w+ed|-none|-solid)?\Z", name) else 50), name
    return 1 + _ORDER.get(prefix, 30), name
