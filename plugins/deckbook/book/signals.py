"""Signals: what in a deck says that a chapter begins.

A signal gives candidates, each the slides before which it would cut; `book.outline` asks the signals in order
and takes the first candidate that divides the slides well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from deckbook.book.sketch import Cuts, Sketch, Slides, apart, titled


def files(slides: Slides) -> Iterator[Cuts]:
    """Imported files; one of a single slide, or with the same leading number, goes on with the one before."""
    body = slides.body
    groups = [(start, end) for start, end in file_groups(body) if body[end - 1].importer]
    if 2 * sum(end - start for start, end in groups) >= len(body):
        yield [start for start, end in groups if end - start > 1 or start == 0]


def file_groups(body: Sequence[Sketch]) -> list[tuple[int, int]]:
    """The (start, end) of the slides of each imported file, and of what stands between imports.

    A slide of the entry file opens the file imported after it where it is a divider, shows only a title, or
    stands alone between two imports.
    """
    starts = [0] if body else []
    for index, (one, other) in enumerate(pairwise(body), 1):
        number = _number_of_file(one)
        if one.importer == other.importer or (number and number == _number_of_file(other)):
            continue
        alone = starts[-1] == index - 1
        opens = one.is_divider or one.is_poster or (alone and not one.is_closing)
        if one.importer or not other.importer or not opens:
            starts.append(index)
        elif not alone:
            starts.append(index - 1)
    return list(pairwise([*starts, len(body)]))


def _number_of_file(slide: Sketch) -> tuple[str, str] | None:
    """The folder and leading number of an imported file: `7-1-setup.md` belongs with `7-2-use.md`."""
    number = re.match(r"\d+(?=\D)", slide.file.name) if slide.importer else None
    return (str(slide.file.parent), number[0]) if number else None


def dividers(slides: Slides) -> Iterator[Cuts]:
    """Slides with a heading in the layout of a section, a cover or the like, if there are several."""
    cuts = _dividers(slides.body)
    if len(cuts) > 1:
        yield cuts


def single_divider(slides: Slides) -> Iterator[Cuts]:
    """Such a slide where there is only one."""
    yield _dividers(slides.body)


def _dividers(body: Sequence[Sketch]) -> Cuts:
    last = len(body) - 5  # thanks and questions at the end divide nothing
    return [i for i, slide in enumerate(body) if slide.is_divider and not (i >= last and slide.is_closing)]


def dividers_open_files(slides: Slides) -> Iterator[Cuts]:
    """Imported files, where most dividers open one and most files are opened by one."""
    body = slides.body
    cuts = _dividers(body)
    both = 2 * len({start for start, end in file_groups(body) if body[end - 1].importer}.intersection(cuts))
    for found in files(slides):
        if cuts and both > len(cuts) and both >= len(found):
            yield found


def levels(slides: Slides) -> Iterator[Cuts]:
    """Titles of level 1, else of levels 1 and 2, where at least a quarter of the titles stand deeper."""
    found = [slide.level or 0 for slide in slides.body if slide.title]
    for highest in (1, 2):
        if sum(level > highest for level in found) >= 0.25 * len(found):
            yield titled(slides.body, highest)


def titles(slides: Slides) -> Iterator[Cuts]:
    """All titles, of level 1, of levels 1 and 2, of levels 1 to 3; slides without one continue them."""
    for highest in (1, 2, 3):
        yield titled(slides.body, highest)


def posters(slides: Slides) -> Iterator[Cuts]:
    """Slides of one layout or in the same HTML that show only a title; else all that are only a heading.

    No two may be alike.
    """
    body = slides.body
    alike: dict[str, Cuts] = defaultdict(list)
    for index, slide in enumerate(body):
        if slide.layout != "default" and slide.is_card:
            alike[slide.layout].append(index)
        elif slide.frame:
            alike[slide.frame].append(index)
    rare = (apart(cuts) for cuts in alike.values() if len(cuts) <= len(body) / 3)
    yield max((cuts for cuts in rare if _differ(body, cuts)), key=len, default=[])
    cuts = [index for index, slide in enumerate(body) if slide.is_poster]
    if _differ(body, cuts):
        yield cuts


def _differ(body: Sequence[Sketch], cuts: Cuts) -> bool:
    return len({body[i].key or body[i].text for i in cuts}) == len(cuts)


_HEAD = re.compile(r"(.{2,}?)(?:\s+[-–—|]\s|\s*[:：(（]|\s*——)")


@dataclass(slots=True)
class _Run:
    """Slides in a row whose titles begin alike."""

    head: str
    start: int
    end: int
    slides: int = 1
    titles: set[str] = field(default_factory=set)

    def goes_on(self, title: str, head: str) -> bool:
        if title.startswith(f"{self.head} ") or head == self.head:
            return True
        # The first of a row often has no second half: `Importing code`, `Importing code: syntax`.
        return self.slides == 1 and len(head) >= 4 and all(first.startswith(head) for first in self.titles)


def series(slides: Slides) -> Iterator[Cuts]:
    """Three or more slides in a row whose titles begin alike (`Merging: why`, `Merging: how`), and the next.

    Only where there are two such rows, and slides in rows are a third of all.
    """
    runs: list[_Run] = []
    for index, slide in enumerate(slides.body):
        title = slide.plain.casefold()
        if title and not slide.hidden:
            match = _HEAD.match(title)
            head = match[1] if match else slide.key
            if runs and runs[-1].goes_on(title, head):
                runs[-1].head = min(head, runs[-1].head, key=len)
                runs[-1].slides += 1
            else:
                runs.append(_Run(head, index, index))
            runs[-1].titles.add(title)
        if runs:
            runs[-1].end = index + 1
    rows = [run for run in runs if len(run.titles) > 1]
    long = [run.slides >= 3 and len(run.titles) > 1 for run in runs]
    if sum(long) >= 2 and 3 * sum(run.end - run.start for run in rows) >= len(slides.body):
        yield [run.start for i, run in enumerate(runs) if long[i] or (i and long[i - 1])]
