"""What is different between a block's output and its record, in lines that can be read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from deckbook.snippets.records import Record, lines

_WIDEST = 200
_MOST = 40
_COMPARED = 500
"""Comparing takes quadratic time, so of very long texts only the first lines from where they differ are compared."""


def differences(
    before: Record, now: Record, svgs_before: Mapping[str, str], svgs_now: Mapping[str, str]
) -> Iterator[str]:
    """The differences of two records' outputs as unified diffs; figures are given as texts by their files."""
    yield from _diff("printed", before.stdout, now.stdout)
    yield from _diff("last value", before.result, now.result)
    yield from _diff("exception", lines(before.error), lines(now.error))
    for number in range(max(len(before.figures), len(now.figures))):
        name = f"figure {number + 1}"
        if number >= len(before.figures):
            yield f"{name}: is drawn now, and is not recorded"
        elif number >= len(now.figures):
            yield f"{name}: is recorded, and is not drawn now"
        else:
            old, new = before.figures[number].file, now.figures[number].file
            if old != new:
                yield from _diff(name, lines(svgs_before.get(old, "")), lines(svgs_now[new]))


def recaptioned(before: Record, now: Record) -> Iterator[str]:
    """What is said otherwise of the same figures."""
    for number, (old, new) in enumerate(zip(before.figures, now.figures, strict=True), 1):
        if old.alt != new.alt:
            yield _cut(f"figure {number}: “{old.alt}” is “{new.alt}” now")


def _diff(name: str, before: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    if before == now:
        return
    common = next(
        (number for number, (one, two) in enumerate(zip(before, now, strict=False)) if one != two),
        min(len(before), len(now)),
    )
    start = max(common - 3, 0)
    old, new = before[start : start + _COMPARED], now[start : start + _COMPARED]
    diff = list(difflib.unified_diff(old, new, n=3, lineterm=""))
    yield f"--- {name}, as recorded" + (f", from line {start + 1}" if start else "")
    yield f"+++ {name}, now"
    yield from (_cut(line) for line in diff[2 : 2 + _MOST])
    left = len(diff) - 2 - _MOST + abs(len(before) - len(now) if len(old) == len(new) == _COMPARED else 0)
    if left > 0:
        yield f"… and at least {left} lines more"


def _cut(line: str) -> str:
    """A line for terminals: what would move the cursor or hide text is written out."""
    line = line if len(line) <= _WIDEST else f"{line[: _WIDEST // 2]} … {line[-_WIDEST // 2 :]}"
    return "".join(sign if sign.isprintable() or sign == "\t" else repr(sign)[1:-1] for sign in line)
