"""Where icons are taken from: the deck's project, the site's own folder, Material's drawings, Unicode's characters."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from deckbook.markup.icons import drawing, iconify, material
from deckbook.markup.icons.drawing import Drawing
from deckbook.markup.icons.emoji import Emoji
from deckbook.markup.icons.names import Icon


class Icons:
    """The icons that a site can show; what was read is kept for its pages.

    Args:
        folder: The site's own folder of Iconify's collections, if any.
        roots: The directories in which a deck's project may lie.
    """

    def __init__(self, folder: Path | None, roots: tuple[Path, ...]) -> None:
        self._folder = folder
        self._roots = roots
        self._emoji = Emoji()
        self._files: dict[Path, Mapping[str, Any] | None] = {}
        self._collections: dict[tuple[str, Path], list[Mapping[str, Any]]] = {}
        self._found: dict[tuple[Icon, Path], Drawing | str | None] = {}

    def find(self, icon: Icon, project: Path) -> Drawing | str | None:
        """An icon's drawing, or the character that it is; None where it is known to neither.

        Args:
            icon: The icon.
            project: The directory of the deck that shows it.
        """
        key = (icon, project)
        if key not in self._found:
            self._found[key] = self._of_iconify(icon, project) or self._emoji.find(icon) or self._of_material(icon)
        return self._found[key]

    def _of_iconify(self, icon: Icon, project: Path) -> Drawing | None:
        key = (icon.collection, project)
        if key not in self._collections:
            files = (file for folder in self._folders(project) for file in iconify.places(folder, icon.collection))
            self._collections[key] = [found for file in files if file.is_file() and (found := self._read(file))]
        drawings = (iconify.draw(collection, icon.name) for collection in self._collections[key])
        return next(filter(None, drawings), None)

    def _read(self, file: Path) -> Mapping[str, Any] | None:
        if file not in self._files:
            self._files[file] = iconify.read(file)
        return self._files[file]

    def _folders(self, project: Path) -> Iterator[Path]:
        for folder in (project, *project.parents):
            if not any(folder.is_relative_to(root) for root in self._roots):
                break
            yield folder / "node_modules"
        if self._folder:
            yield self._folder

    def _of_material(self, icon: Icon) -> Drawing | None:
        for path in material.paths(icon):
            if path in self._material:
                try:
                    source = Path(self._material[path]).read_text("utf-8")
                except (OSError, UnicodeDecodeError):
                    continue
                if found := drawing.of_file(source):
                    return found
        return None

    @cached_property
    def _material(self) -> Mapping[str, str]:
        """Material's drawings by their paths in its folder of icons, without `.svg`."""
        found = importlib.util.find_spec("material")
        places = found.submodule_search_locations if found else None
        root = Path(next(iter(places))) / "templates" / ".icons" if places else None
        files = (f"{folder}/{name}" for folder, _, names in os.walk(root or "") for name in names)
        return {file.removesuffix(".svg")[len(str(root)) + 1 :].replace("\\", "/"): file for file in files}
