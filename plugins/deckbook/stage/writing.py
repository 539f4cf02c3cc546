"""Puts a tree of files where none is, or where an earlier one is: whole, or not at all."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

MARKER = ".deckbook-stage"
"""The file that tells a tree of ours; it lists what was written, so that what somebody adds is noticed."""
_OF_BUILDS = frozenset({"site", ".cache"})


class NotStaged(Exception):
    """Nothing is written; the text says why, and what to do."""


def write_tree(target: Path, fill: Callable[[Path], None]) -> None:
    """Writes a tree beside its place, and puts it there when it is whole.

    Args:
        target: The directory; it is made, and may exist only if it is empty or was written so before.
        fill: Writes the tree into a directory.

    Raises:
        NotStaged: It cannot be written, or something else stands there; then nothing is changed.
    """
    with _told(target):
        _restore(target)
        check(target)
        made = _make(target.parent)
        beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        try:
            beside.mkdir()
            fill(beside)
            names = sorted(path.relative_to(beside).as_posix() for path in beside.rglob("*") if path.is_file())
            (beside / MARKER).write_text(json.dumps(names, ensure_ascii=False, indent=0) + "\n", "utf-8")
            _swap(beside, target)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            for folder in reversed(made):
                folder.rmdir()
            raise


def check(target: Path) -> None:
    """Sees to it that a tree may be written there.

    Raises:
        NotStaged: It may not.
    """
    if not os.path.lexists(target):
        return
    if not target.is_dir() or target.is_symlink():
        raise NotStaged(f"{target} is no directory; name another one.")
    present = [path for path in target.rglob("*") if path.is_file() or path.is_symlink()]
    if not present:
        return
    marker = target / MARKER
    if not marker.is_file():
        raise NotStaged(f"{target} is not empty and was not written by `deckbook stage`; name another one.")
    try:
        written = {MARKER, *json.loads(marker.read_text("utf-8"))}
    except (ValueError, TypeError) as error:
        raise NotStaged(f"{marker} cannot be read, so {target} stays as it is; remove it.") from error
    for path in sorted(present):
        name = path.relative_to(target)
        if name.parts[0] not in _OF_BUILDS and name.as_posix() not in written:
            raise NotStaged(f"{path} was not written by `deckbook stage`, so nothing is changed; move it elsewhere.")


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotStaged(f"{target} cannot be written ({reason}); nothing is changed.") from error


def _make(folder: Path) -> list[Path]:
    """Makes a directory and those above it; gives those that are new."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(exist_ok=True)
    return list(reversed(missing))


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _swap(new: Path, target: Path) -> None:
    """Puts a directory where another one is; one that is stopped between leaves the other one beside it."""
    old = _old(target)
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _restore(target: Path) -> None:
    """Mends what one that was stopped has left: the tree that it had moved away, or what it had begun."""
    old = _old(target)
    if (old / MARKER).is_file():  # a folder of somebody's own may be called so, too
        if os.path.lexists(target):
            shutil.rmtree(old)
        else:
            old.rename(target)
    for part in target.parent.glob(f".{target.name}.*.part"):
        shutil.rmtree(part)
