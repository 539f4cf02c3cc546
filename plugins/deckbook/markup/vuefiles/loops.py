"""`v-for`: how often an element stands on the page, and what its names mean each time."""

from __future__ import annotations

import re
from typing import Any

from deckbook.markup.literals import Unknown
from deckbook.markup.vuefiles.scope import Scope

_FOR = re.compile(
    r"\s*\(?\s*(\{[^{}]{0,500}\}|[\w$]+)\s*(?:,\s*([\w$]+)\s*)?(?:,\s*[\w$]+\s*)?\)?\s+(?:in|of)\s+(.+)\Z", re.S
)
_MOST = 200  # turns of a loop


def turns(loop: str, scope: Scope) -> tuple[list[dict[str, Any]], bool]:
    """What the names of a loop mean in each of its turns, and whether that is known; if not, there is one turn."""
    match = _FOR.match(loop[:2000])
    items = scope.value(match[3]) if match else Unknown(loop)
    names = match[1] if match else ""
    if isinstance(items, int) and not isinstance(items, bool):
        items = list(range(1, min(items, _MOST) + 1))
    if isinstance(items, Unknown):
        rows: list[tuple[Any, Any]] = [(Unknown(), Unknown())]
    elif isinstance(items, dict):
        rows = [(value, name) for name, value in items.items()]
    else:
        rows = [(value, index) for index, value in enumerate(items if isinstance(items, list) else [])]
    counted = match[2] if match else None
    found = [{**_destructured(names, value), **({counted: index} if counted else {})} for value, index in rows[:_MOST]]
    return found, not isinstance(items, Unknown)


def _destructured(names: str, value: Any) -> dict[str, Any]:
    if not names.startswith("{"):
        return {names: value} if names else {}
    found = {}
    for part in names[1:-1].split(","):
        name, _, alias = part.partition("=")[0].partition(":")
        held = value.get(name.strip()) if isinstance(value, dict) else Unknown()
        found[(alias or name).strip()] = held
    return found
