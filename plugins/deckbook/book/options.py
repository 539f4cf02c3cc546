"""What may be said about arranging: a site's options, and a headmatter's `deckbook:` mapping over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from deckbook.book.outline import SIGNALS
from deckbook.deck import Deck
from deckbook.diagnostics import Diagnostic

CHAPTERS = ("auto", "none", *SIGNALS)
"""What `chapters` may be: find the best signal, make one chapter, or ask only one signal."""
NAMESPACES = ("chapter", "deck", "block")
"""What `namespace` may be."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a deck is arranged. The `deckbook:` mapping of a deck's headmatter has the same keys and wins.

    Attributes:
        title: The deck's title in the book, where not that of its headmatter.
        date: When it was given: a day (`2026-11-16`), a week (`2026-w47`), or any text.
        chapters: One of `CHAPTERS`; a slide's `chapter:` wins over it.
        page_words: Words a page should have; a chapter is split where it has a quarter more. At least 100.
        namespace: Which blocks of code share their names, one of `NAMESPACES`.
    """

    title: str | None = None
    date: str | None = None
    chapters: str = "auto"
    page_words: int = 1000
    namespace: str = "chapter"


_KEYS = {
    "title": "a text",
    "date": "a day such as `2026-11-16` or a week such as `2026-w47`",
    "chapters": "one of " + ", ".join(f"`{name}`" for name in CHAPTERS),
    "page_words": "a number of words, at least 100",
    "namespace": "one of " + ", ".join(f"`{name}`" for name in NAMESPACES),
}
_CHOICES = {"chapters": CHAPTERS, "namespace": NAMESPACES}


def read_options(deck: Deck, site: Options) -> tuple[Options, list[Diagnostic]]:
    """A deck's options: the site's, and over them what its headmatter says; wrong values are reported."""
    said = deck.headmatter.get("deckbook")
    if said is None:
        return site, []
    if not isinstance(said, Mapping):
        return site, [_wrong(deck, f"`deckbook: {said}` is left out: write options below `deckbook:`.")]
    found: dict[str, Any] = {}
    wrong: list[Diagnostic] = []
    for key, value in said.items():
        if key not in _KEYS:
            hint = _hint(key, _KEYS) or "the options are " + ", ".join(f"`{name}`" for name in _KEYS) + "."
            wrong.append(_wrong(deck, f"`deckbook:` has no option `{key}`, so it is left out; {hint}"))
        elif (read := _read(key, value)) is None:
            hint = _hint(value, _CHOICES.get(key, ())) or f"write {_KEYS[key]}."
            wrong.append(_wrong(deck, f"`{key}: {value}` is no value of this option, so it is left out; {hint}"))
        else:
            found[key] = read
    return replace(site, **found), wrong


def _hint(written: Any, names: Iterable[str]) -> str:
    near = get_close_matches(str(written), list(names), n=1)
    return f"did you mean `{near[0]}`?" if near else ""


def _read(key: str, value: Any) -> str | int | None:
    """An option's value; None where it is not one."""
    if isinstance(value, bool):
        return None
    if key == "page_words":
        return value if isinstance(value, int) and value >= 100 else None
    if key in _CHOICES:
        return value if isinstance(value, str) and value in _CHOICES[key] else None
    return (str(value).strip() or None) if isinstance(value, str | int) else None


def _wrong(deck: Deck, message: str) -> Diagnostic:
    return Diagnostic(deck.path, 1, "option-invalid", message)
