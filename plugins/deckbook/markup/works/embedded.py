"""What the head of a paper's page says of it, by the names that Google Scholar reads and Zotero's connector with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deckbook.markup.works.model import Work

_VENUES = {"article-journal": "citation_journal_title", "paper-conference": "citation_conference_title"}
_NAMES = {
    "volume": "citation_volume", "issue": "citation_issue", "publisher": "citation_publisher", "DOI": "citation_doi",
    "ISBN": "citation_isbn", "ISSN": "citation_issn", "language": "citation_language",
}  # fmt: skip


def citation(work: Work) -> tuple[tuple[str, str], ...]:
    """The names and contents of the `meta` elements, in the order in which they are to stand."""
    return tuple((name, text) for name, value in _said(work) if (text := " ".join(str(value or "").split())))


def _said(work: Work) -> Iterator[tuple[str, Any]]:
    item = work.item
    yield "citation_title", work.title
    for name in item.get("author", ()):
        parts = [name.get(part, "") for part in ("family", "given")]
        yield "citation_author", name.get("literal") or ", ".join(part for part in parts if part)
    yield "citation_publication_date", work.year
    if venue := _VENUES.get(str(item.get("type"))):
        yield venue, item.get("container-title")
    for variable, name in _NAMES.items():
        yield name, item.get(variable)
    first, _, last = str(item.get("page", "")).replace("–", "-").partition("-")
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    links = dict(work.links)
    yield "citation_arxiv_id", links.get("arXiv", "").removeprefix("https://arxiv.org/abs/")
    yield "citation_pdf_url", links.get("PDF")
