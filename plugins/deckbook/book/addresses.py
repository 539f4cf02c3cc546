"""Addresses that last: slugs of titles, numbered where they collide, and the ids of sections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pymdownx.slugs import slugify  # type: ignore[import-untyped]

from deckbook.book.model import Title

# Bytes of a slug: file systems allow 255 a name, and an address has three characters for each.
_LONGEST = 120
_NUMBERED = re.compile(r"slide-\d+")
_ALIAS = re.compile(r"[^\W_][\w.:-]*")
_slugify = slugify(case="lower")


def slug(text: str, otherwise: str) -> str:
    """A title as an address: Unicode, lower case, at most 120 bytes; `otherwise` if nothing is left."""
    found = str(_slugify(unicodedata.normalize("NFC", text), "-"))
    found = re.sub(r"-{2,}", "-", found).strip("-_")
    found = _cut(found, _LONGEST)
    return found if re.search(r"\w", found) else otherwise


def _cut(text: str, longest: int) -> str:
    """Text of at most that many bytes, without half a character and without a mark cut off its letter."""
    data = text.encode(errors="ignore")
    if len(data) <= longest:
        return data.decode()
    cut = data[:longest].decode(errors="ignore")
    while cut and unicodedata.combining(text[len(cut)]):
        cut = cut[:-1]
    return cut.rstrip("-_")


class Names:
    """Unique names: the first that asks for one gets it, others get a number behind it."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def unique(self, name: str) -> str:
        found = name
        number = self._next.get(name, 2)
        while found in self._taken:
            found = f"{name}-{number}"
            number += 1
        self._next[name] = number
        self._taken.add(found)
        return found


def folder() -> Names:
    """Names for the pages of a folder, where `index` and `readme` mean the folder itself."""
    return Names(("index", "readme"))


def section_id(alias: object, title: Title | None) -> str:
    """The id that a slide asks for: its `routeAlias`, else its title's slug; empty where neither gives one.

    Never `slide-N`, which every slide has too.
    """
    if isinstance(alias, str):
        short = _ALIAS.fullmatch(alias) and len(alias.encode()) <= _LONGEST
        found = alias if short else slug(alias, "")
    else:
        found = slug(title.plain, "") if title else ""
    return f"{found}-" if _NUMBERED.fullmatch(found) else found
