"""What the utilities' functions take and give: the element a utility stands on, and its declarations."""

from __future__ import annotations

from dataclasses import dataclass

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
