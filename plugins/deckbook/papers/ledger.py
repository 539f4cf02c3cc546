"""The ledger: for each paper of a bibliography what all decks say of it, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from deckbook.book import Book, Chapter, Place, newest_first
from deckbook.deck import Slide
from deckbook.diagnostics import Diagnostic
from deckbook.papers.index import Index
from deckbook.papers.mentions import Mention, Mentions, mentions
from deckbook.papers.model import Bibliography, Paper
from deckbook.papers.record import goes_on
from deckbook.papers.texts import Heading, parts


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with its deck.

    Attributes:
        book: The deck, arranged.
        mention: The place in it.
    """

    book: Book
    mention: Mention

    @property
    def place(self) -> Place:
        """The page and the section where it stands in the site."""
        return self.book.places[self.mention.slide.no]


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry of a paper's reading record.

    Attributes:
        book: The deck that tells of it.
        slide: The slide there.
        passed: The pass, 1 to 3; None where the slide does not say.
        verdict: What was decided, as it is written; "" for nothing.
    """

    book: Book
    slide: Slide
    passed: int | None
    verdict: str

    @property
    def date(self) -> str:
        """The deck's date as it says it; "" for none."""
        return self.book.date or ""

    @property
    def place(self) -> Place:
        return self.book.places[self.slide.no]

    @property
    def goes_on(self) -> bool | None:
        """Whether the verdict says to read on; None where it says neither."""
        return goes_on(self.verdict)


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """What one slide says of a paper.

    Attributes:
        slide: The slide.
        start: The 0-based line of its content where that begins.
        end: The 0-based line behind it.
        headings: Its subheadings, as (level, text).
    """

    slide: Slide
    start: int
    end: int
    headings: tuple[tuple[int, str], ...]

    @property
    def cut(self) -> Slide:
        """The slide with nothing but this part, for those who write it."""
        source = self.slide.source
        content = "\n".join(source.content.split("\n")[self.start : self.end])
        cut = replace(source, content=content, content_line=source.content_line + self.start)
        return replace(self.slide, source=cut)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a chapter says of a paper: from its heading to the next paper's, or to the chapter's end.

    Attributes:
        book: The deck.
        chapter: The chapter there; None on the deck's own page.
        parts: A slide each, in order.
    """

    book: Book
    chapter: Chapter | None
    parts: tuple[SummaryPart, ...]


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """All that decks say of a paper, of the newest deck first and in the order of its slides.

    Attributes:
        paper: The paper.
        named: Where it is named.
        readings: The reading record.
        summaries: What was written about it.
        tldr: The newest sentence about it; "" for none.
    """

    paper: Paper
    named: tuple[Named, ...] = ()
    readings: tuple[Reading, ...] = ()
    summaries: tuple[Summary, ...] = ()
    tldr: str = ""

    @property
    def books(self) -> tuple[Book, ...]:
        """The decks that name it."""
        return tuple({named.book.name: named.book for named in self.named}.values())

    @property
    def passed(self) -> int:
        """The furthest pass so far; 0 for none."""
        return max((reading.passed or 0 for reading in self.readings), default=0)

    @property
    def last(self) -> Reading | None:
        """The newest entry of the reading record that decides something."""
        return next((reading for reading in self.readings if reading.verdict), None)

    @property
    def is_to_be_read(self) -> bool:
        """Whether it was judged worth another pass that has not been made."""
        return self.passed < 3 and self.last is not None and self.last.goes_on is True


@dataclass(frozen=True, slots=True)
class Ledger:
    """What all decks say of papers.

    Attributes:
        records: By key, in the order of the bibliography; papers that no deck names as well.
        mentions: What each deck names, by the deck's name.
        diagnostics: What is to be said of the decks.
    """

    records: Mapping[str, PaperRecord] = field(default_factory=dict)
    mentions: Mapping[str, Mentions] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def ledger(books: Iterable[Book], bibliography: Bibliography, index: Index | None = None) -> Ledger:
    """Gathers what the decks of a site say of its papers."""
    index = index or Index(bibliography.papers)
    by_book: dict[str, Mentions] = {}
    named: dict[str, list[Named]] = defaultdict(list)
    readings: dict[str, list[Reading]] = defaultdict(list)
    summaries: dict[str, list[Summary]] = defaultdict(list)
    sentences: dict[str, str] = {}
    for book in newest_first(books):
        found = mentions(book, index)
        by_book[book.name] = found
        for mention in found.mentions:
            named[mention.key].append(Named(book, mention))
        # The last entry of a deck is its newest, and imported slides may say the same again.
        said: dict[tuple[str, int | None, str], Reading] = {}
        for slide, mark in found.marks:
            if mark.passed or mark.verdict:
                said[mark.paper.key, mark.passed, mark.verdict] = Reading(book, slide, mark.passed, mark.verdict)
        for (key, *_), reading in reversed(said.items()):
            readings[key].append(reading)
        for _, mark in reversed(found.marks):
            if mark.tldr:
                sentences.setdefault(mark.paper.key, mark.tldr)
        for key, summary in _summaries(book, found.mentions):
            summaries[key].append(summary)
    records = {
        key: PaperRecord(
            paper, tuple(named[key]), tuple(readings[key]), tuple(summaries[key]), sentences.get(key, "")
        )
        for key, paper in bibliography.papers.items()
    }
    return Ledger(records, by_book, tuple(item for found in by_book.values() for item in found.diagnostics))


def _summaries(book: Book, found: Sequence[Mention]) -> Iterator[tuple[str, Summary]]:
    """What each chapter says of the papers that it is about."""
    begins: dict[int, list[Mention]] = defaultdict(list)
    for mention in found:
        if mention.kind in ("mark", "title"):
            begins[mention.slide.no].append(mention)
    if not begins:
        return
    for chapter, slides in ((None, book.front), *((chapter, chapter.slides) for chapter in book.chapters)):
        for key, pieces in _pieces(slides, begins):
            yield key, Summary(book, chapter, tuple(_part(slide, start, end) for slide, start, end in pieces))


def _pieces(
    slides: Iterable[Slide], begins: Mapping[int, Sequence[Mention]]
) -> Iterator[tuple[str, list[tuple[Slide, int, int]]]]:
    """The pieces of slides that belong to each paper, in the order of their first ones."""
    owners: list[str] = []
    pieces: dict[str, list[tuple[Slide, int, int]]] = {}
    for slide in slides:
        count = slide.content.count("\n") + 1
        start = 0
        marked = [mention.key for mention in begins.get(slide.no, ()) if mention.kind == "mark"]
        if marked:
            owners = marked
        for mention in begins.get(slide.no, ()):
            if mention.kind != "title" or mention.key in marked:
                continue
            above, behind = (line - slide.source.content_line - 1 for line in (mention.line, mention.behind))
            _keep(pieces, owners, slide, start, above)
            owners, start = [mention.key], behind
        _keep(pieces, owners, slide, start, count)
    yield from pieces.items()


def _keep(
    pieces: dict[str, list[tuple[Slide, int, int]]], owners: Iterable[str], slide: Slide, start: int, end: int
) -> None:
    if any(line.strip() for line in slide.content.split("\n")[start:end]):
        for key in owners:
            pieces.setdefault(key, []).append((slide, start, end))


def _part(slide: Slide, start: int, end: int) -> SummaryPart:
    first = slide.source.content_line + 1
    found = tuple(
        (part.level, part.text)
        for part in parts(slide)
        if isinstance(part, Heading) and start <= part.line - first < end
    )
    return SummaryPart(slide, start, end, found)
