"""The range behind an import: `src: ./other.md#2,5-7`."""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\Z")


def slide_numbers(total: int, text: str | None) -> list[float]:
    """The 1-based slide numbers that a range picks out of `total` slides, sorted, each once.

    Parts are separated by `,` or `;`: `2`, `5-7`, `3-` (to the end); empty, `all` and `*` are all slides,
    `none` is none. As in Slidev a part that is no slide number (0, 1.5) is kept, for the caller to report,
    unless it lies behind the last slide; one that is no number at all picks nothing.
    """
    if not text or text in ("all", "*"):
        return [*range(1, total + 1)]
    if text == "none":
        return []
    found: set[float] = set()
    for part in re.split(r"[,;]", text):
        if "-" not in part:
            found.add(_number(part))
            continue
        first, last, *_ = part.split("-")
        start, stop = _number(first), (total if not last else _number(last))
        if math.isfinite(start) and not math.isnan(stop):
            span = min(stop, total) - start
            found.update(start + step for step in range(int(span) + 1 if span >= 0 else 0))
    return sorted(number for number in found if number <= total)


def _number(text: str) -> float:
    text = text.strip()
    if not text:
        return 0
    return float(text) if _NUMBER.match(text) else math.nan
