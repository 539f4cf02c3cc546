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
_LINES = 20_000
"""Lines, code among them: in quotes, each is looked at once a level."""
_ALL = 200_000
"""Characters, those of code among them."""
_LEVELS = 40
"""Containers in one another; what is deeper is text. Each level reads all lines below it again."""
_SOURCE = "source of a slide that is too long"
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_DATA = re.compile(r"data:image/[\w.+-]+;base64,[\w+/=]+")


def enable(md: MarkdownIt) -> None:
    """Adds the rules: one before blocks are read, and one that sees them before anything is read inside them."""
    md.options["maxNesting"] = _LEVELS
    md.core.ruler.before("block", "lines", _bound_lines)
    md.core.ruler.after("block", "bounds", _bound)


def _bound_lines(state: StateCore) -> None:
    if state.src.count("\n") > _LINES or (len(state.src) > _ALL and len(_DATA.sub("", state.src)) > _ALL):
        state.env[_SOURCE] = state.src
        state.src = ""


def _bound(state: StateCore) -> None:
    source = state.env.get(_SOURCE)
    if source is None and _is_long(state):
        source = state.src
    if source is not None:
        shown = _COMMENT.sub("", source)
        state.tokens = [Token("code_block", "code", 0, content=shown, map=[0, source.count("\n")], block=True)]
        state.env[BOUNDED] = True


def _is_long(state: StateCore) -> bool:
    if len(state.src) <= _LONGEST and len(state.tokens) <= _MOST:
        return False
    texts = (token.content for token in state.tokens if token.type in ("html_block", "inline", "math_block"))
    length = sum(len(_DATA.sub("", text)) if "data:" in text else len(text) for text in texts)
    return length > _LONGEST or len(state.tokens) > _MOST
