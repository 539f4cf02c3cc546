"""An entry of BibTeX or BibLaTeX → an item of CSL-JSON with plain texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from deckbook.papers.bibtex import Field, RawEntry
from deckbook.papers.identifiers import of_arxiv, of_doi, of_url, said_arxiv
from deckbook.papers.latex import plain
from deckbook.papers.people import as_csl, read_names

_KINDS = {
    "article": "article-journal", "inproceedings": "paper-conference", "conference": "paper-conference",
    "book": "book", "mvbook": "book", "proceedings": "book", "mvproceedings": "book", "collection": "book",
    "booklet": "pamphlet", "manual": "document", "incollection": "chapter", "inbook": "chapter", "suppbook": "chapter",
    "bookinbook": "chapter", "inreference": "entry-encyclopedia", "phdthesis": "thesis", "mastersthesis": "thesis",
    "thesis": "thesis", "techreport": "report", "report": "report", "online": "webpage", "electronic": "webpage",
    "www": "webpage", "software": "software", "dataset": "dataset", "patent": "patent", "video": "motion_picture",
}  # fmt: skip
_VENUES = {
    "article-journal": ("journaltitle", "journal"),
    "paper-conference": ("booktitle", "eventtitle", "journaltitle", "journal"),
    "chapter": ("booktitle",),
    "entry-encyclopedia": ("booktitle",),
}
_PUBLISHERS = ("publisher", "institution", "school", "organization")
_PLAIN = {
    "volume": "volume", "edition": "edition", "isbn": "ISBN", "issn": "ISSN", "series": "collection-title",
    "eventtitle": "event-title", "venue": "event-place", "version": "version", "shorttitle": "title-short",
}  # fmt: skip
_INHERITED = {"title": "booktitle", "subtitle": "booksubtitle", "booktitle": "booktitle"}
_NOT_INHERITED = frozenset(
    "ids crossref xref xdata entryset label options presort related sortkey author abstract keywords file url doi "
    "eprint eprinttype archiveprefix shorttitle note pages".split()
)
_MAYBE_PREPRINTS = frozenset(
    "article misc unpublished online report techreport preprint document electronic".split()
)
_ISO = re.compile(r"(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)")
_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
)}  # fmt: skip
_DASHES = re.compile(r"\s*[-‐‑–—]{1,3}\s*")
_ARXIV_JOURNAL = re.compile(r"(?:corr|arxiv.*|abs/\d{4}\.\d+.*)", re.I)


def item(entry: RawEntry) -> dict[str, Any]:
    """An entry's item; fields that say nothing are left out."""
    said = {name: text for name, field in entry.fields.items() if (text := field.value.strip())}
    kind, genre = _kind(entry.kind, said)
    found: dict[str, Any] = {"id": entry.key, "type": kind, "title": _title(said), "genre": genre}
    for role in ("author", "editor", "translator"):
        names, more = read_names(said.get(role, ""))
        found[role] = as_csl(names)
        if more and role == "author":
            found["more-authors"] = True
    found["container-title"] = plain(_first(said, _VENUES.get(kind, ())))
    found["publisher"] = plain(_first(said, _PUBLISHERS))
    found["publisher-place"] = plain(said.get("location") or said.get("address") or "")
    for name, variable in _PLAIN.items():
        found[variable] = plain(said.get(name, ""))
    number = plain(said.get("number", ""))
    found["issue" if kind == "article-journal" else "number"] = plain(said.get("issue", "")) or number
    found["page"] = _DASHES.sub("–", plain(said.get("pages", "")))
    found["issued"] = _date(said.get("date", "")) or _year(said.get("year", ""), said.get("month", ""))
    found["accessed"] = _date(said.get("urldate", ""))
    found["language"] = plain(said.get("langid") or said.get("language") or "")
    found |= _places(said)
    return {name: value for name, value in found.items() if value}


def inherited(entry: RawEntry, parent: RawEntry) -> RawEntry:
    """An entry with what its `crossref` names gives it: a volume's title is the book title of what stands in it."""
    in_volume = entry.kind.startswith("in")
    fields: dict[str, Field] = {}
    for name, field in parent.fields.items():
        if name not in _NOT_INHERITED:
            fields[_INHERITED.get(name, name) if in_volume else name] = field
    return RawEntry(entry.kind, entry.key, entry.line, {**fields, **entry.fields})


def _kind(kind: str, said: Mapping[str, str]) -> tuple[str, str]:
    """CSL's type of an entry, and the kind of a thesis or report in words."""
    genre = plain(said.get("type", ""))
    journal = said.get("journaltitle") or said.get("journal") or ""
    if kind in _MAYBE_PREPRINTS:
        scheme = (said.get("eprinttype") or said.get("archiveprefix") or "").lower()
        by_number = scheme == "arxiv" or of_arxiv(said.get("eprint", ""))
        named = bool(_ARXIV_JOURNAL.fullmatch(journal.strip()))
        at_arxiv = said_arxiv(" ".join((said.get("number", ""), said.get("howpublished", ""), said.get("note", ""))))
        published = journal and not named
        if kind == "preprint" or named or ((by_number or at_arxiv) and not published):
            return "article", genre
    if kind == "thesis" or kind.endswith("thesis"):
        doctoral = kind == "phdthesis" or "phd" in genre.lower() or "doct" in genre.lower() or "博士" in genre
        return "thesis", genre if genre and genre != "phdthesis" else "PhD thesis" if doctoral else "Master’s thesis"
    return _KINDS.get(kind, "webpage" if kind == "misc" and "url" in said else "document"), genre


def _title(said: Mapping[str, str]) -> str:
    title, subtitle = plain(said.get("title", "")), plain(said.get("subtitle", ""))
    return f"{title}: {subtitle}" if title and subtitle else title


def _first(said: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if said.get(name)), "")


def _places(said: Mapping[str, str]) -> dict[str, Any]:
    """Where it is found: DOI, arXiv, addresses."""
    found: dict[str, Any] = {}
    url = _address(said.get("url", ""))
    how = re.search(r"https?://[^\s{}\"<>]+", said.get("howpublished", "") + " " + said.get("note", ""))
    doi = of_doi(_address(said.get("doi", "")))
    if doi and doi.scheme == "doi":
        found["DOI"] = doi.value
    arxiv = _arxiv(said)
    if arxiv is None and doi and doi.scheme == "arxiv":
        arxiv = doi
    if arxiv:
        found["arxiv"] = arxiv.value
    if doi and doi.scheme == "acl":
        found["DOI"] = f"10.18653/v1/{doi.value.lower()}"
        url = url or doi.url
    found["URL"] = url or (how[0] if how else "")
    found["code"] = _address(said.get("code", ""))
    return found


def _arxiv(said: Mapping[str, str]) -> Any:
    scheme = (said.get("eprinttype") or said.get("archiveprefix") or "").lower()
    if said.get("eprint") and scheme in ("", "arxiv") and (found := of_arxiv(said["eprint"])):
        return found
    by_url = of_url(_address(said.get("url", "")))
    if by_url and by_url.scheme == "arxiv":
        return by_url
    return said_arxiv(
        " ".join(said.get(name, "") for name in ("number", "journal", "journaltitle", "howpublished", "note", "volume"))
    )


def _address(text: str) -> str:
    r"""An address, where only `\_`, `\%` and the like are LaTeX."""
    text = re.sub(r"\\url\s*\{([^{}]*)\}", r"\1", text)
    return re.sub(r"\\([#$%&_~{}])", r"\1", text).strip().strip("{}")


def _date(written: str) -> dict[str, Any] | None:
    """A date of BibLaTeX: `2017-06-12`, `2017-06`, of a range the first."""
    match = _ISO.match(plain(written))
    return _parts(match[1], match[2], match[3]) if match else _year(written, "")


def _year(year: str, month: str) -> dict[str, Any] | None:
    match = _YEAR.search(plain(year))
    if match is None:
        return None
    name = plain(month).strip().lower()
    number = _MONTHS.get(name[:3]) or (re.match(r"\d{1,2}", name) or [""])[0]
    return _parts(match[1], str(number), "")


def _parts(*written: str | None) -> dict[str, Any]:
    parts: list[int] = []
    for text, most in zip(written, (9999, 12, 31), strict=False):
        if not text or not 1 <= int(text) <= most:
            break
        parts.append(int(text))
    return {"date-parts": [parts]} if parts else {}
