"""Files of BibTeX, BibLaTeX and CSL-JSON → `Bibliography`, read as far as they can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from deckbook.deck import Reader
from deckbook.deck.files import read_file, reason
from deckbook.diagnostics import Diagnostic
from deckbook.papers import bibtex, csl, entries, writing
from deckbook.papers.model import Bibliography, Paper

NAMES = ("papers.bib", "papers.json")
"""The files of a site's docs_dir that are its bibliography where it names none."""

_PARENTS = 5  # entries that may stand above one another by `crossref`


def read_bibliography(files: Iterable[Path], read: Reader = read_file) -> Bibliography:
    """The papers of some files; of two with one key the first counts.

    Args:
        files: `.json` is CSL-JSON, anything else BibTeX.
        read: Gives the files' bytes.
    """
    papers: dict[str, Paper] = {}
    found: list[Diagnostic] = []
    paths = tuple(dict.fromkeys(files))
    for path in paths:
        try:
            data = read(path)
        except OSError as error:
            message = f"The bibliography cannot be read: {reason(error)}; correct its path, or create it."
            found.append(Diagnostic(path, 0, "papers-unreadable", message))
            continue
        reader = _csl if path.suffix.lower() == ".json" else _bibtex
        for paper in reader(_decoded(data, path, found), path, found):
            first = papers.setdefault(paper.key, paper)
            if first is not paper:
                where = f"line {first.line}" if first.path == path else f"{first.path.name}:{first.line}"
                message = f"The key “{paper.key}” is that of {where} already, which counts; give this entry another."
                found.append(Diagnostic(path, paper.line, "papers-duplicate-key", message))
            else:
                found += _missing(paper)
    return Bibliography(papers, tuple(sorted(set(found))), paths)


def default_files(docs_dir: Path) -> list[Path]:
    """The bibliography of a site that names none."""
    return [path for name in NAMES if (path := docs_dir / name).is_file()]


def _decoded(data: bytes, path: Path, found: list[Diagnostic]) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "From here on the file is not UTF-8, and read with � where it is not; export it as UTF-8."
        found.append(Diagnostic(path, line, "papers-encoding", message))
        text = data.decode(errors="replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _bibtex(text: str, path: Path, found: list[Diagnostic]) -> Iterator[Paper]:
    raw, faults = bibtex.read(text)
    by_key: dict[str, bibtex.RawEntry] = {}
    for entry in raw:
        by_key.setdefault(entry.key, entry)
    for entry in raw:
        if entry.kind in ("xdata", "set"):
            continue
        whole = _whole(entry, by_key, faults)
        aliases = [key.strip() for key in whole.fields["ids"].value.split(",")] if "ids" in whole.fields else []
        item = entries.item(whole)
        yield csl.paper(
            item, bibtex=writing.shared(whole), path=path, line=entry.line, aliases=tuple(filter(None, aliases))
        )
    found += [Diagnostic(path, fault.line, fault.rule, fault.message) for fault in faults]


def _whole(
    entry: bibtex.RawEntry, by_key: Mapping[str, bibtex.RawEntry], faults: list[bibtex.Fault]
) -> bibtex.RawEntry:
    """An entry with what the entries give it that it refers to."""
    whole = entry
    waiting = _parents(entry)
    seen = {entry.key}
    while waiting and len(seen) <= _PARENTS:
        key, line = waiting.pop(0)
        if key in seen:
            continue
        seen.add(key)
        parent = by_key.get(key)
        if parent is None:
            message = f"“{key[:60]}”, which this entry takes fields from, is not in the file, so it does without."
            faults.append(bibtex.Fault(line, "papers-crossref-missing", message))
            continue
        whole = entries.inherited(whole, parent)
        waiting += _parents(parent)
    return whole


def _parents(entry: bibtex.RawEntry) -> list[tuple[str, int]]:
    return [
        (key.strip(), field.line)
        for name in ("crossref", "xdata")
        if (field := entry.fields.get(name))
        for key in field.value.split(",")
        if key.strip()
    ]


def _csl(text: str, path: Path, found: list[Diagnostic]) -> Iterator[Paper]:
    items, faults = csl.items(text)
    found += [Diagnostic(path, fault.line, fault.rule, fault.message) for fault in faults]
    for said, line in items:
        item: dict[str, Any] = csl.tidied(said)
        key = next((str(item[name]) for name in ("citation-key", "id") if isinstance(item.get(name), str | int)), "")
        if not key.strip():
            message = "The item has no `id`, so it cannot be cited and is left out; give it one."
            found.append(Diagnostic(path, line, "papers-entry-broken", message))
            continue
        item["id"] = key.strip()
        yield csl.paper(item, bibtex=writing.new(item, item["id"]), path=path, line=line)


_AUTHORED = frozenset(("article-journal", "paper-conference", "chapter", "thesis", "article"))
_MISSING: tuple[tuple[str, Callable[[Paper], bool]], ...] = (
    ("a title", lambda paper: not paper.item.get("title")),
    ("an author", lambda paper: not paper.authors and paper.kind in _AUTHORED),
    ("a year", lambda paper: paper.year is None),
)


def _missing(paper: Paper) -> Iterator[Diagnostic]:
    lacking = [word for word, lacks in _MISSING if lacks(paper)]
    if lacking:
        words = f"{', '.join(lacking[:-1])} and {lacking[-1]}" if len(lacking) > 1 else lacking[0]
        message = f"The entry “{paper.key}” lacks {words}, so it is shown and cited without; add what it lacks."
        yield Diagnostic(paper.path, paper.line, "papers-field-missing", message)
