"""Which attributes of an element a page keeps: HTML's own, never Vue's or a script's."""

from __future__ import annotations

import re
from typing import Any

from deckbook.markup import literals

_GLOBAL = frozenset("dir id lang role title".split())
_OF_TAG = {
    "a": "href target rel download name",
    "img": "src alt width height srcset sizes loading",
    "video": "src controls width height poster loop muted autoplay playsinline preload",
    "audio": "src controls loop muted preload",
    "source": "src type media srcset",
    "track": "src kind srclang label default",
    "iframe": "src width height allow allowfullscreen loading",
    "td": "colspan rowspan align headers",
    "th": "colspan rowspan align scope headers",
    "col": "span",
    "colgroup": "span",
    "ol": "start type reversed",
    "li": "value",
    "details": "open",
    "input": "type checked disabled value placeholder",
    "button": "type disabled",
    "select": "disabled multiple",
    "option": "value selected disabled",
    "textarea": "rows cols placeholder disabled",
    "label": "for",
    "time": "datetime",
    "del": "datetime cite",
    "ins": "datetime cite",
    "blockquote": "cite",
    "q": "cite",
    "data": "value",
    "progress": "value max",
    "meter": "value max min low high optimum",
}
_KEPT = {tag: _GLOBAL | frozenset(names.split()) for tag, names in _OF_TAG.items()}
_OWN = frozenset(("data-added", "data-deck", "data-moved", "data-slide"))
"""What tells Deckbook's own elements, so no deck may say it."""
EXPRESSION = re.compile(r"\{\{(.*?)(?:\}\}|\Z)", re.S)
"""An expression in a text, `{{ … }}`."""
_BOUND = re.compile(r"(?::|v-bind:)([\w-]+)\Z")
_SCRIPT = re.compile(r"\s*javascript:", re.I)


def literal(expression: str | None) -> str | None:
    """A Vue expression's value where it is a literal text, number or truth value, as text; None for any other."""
    value = literals.value(expression)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, str | int | float) else None


def bound_name(name: str) -> str | None:
    """The attribute that `:name` or `v-bind:name` gives a value; None for what binds none."""
    match = _BOUND.match(name)
    return match[1] if match else None


def bound(attributes: dict[str, str | None]) -> tuple[dict[str, str | None], list[str]]:
    """Attributes with literal bindings (`:src="'/x.png'"`) resolved, and the names whose expression is not literal."""
    out: dict[str, str | None] = {}
    unknown: list[str] = []
    for name, value in attributes.items():
        target = bound_name(name)
        if target is None:
            out.setdefault(name, value)
        elif (text := literal(value)) is not None:
            out[target] = text
        else:
            unknown.append(name)
    return out, unknown


def values(attributes: dict[str, str | None]) -> dict[str, Any]:
    """A component's attributes as the values its code gets, `Unknown` where code would have to be run for one."""
    out: dict[str, Any] = {}
    for name, text in attributes.items():
        target = bound_name(name)
        if target is not None:
            out[target] = literals.value(text)
        elif name == "v-bind" and isinstance(spread := literals.value(text), dict):
            out |= spread
        elif not is_directive(name):
            out.setdefault(name, text)
    return out


def is_directive(name: str) -> bool:
    """Whether an attribute speaks to Vue or to a script."""
    return name.startswith(("v-", "@", ":", "#")) or name.lower().startswith("on")


def for_html(tag: str, attributes: dict[str, str | None]) -> dict[str, str | None]:
    """The attributes that an HTML element keeps on the page; its classes and style are `appearance`'s."""
    kept = _KEPT.get(tag, _GLOBAL)
    out: dict[str, str | None] = {}
    for name, value in attributes.items():
        lower = name.lower()
        if is_directive(name) or not (lower in kept or lower.startswith(("data-", "aria-"))) or lower in _OWN:
            continue
        if not (lower in ("href", "src") and _SCRIPT.match(value or "")):
            out[lower] = value
    return out


def for_foreign(attributes: dict[str, str | None]) -> dict[str, str | None]:
    """The attributes that an element of a drawing keeps: all but Vue's, scripts', classes and style."""
    return {
        name: value for name, value in attributes.items()
        if not is_directive(name) and name not in ("class", "className", "style") and not _SCRIPT.match(value or "")
    }  # fmt: skip
