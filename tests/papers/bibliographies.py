"""Bibliographies for tests, and papers as lines that can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deckbook.papers import Bibliography, Index, Paper, read_bibliography

FILE = Path("/site/docs/papers.bib")


def bibliography(text: str | bytes, name: str = "papers.bib") -> Bibliography:
    """What a file of that name holds."""
    return of_files({name: text})


def of_files(files: Mapping[str, str | bytes]) -> Bibliography:
    """What several files beside one another hold."""
    content = {FILE.parent / name: text.encode() if isinstance(text, str) else text for name, text in files.items()}

    def read(path: Path) -> bytes:
        if path not in content:
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return content[path]

    return read_bibliography(content, read)


def index(text: str) -> Index:
    return Index(bibliography(text).papers)


def line(paper: Paper) -> str:
    """A paper on one line: `key · kind · title · names · year · venue · identifiers`."""
    names = "; ".join(name.shown for name in paper.authors) + ("; …" if paper.more_authors else "")
    known = [f"doi {paper.doi}" if paper.doi else "", f"arxiv {paper.arxiv}" if paper.arxiv else ""]
    parts = [paper.key, paper.kind, paper.title, names, str(paper.year or ""), paper.venue, *filter(None, known)]
    return " · ".join(parts)


def said(found: Bibliography) -> list[str]:
    """The diagnostics of a file: `line rule`."""
    return [f"{item.line} {item.rule}" for item in found.diagnostics]
