"""References after the APA's 7th edition, in the order of names."""

from __future__ import annotations

import html

from deckbook.papers.csl import csl_names_of
from deckbook.papers.model import Name, Paper
from deckbook.papers.references import fields

_MOST = 20  # names that are given
_STANDING = frozenset(("paper-conference", "chapter", "entry-encyclopedia"))
_IN_JOURNALS = frozenset(("article-journal", "article-magazine", "article-newspaper"))


def reference(paper: Paper) -> str:
    """One reference, as escaped HTML."""
    title = _title(paper)
    names = _names(paper.authors, more=paper.more_authors)
    if names and paper.kind == "book" and not paper.item.get("author"):
        names += " (Ed.)" if len(paper.authors) == 1 else " (Eds.)"
    first, second = (names, title) if names else (title, "")
    parts = [first, f"({_date(paper)})", second, *_source(paper)]
    shown = " ".join(fields.stopped(part) for part in parts if part)
    where = _where(paper)
    return f"{shown} {where}" if where else shown


def _title(paper: Paper) -> str:
    title = fields.title(paper)
    if paper.kind in _STANDING | _IN_JOURNALS:
        return title
    notes = []
    number, written = fields.edition(paper)
    if number > 1 or (written and not number):
        notes.append(f"{fields.ordinal(number)} ed." if number else written)
    if paper.kind == "article" and paper.arxiv:
        notes.append(f"arXiv:{html.escape(paper.arxiv)}")
    if paper.kind == "report":
        notes += [" ".join(part for part in (fields.text(paper, "genre"), fields.text(paper, "number")) if part)]
    shown = fields.italic(title)
    notes = [note for note in notes if note]
    shown += f" ({', '.join(notes)})" if notes else ""
    if paper.kind == "thesis":
        kind = fields.text(paper, "genre")
        kind = {"PhD thesis": "Doctoral dissertation", "Master’s thesis": "Master’s thesis"}.get(kind, kind)
        shown += f" [{', '.join(part for part in (kind, fields.text(paper, 'publisher')) if part)}]"
    return shown


def _source(paper: Paper) -> list[str]:
    venue, pages = fields.text(paper, "container-title") or html.escape(paper.venue), fields.pages(paper)
    if paper.kind in _IN_JOURNALS:
        volume, issue = fields.text(paper, "volume"), fields.text(paper, "issue")
        number = fields.italic(volume) + (f"({issue})" if issue else "")
        return [", ".join(part for part in (fields.italic(venue), number, pages) if part)]
    if paper.kind in _STANDING:
        editors = csl_names_of(paper, "editor")
        role = f" ({'Ed.' if len(editors) == 1 else 'Eds.'}), " if editors else ""
        leaf = f" (pp. {pages})" if "–" in pages else f" (p. {pages})" if pages else ""
        inside = f"In {_editors(editors)}{role}{fields.italic(venue)}{leaf}" if venue else leaf.strip()
        return [inside, fields.text(paper, "publisher")]
    if paper.kind == "thesis":
        return []
    if paper.kind == "article":
        return [venue]
    publisher = fields.text(paper, "publisher")
    authors = html.escape(", ".join(name.shown for name in paper.authors))
    return [publisher] if publisher != authors else []


def _where(paper: Paper) -> str:
    if paper.doi:
        return fields.link(fields.doi_url(paper))
    return fields.link(paper.urls[0]) if paper.urls else ""


def _date(paper: Paper) -> str:
    year = fields.year(paper, "n.d.")
    month = fields.month(paper) if paper.kind in ("webpage", "article-newspaper", "article-magazine") else ""
    return f"{year}, {month}" if month else year


def _names(names: tuple[Name, ...], *, more: bool) -> str:
    shown = [_name(name) for name in names]
    if more:
        return ", ".join([*shown, "et al."])
    if len(shown) > _MOST:
        return ", ".join(shown[: _MOST - 1]) + f", … {shown[-1]}"
    return _joined(shown)


def _joined(shown: list[str]) -> str:
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])}, &amp; {shown[-1]}" if shown else ""


def _name(name: Name) -> str:
    if name.literal:
        return html.escape(name.literal)
    if fields.is_eastern(name):
        return html.escape(name.shown)
    given = fields.initials(name, ".", " ")
    return ", ".join(part for part in (html.escape(name.family), given, html.escape(name.suffix)) if part)


def _editors(names: tuple[Name, ...]) -> str:
    shown = [
        html.escape(name.shown) if name.literal or fields.is_eastern(name) else
        " ".join(part for part in (fields.initials(name, ".", " "), html.escape(name.family)) if part)
        for name in names
    ]  # fmt: skip
    return f"{shown[0]} &amp; {shown[1]}" if len(shown) == 2 else _joined(shown)
