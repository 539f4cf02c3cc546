"""The decks of a site and their blocks: found in the files, or kept from an earlier run where these are the same.

Finding them takes most of what Deckbook has: it is imported only where something has changed.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deckbook.snippets.config import Site, read_site
from deckbook.snippets.kept import Kept, key
from deckbook.walk import markdown_files, read_file

if TYPE_CHECKING:
    from deckbook.deck import Deck
    from deckbook.diagnostics import Diagnostic
    from deckbook.snippets.block import NamedBlocks
    from deckbook.snippets.project import Project

Print = tuple[str, str, "bytes | int"]
"""A file: its path, what that leads to, and a hash of what it holds, or why it cannot be read."""


@dataclass(frozen=True, slots=True)
class KnownDeck:
    """A deck, as far as it matters before its blocks do.

    Attributes:
        name: Its path relative to `decks_dir`.
        unreadable: Why it, or a file that it imports, cannot be read, so that its code cannot be known.
    """

    name: str
    unreadable: tuple[Diagnostic, ...] = ()


def site_of(config_file: Path, text: bytes, kept: Kept) -> Site | None:
    """What a mkdocs.yml says, as `read_site` has it."""
    own = key("site", str(config_file), text)
    if (data := kept.recall(own)) is not None:
        site: Site | None = pickle.loads(data)  # noqa: S301  (as all that is kept)
        if site is None or site.decks_dir == site.docs_dir or site.decks_dir.is_dir():
            return site
    site = read_site(config_file, text)
    if site is None or not site.problems:
        kept.keep(own, pickle.dumps(site))
    return site


class Collection:
    """What pytest collects from decks."""

    def __init__(self, site: Site, kept: Kept) -> None:
        self._site = site
        self._kept = kept
        self._loaded: dict[Path, Deck] = {}
        self._blocks: dict[Path, tuple[NamedBlocks, ...]] = {}
        self._prints = _Prints()

    @cached_property
    def decks(self) -> Mapping[Path, KnownDeck]:
        """Each deck by its path."""
        candidates = markdown_files(self._site.decks_dir)
        own = key("decks", self._site, tuple(candidates))
        if (known := self._recall(own)) is not None:
            return known  # type: ignore[no-any-return]
        from deckbook.snippets.decks import decks_of, unreadable  # noqa: PLC0415

        found = decks_of(self._site, candidates, self._prints.read)
        self._loaded = {deck.path: deck for deck in found.values()}
        decks = {deck.path: KnownDeck(name, unreadable(deck)) for name, deck in found.items()}
        self._keep(own, self._prints.seen(), decks)
        return decks

    def blocks(self, path: Path, project: Project) -> tuple[NamedBlocks, ...]:
        """The namespaces of a deck."""
        if path not in self._blocks:
            own = key("blocks", self._site, str(path))
            known = self._recall(own)
            self._blocks[path] = self._found(path, project, own) if known is None else known
        return self._blocks[path]

    def _found(self, path: Path, project: Project, own: bytes) -> tuple[NamedBlocks, ...]:
        from deckbook.snippets.decks import blocks_of, loaded, looked_at  # noqa: PLC0415

        deck = self._loaded.get(path) or loaded(path, self._site, self._prints.read)
        # Before they are read: what changes meanwhile is then found to have changed.
        prints = [self._prints.of(file) for file in (*deck.files, *looked_at(deck, self._site))]
        blocks = blocks_of(self.decks[path].name, deck, self._site, project)
        self._keep(own, prints, blocks)
        return blocks

    def _recall(self, own: bytes) -> Any:
        value = self._kept.recall(own)
        if value is None:
            return None
        prints, data = value
        if any(self._prints.of(Path(one[0])) != one for one in prints):
            return None
        return pickle.loads(data)  # noqa: S301  (as all that is kept)

    def _keep(self, own: bytes, prints: Iterable[Print], value: object) -> None:
        if self._kept.is_on:
            self._kept.keep(own, (tuple(dict.fromkeys(prints)), pickle.dumps(value)))


class _Prints:
    """What files hold; each is read once."""

    def __init__(self) -> None:
        self._known: dict[Path, Print] = {}

    def of(self, path: Path) -> Print:
        if path not in self._known:
            with suppress(OSError):
                self.read(path)
        return self._known[path]

    def read(self, path: Path) -> bytes:
        """As `read_file`."""
        name = str(path)
        real = os.path.realpath(name)
        try:
            data = read_file(path)
        except OSError as error:
            self._known[path] = name, real, error.errno or 0
            raise
        self._known[path] = name, real, hashlib.sha256(data).digest()[:16]
        return data

    def seen(self) -> tuple[Print, ...]:
        """All that were read."""
        return tuple(self._known.values())
