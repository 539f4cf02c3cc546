"""What earlier runs of pytest have made of code, kept where pytest keeps such things: as Python keeps its .pyc files.

It is found by the code itself, so that it can never be out of date; without it all is the same, and takes longer.
"""

from __future__ import annotations

import hashlib
import importlib.util
import marshal
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Any

from deckbook.snippets import cell, names, reading
from deckbook.snippets.reading import Code, Import

_MOST = 10_000
"""Pieces of code that are kept: those that were used last."""

Value = tuple[Any, ...]
Parts = tuple[CodeType, CodeType | None]


class Remembered:
    """What is known of code, from a file that is read when it is first needed; without one, nothing is."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = folder / f"code-{sys.implementation.cache_tag}" if folder else None
        self._known: dict[bytes, Value] | None = None
        self._is_new = False

    def code(self, text: str) -> Code:
        """What code says, as `reading.read` has it."""
        if self._file is None:
            return reading.read(text)
        key = _key("says", text)
        if (value := self._recall(key)) is not None:
            reads, later, uses, binds, surely, fixed, changes, is_wild, imports, texts = value
            imports = tuple(Import(*one) for one in imports)
            return Code(reads, later, uses, binds, surely, fixed, changes, is_wild, imports, texts)
        code = reading.read(text)
        imports = tuple((one.module, one.names, one.level, one.is_certain) for one in code.imports)
        own = (code.reads, code.later, code.uses, code.binds, code.surely, code.fixed, code.changes, code.is_wild)
        self._keep(key, (*own, imports, code.texts))
        return code

    def compiled(self, code: str, filename: str, line: int, flags: int, name: str) -> Parts:
        """What code is compiled to, as `cell.compiled` has it; what is warned of is so each time."""
        if self._file is None:
            return cell.compiled(code, filename, line, flags, name)[:2]
        key = _key("is", code, filename, line, flags, name)
        if (value := self._recall(key)) is not None:
            body, last = value
            return body, last
        body, last, is_warned = cell.compiled(code, filename, line, flags, name)
        if not is_warned:
            self._keep(key, (body, last))
        return body, last

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

    def _recall(self, key: bytes) -> Value | None:
        if self._known is None:
            self._known = _read(self._file) if self._file else {}
        value = self._known.pop(key, None)
        if value is not None:
            self._known[key] = value
        return value

    def _keep(self, key: bytes, value: Value) -> None:
        if self._known is not None:
            self._known[key] = value
            self._is_new = True


def _read(file: Path) -> dict[bytes, Value]:
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    seal, data = data[:32], data[32:]
    if seal != _seal(data):
        return {}
    known: dict[bytes, Value] = marshal.loads(data)  # noqa: S302  (as a .pyc, and no less this machine's own)
    return known


def _seal(data: bytes) -> bytes:
    """What a file begins with: it is whole, and of this Python and of the same functions."""
    own = [Path(file).read_bytes() for file in (cell.__file__, names.__file__, reading.__file__)]
    return hashlib.sha256(b"\0".join((importlib.util.MAGIC_NUMBER, sys.version.encode(), *own, data))).digest()


def _key(*parts: object) -> bytes:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).digest()[:16]
