"""Fonts of authors' CSS: families as they are, sizes and lines that can be read."""

from __future__ import annotations

import re

from deckbook.markup.utilities import lengths

_WORDS = frozenset("small medium large x-large xx-large smaller larger".split())
_FAMILY = re.compile(r"""(?:[\w\s,-]|"[\w\s-]*"|'[\w\s-]*')+\Z""")
_SHORTHAND = re.compile(r"((?:[a-z-]+ |[1-9]00 )*)([\d.]+[a-z%]+|[a-z-]+)(?: ?/ ?([\d.]+[a-z%]*))? (.+)\Z", re.I | re.S)
_STYLES, _WEIGHTS = frozenset(("italic", "oblique")), frozenset(("bold", "bolder", "lighter"))


def font(text: str, *, is_drawn: bool = False) -> str:
    """The shorthand: style, weight, size, height of lines and family; "" where it cannot be read."""
    match = _SHORTHAND.match(" ".join(text.split())) if len(text) <= 300 else None
    if not match:
        return ""
    words = match[1].lower().split()
    found = [f"font-style:{word}" for word in words if word in _STYLES]
    found += [f"font-weight:{word}" for word in words if word in _WEIGHTS or word.isdecimal()]
    found += [size(match[2], is_drawn=is_drawn), line_height(match[3]) if match[3] else "", family(match[4])]
    return ";".join(filter(None, found))


def size(text: str, *, is_drawn: bool = False) -> str:
    """A size; in a drawing (`is_drawn`) pixels are the drawing's own, which grows and shrinks as a whole."""
    if text in _WORDS:
        return f"font-size:{text}"
    found = lengths.css(text)
    if is_drawn and found and found.unit == "rem":
        return f"font-size:{found.number * 16:.4g}px" if found.number > 0 else ""
    written = lengths.font_size(found) if found else None
    return f"font-size:{written}" if written else ""


def line_height(text: str) -> str:
    found = lengths.css(text)
    if found is None or found.unit not in ("", "em", "%"):
        return ""
    number = found.number / 100 if found.unit == "%" else found.number
    return f"line-height:{min(max(number, 1.2), 3):g}"


def letter_spacing(text: str) -> str:
    found = lengths.css(text)
    if found is None or found.unit not in ("em", "rem", ""):
        return ""
    return f"letter-spacing:{min(max(found.number, -0.05), 0.3):g}em"


def family(text: str) -> str:
    return f"font-family:{text}" if _FAMILY.match(text) else ""
