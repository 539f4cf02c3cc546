"""Papers as files that reference managers import: CSL-JSON and BibTeX, without what is for an entry's owner only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from deckbook.papers.model import Paper
from deckbook.papers.people import as_csl, csl_names

_SHARED = (
    "title", "title-short", "container-title", "collection-title", "publisher", "publisher-place", "event-title",
    "event-place", "volume", "issue", "number", "page", "edition", "genre", "version", "language", "issued", "DOI",
    "ISBN", "ISSN", "URL",
)  # fmt: skip
_ROLES = ("author", "editor", "translator")


def as_csl_json(papers: Iterable[Paper]) -> str:
    """Papers as a list of CSL-JSON items."""
    return json.dumps([item(paper) for paper in papers], ensure_ascii=False, indent=1) + "\n"


def as_bibtex(papers: Iterable[Paper]) -> str:
    """Papers as a BibTeX file."""
    return "\n\n".join(paper.bibtex for paper in papers) + "\n"


def item(paper: Paper) -> dict[str, Any]:
    """A paper's item, with its key as its id; its number at arXiv stands where Zotero keeps that."""
    found: dict[str, Any] = {"id": paper.key, "type": paper.kind, "citation-key": paper.key}
    for role in _ROLES:
        if names := csl_names(paper.item.get(role)):
            found[role] = as_csl(names)
    found |= {name: value for name in _SHARED if (value := paper.item.get(name)) and value != {"date-parts": [[]]}}
    found.setdefault("title", paper.title)
    if paper.urls:
        found.setdefault("URL", paper.urls[0])
    if paper.arxiv:
        found["note"] = f"arXiv: {paper.arxiv}"
    return found
