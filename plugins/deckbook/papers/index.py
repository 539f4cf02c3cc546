"""The papers of a bibliography by everything that a deck may name them by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from deckbook.papers.citation import Cited
from deckbook.papers.csl import identifiers
from deckbook.papers.identifiers import Identifier
from deckbook.papers.model import Paper, is_cjk
from deckbook.papers.people import folded, forms, openings

_LONGEST = 400  # characters of a heading that are looked at
_OPENING = 6  # letters of a title by which most headings are told from it
_PIECE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\\W_]+")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]{1,80}[)）\]】]")
_YEAR = re.compile(r"(?<!\d)(?:1[89]\d\d|20\d\d)(?!\d)")
_BEHIND = re.compile(r"[\w’'.&/ -]{0,60}")
# What stands before a title: a number, or a word for what follows.
_BEFORE = re.compile(
    r"\s*(?:(?:paper|reading|article|论文|文献|阅读|精读|論文)\s*[\d一二三四五六七八九十]*\s*[:：.、-]\s*"
    r"|[\[【(（]?(?:\d{1,3}(?:\.\d{1,3})*|[一二三四五六七八九十]{1,3})[\]】)）.、．:：]\s*)",
    re.I,
)


class Index:
    """Finds papers; made once for a bibliography."""

    def __init__(self, papers: Mapping[str, Paper]) -> None:
        self.papers = papers
        # What texts cite: decks are looked through first for what they name, and once more where they are written.
        self.read: dict[str, Cited] = {}
        self._by_key = {alias: paper for paper in papers.values() for alias in paper.aliases} | dict(papers)
        self._by_title: dict[str, list[Paper]] = defaultdict(list)
        self._beginnings: set[str] = set()
        self._by_author: dict[tuple[str, int | None], list[Paper]] = defaultdict(list)
        self._by_id: dict[Identifier, list[Paper]] = defaultdict(list)
        self._openings: dict[int | None, set[str]] = defaultdict(set)
        self.years = frozenset(paper.year for paper in papers.values())
        for paper in papers.values():
            title = folded(paper.title)
            self._by_title[title].append(paper)
            self._beginnings.add(title[:_OPENING])
            if paper.authors:
                self._openings[paper.year].update(openings(paper.authors[0]))
                for form in dict.fromkeys(forms(paper.authors[0])):
                    self._by_author[form, paper.year].append(paper)
            for identifier in identifiers(paper.item):
                self._by_id[identifier].append(paper)

    def key(self, key: str) -> Paper | None:
        """The paper of a key, or of another key that means it."""
        return self._by_key.get(key)

    def begins(self, word: str, year: int | None) -> bool:
        """Whether the first author's name of a paper of a year may begin with a word."""
        return folded(word) in self._openings.get(year, ())

    def first_author(self, form: str, year: int | None) -> Sequence[Paper]:
        """The papers of a year whose first author has a name, folded."""
        return self._by_author.get((form, year), ())

    def identified(self, identifier: Identifier) -> Paper | None:
        """The paper of an identifier; of a preprint and its published version the latter."""
        return next(iter(_published_first(self._by_id.get(identifier, ()))), None)

    def titled(self, heading: str) -> Sequence[Paper]:
        """The papers whose title a heading is, also with a year or venue behind it; several where that is unclear."""
        text = heading[:_LONGEST].strip()
        found = self._titled(text)
        before = _BEFORE.match(text) if not found else None
        return self._titled(text[before.end() :]) if before else found

    def _titled(self, text: str) -> Sequence[Paper]:
        pieces = list(_PIECE.finditer(text))
        ends = [0]
        whole = ""
        for piece in pieces:
            whole += folded(piece[0])
            if ends[-1] < _OPENING <= len(whole) and not self._may_begin(whole):
                return ()
            ends.append(len(whole))
        for count in range(len(pieces), 0, -1):
            papers = self._by_title.get(whole[: ends[count]])
            if not papers:
                continue
            behind = text[pieces[count - 1].end() :] if count < len(pieces) else ""
            if count < len(pieces) and not _is_place(behind, papers):
                continue
            # A single word is a heading of its own far more often than a title.
            if behind or count > 2 or (count == 2 and not is_cjk(text)) or len(pieces) > 3:
                return _narrowed(papers, behind)
        return ()

    def _may_begin(self, heading: str) -> bool:
        """Whether a title may begin as a heading does, folded; most are told apart by that."""
        return any(heading[:length] in self._beginnings for length in range(1, _OPENING + 1))


def _is_place(behind: str, papers: Iterable[Paper]) -> bool:
    """Whether what stands behind a title is a year or a venue."""
    rest = _BRACKETED.sub(" ", behind).strip(" .,;:，。；：—–-_|/·*()（）[]【】")
    if not rest:
        return bool(_PIECE.search(behind))
    if not _BEHIND.fullmatch(rest):
        return False
    if _YEAR.search(rest):
        return True
    said = folded(rest)
    venues = (folded(paper.venue) for paper in papers)
    words = rest.split()
    short = len(words) <= 3 and any(sum(char.isupper() for char in word) >= 2 for word in words)
    return short or any(said and said in venue for venue in venues)


def _narrowed(papers: Sequence[Paper], behind: str) -> Sequence[Paper]:
    """The papers of the year that stands behind the title, and published versions before preprints."""
    if len(papers) == 1:
        return papers
    years = {int(year) for year in _YEAR.findall(behind)}
    of_year = [paper for paper in papers if paper.year in years] or list(papers)
    published = [paper for paper in of_year if not paper.is_preprint]
    return published or of_year


def _published_first(papers: Iterable[Paper]) -> list[Paper]:
    return sorted(papers, key=lambda paper: paper.is_preprint)
