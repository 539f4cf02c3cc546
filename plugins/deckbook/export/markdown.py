"""The pieces that Markdown is written of: text that says nothing but itself, and text between marks."""

from __future__ import annotations

import re

SPACE = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
"""Space that is more than one blank."""
BREAK = "\x00"
"""Stands for a break in a line while that is put together."""
_BREAK = re.compile(r" ?\x00[ \x00]*")
_SPECIAL = re.compile(r"[\\`*\[\]<$]|(?<!\w)_|_(?!\w)|~~|&(?=#?\w+;)|(?<=\s)\^|~(?=\S)")
_MAY_CHANGE = re.compile(r"[\\`*\[\]<$_~&^\t\r\n\f]|  ")  # what the two above may find something to change in
_FIRST = re.compile(r"(?m)^(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|={2,}\s*$|-{2,}\s*$|:\s)|^(\d+)(?=[.)](?:\s|$))")
_MAY_BEGIN = re.compile(r"[#\-+>=:\d]")
_AWKWARD = re.compile(r"[\s<>()\\]")
_NO_TAG = re.compile(r"<(?=[a-zA-Z/!?])")  # so that nothing in a formula is a tag for those who read HTML in Markdown


def flowing(text: str) -> str:
    """A text that flows, in which nothing is a mark."""
    return escaped(SPACE.sub(" ", text)) if _MAY_CHANGE.search(text) else text


def escaped(text: str) -> str:
    """A text in which nothing is a mark."""
    return _SPECIAL.sub(_with_backslash, text)


def _with_backslash(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def line(text: str) -> str:
    """Text that flows, without the space at its ends and before its breaks."""
    text = SPACE.sub(" ", text).strip(f" {BREAK}")
    return _BREAK.sub(lambda _: "\\\n", text) if BREAK in text else text


def paragraph(text: str) -> str:
    """A line of which no beginning is that of a heading, a list or the like."""
    if "\n" not in text and not _MAY_BEGIN.match(text):
        return text
    return _FIRST.sub(lambda match: f"{match[1]}\\" if match[1] else "\\", text)


def marked(text: str, mark: str) -> str:
    """A text between marks, which stand against it."""
    inner = text.strip()
    if not mark or not inner or BREAK in inner or mark in re.sub(r"\\.", "", inner):
        return text
    return text.replace(inner, f"{mark}{inner}{mark}", 1)


def code(text: str) -> str:
    """Code in a line, between more ticks than it has in a row."""
    text = " ".join(text.split("\n")).strip()
    if not text:
        return ""
    ticks = _ticks(text, 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def fence(text: str, about: str) -> str:
    """Code in lines of its own, between fences that are longer than any it holds."""
    ticks = _ticks(text, 3)
    return f"{ticks}{about}\n{text}\n{ticks}"


def _ticks(text: str, least: int) -> str:
    return "`" * max([least, *(len(run) + 1 for run in re.findall("`+", text))])


def formula(tex: str, *, is_block: bool) -> str:
    """A formula."""
    mark = "$$" if is_block else "$"
    return f"{mark}{_NO_TAG.sub('< ', tex)}{mark}"


def destination(address: str) -> str:
    """An address as it stands behind a link's text."""
    return f"<{address.replace('<', '%3C').replace('>', '%3E')}>" if _AWKWARD.search(address) else address


def prefixed(prefix: str, text: str) -> str:
    """A text with something before each of its lines."""
    return "\n".join(f"{prefix}{line}".rstrip() for line in text.split("\n"))


def behind(mark: str, text: str, indent: int = 0) -> str:
    """A text whose first line has a mark, and whose others are indented: by default as far as that is long."""
    width = indent or len(mark)
    return f"{mark}{prefixed(' ' * width, text)[width:]}"
