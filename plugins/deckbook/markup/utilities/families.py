"""What a utility's name means on a page: the table of the families.

The meaning is UnoCSS's (its preset wind3), but for what is written here on purpose: text flows, in any width and in
both palettes. So what takes a block out of the flow, moves, hides, cuts or fades it is left out (`neutral`), columns
stand below each other on a narrow page, space and sizes have limits (`lengths`), and colours are made readable.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from deckbook.markup.utilities import boxes, texts
from deckbook.markup.utilities.model import NOTHING, Place, Style
from deckbook.markup.utilities.neutral import is_neutral
from deckbook.markup.utilities.plain import DISPLAYS, PLAIN

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


def _alignment(names: str) -> _Family:
    def family(value: str, prefix: str, place: Place) -> Style | None:
        return Style(f"{names}:{_ALIGNED[value]}") if value in _ALIGNED else None

    return family


_FAMILIES: dict[str, _Family] = {
    **{kind + mark + side: boxes.space
       for kind in ("m", "p") for side in boxes.SIDES for mark in ("", "-") if side or not mark},
    **dict.fromkeys(("gap", "gap-x", "gap-y", "grid-gap", "flex-gap"), boxes.gap),
    **dict.fromkeys(("space-x", "space-y"), boxes.space_between),
    "divide": boxes.divide,
    **dict.fromkeys(("text", "color", "c", "text-color"), texts.text),
    **dict.fromkeys(("font", "fw", "font-weight"), texts.font),
    **dict.fromkeys(("leading", "lh", "line-height"), texts.leading),
    "tracking": texts.tracking,
    "bg": texts.background,
    **dict.fromkeys(("from", "via", "to"), texts.stop),
    **dict.fromkeys(("border", "b"), boxes.border),
    **dict.fromkeys(("rounded", "rd"), boxes.rounded),
    "shadow": boxes.shadow,
    **dict.fromkeys(("w", "h", "size", "min-w", "max-w", "min-h", "max-h"), boxes.size),
    **dict.fromkeys(("grid-cols", "cols"), boxes.columns),
    **dict.fromkeys(("col-span", "grid-col-span"), boxes.span),
    "columns": boxes.text_columns,
    "items": _alignment("align-items"),
    "justify": _alignment("justify-content"),
    "content": _alignment("align-content"),
    "self": _alignment("align-self"),
    "place-items": _alignment("place-items"),
    "place-content": _alignment("place-content"),
    "place-self": _alignment("place-self"),
    "justify-items": _alignment("justify-items"),
    "justify-self": _alignment("justify-self"),
    **dict.fromkeys(("fill", "stroke"), texts.drawn),
    "float": boxes.floating,
    **dict.fromkeys(("underline", "decoration"), texts.underline),
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
