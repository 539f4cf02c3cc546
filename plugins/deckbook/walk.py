"""The Markdown files of a directory, which may be decks, and reading one: for pytest, without all else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

RECORDS = ".outputs"
"""What the folder of a deck's recorded outputs ends in: `2026-w47.md` has `2026-w47.outputs/`."""
_SKIPPED = frozenset(("node_modules", "site", "dist", "__pycache__"))


def markdown_files(folder: Path) -> dict[str, Path]:
    """Every Markdown file below a folder by its path relative to it; hidden and installed folders are not entered."""
    found: dict[str, Path] = {}
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)
        for name in sorted(files):
            if name.endswith(".md"):
                path = Path(base, name)
                found[path.relative_to(folder).as_posix()] = path
    return found


def read_file(path: Path) -> bytes:
    """The bytes of a regular file: a pipe or a device might never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "it is not a file", str(path))
    return path.read_bytes()
