"""Where a cache keeps what it made of each page; all caches together have a bound."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


@dataclass(slots=True)
class Room:
    """The memory that all caches may take together, and how much of it is taken, in bytes."""

    limit: int
    taken: int = 0


@dataclass(slots=True)
class Store(Generic[Kept]):
    """What is kept of each page, by its path."""

    room: Room
    _kept: dict[str, tuple[Kept, int]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def get(self, uri: str) -> Kept | None:
        """What is kept of a page."""
        self._used.add(uri)
        found = self._kept.get(uri)
        return found[0] if found else None

    def put(self, uri: str, kept: Kept, size: int) -> None:
        """Keeps something of a page, in place of what was kept of it, if there is room."""
        self.drop(uri)
        if self.room.taken + size <= self.room.limit:
            self._kept[uri] = kept, size
            self.room.taken += size

    def drop(self, uri: str) -> None:
        """Keeps nothing of a page."""
        if found := self._kept.pop(uri, None):
            self.room.taken -= found[1]

    def sweep(self) -> None:
        """Drops what no page of this build asked for."""
        for uri in self._kept.keys() - self._used:
            self.drop(uri)
        self._used.clear()

    def clear(self) -> None:
        """Drops everything."""
        for uri in list(self._kept):
            self.drop(uri)
