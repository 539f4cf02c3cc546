"""The names of a theme's files, which MkDocs lists at each build: Material has more than ten thousand."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

import jinja2

_Directories = tuple[tuple[str, int], ...]
Filter = Callable[[str], bool]


class Listing:
    """What was listed in the build before, taken again where no directory has changed."""

    def __init__(self) -> None:
        self._folders: Sequence[str] = ()
        self._directories: _Directories = ()
        self._names: list[str] = []
        self._filtered: tuple[object, list[str]] = None, []

    def wrap(self, env: jinja2.Environment) -> None:
        """Lets an environment list what the one before has listed."""
        listed = env.list_templates
        loader = env.loader
        if type(loader) is not jinja2.FileSystemLoader or loader.followlinks:
            return

        def list_templates(extensions: Any = None, filter_func: Filter | None = None) -> list[str]:
            if extensions is not None or filter_func is None:
                return listed(extensions, filter_func)
            if self._folders != loader.searchpath or self._directories != _times(self._directories):
                # Before the files are listed, so that what comes meanwhile is noticed by the next build.
                self._directories = _directories(loader.searchpath)
                self._folders, self._names, self._filtered = [*loader.searchpath], listed(), (None, [])
            asked = _meaning(filter_func)
            if asked is None:
                return [name for name in self._names if filter_func(name)]
            if self._filtered[0] != asked:
                self._filtered = asked, [name for name in self._names if filter_func(name)]
            return [*self._filtered[1]]

        env.list_templates = list_templates  # type: ignore[method-assign]


def _directories(folders: Sequence[str]) -> _Directories:
    """All directories below these with the times at which something came to them or went; -1 for none."""
    found = [path for folder in folders for path, _, _ in os.walk(folder)]
    return _times(tuple((path, 0) for path in [*folders, *found]))


def _times(directories: _Directories) -> _Directories:
    return tuple([(path, _time(path)) for path, _ in directories])


def _time(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 - for hundreds of directories
    except OSError:
        return -1


def _meaning(filter_func: Filter) -> object:
    """What the filter of MkDocs' `add_files_from_theme` depends on; None for another filter."""
    code = getattr(filter_func, "__code__", None)
    cells: tuple[Any, ...] = getattr(filter_func, "__closure__", None) or ()
    if getattr(filter_func, "__module__", "") != "mkdocs.structure.files" or code is None or len(cells) != 1:
        return None
    theme = getattr(cells[0].cell_contents, "theme", None)
    return None if theme is None else (code, frozenset(theme.static_templates))
