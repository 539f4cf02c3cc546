"""Entries as BibTeX: an entry of a file without what is private, and a new one from an item of CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from deckbook.papers.bibtex import RawEntry
from deckbook.papers.model import Name, is_cjk
from deckbook.papers.people import csl_names, folded

# What an entry says for its owner only: paths on a disk, notes, tags, and marks of reference managers.
_PRIVATE = re.compile(
    r"file|local-?url|bdsk-.*|abstract|keywords?|note|annote|annotation|comment|date-?(?:added|modified)|timestamp|owner|"
    r"groups|__markedentry|read|rating|readstatus|priority|ranking|citeulike-.*|mendeley-.*|posted-at|added-at|interhash|"
    r"intrahash|biburl|bibsource|crossref|xref|xdata|ids|entryset|review|username|creationdate|modificationdate"
)
_KINDS = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "paper-conference": "inproceedings", "chapter": "incollection", "report": "techreport", "webpage": "online",
    "software": "software", "dataset": "dataset",
}  # fmt: skip
_ESCAPED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL = re.compile(r"[#$%&_{}\\~^]")
_ADDRESS = re.compile(r"[{}\\\s]")
_CAPITALS = re.compile(r"(?<![\w{-])(?=[\w-]*[^\W_][-\w]*[A-Z])[\w-]+(?![\w}])")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SKIPPED = frozenset(
    "a ab about above across after again against ago along an and any are as at be been before behind "
    "below beneath beside between beyond by can do does down during each for from had has have how in inside "
    "into is its la le les los near no not of off on onto or out outside over per since so than that the their "
    "these this those through to toward towards under until up upon using via was we were what when which "
    "while who why will with within without das der die den ein eine un une des du".split()
)
_WORD = re.compile(r"[^\W_]+(?:[-‐’'][^\W_]+)*")


def shared(entry: RawEntry) -> str:
    """An entry as its readers may copy it."""
    fields = ((name, field.value) for name, field in entry.fields.items() if not _PRIVATE.fullmatch(name))
    return _written(entry.kind, entry.key, fields)


def new(item: Mapping[str, Any], key: str) -> str:
    """An entry for a tidied item; an item that says nothing gives an entry without fields."""
    kind = str(item.get("type"))
    journal = "journal" if kind.startswith("article-") else "booktitle"
    publisher = {"thesis": "school", "report": "institution"}.get(kind, "publisher")
    year, month = _date(item)
    text = {name: _escaped(str(item.get(name) or "")) for name in ("publisher-place", "container-title", "publisher")}
    fields = {
        "title": _CAPITALS.sub(lambda match: "{" + match[0] + "}", _escaped(str(item.get("title") or ""))),
        "author": _people(csl_names(item.get("author"))),
        "editor": _people(csl_names(item.get("editor"))),
        journal: "" if kind == "article" else text["container-title"],
        publisher: text["publisher"],
        "address": text["publisher-place"],
        "series": _escaped(str(item.get("collection-title") or "")),
        "year": year,
        "month": month,
        "volume": _escaped(str(item.get("volume") or "")),
        "number": _escaped(str(item.get("issue") or item.get("number") or "")),
        "edition": _escaped(str(item.get("edition") or "")),
        "pages": str(item.get("page") or "").replace("–", "--").replace("---", "--"),
        "doi": _ADDRESS.sub("", str(item.get("DOI") or "")),
        "eprint": str(item.get("arxiv") or ""),
        "archiveprefix": "arXiv" if item.get("arxiv") else "",
        "url": _ADDRESS.sub("", str(item.get("URL") or "")),
        "langid": _escaped(str(item.get("language") or "")),
    }
    fields["pages"] = re.sub(r"(?<=[\w.])-(?=[\w.])", "--", _escaped(fields["pages"]))
    return _written(_thesis(item) if kind == "thesis" else _KINDS.get(kind, "misc"), key, fields.items())


def key_for(item: Mapping[str, Any], taken: Iterable[str]) -> str:
    """A key in Better BibTeX's manner: `krizhevskyImageNetClassificationDeep2012`, with a letter where it is taken."""
    names = csl_names(item.get("author")) or csl_names(item.get("editor"))
    title = str(item.get("title") or "")
    words = [_ascii(word) for word in _WORD.findall(title) if word.lower() not in _SKIPPED]
    capitals = "".join(word[0].upper() + word[1:] for word in words[:3] if word)
    short = "".join(words)[:4] if is_cjk(title) else capitals
    own = (folded(names[0].short) if names else "") + short + _date(item)[0] or "paper"
    known = {key.lower() for key in taken}
    tails = ("", *(chr(code) for code in range(ord("a"), ord("z") + 1)), *map(str, range(27, 10_000)))
    return next(own + tail for tail in tails if (own + tail).lower() not in known)


def _ascii(word: str) -> str:
    """A word's letters and digits, where it can be without accents."""
    word = "".join(char for char in word if char.isalnum())
    return word if word.isascii() else folded(word)


def _written(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    lines = [f"  {name} = {{{_balanced(value)}}}," for name, value in fields if value.strip()]
    return "\n".join((f"@{kind}{{{key},", *lines, "}"))


def _balanced(value: str) -> str:
    """A value that cannot close the braces around it."""
    depth = 0
    for char in re.findall(r"\\.|[{}]", value, re.S):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            break
    value = " ".join(value.split())
    if depth or value.endswith("\\"):
        value = re.sub(r"[{}\\]", "", value)
    return value


def _people(names: tuple[Name, ...]) -> str:
    return " and ".join(
        "{" + _escaped(name.literal) + "}" if name.literal else
        ", ".join(_escaped(part) for part in (name.family, name.suffix, name.given) if part)
        for name in names
    )  # fmt: skip


def _thesis(item: Mapping[str, Any]) -> str:
    genre = str(item.get("genre") or "").lower()
    return "mastersthesis" if "master" in genre or "硕士" in genre else "phdthesis"


def _date(item: Mapping[str, Any]) -> tuple[str, str]:
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    year, month = [str(part) if str(part).isdigit() else "" for part in [*first[:2], "", ""][:2]]
    return year, _MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPED.get(match[0]) or "\\" + match[0], text)
