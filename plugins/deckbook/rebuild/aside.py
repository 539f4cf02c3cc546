"""Sets the files of the site aside while MkDocs cleans its directory, and puts back those that it would write again.

What was seen here when it was written in the build before, and has not been touched since, is put back; all else is
deleted, as MkDocs would have done.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.utils import clean_directory

TICK = 3_000_000_000
"""Within so many nanoseconds a file system may give two changes the same time: the coarsest counts in two seconds."""
_NAME = ".deckbook"
"""Where the site waits while MkDocs cleans its directory: hidden files it leaves alone."""

State = tuple[int, int, int, int]
"""Which file it is, its size, and when it was changed."""
Origin = bytes | tuple[str, State]
"""A digest of what was written, or the file that it was copied from."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the site that was seen when it was written.

    Attributes:
        origin: What was written.
        state: Which file it was then, and when it was changed.
        seen: When it was known to hold that.
    """

    origin: Origin
    state: State
    seen: int

    @property
    def is_settled(self) -> bool:
        """Whether any change since would have given it another time."""
        return self.seen - self.state[3] > TICK


class Aside:
    """Where the files of a site wait; what is known of them goes in and comes out by their paths in the site."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._folder = site / _NAME
        self.drop()

    def drop(self) -> None:
        """Deletes what waits."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def fill(self, written: Mapping[str, Written]) -> dict[str, Written]:
        """Sets aside what the site holds, if there is anything that is known; what is known of that then."""
        if not any(path.startswith(f"{self._site}{os.sep}") for path in written):
            return {}
        known = dict(written)
        try:
            self._folder.mkdir()
            for entry in list(os.scandir(self._site)):
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                kept = known.pop(entry.path, None)
                if entry.is_dir():
                    Path(entry.path).rename(self._folder / entry.name)
                elif kept is not None and kept.state == state_of(entry.path):
                    known[entry.path] = _renamed(kept, Path(entry.path), self._folder / entry.name)
        except OSError:
            return {}
        return known

    def put_back(self, known: Mapping[str, Written], wanted: AbstractSet[str]) -> dict[str, Written]:
        """Puts back what is wanted and as it was written; what is known of that then."""
        if not self._folder.is_dir():
            return {}
        before = {path: known[path] for path in wanted & known.keys()}
        if not before:
            self.drop()
            return {}
        found: dict[str, Written] = {}
        try:
            for entry in self._site.iterdir():
                # What plugins have written since the cleaning stands.
                if (old := self._folder / entry.name).is_dir():
                    shutil.rmtree(old)
                elif entry.name != _NAME:
                    old.unlink(missing_ok=True)
            if self._sift(str(self._folder), str(self._site), before, found):
                for entry in list(self._folder.iterdir()):
                    target = self._site / entry.name
                    if kept := found.get(str(target)):
                        found[str(target)] = _renamed(kept, entry, target)
                    else:
                        entry.rename(target)
                self._folder.rmdir()
        except OSError:
            self.drop()
            clean_directory(str(self._site))
            return {}
        return found

    def _sift(self, folder: str, target: str, wanted: Mapping[str, Written], found: dict[str, Written]) -> bool:
        """Deletes what is not wanted or not as it was written in a directory; whether anything is left."""
        is_left = False
        for entry in list(os.scandir(folder)):
            path = f"{target}{os.sep}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                is_left |= self._sift(entry.path, path, wanted, found)
            elif path in wanted and _state(entry.stat(follow_symlinks=False)) == wanted[path].state:
                found[path] = wanted[path]
                is_left = True
            else:
                Path(entry.path).unlink()
        if not is_left:
            Path(folder).rmdir()
        return is_left


def _renamed(kept: Written, path: Path, to: Path) -> Written:
    """Renames a file, by which it may get another time: what it holds has to be looked at the next time."""
    path.rename(to)
    state = _state(to.stat())
    return replace(kept, state=state, seen=state[3])


def _state(stat: os.stat_result) -> State:
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def state_of(path: str) -> State | None:
    """The state of a file; None where there is none."""
    try:
        return _state(os.stat(path))  # noqa: PTH116 - for thousands of files
    except (OSError, ValueError):
        return None
