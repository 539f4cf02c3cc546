"""Puts a copy of a package into a site, all of it or nothing; and checks one that is there."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from deckbook.hosts import Unavailable
from deckbook.vendor.packages import Package, PackageFile
from deckbook.vendor.sources import Source


@dataclass(frozen=True, slots=True)
class Installed:
    """What came of it.

    Attributes:
        folder: Where the copy is, or would be.
        written: The files that were written; none where the copy was there already.
        faults: Sentences that say what is wrong; where there is one, nothing was written.
    """

    folder: Path
    written: tuple[Path, ...] = ()
    faults: tuple[str, ...] = ()


def install(package: Package, into: Path, source: Source) -> Installed:
    """Puts a package's files below `into`, in a folder with its name and version.

    Files that are there and right are left alone. Every other one is fetched and compared with its hash before the
    first is written.
    """
    folder = into / package.folder
    wanted: dict[Path, bytes] = {}
    faults: list[str] = []
    for file in package.files:
        path = folder / file.name
        if _is_right(path, file):
            continue
        try:
            content = source(package, file)
        except Unavailable as error:
            faults.append(str(error))
            continue
        if hashlib.sha256(content).hexdigest() == file.sha256:
            wanted[path] = content
        else:
            faults.append(
                f"{file.path} is not that of {package.name} {package.version}: {_difference(content, file)}; "
                "take it from another source."
            )
    if faults:
        return Installed(folder, faults=tuple(faults))
    for path, content in wanted.items():
        write(path, content)
    return Installed(folder, tuple(wanted))


def check(package: Package, into: Path) -> Installed:
    """Whether the copy is there, complete and unchanged."""
    folder = into / package.folder
    faults = [
        f"{path} is {'not what was published' if path.exists() else 'missing'}."
        for file in package.files
        if not _is_right(path := folder / file.name, file)
    ]
    return Installed(folder, faults=tuple(faults))


def write(path: Path, content: bytes) -> None:
    """Writes a file as a whole or not at all, also where the machine stops meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _is_right(path: Path, file: PackageFile) -> bool:
    try:
        return file.size in (None, path.stat().st_size) and hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
    except OSError:
        return False


def _difference(content: bytes, file: PackageFile) -> str:
    if file.size is None:
        return "its hash is another"
    if len(content) < file.size:
        return f"it has {len(content)} bytes of {file.size}"
    return f"it has more than {file.size} bytes" if len(content) > file.size else "its hash is another"
