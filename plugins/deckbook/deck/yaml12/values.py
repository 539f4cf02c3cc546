"""Builds the value of a YAML document from its nodes, in their order, within limits on depth and aliases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from deckbook.deck.yaml12.scalars import key_text, resolve

MAX_DEPTH = 100
_MAX_ALIASED = 10_000  # nodes that aliases may add to a document: beyond it, it is an attack, not a deck


@dataclass(frozen=True, slots=True, order=True)
class YamlError:
    """Something wrong with a YAML text: its 0-based line, a phrase, and whether only a key stands twice."""

    line: int
    message: str
    duplicate: bool = False


class TooMuch(Exception):
    """A document that would need too much memory."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class _Open:
    """A collection that is being built: a mapping waits for a value where `key` is set."""

    value: dict[str, Any] | list[Any]
    anchor: str | None
    key: str | None = None
    size: int = 1


@dataclass(slots=True)
class Builder:
    """Receives a document's nodes: a mapping's keys and values in turn; collections are opened and closed."""

    root: Any = None
    errors: list[YamlError] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    _aliased: int = 0

    def scalar(self, text: str, *, plain: bool, tag: str | None, anchor: str | None, line: int) -> None:
        value = resolve(text, tag) if plain or tag is not None else text
        if anchor:
            self._anchors[anchor] = (value, 1)
        self._add(value, line, 1)

    def open(self, value: dict[str, Any] | list[Any], anchor: str | None, line: int) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise TooMuch(line, f"collections are nested more than {MAX_DEPTH} deep")
        self._stack.append(_Open(value, anchor))

    def close(self, line: int) -> None:
        done = self._stack.pop()
        if done.anchor:
            self._anchors[done.anchor] = (done.value, done.size)
        self._add(done.value, line, done.size)

    def alias(self, name: str, line: int) -> bool:
        """Adds what an anchor stands for; false where there is no such anchor."""
        if name not in self._anchors:
            return False
        value, size = self._anchors[name]
        self._aliased += size
        if self._aliased > _MAX_ALIASED:
            raise TooMuch(line, f"aliases repeat more than {_MAX_ALIASED} values")
        self._add(value, line, size)
        return True

    def finish(self, line: int) -> Any:
        """The value as far as it came, collections that were left open closed."""
        while self._stack:
            self.close(line)
        return self.root

    def _add(self, value: Any, line: int, size: int) -> None:
        if not self._stack:
            self.root = value
            return
        top = self._stack[-1]
        top.size += size
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is None:
            top.key = key_text(value)
            if top.key in top.value:
                self.errors.append(YamlError(line, f"the key “{top.key}” stands twice", duplicate=True))
            top.value[top.key] = None
        else:
            top.value[top.key] = value
            top.key = None
