"""The repositories that the decks of a site name, for `deckbook repos`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deckbook.book import Book, arrange, newest_first
from deckbook.deck.project import load_project
from deckbook.markup import labels
from deckbook.repos import NAME, Entry, Lock, Repository, ledger, load_lock, references
from deckbook.repos.forges import forges
from deckbook.repos.refresh import Plan, today, wanted
from deckbook.settings import Settings
from deckbook.walk import markdown_files


def lock_file(settings: Settings) -> Path:
    """Where the site keeps what is known of repositories."""
    return settings.docs_dir / NAME


def to_refresh(settings: Settings, environment: Mapping[str, str], *, again: bool) -> tuple[list[Repository], Plan]:
    """The repositories that are to be asked about today, and how.

    Args:
        settings: What the site has decided.
        environment: What names tokens, and the addresses of hosts.
        again: Whether also those are that were asked today.

    Raises:
        ForgeError: The environment names what cannot be asked.
    """
    plan = Plan(lock_file(settings), forges(environment), today(environment))
    hosts = {host: forge.kind for host, forge in plan.forges.items()}
    named = (reference.mention.repository for reference in references(_books(settings), hosts))
    return wanted(named, plan, again=again), plan


def gathered(settings: Settings) -> tuple[tuple[Entry, ...], Lock]:
    """The ledger of a site, and the lock file that it was made with."""
    lock = load_lock(lock_file(settings))
    return ledger(_books(settings), lock), lock


def _books(settings: Settings) -> list[Book]:
    """The decks of a site, oldest first; what is wrong with them a build says."""
    project = load_project(markdown_files(settings.decks_dir), settings.patterns, settings.roots)
    introduction = labels(settings.language)["introduction"]
    books = [
        arrange(deck, name, options=settings.options, introduction=introduction)
        for name, deck in project.decks.items()
    ]  # fmt: skip
    return newest_first(books)[::-1]
