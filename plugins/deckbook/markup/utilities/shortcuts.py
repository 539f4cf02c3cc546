"""Shortcuts of a deck's own: names for several utilities in `uno.config.ts`, read as literals; nothing in it is run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deckbook.markup import literals

_NAMES = tuple(f"{name}.config.{suffix}" for name in ("uno", "unocss") for suffix in ("ts", "mts", "js", "mjs"))
_LARGEST = 200_000  # bytes of a file that are read
_BEGIN = re.compile(r"^[^/\n]*?\bshortcuts\s*:\s*", re.M)
_MOST_TOKENS, _DEEPEST = 200, 5


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """What a deck's own names stand for.

    Attributes:
        names: The utilities, by the name.
        path: The file that says so, if there is one.
        line: The 1-based line where it begins to.
        unread: How many more it has: patterns, and what code makes.
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    path: Path | None = None
    line: int = 0
    unread: int = 0

    def expand(self, tokens: Iterable[str]) -> list[str]:
        """The utilities of an element, with what stands for the names among them."""
        return list(self._expanded(tokens, 0))[:_MOST_TOKENS] if self.names else list(tokens)

    def _expanded(self, tokens: Iterable[str], depth: int) -> Iterator[str]:
        for token in tokens:
            if token in self.names and depth < _DEEPEST:
                yield from self._expanded(self.names[token][:_MOST_TOKENS], depth + 1)
            else:
                yield token


class Configs:
    """The UnoCSS configurations of decks' projects below a site's `roots`; each is read once."""

    def __init__(self, roots: tuple[Path, ...]) -> None:
        self._roots = roots
        self._read: dict[Path, Shortcuts] = {}

    def of(self, root: Path) -> Shortcuts:
        """The shortcuts of the project in a directory."""
        if root not in self._read:
            self._read[root] = next(filter(None, (self._load(root / name) for name in _NAMES)), Shortcuts())
        return self._read[root]

    def _load(self, path: Path) -> Shortcuts | None:
        try:
            if not any(path.resolve().is_relative_to(root.resolve()) for root in self._roots):
                return None
            with path.open("rb") as file:
                text = file.read(_LARGEST).decode("utf-8-sig", errors="replace")
        except (OSError, RuntimeError):  # none, or a link to itself
            return None
        return read(text, path)


def read(text: str, path: Path) -> Shortcuts:
    """The shortcuts that a configuration has in so many words."""
    begin = _BEGIN.search(text)
    if begin is None:
        return Shortcuts(path=path)
    found, _ = literals.at(text, begin.end())
    names: dict[str, tuple[str, ...]] = {}
    unread = 0
    for name, utilities in _pairs(found):
        if isinstance(name, str) and (said := _utilities(utilities)) is not None:
            names[name] = said
        else:
            unread += 1
    return Shortcuts(names, path, text.count("\n", 0, begin.end()) + 1, unread)


def _pairs(found: Any) -> Iterator[tuple[Any, Any]]:
    """Names and utilities: of an object, of `[name, utilities]`, or of a list of both; None for another's name."""
    if isinstance(found, dict):
        yield from found.items()
    elif isinstance(found, list):
        for item in found:
            if isinstance(item, dict):
                yield from item.items()
            elif isinstance(item, list) and len(item) > 1:
                yield item[0], item[1]
            else:
                yield None, item
    else:
        yield None, found


def _utilities(value: Any) -> tuple[str, ...] | None:
    parts = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str) for part in parts):
        return None
    return tuple(token for part in parts for token in part.split())
