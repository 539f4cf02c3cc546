"""What can be tidied in a bibliography: papers that stand in it twice, preprints since published, missing venues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from deckbook.diagnostics import Diagnostic
from deckbook.papers.csl import identifiers
from deckbook.papers.model import Bibliography, Paper
from deckbook.papers.people import folded, forms

_VENUES = {
    "article-journal": "a journal", "paper-conference": "a book title", "chapter": "a book title", "thesis": "a school",
    "report": "an institution",
}  # fmt: skip


def hygiene(bibliography: Bibliography) -> list[Diagnostic]:
    """What is to be said of a bibliography besides what is wrong with its files."""
    papers = list(bibliography.papers.values())
    found = {(later.key, earlier.key): item for earlier, later, item in _twice(papers)}
    return sorted([*found.values(), *_without_venue(papers)])


def _twice(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Paper, Diagnostic]]:
    """Pairs of entries that are one work: of one DOI or number, or of one title and first author."""
    known: dict[object, list[Paper]] = defaultdict(list)
    for paper in papers:
        keys: list[object] = [*identifiers(paper.item)]
        if paper.authors and paper.item.get("title"):
            keys += [(folded(paper.title), form) for form in dict.fromkeys(forms(paper.authors[0]))]
        for key in keys:
            for other in known[key][:1]:
                if other is not paper:
                    yield other, paper, _pair(other, paper)
            known[key].append(paper)


def _pair(earlier: Paper, later: Paper) -> Diagnostic:
    if earlier.is_preprint != later.is_preprint:
        preprint, published = (earlier, later) if earlier.is_preprint else (later, earlier)
        message = (
            f"“{preprint.key}” is a preprint of “{published.key}” ({_place(published, preprint)}); cite that, or "
            "remove one of them."
        )
        return Diagnostic(preprint.path, preprint.line, "papers-published", message)
    message = f"“{later.key}” is the same work as “{earlier.key}” ({_place(earlier, later)}); remove one of them."
    return Diagnostic(later.path, later.line, "papers-duplicate", message)


def _place(paper: Paper, other: Paper) -> str:
    return f"line {paper.line}" if paper.path == other.path else f"{paper.path.name}:{paper.line}"


def _without_venue(papers: Iterable[Paper]) -> Iterator[Diagnostic]:
    for paper in papers:
        lacking = _VENUES.get(paper.kind)
        if lacking and not paper.venue:
            message = f"The entry “{paper.key}” lacks {lacking}, so its reference is incomplete; add it."
            yield Diagnostic(paper.path, paper.line, "papers-venue-missing", message)
