"""References after GB/T 7714-2015, numbered in the order of citation."""

from __future__ import annotations

import html

from deckbook.papers.csl import csl_names_of
from deckbook.papers.model import Name, Paper
from deckbook.papers.references import fields

_MARKS = {
    "article-journal": "J", "article-magazine": "J", "article-newspaper": "N", "paper-conference": "C", "book": "M",
    "pamphlet": "M", "chapter": "M", "entry-encyclopedia": "M", "thesis": "D", "report": "R", "patent": "P",
    "standard": "S", "dataset": "DS", "software": "CP", "article": "EB", "webpage": "EB",
}  # fmt: skip
_ONLINE = frozenset(("article", "webpage", "software", "dataset", "post-weblog"))
_MOST = 3  # names that are given


def reference(paper: Paper) -> str:
    """One reference, as escaped HTML."""
    url = (paper.urls or ("",))[0] if paper.kind in _ONLINE else ""
    mark = _MARKS.get(paper.kind, "Z") + ("/OL" if url else "")
    parts = [_names(paper.authors, more=paper.more_authors), f"{fields.title(paper)}[{mark}]"]
    if paper.kind in ("paper-conference", "chapter", "entry-encyclopedia") and paper.venue:
        parts[-1] += "//" + _volume(paper)
    parts.append(_online(paper) if paper.kind in _ONLINE else _printed(paper))
    shown = ". ".join(part.rstrip(".") for part in parts if part)
    if url:
        return f"{shown}. {fields.link(url)}."
    return f"{shown}. DOI:{fields.link(fields.doi_url(paper), paper.doi)}." if paper.doi else f"{shown}."


def _names(names: tuple[Name, ...], *, more: bool = False) -> str:
    shown = [_name(name) for name in names[:_MOST]]
    if shown and (more or len(names) > _MOST):
        shown.append("等" if fields.is_eastern(names[0]) else "et al")
    return ", ".join(shown)


def _name(name: Name) -> str:
    if name.literal:
        return html.escape(name.literal)
    if fields.is_eastern(name):
        return html.escape(name.shown)
    return " ".join(part for part in (html.escape(name.family.upper()), fields.initials(name, "", " ")) if part)


def _volume(paper: Paper) -> str:
    """What a paper or chapter stands in."""
    editors = csl_names_of(paper, "editor")
    venue = fields.text(paper, "container-title") or html.escape(paper.venue)
    return f"{_names(editors)}. {venue}" if editors and paper.kind == "chapter" else venue


def _printed(paper: Paper) -> str:
    year, pages = fields.year(paper), fields.pages(paper, "-")
    if paper.kind.startswith("article-"):
        volume, issue = fields.text(paper, "volume"), fields.text(paper, "issue")
        number = volume + (f"({issue})" if issue else "")
        shown = ", ".join(part for part in (fields.text(paper, "container-title"), year, number) if part)
    else:
        place, publisher = fields.text(paper, "publisher-place"), fields.text(paper, "publisher")
        publisher = ": ".join(part for part in (place, publisher) if part)
        shown = ", ".join(part for part in (publisher, year) if part)
        edition = _edition(paper)
        shown = f"{edition}. {shown}" if edition else shown
    return f"{shown}: {pages}" if pages and shown else shown or pages


def _edition(paper: Paper) -> str:
    number, written = fields.edition(paper)
    if number == 1 or not written:
        return ""
    if paper.language == "zh":
        return f"{number}版" if number else written
    return f"{fields.ordinal(number)} ed" if number else written


def _online(paper: Paper) -> str:
    """The date of publication, and the day it was looked at."""
    published, seen = fields.iso(paper, "issued") or fields.year(paper), fields.iso(paper, "accessed")
    return (f"({published})" if published else "") + (f"[{seen}]" if seen else "")
