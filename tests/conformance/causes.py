"""Why a slide differs from Slidev's: by what has to be corrected for the two to agree, else by what is left."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from tests.conformance.corpus import Corpus
from tests.conformance.corrections import CORRECTIONS, READINGS, correct, corrected
from tests.conformance.rendering import Compared, Pair, judge, pairs
from tests.conformance.script import ask

_RANK = {"absent": 0, "nothing": 1, "text": 2, "structure": 3}

REST = {
    "more": "A page shows more words than Slidev's Markdown has: what components of the deck's own are given.",
    "breaks": "Two texts are one paragraph on one side, and two on the other.",
    "pictures": "A picture or film stands elsewhere, or is another.",
    "links": "A link leads elsewhere, or is left as text.",
    "nesting": "Lists, tables or emphasis nest differently.",
    "other": "Something else.",
}
"""What may be left when everything is corrected, in the order in which it is looked for."""


_KINDS = {"breaks": ("¶",), "pictures": ("img:", "media"), "links": ("a:",), "nesting": ("<", "/")}


def causes(corpus: Corpus) -> Counter[str]:
    """How many slides each cause touches; a cause is a sentence, and a slide may have several."""
    differ = {(row["deck"], row["slide"]) for row in ask(corpus.shared, "render", corpus.work).mismatches}
    full = corrected(corpus.shared)
    lacking = {reading: corrected(corpus.shared, without=reading) for reading in READINGS}
    found: Counter[str] = Counter()
    for pair in pairs(corpus, full):
        if (pair.deck, pair.number) in differ:
            found.update(_causes(pair, full, lacking))
    return found


def _causes(pair: Pair, full: ModuleType, lacking: dict[Callable[[ModuleType], None], ModuleType]) -> set[str]:
    best = judge(pair, full)
    found = {
        sentence(reading) for reading, module in lacking.items() if _RANK[judge(pair, module).same] < _RANK[best.same]
    }
    for correction in CORRECTIONS:
        less = judge(pair, full, partial(correct, without=correction))
        if _RANK[less.same] < _RANK[best.same]:
            found.add(sentence(correction))
    if best.same != "structure":
        found.add(REST[left(best)])
    return found or {REST["other"]}


def left(slide: Compared) -> str:
    """What differs when everything is corrected, as a key of REST."""
    ours, theirs = slide.deckbook, slide.slidev
    if slide.same == "nothing":
        mine = iter(_words(ours))
        return "more" if all(word in mine for word in _words(theirs)) and _code(theirs) <= _code(ours) else "other"
    if slide.same != "text":
        return "other"
    if _words(ours) != _words(theirs):
        return "more"
    for name, kinds in _KINDS.items():
        if _without(ours, kinds) == _without(theirs, kinds):
            return name
    return "other"


def sentence(correction: Callable[..., Any]) -> str:
    """What a correction says of itself: its docstring's first paragraph."""
    return " ".join((inspect.getdoc(correction) or "").split("\n\n")[0].split())


def _words(events: tuple[str, ...]) -> list[str]:
    return [word for event in events if event[0] in "=#" for word in event[1:].split()]


def _code(events: tuple[str, ...]) -> set[str]:
    return {event for event in events if event.startswith("pre:")}


def _without(events: tuple[str, ...], kinds: tuple[str, ...]) -> list[str]:
    """The events without some kinds, texts that then follow each other as one."""
    found: list[str] = []
    for event in events:
        if event.startswith(kinds) or event == "¶":
            continue
        if event.startswith("=") and found and found[-1].startswith("="):
            found[-1] += f" {event[1:]}"
        else:
            found.append(event)
    return found
