"""Citations in a run of text: what it cites, and the text in pieces for those who write it."""

from __future__ import annotations

import re
from itertools import pairwise

from deckbook.papers import authoryear, bykey
from deckbook.papers.citation import Citation, Cited, Doubt
from deckbook.papers.index import Index

_MAY_CITE = re.compile(r"@|\d{4}|n\.\s?d\.")


def cited(text: str, index: Index) -> Cited:
    """What a text cites; marks of what is no text (code, formulas, tags) should stand in it as U+FFFC."""
    if not index.papers or not _MAY_CITE.search(text):
        return Cited()
    if text not in index.read:
        index.read[text] = _cited(text, index)
    return index.read[text]


def _cited(text: str, index: Index) -> Cited:
    citations: list[Citation] = []
    doubts: list[Doubt] = []
    brackets: list[int] = []
    for item in (*bykey.find(text, index), *authoryear.find(text, index)):
        if isinstance(item, int):
            brackets.append(item)
        elif isinstance(item, Doubt):
            doubts.append(item)
        else:
            citations.append(item)
    citations.sort(key=lambda citation: (citation.start, -citation.end))
    apart = [
        citation
        for before, citation in pairwise((None, *citations))
        if citation and (before is None or citation.start >= before.end)
    ]
    return Cited(tuple(apart), tuple(sorted(doubts, key=lambda doubt: doubt.start)), tuple(sorted(brackets)))


def cite(text: str, index: Index) -> list[str | Citation]:
    """A text in pieces: what stands between citations as readers see it, and the citations."""
    found = cited(text, index)
    if not found.citations:
        return [text]
    chars = list(text)
    for position in found.brackets:
        chars[position] = {"[": "(", "]": ")"}[chars[position]]
    pieces: list[str | Citation] = []
    position = 0
    for citation in found.citations:
        pieces += ["".join(chars[position : citation.start]), citation]
        position = citation.end
    pieces.append("".join(chars[position:]))
    return [piece for piece in pieces if piece]
