"""YAML 1.2 (core schema) as Slidev's YAML reader gives it: tolerant, and with the values that JSON would hold.

Built on PyYAML's event parser (libyaml where it is there): events need no recursion, so that no nesting is too deep,
and what was built before an error is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
_MAX_ALIASED = 10_000  # nodes that aliases may add to a document: beyond it, it is an attack, not a deck
_MAX_DEPTH = 100

_INT = re.compile(r"[-+]?[0-9]+\Z")
_OCT = re.compile(r"0o[0-7]+\Z")
_HEX = re.compile(r"0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    **{text: float("nan") for text in (".nan", ".NaN", ".NAN")},
    **{sign + text: float(sign + "inf") for text in (".inf", ".Inf", ".INF") for sign in ("", "+", "-")},
}  # fmt: skip
_NUMERIC_START = frozenset("-+.0123456789")


@dataclass(frozen=True, slots=True)
class YamlError:
    """Something wrong with a YAML text: the 0-based line in it, a sentence, and whether only a key stands twice."""

    line: int
    message: str
    duplicate: bool = False


@dataclass(slots=True)
class _Open:
    """A collection that is being built: a mapping waits for a value where `key` is set."""

    value: dict[str, Any] | list[Any]
    anchor: str | None
    key: str | None = None
    size: int = 1


@dataclass(slots=True)
class _Builder:
    root: Any = None
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    errors: list[YamlError] = field(default_factory=list)
    aliased: int = 0

    def add(self, value: Any, line: int, size: int = 1) -> None:
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
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

    def open(self, value: dict[str, Any] | list[Any], anchor: str | None, line: int) -> None:
        if len(self.stack) >= _MAX_DEPTH:
            raise _TooMuch(line, f"collections are nested more than {_MAX_DEPTH} deep")
        self.stack.append(_Open(value, anchor))

    def close(self, line: int) -> None:
        done = self.stack.pop()
        if done.anchor:
            self.anchors[done.anchor] = (done.value, done.size)
        self.add(done.value, line, done.size)

    def alias(self, name: str, line: int) -> None:
        if name not in self.anchors:
            self.errors.append(YamlError(line, f"the alias “*{name}” has no anchor"))
            self.add(None, line)
            return
        value, size = self.anchors[name]
        self.aliased += size
        if self.aliased > _MAX_ALIASED:
            raise _TooMuch(line, f"aliases repeat more than {_MAX_ALIASED} values")
        self.add(value, line, size)

    def finish(self, line: int) -> Any:
        """The value as far as it came, collections that an error left open closed."""
        while self.stack:
            self.close(line)
        return self.root


class _TooMuch(Exception):
    """A document that would need too much memory."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def load(text: str) -> tuple[Any, list[YamlError]]:
    """The value of a YAML text, and what is wrong with it; after an error the value is what was read before it."""
    builder = _Builder()
    line = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            line = event.start_mark.line
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value = _scalar(event)
                if event.anchor:
                    builder.anchors[event.anchor] = (value, 1)
                builder.add(value, line)
            elif kind is yaml.MappingStartEvent:
                builder.open({}, event.anchor, line)
            elif kind is yaml.SequenceStartEvent:
                builder.open([], event.anchor, line)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                builder.close(line)
            elif kind is yaml.AliasEvent:
                builder.alias(event.anchor, line)
            elif kind is yaml.DocumentEndEvent:
                break  # a second document is not frontmatter
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        builder.errors.append(YamlError(mark.line if mark else line, error.problem or error.context or "not YAML"))
    except yaml.reader.ReaderError as error:
        builder.errors.append(YamlError(text.count("\n", 0, max(error.position, 0)), f"not YAML: {error.reason}"))
    except _TooMuch as error:
        builder.errors.append(YamlError(error.line, str(error)))
    return builder.finish(line), builder.errors


def _scalar(event: Any) -> Any:
    plain, _ = event.implicit
    if plain or event.tag is not None:
        return resolve(event.value, event.tag)
    return event.value


def resolve(text: str, tag: str | None = None) -> Any:
    """A plain scalar's value in YAML 1.2's core schema; with an explicit tag only `!!str` keeps it text."""
    if tag in ("!", "tag:yaml.org,2002:str"):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC_START:
        return text
    if _INT.match(text):
        return _int(text, 10)
    if _FLOAT.match(text):
        return _whole(float(text))
    if _OCT.match(text):
        return _int(text[2:], 8)
    if _HEX.match(text):
        return _int(text[2:], 16)
    return text


def _int(digits: str, base: int) -> int | float:
    """A whole number as JavaScript holds it: rounded beyond 2⁵³, infinite beyond 308 digits."""
    if len(digits) > 400:
        return float("inf")
    return _whole(float(int(digits, base))) if len(digits) > 15 else int(digits, base)


def _whole(number: float) -> int | float:
    """JavaScript has one kind of number: 1.0 is 1."""
    return int(number) if number.is_integer() and abs(number) < 2**63 else number


def key_text(key: Any) -> str:
    """A mapping's key as JavaScript's objects have it: always text."""
    if isinstance(key, str):
        return key
    if key is None:
        return ""
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, float | int):
        return str(key)
    return "[" + ", ".join(map(key_text, key)) + "]"
