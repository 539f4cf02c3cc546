"""`<carbon:arrow-right />` in a line of text: Slidev shows its letters, a reader wants the icon."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from deckbook.markup.icons import names

_LONGEST = 1000
"""No tag of an icon is longer; so looking for one takes linear time."""
_ATTRIBUTE = r"""\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))?"""
_TAG = re.compile(rf"<(/?)([a-z0-9-]+:[a-z0-9-]+)((?:{_ATTRIBUTE})*)\s*/?>")


def enable(md: MarkdownIt) -> None:
    """Reads such tags as components; they close themselves, with or without a `/`."""
    md.inline.ruler.before("autolink", "icon", _icon)


def _icon(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    match = _TAG.match(state.src, state.pos, min(state.posMax, state.pos + _LONGEST))
    if not match or names.parse(match[2]) is None:
        return False
    if not silent and not match[1]:
        state.push("html_inline", "", 0).content = f"<{match[2]}{match[3]} />"
    state.pos = match.end()
    return True
