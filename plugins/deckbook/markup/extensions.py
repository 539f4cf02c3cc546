"""Blocks of the Markdown extensions that a site turns on: they stay what they are to Python-Markdown.

Their first line is kept as it is written; what is indented below it is a slide's Markdown like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_OPENING = {
    "admonition": r"!!! ?[\w-]",
    "pymdownx.details": r"\?{3}\+? ?[\w\"-]",
    "pymdownx.tabbed": r"={3}[!+]* ?\"",
}
_LINE = {"abbr": r"\*\[[^\]]+\]:", "extra": r"\*\[[^\]]+\]:", "pymdownx.extra": r"\*\[[^\]]+\]:"}
_INDENT = 4


def enable(md: MarkdownIt, extensions: Iterable[str]) -> None:
    """Adds the rules for the extensions that are named as in mkdocs.yml."""
    names = {name.removeprefix("markdown.extensions.") for name in extensions}
    openings = [pattern for name, pattern in _OPENING.items() if name in names]
    lines = [pattern for name, pattern in _LINE.items() if name in names]
    if not (openings or lines):
        return
    opening = re.compile("|".join(openings) or r"(?!)")
    line = re.compile("|".join(lines) or r"(?!)")

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        if state.is_code_block(start) or not (opening.match(text) or line.match(text)):
            return False
        if silent:
            return True
        token = state.push("extension_open", "", 1)
        token.info = text
        stop = start + 1 if line.match(text) else _end(state, start + 1, end)
        token.map = [start, stop]
        state.blkIndent += _INDENT
        state.md.block.tokenize(state, start + 1, stop)
        state.blkIndent -= _INDENT
        state.push("extension_close", "", -1)
        state.line = stop
        return True

    md.block.ruler.before("table", "extension", rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _end(state: StateBlock, start: int, end: int) -> int:
    """The line after the last one that is indented below the opening line."""
    stop = start
    for number in range(start, end):
        if state.isEmpty(number):
            continue
        if state.sCount[number] - state.blkIndent < _INDENT:
            break
        stop = number + 1
    return stop
