"""What a comment on the line before a block says of its test: `<!-- test: skip needs a GPU -->`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_COMMENT = re.compile(r"[\s>]*<!--\s*+test:\s*+(.*?)-->\s*\Z")
_OPTION = re.compile(r"(raises|timeout|requires)=([^\s,]+)[\s,]*")
_LAST = re.compile(r"(skip|xfail)\b[\s:,]*(.*)", re.S)
_SECONDS = re.compile(r"\d{1,6}(?:\.\d{1,6})?\Z")
_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*\Z")


@dataclass(frozen=True, slots=True)
class Marks:
    """What is said of a block's test.

    Attributes:
        skip: Why it is not run; None where it is. The reason may be "".
        xfail: Why it is expected to fail; None where it is not.
        raises: The name of the exception that it must raise, or "".
        timeout: The seconds that it may take; None for as many as any.
        requires: The modules without which it is skipped.
    """

    skip: str | None = None
    xfail: str | None = None
    raises: str = ""
    timeout: float | None = None
    requires: tuple[str, ...] = ()


def marks_before(lines: Sequence[str], line: int) -> tuple[Marks, str]:
    """The marks of the block whose first line is `lines[line]`, and what is wrong with them, or ""."""
    while line > 0:
        line -= 1
        if lines[line].strip(" \t>"):
            match = _COMMENT.match(lines[line])
            return read(match[1].strip()) if match else (Marks(), "")
    return Marks(), ""


def read(text: str) -> tuple[Marks, str]:
    """The marks that a text names, and what is wrong with it: what it then says is left out."""
    marks = Marks()
    while text:
        option = _OPTION.match(text)
        if option is None:
            break
        name, value = option[1], option[2]
        if name == "timeout" and (not _SECONDS.match(value) or not float(value)):
            return Marks(), f"“timeout={value}” is no number of seconds; write `timeout=5`"
        if name != "timeout" and not _NAME.match(value):
            return Marks(), f"“{name}={value}” is no name; write `raises=ValueError` or `requires=torch`"
        if name == "timeout":
            marks = replace(marks, timeout=float(value))
        elif name == "raises":
            marks = replace(marks, raises=value)
        else:
            marks = replace(marks, requires=(*marks.requires, value))
        text = text[option.end() :]
    if text:
        last = _LAST.match(text)
        if not last:
            known = "`skip reason`, `xfail reason`, `raises=ValueError`, `timeout=5` and `requires=torch`"
            return Marks(), f"“{text[:60]}” says nothing of a test; what can be said is {known}"
        marks = replace(marks, skip=last[2]) if last[1] == "skip" else replace(marks, xfail=last[2])
    return marks, ""
