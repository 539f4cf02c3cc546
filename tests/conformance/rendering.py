"""What the corpus' sites show against what Slidev shows, slide by slide, with the corrections."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from tests.conformance.corpus import Corpus
from tests.conformance.corrections import Page, correct, corrected


@dataclass(frozen=True, slots=True)
class Pair:
    """One slide, twice.

    Attributes:
        deck: Its deck's path in the corpus.
        number: Slidev's number of it.
        source: Slidev's HTML.
        page: What Deckbook shows; None where it shows no such slide.
        title: The title of its page.
    """

    deck: str
    number: int
    source: str
    page: Page | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One slide.

    Attributes:
        deck, number: As in `Pair`.
        same: How far the two agree: in `structure` (and text), in `text` alone, in `nothing`, or the slide is `absent`.
        slidev, deckbook: What the script sees of either.
    """

    deck: str
    number: int
    same: Literal["structure", "text", "nothing", "absent"]
    slidev: tuple[str, ...] = ()
    deckbook: tuple[str, ...] = ()


@functools.cache
def compare(corpus: Corpus) -> list[Compared]:
    """All slides of the corpus, as the script's `render` compares them, but with the corrections."""
    script = corrected(corpus.shared)
    return [judge(pair, script) for pair in pairs(corpus, script)]


def pairs(corpus: Corpus, script: ModuleType) -> Iterator[Pair]:
    """All slides that Slidev shows something on."""
    for repository, decks in corpus.decks.items():
        built = _built(repository, corpus, script)
        for deck in decks:
            for line in corpus.expected(f"{repository}/{deck}"):
                slide = json.loads(line)
                if slide["html"]:
                    page, title = built.get((deck, slide["no"]), (None, ""))
                    yield Pair(f"{repository}/{deck}", slide["no"], slide["html"], page, title)


def _built(repository: str, corpus: Corpus, script: ModuleType) -> dict[tuple[str, int], tuple[Page, str]]:
    built: dict[tuple[str, int], tuple[Page, str]] = {}
    folder = corpus.folder / repository
    missing = corpus.missing(repository)
    for _, source in script.pages(corpus.site(repository)):
        headings = "".join(re.findall(r"<h1.*?</h1>", source, flags=re.S))
        title = " ".join(event[1:] for event in script.events(headings))
        for key, value in script.Slides(source).found.items():
            built[key] = Page(value, missing, (folder / key[0]).parent), title
    return built


def judge(pair: Pair, script: ModuleType, correct: Callable[[str, Page], str] = correct) -> Compared:
    """How far the two sides of a slide agree, as `script` reads them."""
    if pair.page is None:
        return Compared(pair.deck, pair.number, "absent")
    deckbook = script.events(pair.page.html)
    slidev = script.events(correct(pair.source, pair.page))
    slidev = script.without_repeated_headings(slidev, deckbook, pair.title)
    has_text = script.shown(slidev) in script.shown(deckbook) and script.code(slidev) == script.code(deckbook)
    same: Literal["structure", "text", "nothing"] = (
        "nothing" if not has_text else "structure" if slidev == deckbook else "text"
    )
    return Compared(pair.deck, pair.number, same, tuple(slidev), tuple(deckbook))
