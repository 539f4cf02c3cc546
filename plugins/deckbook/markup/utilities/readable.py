"""Colours of authors made readable in a light and in a dark palette.

A deck is drawn for one of them, a page is read in both. So a colour becomes a pair, by CSS's `light-dark()`: in a light
palette every background is pale and every text dark, in a dark one the other way round, and any of those texts has a
contrast of at least 4.5 : 1 on any of those backgrounds (WCAG 2.2, 1.4.3). The hue stays the author's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from tinycss2.color4 import parse_color

_PALE, _DEEP = 0.8, 0.04
"""The least luminance of a background in a light palette, and the greatest in a dark one."""
_CONTRAST = 4.6
_DARK_TEXT, _LIGHT_TEXT = (_PALE + 0.05) / _CONTRAST - 0.05, (_DEEP + 0.05) * _CONTRAST - 0.05
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of sRGB: each channel and its opacity from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    @property
    def luminance(self) -> float:
        """WCAG's relative luminance, from 0 (black) to 1 (white)."""
        return 0.2126 * _linear(self.red) + 0.7152 * _linear(self.green) + 0.0722 * _linear(self.blue)

    @property
    def is_extreme(self) -> bool:
        """Whether this is white or black, or next to it."""
        return max(self.red, self.green, self.blue) < 0.08 or min(self.red, self.green, self.blue) > 0.95

    def faded(self, alpha: float) -> Colour:
        return replace(self, alpha=self.alpha * alpha)

    def over(self, other: Colour) -> Colour:
        """This colour as it looks on an opaque one."""
        return mixed(self, other, self.alpha)

    def __str__(self) -> str:
        channels = [round(channel * 255) for channel in (self.red, self.green, self.blue)]
        return "#" + "".join(f"{channel:02x}" for channel in channels)


_WHITE, _BLACK = Colour(1, 1, 1), Colour(0, 0, 0)
_DARK_PAGE = Colour(0x1E / 255, 0x21 / 255, 0x29 / 255)
"""The page of Material's dark palette."""


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """An opaque mixture with that share of the first colour."""
    rest = 1 - share
    return Colour(
        first.red * share + second.red * rest,
        first.green * share + second.green * rest,
        first.blue * share + second.blue * rest,
    )


@lru_cache(maxsize=4096)
def colour(text: str) -> Colour | None:
    """What CSS calls a colour; None for what is none, or depends on where it stands."""
    try:
        parsed = parse_color(text)
        if parsed is None or isinstance(parsed, str):
            return None
        red, green, blue, alpha = parsed.to("srgb")
        channels = [min(max(float(channel or 0), 0.0), 1.0) for channel in (red, green, blue, alpha)]
    except (ValueError, TypeError, AttributeError, NotImplementedError, OverflowError):
        return None
    return Colour(*channels)


def _chroma(color: Colour) -> float:
    channels = (color.red, color.green, color.blue)
    return max(channels) - min(channels)


def _vivid(color: Colour) -> Colour:
    """The purest colour of the same hue."""
    low, chroma = min(color.red, color.green, color.blue), _chroma(color) or 1.0
    return Colour((color.red - low) / chroma, (color.green - low) / chroma, (color.blue - low) / chroma)


def _least(color: Colour, towards: Colour, fits: Callable[[Colour], bool]) -> Colour:
    """The colour, mixed with as little of another as makes it fit."""
    if fits(color):
        return replace(color, alpha=1.0)
    low, high = 0.0, 1.0  # shares of the colour itself
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if fits(mixed(color, towards, middle)):
            low = middle
        else:
            high = middle
    return mixed(color, towards, low)


def _pair(light: Colour, dark: Colour) -> str:
    return f"light-dark({light},{dark})"


@lru_cache(maxsize=4096)
def text(color: Colour) -> str:
    """A colour for text."""
    return _pair(
        _least(color, _BLACK, lambda found: found.luminance <= _DARK_TEXT),
        _least(color, _WHITE, lambda found: found.luminance >= _LIGHT_TEXT),
    )


@lru_cache(maxsize=4096)
def background(color: Colour) -> str:
    """A colour for what stands behind text."""
    light, dark = color.over(_WHITE), color.over(_DARK_PAGE)
    if light.luminance < 0.05:  # nearly black: a grey on a light page
        light = mixed(light, _WHITE, 0.1)
    if dark.luminance > 0.6:  # nearly white: its hue on a dark page
        dark = mixed(_vivid(dark), mixed(dark, _DARK_PAGE, 0.07), min(4 * _chroma(dark), 1) * 0.12)
    return _pair(
        _least(light, _WHITE, lambda found: found.luminance >= _PALE),
        _least(dark, _BLACK, lambda found: found.luminance <= _DEEP),
    )


@lru_cache(maxsize=4096)
def line(color: Colour) -> str:
    """A colour for borders and drawings: seen on both pages, glaring on none."""
    light, dark = color.over(_WHITE), color.over(_DARK_PAGE)
    if light.luminance < 0.02:
        light = mixed(light, _WHITE, 0.6)
    if light.luminance > 0.9:
        light = mixed(light, _BLACK, 0.9)
    if dark.luminance > 0.5:
        dark = mixed(dark, _DARK_PAGE, 0.35)
    elif dark.luminance < 0.05:
        dark = mixed(dark, _WHITE, 0.75)
    return _pair(light, dark)


def wants(color: Colour, behind: Colour) -> str | None:
    """Which palette a text and its own background were made for: "dark" or "light"; None where that is not certain."""
    if behind.alpha < 0.5:
        return None
    if color.luminance > 0.7 and behind.luminance < 0.5:
        return "dark"
    return "light" if color.luminance < 0.1 and behind.luminance > 0.5 else None
