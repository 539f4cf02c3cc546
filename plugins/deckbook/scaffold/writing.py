"""Puts files where there are none yet: all of them, each complete at once, or none."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


class ScaffoldError(ValueError):
    """Nothing is written; says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A file that was to be there.

    Attributes:
        name: Its path, relative to the directory.
        is_new: Whether it was written; else it was there before, and stays as it was.
    """

    name: str
    is_new: bool


def place(root: Path, files: Mapping[str, bytes]) -> list[Placed]:
    """Writes those files that do not exist.

    Args:
        root: The directory, which is made where it is missing.
        files: Contents by path, relative to it.

    Raises:
        ScaffoldError: One of them cannot be written; then none is.
    """
    for name in files:
        _check_way(root, name)
    made: list[Path] = []
    placed = []
    try:
        for name, data in files.items():
            _make_folder((root / name).parent, made)
            is_new = _place(root / name, data)
            if is_new:
                made.append(root / name)
            placed.append(Placed(name, is_new))
    except BaseException as error:
        _undo(made)
        if isinstance(error, OSError):
            where = f" ({error.filename})" if error.filename else ""
            raise ScaffoldError(f"Nothing is written: {error.strerror or error}{where}.") from error
        raise
    return placed


def _check_way(root: Path, name: str) -> None:
    """Sees to it that no file stands where a directory is needed."""
    for parent in (root, *(root / part for part in reversed(PurePosixPath(name).parents[:-1]))):
        if os.path.lexists(parent) and not parent.is_dir():
            raise ScaffoldError(f"{parent} is no directory, and one is needed there; move it, or name another one.")


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(exist_ok=True)
        made.append(parent)


def _place(path: Path, data: bytes) -> bool:
    """Writes a file unless there is one; gives whether it was written."""
    if os.path.lexists(path):
        return False
    beside = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        return _move(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _move(source: Path, target: Path) -> bool:
    """Gives a file its name unless that is taken, even by another process at this moment."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        return False
    except OSError:  # some file systems have no links
        if os.path.lexists(target):
            return False
        source.replace(target)
    return True


def _undo(made: list[Path]) -> None:
    for path in reversed(made):
        try:
            path.rmdir() if path.is_dir() else path.unlink()
        except OSError:  # somebody else has put something there
            continue
