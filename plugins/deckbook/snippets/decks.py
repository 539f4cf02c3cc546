"""Reads the decks of a site, and finds their blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from deckbook.book import Options, arrange
from deckbook.deck import Deck, Reader, load
from deckbook.deck.code import files
from deckbook.deck.project import load_project
from deckbook.diagnostics import Diagnostic
from deckbook.snippets.block import NamedBlocks
from deckbook.snippets.blocks import chapters, code_lines, runnable
from deckbook.snippets.config import Site
from deckbook.snippets.project import Project


def decks_of(site: Site, candidates: Mapping[str, Path], read: Reader) -> Mapping[str, Deck]:
    """Each deck by its name: the path relative to `decks_dir`."""
    return load_project(candidates, site.patterns, site.roots, read).decks


def loaded(path: Path, site: Site, read: Reader) -> Deck:
    """One deck."""
    return load(path, roots=site.roots, read=read)


def blocks_of(name: str, deck: Deck, site: Site, project: Project) -> tuple[NamedBlocks, ...]:
    """The runnable blocks of a deck, by namespace."""
    if not runnable(deck.slides):
        return ()
    book = arrange(deck, name, options=Options(namespace=site.namespace))
    return tuple(chapters(book, project))


def looked_at(deck: Deck, site: Site) -> Iterator[Path]:
    """The files that the code of a deck's blocks may come from, be they there or not."""
    for slide, said in code_lines(deck.slides):
        yield from files.looked_at(said.path, slide.path, deck.root, site.roots)


def unreadable(deck: Deck) -> tuple[Diagnostic, ...]:
    """Why a deck, or a file that it imports, cannot be read, so that its code cannot be known."""
    rules = ("deck-encoding", "deck-unreadable")
    return tuple(diagnostic for diagnostic in deck.diagnostics if diagnostic.rule in rules)
