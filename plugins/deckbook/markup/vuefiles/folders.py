"""Finds and reads the layouts and components of a deck's own, of its addons and of its theme, where they are files."""

from __future__ import annotations

import os
from os.path import normpath
from pathlib import Path

from deckbook.deck import Deck
from deckbook.markup.templates import key
from deckbook.markup.vuefiles.source import VueFile, read

_FOLDERS = {"layout": "layouts", "component": "components"}
_SKIPPED = frozenset(("node_modules", "dist", ".git"))
_MOST = 3000  # files of one folder
_LARGEST = 2_000_000  # bytes of one file that are read


class VueFiles:
    """The .vue files below a site's `roots`; each is read once."""

    def __init__(self, roots: tuple[Path, ...]) -> None:
        self._roots = roots
        self._found: dict[Path, dict[str, Path]] = {}
        self._read: dict[Path, VueFile | None] = {}

    def find(self, kind: str, name: str, deck: Deck) -> Path | None:
        """The file of a "layout" or "component" of a deck: the deck's own before its addons' before its theme's."""
        wanted = key(name)
        for folder in self._places(deck):
            if path := self._files(folder / _FOLDERS[kind]).get(wanted):
                return path
        return None

    def beside(self, target: str, file: Path) -> Path | None:
        """The file that another one imports by a relative path."""
        path = Path(normpath(file.parent / target)) if target.startswith(".") and "\0" not in target else None
        return path if path and self._is_inside(path) and path.is_file() else None

    def load(self, path: Path) -> VueFile | None:
        """What a file holds; None where it cannot be read."""
        if path not in self._read:
            try:
                with path.open("rb") as file:
                    data = file.read(_LARGEST)
                self._read[path] = read(data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))
            except OSError:
                self._read[path] = None
        return self._read[path]

    def folders(self, deck: Deck) -> list[Path]:
        """The folders that a deck's layouts and components come from: what is to be watched."""
        named = [folder / name for folder in self._places(deck) for name in _FOLDERS.values()]
        return [folder for folder in named if folder.is_dir()]

    def _places(self, deck: Deck) -> list[Path]:
        """The deck's directory, then its addons' and its theme's where they are named by a path."""
        addons = deck.headmatter.get("addons")
        named = [*(addons if isinstance(addons, list) else [addons]), deck.headmatter.get("theme")]
        paths = [
            Path(normpath(deck.root / (name.lstrip("/") if name.startswith("/") else name))) for name in named
            if isinstance(name, str) and name.startswith(("./", "../", "/")) and "\0" not in name
        ]  # fmt: skip
        return [deck.root, *paths]

    def _files(self, folder: Path) -> dict[str, Path]:
        if folder not in self._found:
            found: dict[str, Path] = {}
            self._found[folder] = found
            if self._is_inside(folder):
                for path in _vue_files(folder):
                    if self._is_inside(path):
                        found.setdefault(key(path.stem), path)
        return self._found[folder]

    def _is_inside(self, path: Path) -> bool:
        try:
            real = path.resolve()
        except (OSError, RuntimeError):  # a link to itself
            return False
        return any(path.is_relative_to(root) and real.is_relative_to(root.resolve()) for root in self._roots)


def _vue_files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        found += [Path(base, name) for name in sorted(files) if name.endswith(".vue")]
        if len(found) > _MOST:
            break
    return found[:_MOST]
