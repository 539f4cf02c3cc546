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
CONTRACT = {
    "data-deck": "On the section of a slide: its deck, by its path below `decks_dir`, such as `weeks/2026-w47.md`.",
    "data-slide": "On the section of a slide: its number in the deck, from 1, as Slidev counts.",
    "data-added": "On an element that the slide's text does not have: its mark, a layout's picture, a button, notes.",
    "data-moved": "On a link without text that leads on to a slide which has this address on another page.",
    "data-click": "The click at which an element comes: its number, `+N` counted from the one before, nothing for the "
    "next, or `N-M` where it goes again at the second one.",
    "data-click-hide": "Beside `data-click`: the element goes at this click instead.",
    "data-clicks": "On an element whose parts come one by one: the click of the first, as in `data-click`. "
    "`data-depth` and `data-every` are those of `<v-clicks>`.",
}
"""What others may rely on in a page: the attributes, and what each says. The guide has them."""
_OWN = frozenset(("data-added", "data-deck", "data-moved", "data-slide"))
"""What tells Deckbook's own elements, so no deck may say it."""
EXPRESSION = re.compile(r"\{\{(.*?)(?:\}\}|\Z)", re.S)
"""An expression in a text, `{{ … }}`."""
_BOUND = re.compile(r"(?::|v-bind:)([\w-]+)\Z")
_AT = re.compile(r"[+-]?\d{1,4}\Z")
_CLICKS = {"v-click": "data-click", "v-after": "data-click", "v-click-hide": "data-click", "v-clicks": "data-clicks"}
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


def clicks(attributes: dict[str, str | None]) -> dict[str, str | None]:
    """What `v-click` and its like say, for a page that is presented: at which click an element comes, or goes.

    `data-click` is the click, `+N` counted from the one before, `N-M` where it goes again at the second one;
    `data-clicks` brings an element's parts one by one. See Slidev's guide of animations.
    """
    found: dict[str, str | None] = {}
    for name, value in attributes.items():
        directive, *modifiers = name.split(".")
        if directive not in _CLICKS:
            continue
        at = "+0" if directive == "v-after" else click_at(literals.value(value) if value else None)
        found.setdefault(_CLICKS[directive], at)
        if directive == "v-click-hide" or "hide" in modifiers:
            found["data-click-hide"] = None
    return found


def click_at(value: object) -> str:
    """A click as `data-click` has it: a number, a distance, or two numbers; "" for the next one."""
    ends = value if isinstance(value, list) else [value]
    texts = [str(end) for end in ends[:2]]
    return "-".join(texts) if all(_AT.match(text) for text in texts) else ""
