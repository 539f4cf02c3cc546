"""What a text cites: the values that recognition gives and that pages and lists are made of."""

from __future__ import annotations

from dataclasses import dataclass

from deckbook.papers.model import Paper


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a text that cites one paper.

    Attributes:
        key: The paper's key.
        text: What readers see: as it is written, or the names and the year where a key is written.
        start: Where it begins in the text.
        end: Where it ends there.
    """

    key: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place in a text that seems to cite a paper, but none that is known, or one of several.

    Attributes:
        text: What is written.
        start: Where it begins in the text.
        candidates: The papers that it may mean; empty where the bibliography has none.
        is_key: Whether it is a key, which can mean nothing else.
    """

    text: str
    start: int
    candidates: tuple[Paper, ...] = ()
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """What a text cites.

    Attributes:
        citations: In the order of the text, none within another.
        doubts: What could not be resolved.
        brackets: The positions of square brackets around keys; readers see round ones.
    """

    citations: tuple[Citation, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    brackets: tuple[int, ...] = ()
