"""Code as the site highlights it: through pymdownx.highlight with the site's own options."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pymdownx.highlight import Highlight  # type: ignore[import-untyped]

_INFO = re.compile(r"(?P<language>[^\s\[{]*)\s*(?:\[(?P<title>[^\]]*)\])?\s*(?P<rest>.*)", re.S)
_BRACES = re.compile(r"\{([^{}]*)\}")
_RANGES = re.compile(r"(?:all|none|hide|\*|[\d,\s-]+)(?:\|(?:all|none|hide|\*|[\d,\s-]+))*\Z")
_NUMBER = re.compile(r"\d{1,6}\Z")
_OPTION = re.compile(r"""(?<!\w)(\w++)\s*+:\s*(?:'([^']*)'|"([^"]*)"|([^,\s]+))""")
_OPTIONS = frozenset((
    "anchor_linenums", "code_attr_on_pre", "default_lang", "extend_pygments_lang", "guess_lang", "language_prefix",
    "line_anchors", "line_spans", "linenums", "linenums_class", "linenums_special", "linenums_style", "noclasses",
    "pygments_lang_class", "pygments_style", "stripnl", "use_pygments",
))  # fmt: skip
_MAGIC_MOVE = re.compile(r"md\s+magic-move\b")
_STEP = re.compile(r"^[ \t]*(?P<ticks>`{3,})(?P<info>[^\n]*)\n(?P<code>.*?)^[ \t]*(?P=ticks)`*[ \t]*$", re.S | re.M)
_HALVES = re.compile(r"^~~~[ \t]*\n", re.M)


@dataclass(frozen=True, slots=True)
class Info:
    """A fence's info string as Slidev reads it: ```` ```lang [title] {1,3-5|all}{lines:true} ````.

    Attributes:
        language: The language, or "".
        title: The title in brackets, or "".
        lines: The numbers of highlighted lines, of all click steps together.
        options: The options in braces, as text by name.
    """

    language: str
    title: str = ""
    lines: tuple[int, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


def info(text: str, code: str) -> Info:
    """Reads an info string; what it does not know it leaves out."""
    match = _INFO.match(text.strip())
    if not match:
        return Info("")
    lines: set[int] = set()
    options: dict[str, str] = {}
    for braces in _BRACES.findall(match["rest"]):
        if _RANGES.match(braces.strip()):
            lines |= _lines(braces, code.count("\n"))
        else:
            options |= {name: one or two or three for name, one, two, three in _OPTION.findall(braces)}
    return Info(match["language"], match["title"] or "", tuple(sorted(lines)), options)


def _lines(text: str, count: int) -> set[int]:
    """The union of all steps; a step that means every line highlights none, as there is nothing to tell it from."""
    found: set[int] = set()
    for step in text.split("|"):
        for part in step.split(","):
            first, _, last = part.strip().partition("-")
            if _NUMBER.match(first) and (not last or _NUMBER.match(last)):
                found.update(range(int(first), min(int(last or first), count) + 1))
    return found


class Highlighter:
    """Writes code blocks; `options` are those of the site's `pymdownx.highlight`."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        known = {name: value for name, value in (options or {}).items() if name in _OPTIONS}
        known.setdefault("linenums_style", "pymdownx-inline")
        self._highlight = Highlight(None, **known)

    def write(self, code: str, text: str, number: int, labels: Mapping[str, str]) -> str:
        """A code block's HTML, from its code and its info string.

        A magic-move block is all its steps, one after the other, and a comparison its two halves. `number` tells the
        block from the page's other ones.
        """
        if _MAGIC_MOVE.match(text):
            steps = [(step["info"], step["code"]) for step in _STEP.finditer(code)]
            names = [labels["step"].format(number=index, count=len(steps)) for index in range(1, len(steps) + 1)]
        elif "{monaco-diff}" in text and (halves := _HALVES.split(code, maxsplit=1))[1:]:
            steps = [(text.replace("{monaco-diff}", ""), half) for half in halves]
            names = [labels["original"], labels["modified"]]
        else:
            return self._block(code, text, f"{number}")
        blocks = [
            f'<p class="deckbook-step" data-added>{html.escape(name)}</p>'
            f"{self._block(step, words, f'{number}-{index}')}"
            for index, (name, (words, step)) in enumerate(zip(names, steps, strict=True), 1)
        ]  # fmt: skip
        return f'<div class="deckbook-steps">{"".join(blocks)}</div>'

    def _block(self, code: str, text: str, number: str) -> str:
        read = info(text, code)
        if read.language == "mermaid":
            return f'<pre class="mermaid"><code>{html.escape(code, quote=False)}</code></pre>'
        start = read.options.get("startLine", "")
        numbered = read.options.get("lines") == "true" or bool(_NUMBER.match(start))
        written = self._highlight.highlight(
            code.rstrip("\n"),
            read.language,
            hl_lines=list(read.lines) or None,
            linestart=(int(start) if _NUMBER.match(start) else 1) if numbered else -1,
            code_block_count=number,
        )
        return _titled(str(written), read.title) if read.title else str(written)


def _titled(block: str, title: str) -> str:
    """A block with its title where Pygments would place it; some of its versions escape one, and others do not."""
    inside = block.find(">") + 1 if block.startswith("<div") else 0
    return f'{block[:inside]}<span class="filename" data-added>{html.escape(title)}</span>{block[inside:]}'
