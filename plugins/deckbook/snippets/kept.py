"""What runs of pytest leave for later ones, kept where pytest keeps such things: as Python keeps its .pyc files.

A value is found by all that it was made of, so that it can never be out of date; without it all is the same, and takes
longer. It is of this machine and of the same code of Deckbook, as a .pyc, and trusted no more and no less.
"""

from __future__ import annotations

import hashlib
import importlib.util
import marshal
import os
import secrets
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_MOST = 10_000
"""Values that are kept: those that were used last."""
_CODE = ("", "deck", "deck/code", "deck/yaml12", "book", "snippets")
"""The folders of Deckbook whose code makes what is kept."""
_LIBRARIES = ("markdown_it", "pathspec", "yaml", "pymdownx")
"""What that code has of others."""


class Kept:
    """Values that marshal can write, from a file that is read when one is first asked for; without one, none are."""

    def __init__(self, folder: Path | None, name: str) -> None:
        self._file = folder / f"{name}-{sys.implementation.cache_tag}" if folder else None
        self._known: dict[bytes, Any] | None = None
        self._is_new = False

    @property
    def is_on(self) -> bool:
        """Whether anything is kept at all."""
        return self._file is not None

    def recall(self, key: bytes) -> Any:
        """What was kept; None where nothing was."""
        if self._known is None:
            self._known = _read(self._file) if self._file else {}
        value = self._known.pop(key, None)
        if value is not None:
            self._known[key] = value
        return value

    def keep(self, key: bytes, value: Any) -> None:
        """Keeps a value for later runs, once it is saved."""
        if self._known is not None:
            self._known[key] = value
            self._is_new = True

    def save(self) -> None:
        """Writes what is new, as a whole or not at all."""
        if self._file is None or not self._known or not self._is_new:
            return
        kept = dict([*self._known.items()][-_MOST:])
        own = self._file.with_name(f"{self._file.name}-{secrets.token_hex(8)}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                data = marshal.dumps(kept)
                own.write_bytes(_seal(data) + data)
                own.replace(self._file)
            finally:
                own.unlink(missing_ok=True)
        self._is_new = False


def key(*parts: object) -> bytes:
    """What a value is found by: all that it was made of, as `repr` shows it."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).digest()[:16]


def _read(file: Path) -> dict[bytes, Any]:
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    seal, data = data[:32], data[32:]
    if seal != _seal(data):
        return {}
    known: dict[bytes, Any] = marshal.loads(data)  # noqa: S302  (as a .pyc, and no less this machine's own)
    return known


def _seal(data: bytes) -> bytes:
    """What a file begins with: it is whole, and of this Python and of the same code."""
    return hashlib.sha256(_makers() + data).digest()


@cache
def _makers() -> bytes:
    """What tells the code that makes the values from any other, by which Python tells a .pyc: times and sizes."""
    made = hashlib.sha256(importlib.util.MAGIC_NUMBER + sys.version.encode())
    root = Path(__file__).parent.parent
    for folder in _CODE:
        with os.scandir(root / folder) as entries:
            files = sorted(entry.path for entry in entries if entry.name.endswith(".py"))
        for path in files if folder else (f"{root}/diagnostics.py", f"{root}/walk.py"):
            made.update(_print(path))
    for name in _LIBRARIES:
        found = importlib.util.find_spec(name)
        if found and found.origin:
            made.update(_print(found.origin))
    return made.digest()


def _print(path: str) -> bytes:
    about = os.stat(path)  # noqa: PTH116  (there are many, and a path's own way takes longer)
    return f"{path} {about.st_mtime_ns} {about.st_size}\n".encode("utf-8", "surrogateescape")
