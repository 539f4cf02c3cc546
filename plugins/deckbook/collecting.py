"""Which pictures the decks of a site show from other hosts."""

from __future__ import annotations

import os.path
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from deckbook.settings import Settings
from deckbook.site import build
from deckbook.vendor import address
from deckbook.vendor.collect import Wanted
from deckbook.walk import markdown_files


@dataclass(frozen=True, slots=True)
class Shown:
    """What decks show.

    Attributes:
        pictures: The pictures on other hosts, each as often as it is named.
        strangers: The named files that are no decks of the site.
    """

    pictures: tuple[Wanted, ...]
    strangers: tuple[Path, ...]


def shown(settings: Settings, decks: Collection[Path], base: Path) -> Shown:
    """What the decks of a site show, or some of them; places are told relative to `base`."""
    library = build(markdown_files(settings.decks_dir), settings, pages=markdown_files(settings.docs_dir))
    asked = {Path(os.path.normpath(deck.absolute())) for deck in decks}
    known = {book.deck.path for book in library.books}
    uris = [
        page.uri for book in library.books if not asked or book.deck.path in asked
        for page in book.pages() if page.uri in library.pages
    ]  # fmt: skip
    found = {
        Wanted(url, f"{_relative(remote.path, base)}:{remote.line}", remote.is_sure)
        for uri in uris
        for remote in library.pages[uri].written.remote
        if (url := address(remote.target))
    }
    return Shown(tuple(sorted(found)), tuple(sorted(asked - known)))


def _relative(path: Path, base: Path) -> str:
    return (path.relative_to(base) if path.is_relative_to(base) else path).as_posix()
