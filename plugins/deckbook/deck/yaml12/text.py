"""What a YAML scalar's source reads as: line folding, escapes, block scalars."""

from __future__ import annotations

import re

_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_DOUBLE = re.compile(
    r"\\(?P<hex>x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})|\\(?P<one>.)"
    r"|(?P<break>(?<![ \t])[ \t]*\n[ \t\n]*)",
    re.S,
)


def fold(source: str) -> str:
    """A flow scalar's lines as one: a line end is a space, n blank lines are n line ends."""
    if "\n" not in source:
        return source
    first, *middle, last = source.split("\n")
    parts = [first.rstrip(" \t")]
    blank = 0
    for line in middle:
        if line := line.strip(" \t"):
            parts += ("\n" * blank or " ", line)
            blank = 0
        else:
            blank += 1
    return "".join([*parts, "\n" * blank or " ", last.lstrip(" \t")])


def single_quoted(inner: str) -> str:
    return fold(inner).replace("''", "'")


def double_quoted(inner: str) -> tuple[str, str]:
    """The value between double quotes, and the first escape that YAML does not know, which stays as it is."""
    unknown = ""

    def replaced(match: re.Match[str]) -> str:
        nonlocal unknown
        if match["hex"]:
            return chr(int(match["hex"][1:], 16))
        if match["break"]:
            return "\n" * (match["break"].count("\n") - 1) or " "
        if match["one"] not in _ESCAPES:
            unknown = unknown or match[0]
        return _ESCAPES.get(match["one"], match[0])

    # An escaped line end swallows the indentation of the next line, which must not be folded first.
    text = _DOUBLE.sub(replaced, re.sub(r"(?<!\\)((?:\\\\)*)\\\n[ \t]*", r"\1", inner))
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text, unknown


def block(lines: list[str], indent: int, header: str) -> str:
    """A block scalar's value: its lines, the indentation to cut off, and the header (`|`, `>-`, `|2+`)."""
    end = len(lines)
    if any(line.strip(" ") for line in lines):
        lines = [line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines]
        while not lines[end - 1]:
            end -= 1
    else:
        end = 0
    text = "\n".join(lines[:end]) if header[0] == "|" else _fold_block(lines[:end])
    if "+" in header:
        return text + "\n" * (len(lines) - end + (end > 0))
    return text + "\n" if text and "-" not in header else text


def _fold_block(lines: list[str]) -> str:
    """As `fold`, but line ends beside a line that is indented further are kept."""
    parts: list[str] = []
    before = ""
    blank = 0
    for line in lines:
        if not line:
            blank += 1
            continue
        indented = bool(before) and (before[0] in " \t" or line[0] in " \t")
        parts += ("\n" * (blank + indented) or " " * bool(before), line)
        before, blank = line, 0
    return "".join(parts)
