"""What a page has to know of a recorded figure; pytest does without it."""

from __future__ import annotations

import re
from pathlib import Path

_HEAD = 4096
"""Bytes of a figure in which its first tag is."""
_SVG = re.compile(rb"<svg\s[^>]*>")
_LENGTH = re.compile(rb"""\s(?P<side>width|height)=["'](?P<number>\d{1,6}(?:\.\d{1,9})?)(?P<unit>|px|pt)["']""")
_PIXELS = {b"": 1, b"px": 1, b"pt": 4 / 3}


def size_of(figure: Path) -> tuple[int, int] | None:
    """The width and height of a figure in pixels of CSS; None where its file does not say them."""
    try:
        with figure.open("rb") as file:
            tag = _SVG.search(file.read(_HEAD))
    except OSError:
        return None
    found = {length["side"]: length for length in _LENGTH.finditer(tag[0])} if tag else {}
    if len(found) < 2:
        return None
    width, height = (
        round(float(found[side]["number"]) * _PIXELS[found[side]["unit"]]) for side in (b"width", b"height")
    )
    return (width, height) if width and height else None
