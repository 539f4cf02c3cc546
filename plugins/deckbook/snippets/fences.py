"""The fences and the lines `<<<` of a slide: by its lines where these alone decide, else by a Markdown parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deckbook.deck.code.files import parse

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_OPENING = re.compile(r"(`{3,}|~{3,})(.*)", re.S)
_CLOSING = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence, or a line `<<<`.

    Attributes:
        line: The 0-based line on which it begins.
        info: The info string; of a line `<<<` the line.
        code: What stands in the fence; None for a line `<<<`.
    """

    line: int
    info: str
    code: str | None = None


def fences(text: str) -> list[Fence]:
    """The fences of a slide; one inside another is a sample and none, one inside a comment is hidden."""
    found = _by_lines(text)
    return [*_parsed(text)] if found is None else found


def _by_lines(text: str) -> list[Fence] | None:
    """The same without a parser; None where there is HTML, or a fence may belong to a list or a quotation.

    What begins with the line's first character ends whatever stands before it.
    """
    if "\r" in text or "\0" in text:
        return None
    found: list[Fence] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if match := _OPENING.match(line):
            if match[1][0] in match[2] and match[1][0] == "`":
                return None
            end = next((end for end in range(at, len(lines)) if _closes(lines[end], match[1])), None)
            if end is None:
                return None
            found.append(Fence(at - 1, match[2], "".join(f"{own}\n" for own in lines[at:end])))
            at = end + 1
        elif line.startswith("<<<"):
            if parse(line):
                found.append(Fence(at - 1, line))
        elif "```" in line or "~~~" in line or "<<<" in line or _is_html(line):
            return None
    return found


def _is_html(line: str) -> bool:
    """Whether HTML may begin here that goes on in the next line."""
    bare = line.lstrip(" \t")
    return bare.startswith("<") and not (bare.startswith("<!--") and "-->" in bare)


def _closes(line: str, opening: str) -> bool:
    match = _CLOSING.fullmatch(line)
    return bool(match and match[1].startswith(opening))


def _parsed(text: str) -> Iterator[Fence]:
    for token in _parser().parse(text):
        if token.type in ("fence", "code_import") and token.map:
            yield Fence(token.map[0], token.info, token.content if token.type == "fence" else None)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415

    from deckbook.deck.code import markdown  # noqa: PLC0415

    md = MarkdownIt("commonmark")
    md.core.ruler.enableOnly(["normalize", "block"])
    md.disable(["heading", "lheading", "reference"])  # a fence ends a paragraph as it ends these
    markdown.enable(md)
    return md
