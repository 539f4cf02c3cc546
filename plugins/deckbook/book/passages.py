"""A slide's Markdown in passages that mean alone what they mean together, for those who look for something rare."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What may reach over empty lines, or be meant elsewhere: HTML, formulas, other fences, the targets of links.
_REACHES = re.compile(r"<(?!https?:)|\$\$|~~~|^ {0,3}\[[^\]\n]*\]:", re.M)
_FENCE = re.compile(r" {0,3}(`{3,})")


def passages(content: str) -> Iterator[tuple[int, str]]:
    """The passages between empty lines, each with its 0-based line; all in one where something reaches over them.

    What is indented stays with what it belongs to, as an item's second paragraph does.
    """
    if _REACHES.search(content):
        yield 0, content
        return
    start, held = 0, list[str]()
    fence, is_behind_gap = "", False
    for number, line in enumerate(content.split("\n")):
        if not fence and is_behind_gap and line[:1] not in ("", " ", "\t"):
            yield start, "\n".join(held)
            start, held = number, []
        held.append(line)
        if opening := _FENCE.match(line):
            if not fence:
                fence = opening[1]
            elif line.strip().strip("`") == "" and len(opening[1]) >= len(fence):
                fence = ""
        is_behind_gap = not line.strip()
    yield start, "\n".join(held)
