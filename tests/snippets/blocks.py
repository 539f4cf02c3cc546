"""Blocks of a deck in a test, found without pytest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deckbook.book import Options, arrange
from deckbook.deck import load
from deckbook.snippets.block import Block, NamedBlocks
from deckbook.snippets.blocks import chapters
from deckbook.snippets.project import Project

DECK = "docs/weeks/w1.md"


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of docs/weeks/w1.md in a project of `files`."""

    root: Path

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(text, "utf-8")

    @property
    def project(self) -> Project:
        return Project(self.root, (self.root / "docs", self.root))

    def namespaces(self, files: Mapping[str, str], *, namespace: str = "chapter") -> list[NamedBlocks]:
        """The namespaces, once the files are written."""
        self.write(files)
        deck = load(self.root / DECK, roots=self.project.roots)
        book = arrange(deck, "weeks/w1.md", options=Options(namespace=namespace))
        return list(chapters(book, self.project))

    def all(self, files: Mapping[str, str]) -> list[Block]:
        """All blocks, in order."""
        return [block for one in self.namespaces(files) for _, block in one.blocks]
