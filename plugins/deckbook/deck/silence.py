"""The rules that a comment in a slide silences: `<!-- deckbook: ignore asset-remote, image-no-alt -->`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from deckbook.diagnostics import RULES, Diagnostic

_IGNORE = re.compile(r"<!--\s*+deckbook:\s*+ignore\s([\w\s,-]+)-->")
_NAME = re.compile(r"[\w-]+")


def ignored(text: str) -> frozenset[str]:
    """The ids that a slide's text names."""
    if "deckbook:" not in text:
        return frozenset()
    return frozenset(name for names in _IGNORE.findall(text) for name in _NAME.findall(names.rstrip("- \n")))


def unknown(names: frozenset[str], path: Path, first: int, lines: list[str]) -> Iterator[Diagnostic]:
    """What is to be said of names that are no rules; the slide's lines begin at line `first`."""
    left = names - RULES.keys()
    places = dict.fromkeys(left, first)
    for number, text in enumerate(lines if left else (), first):
        for name in left.intersection(_NAME.findall(text)):
            places[name] = number
    for name, line in sorted(places.items()):
        message = f"There is no rule “{name}” to ignore; correct or remove it (`deckbook check --rules` lists them)."
        yield Diagnostic(path, line, "ignore-unknown", message)
