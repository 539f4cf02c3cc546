"""The decks of a site, and what cannot be read of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deckbook.book import Options, arrange
from deckbook.deck import Deck, find
from deckbook.deck.project import load_project
from deckbook.diagnostics import Diagnostic
from deckbook.snippets.blocks import NamedBlocks, chapters, runnable
from deckbook.snippets.config import Site
from deckbook.snippets.project import Project
from deckbook.snippets.remembered import Remembered


def decks_of(site: Site) -> Mapping[Path, tuple[str, Deck]]:
    """Each deck by its path, with its name: the path relative to `decks_dir`."""
    project = load_project(find.markdown_files(site.decks_dir), site.patterns, site.roots)
    return {deck.path: (name, deck) for name, deck in project.decks.items()}


def blocks_of(name: str, deck: Deck, site: Site, project: Project) -> tuple[NamedBlocks, ...]:
    """The runnable blocks of a deck, by namespace."""
    if not runnable(deck.slides):
        return ()
    book = arrange(deck, name, options=Options(namespace=site.namespace))
    return tuple(chapters(book, project))


def project_of(site: Site, remembered: Remembered | None = None) -> Project:
    """The project that a site's code belongs to."""
    return Project(site.config_file.parent, site.roots, remembered or Remembered())


def unreadable(deck: Deck) -> tuple[Diagnostic, ...]:
    """Why a deck, or a file that it imports, cannot be read, so that its code cannot be known."""
    rules = ("deck-encoding", "deck-unreadable")
    return tuple(diagnostic for diagnostic in deck.diagnostics if diagnostic.rule in rules)
