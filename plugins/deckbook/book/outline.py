"""The outline of a deck: which slides are its front, its parts and its chapters, and what said so.

In words: `chapter:` always wins. Else the first signal of `ORDER` whose boundaries divide the slides: at
least two chapters, two slides a chapter on average (three in a deck of more than 30), none with nearly all.
Else it is one chapter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from deckbook.book import signals
from deckbook.book.agenda import agenda
from deckbook.book.model import Title
from deckbook.book.naming import chapter_title, file_title, said_title
from deckbook.book.numbering import number, numbers
from deckbook.book.sketch import Signal, Sketch, Slides
from deckbook.book.titles import clean
from deckbook.book.topics import topics
from deckbook.deck import Slide
from deckbook.deck.ecma import truthy


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter as the outline has it: its slides, its title and the name of the signal that gave it."""

    title: Title
    signal: str
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A part as the outline has it; without a title where the deck has no parts."""

    title: Title | None
    chapters: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What stands on the deck's own page, and the parts; a deck that is one chapter has no front."""

    front: tuple[Slide, ...]
    parts: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A signal's place in the order, and how well its boundaries have to divide."""

    name: str
    signal: Signal
    largest: float = 0.9
    fewest: int = 2
    average: float | None = None
    single: float = 1.0


# `largest`: the share of slides that one chapter may have; `fewest`: chapters; `average`: slides a chapter,
# if not two (three in long decks); `single`: the share of chapters of one slide. The looser a signal, the
# stricter its limits.
ORDER = (
    _Step("files", signals.dividers_open_files),
    _Step("dividers", signals.dividers),
    _Step("files", signals.files),
    _Step("agenda", agenda),
    _Step("numbers", numbers, average=1.5, single=0.6),
    _Step("levels", signals.levels, largest=0.8, single=0.6),
    _Step("posters", signals.posters, largest=0.8, fewest=3, single=0.6),
    _Step("series", signals.series, largest=0.8, average=2, single=0.6),
    _Step("dividers", signals.single_divider),
    _Step("titles", signals.titles, largest=0.8, single=0.6),
    _Step("topics", topics, largest=0.8),
)
"""The signals in the order in which they are asked."""

SIGNALS = tuple(dict.fromkeys(step.name for step in ORDER))
"""Names that `deckbook: {chapters: …}` may have beside `auto` and `none`."""

EXPLICIT, LEAD, WHOLE = "chapter", "lead", "deck"
"""What else may have given a chapter: `chapter:`, the slides before the first boundary, nothing."""

_LEAD = 6  # slides before the first boundary that are a chapter of their own
_LONG = 30  # slides: in a longer deck chapters have three slides on average
_TAIL = 4  # slides that nearly nothing stands on, at the end, are no chapter
_NEARLY_EMPTY = 10  # words


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a chapter begins: positions of its first slide and of the one that names it; a title if said."""

    start: int
    named: int
    signal: str
    title: Title | None = None


def outline(slides: Sequence[Sketch], title: Title, introduction: str, chapters: str = "auto") -> Outline:
    """Finds the parts and chapters of a deck.

    Args:
        slides: The deck's slides.
        title: Its title, for a deck that is one chapter.
        introduction: The title of a chapter made of the slides before the first boundary.
        chapters: `auto`, `none`, or the name of the only signal to ask; `chapter:` wins over each.
    """
    if not slides:
        return Outline((), ())
    explicit = _explicit(slides)
    if explicit:
        return _written(slides, explicit, title)
    whole = Outline((), (Group(None, (Section(title, WHOLE, _bare(slides)),)),))
    count = _front(slides)
    body = Slides(slides[count:], slides[:count])
    if chapters == "none" or not body.body:
        return whole
    steps = tuple(step for step in ORDER if chapters in ("auto", step.name))
    find = _Finder(introduction, title, steps, tested=chapters == "auto")
    parts = find.parts(body.body) if chapters == "auto" else ()
    if parts:
        return Outline(_bare(slides[:count]), parts)
    cuts = find.cuts(body)
    if not cuts:
        return whole
    return Outline(_bare(slides[: count + cuts[0].start]), (Group(None, find.sections(body.body, cuts)),))


def _front(slides: Sequence[Sketch]) -> int:
    """How many slides introduce the deck: the first, then introductions and tables of contents."""
    count = 1
    while count < len(slides) and (slides[count].is_introduction or slides[count].is_toc):
        count += 1
    return count


def _explicit(slides: Sequence[Sketch]) -> dict[int, Title | None]:
    """Where `chapter:` stands; that of an importing slide is meant for the first slide of its import."""
    found: dict[int, Title | None] = {}
    last: frozenset[int] = frozenset()
    for index, sketch in enumerate(slides):
        importers = [slide for slide in sketch.slide.imports if id(slide) not in last]
        last = frozenset(id(slide) for slide in sketch.slide.imports)
        for source in (*importers, sketch.slide.source):
            value = source.frontmatter.get("chapter")
            if truthy(value):
                found[index] = None if value is True else clean(value)
                break
    return found


def _written(slides: Sequence[Sketch], explicit: dict[int, Title | None], title: Title) -> Outline:
    """The outline that `chapter:` gives; what stands before the first is the deck's own page."""
    sections = []
    for start, end in pairwise([*explicit, len(slides)]):
        chapter = slides[start:end]
        sections.append(Section(explicit[start] or chapter_title(chapter, title), EXPLICIT, _bare(chapter)))
    first = next(iter(explicit))
    return Outline(_bare(slides[:first]), (Group(None, tuple(sections)),))


@dataclass(frozen=True, slots=True)
class _Finder:
    """Asks the signals."""

    introduction: str
    deck_title: Title
    steps: tuple[_Step, ...]
    tested: bool
    """Whether boundaries have to divide well; not where the author chose the signal."""

    def parts(self, body: Sequence[Sketch]) -> tuple[Group, ...]:
        """Imported files, if nearly all slides are imported and most files have chapters of their own."""
        files = _file_parts(body)
        if len(files) < 2 or sum(slide.importer is not None for slide in body) < 0.8 * len(body):
            return ()
        # A file's first slide is its title page, as are the entry file's before it.
        opening = [next(i for i, slide in enumerate(file, 1) if slide.importer) for file in files]
        divided = [self.cuts(Slides(file[count:], file[:count])) for file, count in zip(files, opening, strict=True)]
        several = sum(map(bool, divided))
        average = len(body) / len(files)
        titled = sum(truthy(said_title(file[count - 1])) for file, count in zip(files, opening, strict=True))
        long = average >= 20 or (average >= 8 and (2 * titled >= len(files) or several == len(files)))
        if 2 * several < len(files) or not long:
            return ()
        return tuple(map(self._part, files, opening, divided))

    def _part(self, group: Sequence[Sketch], opening: int, cuts: Sequence[_Cut]) -> Group:
        title = file_title(group[0]) or chapter_title(group, self.deck_title)
        if not cuts:
            return Group(title, (Section(title, "files", _bare(group)),))
        moved = [replace(cut, start=cut.start + opening, named=cut.named + opening) for cut in cuts]
        moved[0] = replace(moved[0], start=0)
        return Group(title, self.sections(group, moved))

    def cuts(self, slides: Slides) -> tuple[_Cut, ...]:
        """The boundaries of the first signal that divides well; of one that the author chose, in any case."""
        chosen: tuple[str, list[int]] | None = None
        for step in self.steps:
            for candidate in step.signal(slides):
                cuts = _tidy(slides.body, candidate)
                if cuts and _divides(step, cuts, len(slides.body)):
                    return self._cuts(step.name, cuts)
                if cuts and not self.tested:
                    chosen = chosen or (step.name, cuts)
        return self._cuts(*chosen) if chosen else ()

    def _cuts(self, name: str, cuts: Sequence[int]) -> tuple[_Cut, ...]:
        found = tuple(_Cut(cut, cut, name) for cut in cuts)
        lead = _Cut(0, 0, LEAD, Title(self.introduction, self.introduction))
        return (lead, *found) if cuts[0] >= _LEAD else found

    def sections(self, body: Sequence[Sketch], cuts: Sequence[_Cut]) -> tuple[Section, ...]:
        ends = [*(cut.start for cut in cuts[1:]), len(body)]
        found = []
        for cut, end in zip(cuts, ends, strict=True):
            file = file_title(body[cut.named]) if cut.signal == "files" else None
            title = cut.title or file or chapter_title(body[cut.named : end], self.deck_title)
            found.append(Section(title, cut.signal, _bare(body[cut.start : end])))
        return tuple(found)


def _file_parts(body: Sequence[Sketch]) -> list[Sequence[Sketch]]:
    """The slides of each imported file with those after it, of the first also with those before it."""
    starts: list[int] = []
    for start, end in signals.file_groups(body):
        if body[end - 1].importer:
            starts.append(start if starts else 0)
    return [body[start:end] for start, end in pairwise([*starts, len(body)])]


def _bare(slides: Sequence[Sketch]) -> tuple[Slide, ...]:
    return tuple(sketch.slide for sketch in slides)


def _tidy(body: Sequence[Sketch], cuts: Sequence[int]) -> list[int]:
    """The boundaries but for those between neighbouring dividers and at thanks, questions, an empty end."""
    kept: list[int] = []
    for cut in cuts:
        follows = kept and kept[-1] == cut - 1 and body[cut - 1].is_divider and body[cut].is_divider
        if not follows:
            kept.append(cut)
    while len(kept) > 1 and len(body) - kept[-1] <= _TAIL and _is_no_chapter(body[kept[-1] :]):
        kept.pop()
    return [cut for cut in kept if cut == kept[0] or not body[cut].is_closing]


def _is_no_chapter(end: Sequence[Sketch]) -> bool:
    """Whether a deck's last slides only close it: thanks, or nearly nothing and not counted as a chapter."""
    if number(end[0].plain) is not None:
        return False
    return end[0].is_closing or all(slide.words < _NEARLY_EMPTY for slide in end)


def _divides(step: _Step, cuts: Sequence[int], count: int) -> bool:
    sizes = [end - start for start, end in pairwise([*cuts, count])]
    if cuts[0] >= _LEAD:
        sizes.append(cuts[0])
    average = step.average or (3 if count > _LONG else 2)
    return (
        len(sizes) >= step.fewest
        and sum(sizes) >= average * len(sizes)
        and max(sizes) <= step.largest * count
        and sizes.count(1) <= step.single * len(sizes)
    )
