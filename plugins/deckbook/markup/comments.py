"""Comments that reach over several blocks: Markdown would show parts of what their author hides."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_OPEN, _CLOSE = "<!--", "-->"
UNCLOSED = "comment is not closed"
"""The key of the parser's environment that says whether the end of the text is hidden by an open comment."""


def enable(md: MarkdownIt) -> None:
    """Adds the rule; it sees the text before links are found in it and dashes made of its hyphens."""
    md.core.ruler.after("inline", "comments", _hide)


def _hide(state: StateCore) -> None:
    if _OPEN in state.src:
        comments = _Comments(_sources(state.tokens))
        state.tokens = comments.without(state.tokens)
        state.env[UNCLOSED] = comments.is_open


def _sources(tokens: Iterable[Token]) -> str:
    """All text that may end a comment."""
    return "\n".join(
        part.content for token in tokens for part in (token, *(token.children or ())) if part.type in _READ
    )


_READ = ("html_block", "html_inline", "text")


class _Comments:
    """Goes through a document's tokens in order.

    In HTML a comment that is not closed hides all that follows, as it does in a browser; in text it is one only where
    something closes it.
    """

    def __init__(self, sources: str) -> None:
        self._hidden = False
        self._ends = sources.count(_CLOSE)

    @property
    def is_open(self) -> bool:
        """Whether a comment is open behind the tokens seen so far."""
        return self._hidden

    def without(self, tokens: Iterable[Token]) -> list[Token]:
        """The tokens outside of comments; a block or span that begins in one goes, and what stands behind it stays."""
        out: list[Token] = []
        opened: list[bool] = []
        for token in tokens:
            if token.nesting > 0:
                opened.append(not self._hidden)
                shown = opened[-1]
            elif token.nesting < 0:
                shown = opened.pop() if opened else True
            elif token.type in _READ:
                token.content = self._visible(token.content, in_html=token.type != "text")
                shown = bool(token.content)
            elif token.type == "inline":
                token.children = self.without(token.children or [])
                shown = True
            else:
                shown = not self._hidden
            if shown:
                out.append(token)
        return out

    def _visible(self, text: str, *, in_html: bool) -> str:
        """A text without comments; their line ends stay, as they count."""
        if not self._hidden and _OPEN not in text:
            self._ends -= text.count(_CLOSE)
            return text
        out: list[str] = []
        position = 0
        while position < len(text):
            if self._hidden:
                end = text.find(_CLOSE, position)
                stop = len(text) if end < 0 else end + len(_CLOSE)
                self._ends -= end >= 0
                self._hidden = end < 0
                out.append("\n" * text.count("\n", position, stop))
            else:
                start = text.find(_OPEN, position)
                stop = len(text) if start < 0 else start + len(_OPEN)
                self._ends -= text.count(_CLOSE, position, stop)
                self._hidden = start >= 0 and (in_html or self._ends > 0)
                out.append(text[position : start if self._hidden else stop])
            position = stop
        return "".join(out)
