"""The files of one deck: each read once, decoded and parsed, with what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from deckbook.deck.model import SourceFile
from deckbook.deck.parse import parse
from deckbook.diagnostics import Diagnostic
from deckbook.walk import read_file

__all__ = ["Files", "Reader", "read_file", "reason"]

Reader = Callable[[Path], bytes]
"""Gives a file's bytes; raises OSError where it cannot."""


class Files:
    """Files by their path, in the order in which they were first asked for."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._files: dict[Path, SourceFile | OSError] = {}
        self.diagnostics: list[Diagnostic] = []

    @property
    def paths(self) -> tuple[Path, ...]:
        return tuple(self._files)

    def get(self, path: Path) -> SourceFile | OSError:
        """A file, or why it cannot be read."""
        if path not in self._files:
            try:
                data = self._read(path)
            except OSError as error:
                self._files[path] = error
            else:
                file = parse(self._decode(data, path), path)
                self._files[path] = file
                self.diagnostics += file.diagnostics
        return self._files[path]

    def _decode(self, data: bytes, path: Path) -> str:
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            encoding = "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "not UTF-8"
            line = data.count(b"\n", 0, error.start) + 1
            message = f"From here on the file is {encoding}, and shown as � where it is not; save it as UTF-8."
            self.diagnostics.append(Diagnostic(path, line, "deck-encoding", message))
            return data.decode(errors="replace")


def reason(error: OSError) -> str:
    """Why a file cannot be read, in the words of the operating system."""
    return error.strerror or str(error)
