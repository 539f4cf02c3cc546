"""Columns of a grid as a deck writes them by hand, for a page."""

from __future__ import annotations

import re

from deckbook.markup.utilities import lengths

_TRACK = re.compile(r"(?:minmax|fit-content)\([^()]*\)|[^\s(),]+|[()]")
_REPEAT = re.compile(r"repeat\(\s*(\d{1,2})\s*,([^()]*(?:\([^()]*\)[^()]*)*)\)")
_WORDS = frozenset(("auto", "min-content", "max-content"))


def tracks(text: str) -> str | None:
    """A list of columns whose shares (`fr`) may shrink below their content; None where it cannot be read."""
    if len(text) > 200:
        return None
    spread = _REPEAT.sub(lambda match: " ".join([match[2].strip()] * min(int(match[1]), 12)), text)
    out = []
    for found in _TRACK.findall(spread):
        track = _track(found)
        if track is None:
            return None
        out.append(track)
    return " ".join(out) if 0 < len(out) <= 12 else None


def _track(text: str) -> str | None:
    if text in _WORDS:
        return text
    if text.startswith("minmax("):
        largest = text[7:-1].rpartition(",")[2].strip()
        return _track(largest) if "(" not in largest else None
    if text.startswith("fit-content("):
        return "auto"
    found = lengths.css(text)
    if found is None or found.number <= 0 or not found.unit:
        return None
    return f"minmax(0,{found})" if found.unit != "vw" else None
