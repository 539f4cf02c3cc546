"""Columns of a grid as a deck writes them by hand, for a page."""

from __future__ import annotations

import re

from deckbook.markup.utilities import lengths
from deckbook.markup.utilities.lengths import Length

_TRACK = re.compile(r"(?:minmax|fit-content)\([^()]*\)|[^\s(),]+|[()]")
_REPEAT = re.compile(r"repeat\(\s*(\d{1,2})\s*,([^()]*(?:\([^()]*\)[^()]*)*)\)")
_WORDS = frozenset(("auto", "min-content", "max-content"))
_SLIDE = 55.0
"""The width that a slide has for its text, in its rem."""
_SQUEEZED, _SHARE, _GAP = 49.0, 9.0, 1.0
"""The width of columns that a page can still show beside each other, and what a share and a gap need of it."""


def tracks(text: str) -> str | None:
    """A list of columns that fit a page of any width; None where it cannot be read.

    Columns may shrink below their content, and what has its own width leaves its neighbours a part of the page: so much
    as they have of a slide.
    """
    columns = _columns(text)
    if columns is None:
        return None
    whole, shares = _whole(columns)
    if shares and whole:
        widths = [track.number for track in columns if isinstance(track, Length) and track.unit == "rem"]
        share = max((_SLIDE - whole) / shares, whole / len(widths))
        whole += min(share, max(widths)) * shares
    return " ".join(_written(track, whole, len(columns), beside_shares=bool(shares)) for track in columns)


def are_too_wide(text: str) -> bool:
    """Whether columns need the whole width of a slide, and a page has no room for them beside each other."""
    columns = _columns(text) or []
    whole, shares = _whole(columns)
    return whole + shares * _SHARE + (len(columns) - 1) * _GAP > _SQUEEZED and whole > 0


def _columns(text: str) -> list[Length | str] | None:
    if len(text) > 200:
        return None
    spread = _REPEAT.sub(lambda match: " ".join([match[2].strip()] * min(int(match[1]), 12)), text)
    found = [_track(part) for part in _TRACK.findall(spread)]
    columns = [track for track in found if track is not None]
    return columns if len(columns) == len(found) and 0 < len(columns) <= 12 else None


def _whole(columns: list[Length | str]) -> tuple[float, float]:
    """The sum of the widths that columns have of their own, and of their shares of the rest."""
    known = [track for track in columns if isinstance(track, Length)]
    widths, shares = ([one.number for one in known if one.unit == unit] for unit in ("rem", "fr"))
    return sum(widths), sum(shares)


def _written(track: Length | str, whole: float, count: int, *, beside_shares: bool) -> str:
    """A column; `whole` is the width of all, and those that share it are left their part."""
    if isinstance(track, str):
        limit = 120 // count if count > 1 else 100
        return f"fit-content({limit}%)" if track == "max-content" or (track == "auto" and beside_shares) else track
    if track.unit == "rem" and beside_shares:
        return f"minmax(0,min({track},{100 * track.number / whole:.3g}%))"
    return f"minmax(0,{track})"


def _track(text: str) -> Length | str | None:
    if text in _WORDS:
        return text
    if text.startswith("minmax("):
        largest = text[7:-1].rpartition(",")[2].strip()
        return _track(largest) if "(" not in largest else None
    if text.startswith("fit-content("):
        return "auto"
    found = lengths.css(text)
    if found is None or found.number <= 0 or found.unit in ("", "vw"):
        return None
    return found
