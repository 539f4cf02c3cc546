"""The decks of a site, and what cannot be read of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deckbook.deck import Deck, find
from deckbook.deck.project import load_project
from deckbook.diagnostics import Diagnostic
from deckbook.snippets.config import Site


def decks_of(site: Site) -> Mapping[Path, tuple[str, Deck]]:
    """Each deck by its path, with its name: the path relative to `decks_dir`."""
    project = load_project(find.markdown_files(site.decks_dir), site.patterns, site.roots)
    return {deck.path: (name, deck) for name, deck in project.decks.items()}


def unreadable(deck: Deck) -> tuple[Diagnostic, ...]:
    """Why a deck, or a file that it imports, cannot be read, so that its code cannot be known."""
    rules = ("deck-encoding", "deck-unreadable")
    return tuple(diagnostic for diagnostic in deck.diagnostics if diagnostic.rule in rules)
