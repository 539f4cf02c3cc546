"""pytest's nodes: a deck is a file, a chapter collects, a block is an item."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from deckbook.deck import Deck
    from deckbook.diagnostics import Diagnostic
    from deckbook.snippets.blocks import Block, NamedBlocks
    from deckbook.snippets.config import Site
    from deckbook.snippets.run import Namespace


class Library:
    """The decks of a site, read when pytest first gets to one: never where it is asked for other files."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @cached_property
    def decks(self) -> Mapping[Path, tuple[str, Deck]]:
        """Each deck by its path, with its name."""
        from deckbook.snippets.decks import decks_of  # noqa: PLC0415

        return decks_of(self.site)

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What no deck's own node can tell: of mkdocs.yml, and of links to nowhere, which pytest does not visit."""
        from deckbook.snippets.decks import unreadable  # noqa: PLC0415

        lost = (deck for path, (_, deck) in self.decks.items() if not path.is_file())
        return (*self.site.problems, *(diagnostic for deck in lost for diagnostic in unreadable(deck)))


class ConfigFile(pytest.File):
    """A mkdocs.yml: why decks cannot be found, where that is so."""

    def __init__(self, *, library: Library, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._library = library

    def collect(self) -> Iterator[pytest.Item]:
        for diagnostic in self._library.problems:
            yield Problem.of(diagnostic, self)


class MarkdownFile(pytest.File):
    """A Markdown file: where it is a deck, its chapters that have blocks, and what of it cannot be read."""

    def __init__(self, *, library: Library, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._library = library

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        from deckbook.snippets.decks import blocks_of, unreadable  # noqa: PLC0415

        if self.path not in self._library.decks:
            return
        name, deck = self._library.decks[self.path]
        for diagnostic in unreadable(deck):
            yield Problem.of(diagnostic, self)
        for chapter in blocks_of(name, deck, self._library.site):
            yield ChapterNode.from_parent(self, name=chapter.name, chapter=chapter)


class ChapterNode(pytest.Collector):
    """The blocks of a chapter, which share a namespace."""

    def __init__(self, *, chapter: NamedBlocks, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._chapter = chapter

    def collect(self) -> Iterator[pytest.Item]:
        from deckbook.snippets.run import Namespace  # noqa: PLC0415

        namespace = Namespace([block for _, block in self._chapter.blocks])
        for index, (name, block) in enumerate(self._chapter.blocks):
            yield BlockItem.from_parent(self, name=name, block=block, index=index, namespace=namespace)


class BlockItem(pytest.Item):
    """A block: passes where it runs to its end."""

    def __init__(self, *, block: Block, index: int, namespace: Namespace, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._block = block
        self._index = index
        self._namespace = namespace

    def setup(self) -> None:
        self._namespace.reach(self._index)

    def runtest(self) -> None:
        earlier = self._namespace.failures.items()
        if text := "\n".join(f"{self._place(block)}: {error}" for block, error in earlier):
            self.add_report_section("call", "errors of earlier blocks", text)
        self._namespace.run(self._index)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """As for any test, from the block's own frame on."""
        if self.config.getoption("fulltrace", False):
            return super().repr_failure(excinfo, style)
        filename = str(self._block.path)
        entries = excinfo.traceback
        own = (number for number, entry in enumerate(entries) if entry.frame.code.raw.co_filename == filename)
        first = next(own, None)
        if first is not None:
            excinfo.traceback = entries[first:]
        elif entries and entries[-1].name == "compiled":
            text = "".join(traceback.format_exception_only(excinfo.value)).rstrip()
            return f"{self._place(self._block)}: the block cannot be compiled\n{text}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        # Were this the end of the id, pytest would take it for a dotted name and show `a.b` as `a::b`.
        heading = f"{self.parent.name} › {self.name}" if self.parent else self.name
        return self._block.path, self._block.line - 1, heading

    def _place(self, block: Block) -> str:
        """Where a block stands, seen from where pytest was called."""
        here = self.config.invocation_params.dir
        path = block.path.relative_to(here) if block.path.is_relative_to(here) else block.path
        return f"{path.as_posix()}:{block.line}"


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
