"""The decks of a project: what is picked by name, read as slides, and imported by no other deck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os.path import normpath
from pathlib import Path

from deckbook.deck import find
from deckbook.deck.files import Reader, read_file
from deckbook.deck.load import load
from deckbook.deck.model import Deck
from deckbook.deck.parse import parse


@dataclass(frozen=True, slots=True)
class Project:
    """All decks of a project.

    Attributes:
        decks: By the names that they are picked by, in their order.
        imported: The files that decks import, which are no decks or pages of their own.
        idle: The patterns that pick no file.
    """

    decks: Mapping[str, Deck]
    imported: frozenset[Path]
    idle: tuple[str, ...]


def load_project(
    candidates: Mapping[str, Path], patterns: Sequence[str], roots: tuple[Path, ...], read: Reader = read_file
) -> Project:
    """Reads the decks among the candidates.

    Args:
        candidates: The Markdown files that may be decks, by name.
        patterns: What picks names, as `find.matching` takes it.
        roots: The directories that imports may not leave.
        read: Gives the files' bytes.
    """
    picked, idle = find.matching(candidates, patterns)
    loaded = {name: load(candidates[name], roots=roots, read=read) for name in picked}
    decks = {name: deck for name, deck in loaded.items() if find.is_deck(deck) or _is_broken(deck)}
    imported = _imported(decks.values(), read)
    own = {name: deck for name, deck in decks.items() if deck.path not in imported}
    return Project(own, imported, tuple(idle))


def _is_broken(deck: Deck) -> bool:
    """Whether a file cannot be read, which MkDocs would stop at if it were left to be a page."""
    return any(item.rule in ("deck-encoding", "deck-unreadable") for item in deck.diagnostics)


def _imported(decks: Iterable[Deck], read: Reader) -> frozenset[Path]:
    """The files that decks import, directly or through others; also what only a hidden slide imports.

    Of decks that import each other the first stays a deck.
    """
    imports = {deck.path: _imports(deck, read) for deck in decks}
    place = {path: number for number, path in enumerate(imports)}
    found = {path for imported in imports.values() for path in imported}
    for path in found & place.keys():
        importers = [other for other in place if other != path and path in imports[other]]
        if all(other in imports[path] and place[path] < place[other] for other in importers):
            found.remove(path)
    return frozenset(found)


def _imports(deck: Deck, read: Reader) -> set[Path]:
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
            data = read(path)
        except OSError:
            continue
        if b"src" in data:
            waiting += parse(data.decode(errors="replace"), path).slides
    return found
