"""The TeX macros of a deck: of `macros:` in its headmatter, and of `setup/katex.ts` beside it, which is never run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from deckbook.deck import Deck
from deckbook.markup.mathematics.tex import Macro, macro

_FILES = ("setup/katex.ts", "setup/katex.js", "setup/katex.mts", "setup/katex.mjs")
_LARGEST = 200_000
_JAVASCRIPT = re.compile(
    r"""//[^\n]* | /\*.*?(?:\*/|\Z)
    | (?P<raw>String\s*\.\s*raw\s*`(?P<verbatim>[^`]*)`)
    | (?P<quoted>"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*`)
    | (?P<mark>[:\]=+,{}()]) | (?P<word>[^\s:\]=+,{}()"'`/]+) | / """,
    re.X | re.S,
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r?\n)|(.))", re.S)
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": ""}


def macros_of(deck: Deck) -> tuple[dict[str, Macro], list[Path]]:
    """A deck's macros by their command, the headmatter's before the file's, and the files that were read."""
    found: dict[str, Macro] = {}
    read: list[Path] = []
    for name in _FILES:
        path = deck.root / name
        try:
            text = path.read_bytes()[:_LARGEST].decode("utf-8", "replace")
        except (OSError, ValueError):
            continue
        read.append(path)
        found |= {command: macro(body) for command, body in literals(text)}
    katex = deck.headmatter.get("katex")
    for source in (katex.get("macros") if isinstance(katex, Mapping) else None, deck.headmatter.get("macros")):
        found |= dict(_headmatter(source))
    return found, read


def _headmatter(source: Any) -> Iterator[tuple[str, Macro]]:
    for name, body in source.items() if isinstance(source, Mapping) else ():
        if isinstance(name, str) and isinstance(body, str | int | float) and name.strip():
            command = name.strip()
            yield command if command.startswith("\\") else f"\\{command}", macro(str(body))


def literals(source: str) -> Iterator[tuple[str, str]]:
    r"""The macros that a script writes as literals: `'\\RR': '\\mathbb{R}'`, or `macros['\\RR'] = …`.

    Whatever is computed is left out, as nothing is run.
    """
    pieces = [match for match in _JAVASCRIPT.finditer(source) if match.lastgroup]
    values = [_text(match) for match in pieces]
    index = 0
    while index < len(pieces):
        name = values[index]
        index += 1
        if name is None or not name.startswith("\\"):
            continue
        if index < len(pieces) and pieces[index][0] == "]":
            index += 1
        if index >= len(pieces) or pieces[index][0] not in (":", "="):
            continue
        body, index = _sum(pieces, values, index + 1)
        if body is not None:
            yield name.strip(), body


def _sum(pieces: list[re.Match[str]], values: list[str | None], index: int) -> tuple[str | None, int]:
    """The text that begins at a place, as one literal or several with `+` between them, and the place behind it."""
    parts: list[str] = []
    while index < len(pieces) and (value := values[index]) is not None:
        parts.append(value)
        index += 1
        if index >= len(pieces) or pieces[index][0] != "+":
            return "".join(parts), index
        index += 1
    return None, index


def _text(match: re.Match[str]) -> str | None:
    """A literal's value; None for anything else, and for a template that computes."""
    if match["raw"]:
        return None if "${" in match["verbatim"] else match["verbatim"]
    quoted = match["quoted"]
    if not quoted or (quoted[0] == "`" and "${" in quoted):
        return None
    return _ESCAPE.sub(_unescaped, quoted[1:-1])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return "" if match[4] else _CONTROL.get(match[5], match[5])
