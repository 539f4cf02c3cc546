"""Citations by author and year as Zotero writes them: `(Krizhevsky et al., 2012, p. 4)`, `（李 等, 2020）`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deckbook.papers.citation import Citation, Doubt
from deckbook.papers.index import Index
from deckbook.papers.model import Paper
from deckbook.papers.people import folded, forms, words

_GROUP = re.compile(r"[(（]([^()（）]{4,400})[)）]")
_YEAR = re.compile(
    r"(?<![\w.–/-])(?:(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z])?年?|(?P<none>n\.\s?d\.))(?![\dA-Za-z])(?![–/-]\d)"
    r"|(?<=[\u3400-\u9fff])(?P<cjk>(?:1[5-9]|20)\d\d)年?(?![\dA-Za-z])"
)
_MORE = re.compile(
    r"\s*[,，、]\s*(?:(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z])?|(?P<only>[a-z])(?![.]))(?![\w])(?![–/-]\d)"
)
_OTHERS = re.compile(r"[\s,，、]*(?<![A-Za-z])(?:et\s+al\.?|and\s+others|u\.\s?a\.|等人?|ほか)[\s,，]*\Z", re.I)
_BETWEEN = re.compile(
    r"\s*[,，、]?\s*(?:[&＆]|(?<![A-Za-z])(?:and|und|et)(?![A-Za-z])|和|与|與|及|以及)\s*|\s*[,，、]\s*", re.I
)
_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.[\s-]?)+")
_BEFORE = re.compile(
    r"(?:(?:see also|see|cf\.?|e\.\s?g\.,?|i\.\s?e\.,?|for example|for instance|such as|also|as in|compare|"
    r"adapted from|from|source|vgl\.|siehe|voir|参见|詳見|详见|另见|见|例如|如|参考|据|引自|来源|出处)[\s,:：，]*)+",
    re.I,
)
_LOWER = re.compile(r"(?:[a-z][\w’'-]*[.,:]?\s+)+(?=[^\W\d_])")
_LOCATOR = re.compile(
    r"\s*[,，:：]?\s*(?:pp?\.|pages?\b|p\b|S\.|第|页|頁|sec(?:tion|t)?\b|§|¶|ch(?:ap(?:ter)?)?\b|fig(?:ure)?\b|tab(?:le)?\b|"
    r"eq(?:uation)?\b|para\b|app(?:endix)?\b|vol\b|图|表|节|章|算法|\d)[^;；]{0,40}\Z",
    re.I,
)
_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter)\.?",
    re.I,
)
_BEFORE_GROUP = 100  # characters before a bracket in which names may stand
_STARTS = 14  # words among them that are tried
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ]|[^\W\d_a-zß-öø-ÿ]")


def find(text: str, index: Index) -> Iterator[Citation | Doubt]:
    """The citations of a text, and what seems to be one."""
    for group in _GROUP.finditer(text):
        inner = group[1]
        if not _YEAR.search(inner):
            continue
        opening = _YEAR.match(inner.lstrip())
        if opening:
            yield from _after_names(text, group, index)
            continue
        position = group.start(1)
        for part in re.split(r"([;；])", inner):
            yield from _part(part, position, index)
            position += len(part)


def _part(part: str, offset: int, index: Index) -> Iterator[Citation | Doubt]:
    """One work, or several of the same authors: `see Smith & Doe, 2012a, 2014, pp. 3–5`."""
    year = _YEAR.search(part)
    if year is None:
        return
    written = part[: year.start()]
    names = written.rstrip(" \n,，")
    for start in _starts(names):
        found = _resolve(names[start:], year, index, divided=len(names) < len(written.rstrip()))
        if found:
            yield from _works(part, offset, start, year, names[start:], index, found)
            return
    start = len(names) - len(names.lstrip())
    before = _BEFORE.match(names, start)
    start = before.end() if before else start
    if _seems_cited(names[start:]):
        yield Doubt(part[start:].strip(), offset + start)


def _starts(names: str) -> Iterator[int]:
    """Where the names may begin: behind `see`, at once, or behind words in lower case."""
    first = start = len(names) - len(names.lstrip())
    before = _BEFORE.match(names, start)
    if before:
        start = before.end()
        yield start
    yield first
    lower = _LOWER.match(names, start)
    if lower:
        yield lower.end()


def _works(
    part: str, offset: int, start: int, year: re.Match[str], names: str, index: Index, found: Sequence[Paper]
) -> Iterator[Citation | Doubt]:
    """The work of a year, and those of other years behind it."""
    end, begin, last = year.end(), start, year
    works: list[tuple[int, int, Sequence[Paper]]] = []
    while (more := _MORE.match(part, end)) and (more["year"] or last.groupdict().get("letter")):
        following = _resolve(names, more, index, divided=True, year=_number(last))
        if not following:
            break
        works.append((begin, end, found))
        begin, found, end = more.end() - len(more[0].lstrip(" \n,，、")), following, more.end()
        last = more if more["year"] else last
    locator = _LOCATOR.match(part, end)
    works.append((begin, len(part.rstrip()) if locator else end, found))
    for first, behind, papers in works:
        text = part[first:behind]
        if len(papers) == 1:
            yield Citation(papers[0].key, text, offset + first, offset + behind)
        else:
            yield Doubt(text, offset + first, tuple(papers))


def _after_names(text: str, group: re.Match[str], index: Index) -> Iterator[Citation | Doubt]:
    """Names in a sentence with the year in brackets: `Krizhevsky et al. (2012, p. 4)`."""
    inner = group[1]
    year = _YEAR.match(inner, len(inner) - len(inner.lstrip()))
    behind = inner[year.end() :] if year else ""
    if year is None or _number(year) not in index.years or (behind.strip() and not _LOCATOR.match(behind)):
        return
    first = max(0, group.start() - _BEFORE_GROUP)
    before = text[first : group.start()].rstrip()
    for word in list(words(before))[-_STARTS:]:
        start = word.start()
        if index.begins(word[0], _number(year)) and (found := _resolve(before[start:], year, index, divided=False)):
            shown = text[first + start : group.end()]
            if len(found) == 1:
                yield Citation(found[0].key, shown, first + start, group.end())
            else:
                yield Doubt(shown, first + start, tuple(found))
            return


def _number(year: re.Match[str]) -> int | None:
    groups = year.groupdict()
    said = groups.get("year") or groups.get("cjk")
    return int(said) if said else None


def _resolve(
    names: str, match: re.Match[str], index: Index, *, divided: bool, year: int | None = None
) -> Sequence[Paper]:
    """The papers that names and a year may mean; `divided` where a comma stands between, `year` for `2012a, b`."""
    number = _number(match) or year
    if number not in index.years or not names:
        return ()
    if not divided and _MONTH.fullmatch(names):
        return ()
    letter = match.groupdict().get("letter") or match.groupdict().get("only") or ""
    others = _OTHERS.search(names)
    written = names[: others.start()] if others else names
    whole = index.first_author(folded(written), number)
    pieces = [
        form for piece in _BETWEEN.split(written) if (form := folded(_INITIALS.sub("", piece) or ""))
    ]
    if whole:
        return _narrowed(whole, 1, bool(others), f"{number}{letter}" if letter else "")
    if not pieces:
        return ()
    found = [
        paper
        for paper in index.first_author(pieces[0], number)
        if all(any(piece in forms(author) for author in paper.authors[1:]) for piece in pieces[1:])
    ]
    return _narrowed(found, len(pieces), bool(others), f"{number}{letter}" if letter else "")


def _narrowed(papers: Sequence[Paper], count: int, others: bool, ending: str) -> Sequence[Paper]:
    """The papers with the number of authors that a citation lets expect, and with the letter of its year in the key."""

    def fits(paper: Paper, beyond: int) -> bool:
        more = paper.more_authors or len(paper.authors) > count + beyond
        return more if others else not more

    # Of two authors most styles name both.
    found = [paper for paper in papers if fits(paper, 1 if others else 0)]
    found = found or [paper for paper in papers if fits(paper, 0)] or list(papers)
    if ending:
        found = [paper for paper in found if paper.key.lower().endswith(ending)] or found
    published = [paper for paper in found if not paper.is_preprint]
    if len(published) == 1 and len({folded(paper.title) for paper in found}) == 1:
        return published
    return found


def _seems_cited(names: str) -> bool:
    """Whether names that the bibliography does not have look like a citation all the same."""
    others = _OTHERS.search(names)
    written = names[: others.start()] if others else names
    pieces = [piece for piece in _BETWEEN.split(written) if piece]
    named = all(_NAME.match(piece) and len(piece) <= 40 and piece.count(" ") <= 3 for piece in pieces)
    return bool(pieces) and named and (len(pieces) == 1 if others else len(pieces) == 2 and "&" in names)
