"""pytest's nodes: a deck is a file, a namespace collects, a block is an item."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from deckbook.diagnostics import Diagnostic
    from deckbook.snippets.block import NamedBlocks
    from deckbook.snippets.collection import Collection, KnownDeck
    from deckbook.snippets.config import Site
    from deckbook.snippets.kept import Kept
    from deckbook.snippets.limits import LastWords
    from deckbook.snippets.project import Project
    from deckbook.snippets.remembered import Remembered


class Library:
    """The decks of a site, read when pytest first gets to one: never where it is asked for other files.

    Args:
        kept: What earlier runs have found of decks.
        cache: Where what is made of code may be kept for later runs.

    Attributes:
        site: What mkdocs.yml says.
        words_file: The file descriptor for where a block was that nothing could end; None to wait for such ones.
        collected: The decks whose blocks this process has collected.
    """

    def __init__(self, site: Site, kept: Kept, cache: Path | None = None) -> None:
        self.site = site
        self.words_file: int | None = None
        self.collected: set[Path] = set()
        self._kept = kept
        self._cache = cache

    @property
    def root(self) -> Path:
        """The project: what code may import and read is below it."""
        return self.site.config_file.parent

    @cached_property
    def collection(self) -> Collection:
        """What there is to collect."""
        from deckbook.snippets.collection import Collection  # noqa: PLC0415

        return Collection(self.site, self._kept)

    @property
    def decks(self) -> Mapping[Path, KnownDeck]:
        """Each deck by its path."""
        return self.collection.decks

    @cached_property
    def project(self) -> Project:
        """The project of the blocks, which remembers what it has read."""
        from deckbook.snippets.project import Project  # noqa: PLC0415

        return Project(self.root, self.site.roots, self.remembered)

    @cached_property
    def last_words(self) -> LastWords | None:
        """What ends the process where nothing could end a block."""
        from deckbook.snippets.limits import LastWords  # noqa: PLC0415

        return None if self.words_file is None else LastWords(self.words_file)

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What no deck's own node can tell: of mkdocs.yml, and of links to nowhere, which pytest does not visit."""
        lost = (deck for path, deck in self.decks.items() if deck.unreadable and not path.is_file())
        return (*self.site.problems, *(diagnostic for deck in lost for diagnostic in deck.unreadable))

    def blocks(self, path: Path) -> tuple[NamedBlocks, ...]:
        """The namespaces of a deck."""
        return self.collection.blocks(path, self.project)

    @cached_property
    def remembered(self) -> Remembered:
        """What earlier runs have made of the blocks' code."""
        from deckbook.snippets.remembered import Remembered  # noqa: PLC0415

        return Remembered(self._cache)

    def save(self) -> None:
        """Keeps what this run has found for later ones."""
        self._kept.save()
        self.remembered.save()


class ConfigFile(pytest.File):
    """A mkdocs.yml: why decks cannot be found, where that is so."""

    def __init__(self, *, library: Library, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._library = library

    def collect(self) -> Iterator[pytest.Item]:
        for diagnostic in self._library.problems:
            yield Problem.of(diagnostic, self)


class MarkdownFile(pytest.File):
    """A Markdown file: where it is a deck, its namespaces that have blocks, and what of it cannot be read."""

    def __init__(self, *, library: Library, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._library = library

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        if self.path not in self._library.decks:
            return
        for diagnostic in self._library.decks[self.path].unreadable:
            yield Problem.of(diagnostic, self)
        for one in self._library.blocks(self.path):
            yield NamespaceNode.from_parent(self, name=one.name, blocks=one, library=self._library)
        self._library.collected.add(self.path)


class NamespaceNode(pytest.Collector):
    """The blocks that share a namespace."""

    def __init__(self, *, blocks: NamedBlocks, library: Library, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._blocks = blocks
        self._library = library

    def collect(self) -> Iterator[pytest.Item]:
        from deckbook.snippets.items import BlockItem  # noqa: PLC0415
        from deckbook.snippets.run import Namespace  # noqa: PLC0415

        blocks = [block for _, block in self._blocks.blocks]
        library = self._library
        namespace = Namespace(blocks, library.root, library.last_words, library.remembered)
        for index, (name, block) in enumerate(self._blocks.blocks):
            yield BlockItem.from_parent(
                self, name=name, block=block, earlier=blocks[:index], namespace=namespace, library=self._library
            )


class Problem(pytest.Item):
    """What keeps code from being tested; it fails, and what else there is runs."""

    def __init__(self, *, diagnostic: Diagnostic, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._diagnostic = diagnostic

    @classmethod
    def of(cls, diagnostic: Diagnostic, parent: pytest.File) -> pytest.Item:
        path = diagnostic.path
        place = "" if path == parent.path else f":{Path(os.path.relpath(path, parent.path.parent)).as_posix()}"
        name = f"{diagnostic.rule}{place}:{diagnostic.line}"
        return cls.from_parent(parent, name=name, diagnostic=diagnostic)

    def runtest(self) -> None:
        pytest.fail(self._diagnostic.shown(self.config.rootpath), pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self._diagnostic.path, max(self._diagnostic.line - 1, 0), self._diagnostic.rule
