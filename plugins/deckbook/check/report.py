"""How diagnostics are written: for people, for programs, and for GitHub's pages of a run."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from deckbook.diagnostics import RULES, Diagnostic, Severity

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(found: Iterable[Diagnostic], base: Path, form: str) -> list[str]:
    """The lines that say some diagnostics, their paths relative to `base`, in one of `FORMATS`."""
    return FORMATS[form](sorted(found), base)


def summary(found: Collection[Diagnostic], decks: int) -> str:
    """One line that counts: `2 errors, 1 warning, 14 infos in 3 files (5 decks checked)`."""
    counts = Counter(item.severity for item in found)
    checked = f"{_count(decks, 'deck')} checked"
    if not found:
        return f"Nothing to report ({checked})."
    parts = [_count(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return f"{', '.join(parts)} in {_count(len({item.path for item in found}), 'file')} ({checked})."


def rules(form: str) -> list[str]:
    """The lines that list every rule: its id, severity and meaning."""
    if form == "json":
        return _array([
            {"rule": rule.id, "severity": rule.severity.value, "meaning": rule.meaning} for rule in RULES.values()
        ])  # fmt: skip
    width = max(map(len, RULES))
    return [f"{rule.id:<{width}}  {rule.severity.value:<7}  {rule.meaning}" for rule in RULES.values()]


def relative(path: Path, base: Path) -> str:
    """A path as somebody who stands in `base` writes it."""
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


def _text(found: Sequence[Diagnostic], base: Path) -> list[str]:
    lines = []
    for item in found:
        place = f"{relative(item.path, base)}:{item.line}" if item.line else relative(item.path, base)
        lines.append(_visible(f"{place}: {item.severity.value}: {item.message} [{item.rule}]"))
    return lines


def _json(found: Sequence[Diagnostic], base: Path) -> list[str]:
    return _array([
        {
            "file": relative(item.path, base),
            "line": item.line or None,
            "severity": item.severity.value,
            "rule": item.rule,
            "message": " ".join(item.message.split()),
        }
        for item in found
    ])  # fmt: skip


def _array(values: Sequence[dict[str, object]]) -> list[str]:
    """A JSON array, an item a line, so that it can be searched by lines as well."""
    written = [json.dumps(value, ensure_ascii=False) for value in values]
    return ["[", *(item + ("," if number < len(written) else "") for number, item in enumerate(written, 1)), "]"]


def _github(found: Sequence[Diagnostic], base: Path) -> list[str]:
    lines = []
    for item in found:
        values = {"file": relative(item.path, base), "line": str(item.line or ""), "title": item.rule}
        written = ",".join(f"{name}={_property(value)}" for name, value in values.items() if value)
        lines.append(f"::{_GITHUB[item.severity]} {written}::{_data(item.message)}")
    return lines


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _visible(text: str) -> str:
    """A text on one line, without what would move a terminal's cursor or change its colours."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in " ".join(text.split()))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


FORMATS: dict[str, Callable[[Sequence[Diagnostic], Path], list[str]]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
"""The formats by name."""
