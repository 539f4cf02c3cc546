"""What the corpus' sites show against what Slidev shows, slide by slide, with the corrections."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from tests.conformance.corpus import Corpus
from tests.conformance.corrections import Page, correct, corrected


@dataclass(frozen=True, slots=True)
class Compared:
    """One slide.

    Attributes:
        deck: Its deck's path in the corpus.
        number: Slidev's number of it.
        same: How far the two agree: in `structure` (and text), in `text` alone, in `nothing`, or the slide is `absent`.
        slidev, deckbook: What the script sees of either.
        source: Slidev's HTML.
    """

    deck: str
    number: int
    same: Literal["structure", "text", "nothing", "absent"]
    slidev: tuple[str, ...] = ()
    deckbook: tuple[str, ...] = ()
    source: str = ""


def compare(corpus: Corpus) -> list[Compared]:
    """All slides of the corpus, as the script's `render` compares them, but with the corrections."""
    module = corrected(corpus.shared)
    return [slide for repository in corpus.decks for slide in _repository(repository, corpus, module)]


def _repository(repository: str, corpus: Corpus, script: ModuleType) -> Iterator[Compared]:
    built: dict[tuple[str, int], tuple[Page, str]] = {}
    folder = corpus.folder / repository
    missing = corpus.missing(repository)
    for _, source in script.pages(corpus.site(repository)):
        headings = "".join(re.findall(r"<h1.*?</h1>", source, flags=re.S))
        title = " ".join(event[1:] for event in script.events(headings))
        for key, value in script.Slides(source).found.items():
            built[key] = Page(value, missing, (folder / key[0]).parent), title
    for deck in corpus.decks[repository]:
        for line in _expected(corpus, f"{repository}/{deck}"):
            slide = json.loads(line)
            if slide["html"]:
                place = f"{repository}/{deck}", slide["no"]
                yield _slide(*place, slide["html"], built.get((deck, slide["no"])), script)


def _slide(deck: str, number: int, source: str, built: tuple[Page, str] | None, script: ModuleType) -> Compared:
    if built is None:
        return Compared(deck, number, "absent", source=source)
    page, title = built
    deckbook = script.events(page.html)
    slidev = script.without_repeated_headings(script.events(correct(source, page)), deckbook, title)
    has_text = script.shown(slidev) in script.shown(deckbook) and script.code(slidev) == script.code(deckbook)
    same: Literal["structure", "text", "nothing"] = (
        "nothing" if not has_text else "structure" if slidev == deckbook else "text"
    )
    return Compared(deck, number, same, tuple(slidev), tuple(deckbook), source)


def _expected(corpus: Corpus, deck: str) -> list[str]:
    return (corpus.folder / "expected" / f"{deck}.html.jsonl").read_text("utf-8").splitlines()
