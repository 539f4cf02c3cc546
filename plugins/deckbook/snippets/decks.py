"""The decks of a site: the files that it makes chapters of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os.path import normpath
from pathlib import Path

from deckbook.deck import Deck, find, load, parse
from deckbook.deck.files import read_file
from deckbook.diagnostics import Diagnostic
from deckbook.snippets.config import Site

UNREADABLE = ("deck-encoding", "deck-unreadable")
"""The rules by which a deck's code cannot be known."""


def decks_of(site: Site) -> Mapping[Path, tuple[str, Deck]]:
    """Each deck by its path, with its name: the path relative to `decks_dir`."""
    candidates = find.markdown_files(site.decks_dir)
    picked, _ = find.matching(candidates, site.patterns)
    loaded = [(name, load(candidates[name], roots=site.roots)) for name in picked]
    decks = {deck.path: (name, deck) for name, deck in loaded if find.is_deck(deck) or unreadable(deck)}
    imported = _imported([deck for _, deck in decks.values()])
    return {path: named for path, named in decks.items() if path not in imported}


def unreadable(deck: Deck) -> tuple[Diagnostic, ...]:
    """Why a deck, or a file that it imports, cannot be read."""
    return tuple(diagnostic for diagnostic in deck.diagnostics if diagnostic.rule in UNREADABLE)


def _imported(decks: Sequence[Deck]) -> frozenset[Path]:
    """The files that decks import, which are no decks; of decks that import each other the first stays one."""
    imports = {deck.path: _imports(deck) for deck in decks}
    place = {path: number for number, path in enumerate(imports)}
    found = {path for imported in imports.values() for path in imported}
    for path in found & place.keys():
        importers = [other for other in place if other != path and path in imports[other]]
        if all(other in imports[path] and place[path] < place[other] for other in importers):
            found.remove(path)
    return frozenset(found)


def _imports(deck: Deck) -> set[Path]:
    """All that a deck imports, directly or through others; by hidden slides too, as those files are no decks either."""
    found: set[Path] = set()
    waiting = list(deck.entry)
    while waiting:
        slide = waiting.pop()
        source = slide.frontmatter.get("src")
        if not isinstance(source, str) or "\0" in source:
            continue
        name = source.partition("#")[0].replace("\\", "/")
        path = Path(normpath(deck.root / name[1:] if name.startswith("/") else slide.path.parent / name))
        if path in found:
            continue
        found.add(path)
        try:
            data = read_file(path)
        except OSError:
            continue
        if b"src" in data:
            waiting += parse(data.decode(errors="replace"), path).slides
    return found
