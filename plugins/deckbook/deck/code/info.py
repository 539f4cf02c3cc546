"""A fence's info string as Slidev reads it: ```` ```lang [title] {1,3-5|all}{lines:true} ````."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_INFO = re.compile(r"(?P<language>[^\s\[{]*)\s*(?:\[(?P<title>[^\]]*)\])?\s*(?P<rest>.*)", re.S)
_TITLE = re.compile(r"\[([^\[\]]*)\]")
_BRACES = re.compile(r"\{([^{}]*)\}")
_RANGES = re.compile(r"(?:all|none|hide|\*|[\d,\s-]+)(?:\|(?:all|none|hide|\*|[\d,\s-]+))*\Z")
_NUMBER = re.compile(r"\d{1,6}\Z")
_OPTION = re.compile(r"""(?<!\w)(\w++)\s*+:\s*(?:'([^']*)'|"([^"]*)"|`([^`]*)`|([^,\s]+))""")
_NAMED = re.compile(r"""(?<![\w:])(title|linenums|hl_lines)=(?:"([^"]*)"|'([^']*)')""")
_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)(px|r?em|ch|ex|lh|pt|vh)?\Z")


@dataclass(frozen=True, slots=True)
class Info:
    """What an info string says.

    Attributes:
        language: The language, or "".
        title: The title in brackets, or "".
        lines: The numbers of highlighted lines, of all click steps together.
        options: The options in braces, as text by name.
        runs: Whether Slidev runs the code: `{monaco-run}`.
    """

    language: str
    title: str = ""
    lines: tuple[int, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    runs: bool = False

    def first_line(self, *, numbered: bool) -> int | None:
        """The number of the first line, or None where lines have no numbers; `numbered` is the deck's `lineNumbers`."""
        start = self.options.get("startLine", "")
        if _NUMBER.match(start):
            return int(start)
        return 1 if {"true": True, "false": False}.get(self.options.get("lines", ""), numbered) else None

    @property
    def max_height(self) -> str:
        """The height above which the code scrolls, as CSS has it, or ""."""
        match = _LENGTH.match(self.options.get("maxHeight", ""))
        return f"{match[1]}{match[2] or 'px'}" if match else ""


def info(text: str, code: str) -> Info:
    """Reads an info string; what it does not know it leaves out. Material's `title="…"` and the like are read too.

    Slidev runs code only where `{monaco-run}` is the first thing behind the language, so its title may stand last.
    """
    match = _INFO.match(text.strip())
    if not match:
        return Info("")
    lines: set[int] = set()
    options: dict[str, str] = {}
    runs = False
    for braces in _BRACES.findall(match["rest"]):
        if braces.strip() == "monaco-run":
            runs = True
        elif _RANGES.match(braces.strip()):
            lines |= _lines(braces, code.count("\n"))
        else:
            options |= {name: next(filter(None, values), "") for name, *values in _OPTION.findall(braces)}
    named = {name: double or single for name, double, single in _NAMED.findall(match["rest"])}
    if "linenums" in named:
        options.setdefault("startLine", named["linenums"].split(" ")[0])
    lines |= _lines(named.get("hl_lines", "").replace(" ", ","), code.count("\n"))
    last = _TITLE.search(_BRACES.sub("", match["rest"])) if runs else None
    title = match["title"] or named.get("title", "") or (last[1] if last else "")
    return Info(match["language"], title, tuple(sorted(lines)), options, runs)


def _lines(text: str, count: int) -> set[int]:
    """The union of all steps; a step that means every line highlights none, as there is nothing to tell it from."""
    found: set[int] = set()
    for step in text.split("|"):
        for part in step.split(","):
            first, _, last = part.strip().partition("-")
            if _NUMBER.match(first) and (not last or _NUMBER.match(last)):
                found.update(range(int(first), min(int(last or first), count) + 1))
    return found
