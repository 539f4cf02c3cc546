"""Lengths of utilities and style sheets on a page: of the size they have on a slide, and within what a page can take.

A slide's rem is 16 pixels; a rem of a page of Material's is 20 or more, and its text has 0.8 of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SCALE = 0.8
"""A slide's rem in rem of the page."""
GREATEST_SPACE = 3.0
"""The greatest margin, padding or gap, in rem of the slide: slides use more to place text, which flows on a page."""
_NUMBER = r"\d{1,5}(?:\.\d{1,4})?|\.\d{1,4}"
_LENGTH = re.compile(rf"(-?)({_NUMBER})(px|rem|em|%|ch|ex|vw|vh|fr|pt)?\Z")
_FRACTION = re.compile(r"(\d{1,2})/(\d{1,2})\Z")
_NAMED = {
    "xs": 0.75,
    "sm": 0.875,
    "base": 1.0,
    "lg": 1.125,
    "xl": 1.25,
    "2xl": 1.5,
    "3xl": 1.875,
    "4xl": 2.25,
    "5xl": 3.0,
    "6xl": 3.75,
    "7xl": 4.5,
    "8xl": 6.0,
    "9xl": 8.0,
}
"""Sizes of text and of space, in rem."""
_WIDTHS = {"xs": 20, "sm": 24, "md": 28, "lg": 32, "xl": 36, "2xl": 42, "3xl": 48, "4xl": 56, "5xl": 64, "6xl": 72,
           "7xl": 80}  # fmt: skip
_PIXELS = {"px": 16.0, "pt": 12.0}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of a slide; `unit` is rem (of 16 pixels), em, %, ch, ex, vw, vh, fr, or "" for a bare number."""

    number: float
    unit: str

    def __str__(self) -> str:
        number = self.number * SCALE if self.unit == "rem" else self.number
        return f"{number:.4f}".rstrip("0").rstrip(".") + (self.unit if number else "")


def css(text: str) -> Length | None:
    """A length as a style sheet writes it; pixels and points become rem."""
    match = _LENGTH.match(text.strip().lower())
    if not match:
        return None
    number = float(match[2]) * (-1 if match[1] else 1)
    unit = match[3] or ""
    return Length(number / _PIXELS[unit], "rem") if unit in _PIXELS else Length(number, unit)


def of_utility(text: str) -> Length | None:
    """A length as a utility writes it: `4` (quarters of a rem), `1/2`, `full`, `2em`, `[12px]`, `lg`."""
    if text.startswith("[") and text.endswith("]"):
        return css(text[1:-1].removeprefix("length:"))
    if text in ("full", "screen"):
        return Length(100, "%")
    if text in ("none", "0"):
        return Length(0, "rem")
    if match := _FRACTION.match(text):
        return Length(round(100 * int(match[1]) / int(match[2]), 4), "%") if int(match[2]) else None
    if text in _NAMED:
        return Length(_NAMED[text], "rem")
    found = css(text)
    return Length(found.number / 4, "rem") if found and not found.unit else found


def width_of_utility(text: str) -> Length | None:
    """A width or height: as other lengths, but with the names of widths."""
    return Length(_WIDTHS[text], "rem") if text in _WIDTHS else of_utility(text)


def space(length: Length) -> str | None:
    """A margin, padding or gap, capped; None where a page does without it."""
    if length.number < 0 or length.unit in ("fr", "vw", "vh") or (not length.unit and length.number):
        return None
    most = {"rem": GREATEST_SPACE, "em": 3.0, "%": 10.0, "ch": 6.0, "ex": 6.0}.get(length.unit, 0)
    return str(Length(min(length.number, most), length.unit))


def font_size(length: Length) -> str | None:
    """A size of text between what can be read and what a narrow page holds."""
    if length.number <= 0:
        return None
    if length.unit == "rem":
        number = min(max(length.number, 0.75), 4.5)
        return str(Length(number, "rem")) if number <= 1.5 else f"min({Length(number, 'rem')},9vw)"
    if length.unit in ("em", "%"):
        one = 1 if length.unit == "em" else 100
        return str(Length(min(max(length.number, 0.75 * one), 2.5 * one), length.unit))
    return None


def box_width(length: Length) -> str | None:
    """The width of a box that holds text: never wider than its place, nor too narrow for words where that is narrow."""
    if length.number <= 0 or length.unit in ("fr", ""):
        return None
    if length.unit in ("%", "vw"):
        share = min(length.number, 100)
        return "100%" if share == 100 else f"max({share:g}%,min(100%,12rem))"
    return "100%" if length.unit == "vh" else f"min({length},100%)"


def picture_size(length: Length, *, upright: bool) -> str | None:
    """The width, or the height (`upright`), of a picture."""
    if length.number <= 0 or length.unit in ("fr", ""):
        return None
    if length.unit in ("%", "vw"):
        return "auto" if upright else f"{min(length.number, 100):g}%"
    if length.unit == "vh":
        return "auto"
    return str(Length(min(length.number, 40), "rem")) if length.unit == "rem" else str(length)
