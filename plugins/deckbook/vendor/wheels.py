"""Python's packages for the copy of Pyodide: which ones code needs, by the list that Pyodide itself goes by."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from deckbook.hosts import Unavailable
from deckbook.vendor.packages import Package, PackageFile
from deckbook.vendor.sources import Source, fetched

LIST = "pyodide-lock.json"
"""The list, among the files of Pyodide; its hash is pinned, and it holds those of all packages."""


class Unknown(Exception):
    """Pyodide has no such package; the text is a sentence that says so."""


def default_base(package: Package) -> str:
    """Where Pyodide's own packages are published."""
    return f"https://cdn.jsdelivr.net/{package.name}/v{package.version}/full"


def wheels(package: Package, listed: bytes, names: Iterable[str]) -> Package:
    """The files of Python packages, and of those that they need, as a package that goes into the same folder.

    Args:
        package: Pyodide.
        listed: The content of `LIST`.
        names: The packages' names, or what code imports of them, such as `numpy` and `sklearn`.

    Raises:
        Unknown: There is none of that name.
    """
    known = _known(listed)
    by_name = {one: name for name, entry in known.items() for one in entry["imports"]}
    by_name |= {_normal(name): name for name in known}
    waiting: list[str] = []
    for name in names:
        found = by_name.get(name) or by_name.get(_normal(name))
        if found is None:
            near = difflib.get_close_matches(_normal(name), by_name, 1)
            hint = f"; {near[0]} is meant?" if near else "."
            raise Unknown(f"{package.name} {package.version} has no package {name}{hint}")
        waiting.append(found)
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += [by_name[_normal(other)] for other in known[name]["depends"]]
    return _package(package, (known[name] for name in sorted(needed)))


def held(package: Package, listed: bytes, folder: Path) -> Package:
    """The files of Python packages that a folder has."""
    return _package(package, (entry for entry in _known(listed).values() if (folder / entry["file_name"]).exists()))


def chosen(package: Package, folder: Path, names: Iterable[str], *, with_held: bool) -> Package:
    """The files of `wheels` by the list of the copy in a folder, and with `with_held` those that it has besides.

    Raises:
        Unknown: There is none of that name.
    """
    listed = (folder / LIST).read_bytes()
    wanted = wheels(package, listed, names)
    there = held(package, listed, folder).files if with_held else ()
    return Package(package.name, package.version, tuple(dict.fromkeys((*wanted.files, *there))))


def _known(listed: bytes) -> Mapping[str, Mapping[str, Any]]:
    known: Mapping[str, Mapping[str, Any]] = json.loads(listed)["packages"]
    return known


def _package(package: Package, entries: Iterable[Mapping[str, Any]]) -> Package:
    files = (PackageFile(entry["file_name"], entry["sha256"], None) for entry in entries)
    return Package(package.name, package.version, tuple(files))


def source(place: str) -> Source:
    """Where the packages come from: the address of a folder with them, or a folder."""
    if place.startswith(("http://", "https://")):
        return lambda package, file: fetched(f"{place.rstrip('/')}/{file.path}", file)

    def read(package: Package, file: PackageFile) -> bytes:
        try:
            return (Path(place) / file.path).read_bytes()
        except OSError as error:
            raise Unavailable(f"{Path(place) / file.path} cannot be read: {error.strerror}.") from error

    return read


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
