"""What a block prints: kept as text, up to a length that a page can show."""

from __future__ import annotations

import io
from typing import NoReturn

LONGEST = 1_000_000
"""The bytes that a block may print."""


class Flooded(BaseException):
    """A block prints without end; it ends by this."""


class Output(io.TextIOWrapper):
    """A `sys.stdout` that keeps what is printed; one for all blocks of a namespace, for they may hold on to it."""

    def __init__(self) -> None:
        self._sink = _Sink()
        super().__init__(self._sink, encoding="utf-8", newline="", write_through=True)

    @property
    def flooded(self) -> bool:
        """Whether more was printed than is kept."""
        return self._sink.flooded

    def take(self) -> bytes:
        """What was printed since it was last taken."""
        return self._sink.take()

    def close(self) -> None:
        """Leaves it open: a later block prints to it."""


class _Sink(io.BufferedIOBase):
    name = "<block>"

    def __init__(self) -> None:
        self._kept = bytearray()
        self.flooded = False

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        added = bytes(data)  # type: ignore[call-overload]
        self._kept += added[: LONGEST - len(self._kept)]
        if self.flooded or len(self._kept) == LONGEST:
            self.flooded = True
            raise Flooded
        return len(added)

    def take(self) -> bytes:
        kept = bytes(self._kept)
        self._kept.clear()
        self.flooded = False
        return kept

    def close(self) -> None:
        """As its stream's."""


class NoInput(io.TextIOBase):
    """A `sys.stdin` with nobody behind it."""

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> NoReturn:
        message = "A block has nobody to ask: `input()` and `sys.stdin` give nothing; write the value into the code."
        raise EOFError(message)

    def readline(self, size: int = -1, /) -> NoReturn:  # type: ignore[override]
        self.read()

    def close(self) -> None:
        """`exit()` closes it; there is nothing to close."""
