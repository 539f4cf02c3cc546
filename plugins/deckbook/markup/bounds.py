"""Slides that are too long for any page: their source is shown, as reading them may take the square of their length."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

BOUNDED = "slide is too long"
"""The key of the parser's environment that says whether a text was too long."""

_LONGEST, _MOST = 40_000, 40_000
"""Characters outside of code, and tokens; the longest of 10,000 public slides has a third of either."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_DATA = re.compile(r"data:image/[\w.+-]+;base64,[\w+/=]+")


def enable(md: MarkdownIt) -> None:
    """Adds the rule; it sees the blocks, before anything is read inside them."""
    md.core.ruler.after("block", "bounds", _bound)


def _bound(state: StateCore) -> None:
    if len(state.src) <= _LONGEST and len(state.tokens) <= _MOST:
        return
    texts = (token.content for token in state.tokens if token.type in ("html_block", "inline"))
    length = sum(len(_DATA.sub("", text)) if "data:" in text else len(text) for text in texts)
    if length > _LONGEST or len(state.tokens) > _MOST:
        shown = _COMMENT.sub("", state.src)
        state.tokens = [Token("code_block", "code", 0, content=shown, map=[0, state.src.count("\n")], block=True)]
        state.env[BOUNDED] = True
