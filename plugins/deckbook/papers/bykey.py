"""Citations by key as Pandoc and MyST write them: `[see @key, p. 4; -@other]` and `@key` in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckbook.papers.citation import Citation, Doubt
from deckbook.papers.index import Index
from deckbook.papers.model import Paper, is_cjk

_KEY = r"(?:\w+(?:[:.#$%&+?<>~/-]+\w+)*|\{[^{}\[\]\s]{1,200}\})"
_GROUP = re.compile(r"\[([^\[\]]{2,400})\]")
_MARK = re.compile(rf"(?<![A-Za-z0-9_@./:\\])(?P<hidden>-)?@(?P<key>{_KEY})")
_BARE = re.compile(rf"(?<![A-Za-z0-9_@./:\\-])@(?P<key>{_KEY})(?:\s?\[(?P<behind>[^\[\]@]{{1,60}})\])?")
_SPACED = re.compile(r"\s+(?=(?:pp?\.|§|ch|sec|fig|第|\d))", re.I)


def find(text: str, index: Index) -> Iterator[Citation | Doubt | int]:
    """The citations of a text, keys that are not known, and the positions of brackets around citations."""
    if "@" not in text:
        return
    position = 0
    for group in _GROUP.finditer(text):
        if not _MARK.search(group[1]):
            continue
        yield from _bare(text, position, group.start(), index)
        found = list(_group(group[1], group.start(1), index))
        if any(isinstance(item, Citation) for item in found):
            yield from (group.start(), group.end() - 1)
        yield from found
        position = group.end()
    yield from _bare(text, position, len(text), index)


def _group(inner: str, offset: int, index: Index) -> Iterator[Citation | Doubt]:
    alone = inner.strip().startswith("@") and len(_MARK.findall(inner)) == 1 and not re.search(r"[\s,]", inner.strip())
    for part in re.finditer(r"[^;；]+", inner):
        mark = _MARK.search(part[0])
        if mark is None:
            continue
        paper = index.key(mark["key"].strip("{}"))
        start = offset + part.start() + mark.start()
        if paper is None:
            # `[@docs]` may be somebody's name on a platform; keys have years in them, or pages behind them.
            is_key = not alone or any(char.isdecimal() for char in mark["key"])
            yield Doubt(f"@{mark['key']}", start, is_key=is_key)
            continue
        behind = part[0][mark.end() :].rstrip()
        behind = _SPACED.sub(", ", behind, count=1) if _SPACED.match(behind) else behind
        shown = year_of(paper) if mark["hidden"] else f"{names_of(paper)}, {year_of(paper)}"
        yield Citation(paper.key, shown + behind, start, offset + part.start() + len(part[0].rstrip()))


def _bare(text: str, start: int, end: int, index: Index) -> Iterator[Citation]:
    """Keys in a sentence; one that is not known is somebody's name on a platform, or a package's."""
    for mark in _BARE.finditer(text, start, end):
        paper = index.key(mark["key"].strip("{}"))
        if paper is not None:
            behind = f", {mark['behind'].strip()}" if mark["behind"] else ""
            yield Citation(paper.key, f"{names_of(paper)} ({year_of(paper)}{behind})", mark.start(), mark.end())


def names_of(paper: Paper) -> str:
    """A paper's authors as a citation names them."""
    names = [name.shown if is_cjk(name.shown) else name.short for name in paper.authors]
    if not names:
        return paper.title
    eastern = is_cjk(names[0])
    if len(names) > 2 or paper.more_authors:
        return f"{names[0]} 等" if eastern else f"{names[0]} et al."
    return (" 和 " if eastern else " & ").join(names)


def year_of(paper: Paper) -> str:
    return str(paper.year) if paper.year else "n.d."
