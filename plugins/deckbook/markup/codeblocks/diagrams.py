"""Diagrams: what Slidev's fence options become for the mermaid that Material draws with."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping

_THEMES = frozenset("base default forest neutral".split())
"""Not `dark`: whether a page is, its palette says, and white text would be lost in the other one."""
_CHOSEN = re.compile(r"%%\{\s*(?:init|initialize)\b|^[ \t]*theme[ \t]*:", re.M)
"""Where a source says itself how it looks: in a directive, or in front matter."""
_SCALE = re.compile(r"(?:\d{1,3})?(?:\.\d{1,4})?\Z")
_SMALLEST, _LARGEST = 0.3, 3.0

MARK = '<pre class="mermaid">'
"""Where a page has a diagram; Material looks for it, too."""


def diagram(code: str, options: Mapping[str, str]) -> str:
    """The HTML of a diagram's source; `options` are the fence's, such as `{theme: 'forest', scale: 0.8}`.

    The theme is a directive behind the source, which mermaid reads and nobody sees. The scale is CSS: a diagram is as
    wide as its column at most, whatever it says.
    """
    theme = options.get("theme", "")
    directive = ""
    if theme in _THEMES and not _CHOSEN.search(code):
        words = f"%%{{init: {json.dumps({'theme': theme})}}}%%"
        words = words if code.endswith("\n") else f"\n{words}"
        directive = f"<span data-added hidden>{html.escape(words, quote=False)}</span>"
    written = f"{MARK}<code>{html.escape(code, quote=False)}{directive}</code></pre>"
    scale = _scale(options.get("scale", ""))
    if scale == 1:
        return written
    return f'<div class="deckbook-diagram" style="--deckbook-scale: {scale:g}">{written}</div>'


def _scale(text: str) -> float:
    if not text or text == "." or not _SCALE.match(text):
        return 1.0
    return min(max(float(text), _SMALLEST), _LARGEST)
