"""References as the IEEE writes them, numbered in the order of citation."""

from __future__ import annotations

import html

from deckbook.papers.csl import csl_names_of
from deckbook.papers.model import Name, Paper
from deckbook.papers.references import fields

_MOST = 6  # names that are given; of more only the first is
_IN_JOURNALS = frozenset(("article-journal", "article-magazine", "article-newspaper"))
_ONLINE = frozenset(("webpage", "software", "dataset"))


def reference(paper: Paper) -> str:
    """One reference, as escaped HTML."""
    names = _names(paper.authors, more=paper.more_authors)
    if names and not paper.item.get("author"):
        names += ", Ed." if len(paper.authors) == 1 else ", Eds."
    before = f"{names}, " if names else ""
    title = fields.title(paper)
    if paper.kind in _ONLINE:
        return before + _online(paper, title)
    if paper.kind == "book":
        return before + _book(paper, title)
    parts = [*_source(paper), *_where(paper)]
    closing = "" if title.endswith(("?", "!", "？", "！")) else "," if parts else "."
    quoted = f"{before}“{title}{closing}”"
    return fields.stopped(f"{quoted} {', '.join(parts)}") if parts else quoted


def _source(paper: Paper) -> list[str]:
    venue, pages = fields.italic(fields.text(paper, "container-title") or html.escape(paper.venue)), fields.pages(paper)
    leaf = (f"pp. {pages}" if "–" in pages else f"p. {pages}") if pages else ""
    year = fields.year(paper)
    dated = " ".join(part for part in (fields.short_month(fields.month(paper)), year) if part)
    if paper.kind in _IN_JOURNALS:
        volume, issue = fields.text(paper, "volume"), fields.text(paper, "issue")
        parts = [venue, volume and f"vol. {volume}", issue and f"no. {issue}", leaf, dated]
    elif paper.kind in ("paper-conference", "chapter", "entry-encyclopedia"):
        parts = [venue and f"in {venue}", _editors(paper), fields.text(paper, "publisher"), dated, leaf]
    elif paper.kind == "thesis":
        kind = fields.text(paper, "genre")
        parts = ["Ph.D. dissertation" if kind == "PhD thesis" else kind, fields.text(paper, "publisher"), year]
    elif paper.kind == "article":
        number = fields.link(f"https://arxiv.org/abs/{paper.arxiv}", paper.arxiv)
        parts = [year, f"arXiv:{number}" if paper.arxiv else venue]
    elif paper.kind == "report":
        number = " ".join(part for part in (fields.text(paper, "genre"), fields.text(paper, "number")) if part)
        parts = [fields.text(paper, "publisher"), number, dated]
    else:
        parts = [fields.text(paper, "publisher"), dated]
    return [part for part in parts if part]


def _editors(paper: Paper) -> str:
    editors = csl_names_of(paper, "editor") if paper.kind == "chapter" else ()
    role = "Ed." if len(editors) == 1 else "Eds."
    return f"{_names(editors, more=False)}, {role}" if editors else ""


def _where(paper: Paper) -> list[str]:
    if paper.doi:
        return [f"doi: {fields.link(fields.doi_url(paper), paper.doi)}"]
    return []


def _book(paper: Paper, title: str) -> str:
    number, written = fields.edition(paper)
    edition = f"{fields.ordinal(number)} ed." if number > 1 else "" if number else written
    place, publisher = fields.text(paper, "publisher-place"), fields.text(paper, "publisher")
    printed = ": ".join(part for part in (place, publisher) if part)
    first = ", ".join(part for part in (fields.italic(title), edition) if part)
    second = ", ".join(part for part in (printed, fields.year(paper), *_where(paper)) if part)
    return " ".join(fields.stopped(part) for part in (first, second) if part)


def _online(paper: Paper, title: str) -> str:
    publisher = fields.text(paper, "publisher")
    names = html.escape(", ".join(name.shown for name in paper.authors))
    parts = [f"“{title}{'' if title.endswith(('?', '!')) else '.'}”"]
    parts += [fields.stopped(publisher)] if publisher and publisher != names else []
    if seen := fields.spoken(paper, "accessed"):
        parts.append(f"Accessed: {seen}.")
    elif paper.year:
        parts.append(f"{paper.year}.")
    if paper.urls:
        parts.append(f"[Online]. Available: {fields.link(paper.urls[0])}")
    return " ".join(parts)


def _names(names: tuple[Name, ...], *, more: bool) -> str:
    shown = [_name(name) for name in names]
    if more or len(shown) > _MOST:
        return f"{', '.join(shown[:1] if len(shown) > _MOST else shown)} <i>et al.</i>" if shown else ""
    if len(shown) < 3:
        return " and ".join(shown)
    return f"{', '.join(shown[:-1])}, and {shown[-1]}"


def _name(name: Name) -> str:
    if name.literal or fields.is_eastern(name):
        return html.escape(name.shown)
    parts = (fields.initials(name, ".", " "), html.escape(name.family), html.escape(name.suffix))
    return " ".join(part for part in parts if part)
