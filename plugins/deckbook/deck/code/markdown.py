"""The rule by which a Markdown parser finds lines `<<<`: tokens `code_import`, whose `info` is the line."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from deckbook.deck.code.files import parse


def enable(md: MarkdownIt) -> None:
    """Adds the rule for code from files, which may interrupt a paragraph."""
    md.block.ruler.before("fence", "code_import", _rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not line.startswith("<<<") or not parse(line):
        return False
    if not silent:
        token = state.push("code_import", "", 0)
        token.info = line
        token.map = [start, start + 1]
        state.line = start + 1
    return True
