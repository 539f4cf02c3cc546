"""JavaScript's literals: texts, numbers, lists and objects as values; what would have to be run stays unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_SPACE = re.compile(r"(?:\s++|//[^\n]*+|/\*.*?\*/)*", re.S)
_TEXT = re.compile(r"""'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`""", re.S)
_NUMBER = re.compile(r"-?(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?(?![\w.])")
_WORD = re.compile(r"(true|false|null|undefined)(?![\w$.(\[?])")
_KEY = re.compile(r"""([A-Za-z_$][\w$]*)|'([^'\\\n]*)'|"([^"\\\n]*)"|(\d+)""")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.S)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": "", "\r\n": ""}
_SKIPPED = re.compile(r"""[^'"`()\[\]{},;/<>=]++|=>|[<>=]""")
_AS = re.compile(r"\s*as\s+const\b")
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}
_DEPTH = 12
_LONGEST = 50_000  # characters of one literal, which bounds what reading many that do not end may cost


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only running code could tell; `source` is the beginning of that code."""

    source: str = ""

    def __bool__(self) -> bool:
        return False


def value(source: str | None) -> Any:
    """The value of an expression that is one literal; `Unknown` for any other, also inside lists and objects."""
    text = source or ""
    found, end = at(text, 0)
    typed = _AS.match(text, end)
    return found if _space(text, typed.end() if typed else end) == len(text) else Unknown(text.strip()[:60])


def at(source: str, start: int) -> tuple[Any, int]:
    """The literal that begins at a place, and where it ends; for what is none, `Unknown` and the end of its code."""
    return _Reader(source[: start + _LONGEST]).read(start, 0)


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source

    def read(self, start: int, depth: int) -> tuple[Any, int]:
        source = self._source
        begin = _space(source, start)
        mark = source[begin : begin + 1]
        if mark == "[" and depth < _DEPTH:
            found, end = self._list(begin + 1, depth)
        elif mark == "{" and depth < _DEPTH:
            found, end = self._object(begin + 1, depth)
        elif match := _TEXT.match(source, begin):
            found, end = _text(match), match.end()
        elif match := _NUMBER.match(source, begin):
            found, end = _number(match[0]), match.end()
        elif match := _WORD.match(source, begin):
            found, end = _WORDS[match[1]], match.end()
        else:
            end = self._skip(begin)
            return Unknown(source[begin:end].strip()[:60]), end
        after = _space(source, end)
        if depth and source[after : after + 1] not in (",", "]", "}", ""):
            end = self._skip(after)
            return Unknown(source[begin:end].strip()[:60]), end
        return found, end

    def _list(self, start: int, depth: int) -> tuple[Any, int]:
        source, found = self._source, []
        position = _space(source, start)
        while position < len(source) and source[position] != "]":
            item, end = self.read(position, depth + 1)
            if end == position and source[position] != ",":
                return Unknown(source[position : position + 60]), end
            if end > position:
                found.append(item)
            position = _space(source, end)
            if source[position : position + 1] == ",":
                position = _space(source, position + 1)
        return found, min(position + 1, len(source))

    def _object(self, start: int, depth: int) -> tuple[Any, int]:
        source = self._source
        found: dict[str, Any] = {}
        position = _space(source, start)
        while position < len(source) and source[position] != "}":
            key = _KEY.match(source, position)
            colon = _space(source, key.end()) if key else position
            if key and source[colon : colon + 1] == ":":
                found[next(group for group in key.groups() if group is not None)], end = self.read(colon + 1, depth + 1)
            else:  # a method, a spread, or a name that stands for its own value
                end = self._skip(position)
                if key:
                    found[key[1] or ""] = Unknown(source[position:end][:60])
            if end == position and source[position] != ",":
                return Unknown(source[position : position + 60]), end
            position = _space(source, end)
            if source[position : position + 1] == ",":
                position = _space(source, position + 1)
        return found, min(position + 1, len(source))

    def _skip(self, start: int) -> int:
        """The end of an expression: the comma or bracket behind it, or where no bracket is open at a line's end."""
        source, position, open_ = self._source, start, 0
        while position < len(source):
            mark = source[position]
            if mark in "([{":
                open_ += 1
            elif mark in ")]}":
                if not open_:
                    return position
                open_ -= 1
            elif mark in ",;" and not open_:
                return position
            elif (match := _TEXT.match(source, position)) or (match := _SKIPPED.match(source, position)):
                position = match.end()
                continue
            elif mark == "/" and (end := _space(source, position)) > position:
                position = end
                continue
            position += 1
        return position


def _space(source: str, start: int) -> int:
    match = _SPACE.match(source, start)
    return match.end() if match else start


def _text(match: re.Match[str]) -> str | Unknown:
    raw = next(group for group in match.groups() if group is not None)
    if match[3] is not None and "${" in raw:
        return Unknown(match[0][:60])
    return _ESCAPE.sub(_unescaped, raw) if "\\" in raw else raw


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 and not 0xD800 <= int(code, 16) < 0xE000 else "\ufffd"
    return _ESCAPES.get(match[4], match[4])


def _number(text: str) -> int | float:
    text = text.replace("_", "")
    return int(text) if re.fullmatch(r"-?\d{1,300}", text) else float(text)
