"""The style sheet of a page: the rules of the utilities that occur on it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from tinycss2 import serialize_identifier

from deckbook.markup.utilities.families import order, style
from deckbook.markup.utilities.model import NOTHING, Place, Style
from deckbook.markup.utilities.names import Utility

PREFIX = "dk-"
"""Before the names of utilities, as themes have classes like `grid` and `flex` of their own."""
_WIDTHS = {"sm": 40, "md": 48, "lg": 64}
"""The widths, in em, from which a utility with the variant holds."""
_WIDE = 48
_DARK, _LIGHT = '[data-md-color-scheme="slate"]', '[data-md-color-scheme]:not([data-md-color-scheme="slate"])'
_PRIORITY = re.compile(r"(?<=[^;]);|\Z")


@dataclass(frozen=True, slots=True, order=True)
class _Rule:
    min_width: int
    variants: int
    order: tuple[int, str]
    text: str


@dataclass(slots=True)
class Sheet:
    """Collects rules; each is written once."""

    _rules: dict[str, tuple[_Rule, ...]] = field(default_factory=dict)
    _own: dict[str, str] = field(default_factory=dict)

    def add(self, utility: Utility, place: Place) -> str:
        """The class that an element gets for a utility; "" where it gets none."""
        found = meaning(utility, place)
        if not found or found == NOTHING:
            return ""
        name = PREFIX + utility.written + "--picture" * place.is_picture + "--clip" * place.clips
        if name not in self._rules:
            self._rules[name] = tuple(_rules(name, utility, found))
        return name

    def add_style(self, always: str, wide: str) -> str:
        """The class for declarations that no utility has."""
        key = f"{always}|{wide}"
        name = self._own.setdefault(key, f"{PREFIX}style-{len(self._own) + 1}")
        self._rules[name] = tuple(_rules(name, Utility(name), Style(always, wide)))
        return name

    def __str__(self) -> str:
        """The rules, particular ones behind general ones, and those of wide pages last."""
        rules = sorted({rule for rules in self._rules.values() for rule in rules})
        out = []
        for width, found in itertools.groupby(rules, lambda rule: rule.min_width):
            text = "".join(rule.text for rule in found)
            out.append(f"@media (min-width:{width}em){{{text}}}" if width else text)
        return "".join(out)


def meaning(utility: Utility, place: Place) -> Style | None:
    """What a utility does on a page, its variants considered; None where it is unknown."""
    found = style(utility.name, place)
    if found is None or found == NOTHING:
        return found
    known = all(variant in _WIDTHS or variant in ("dark", "light", "hover") for variant in utility.variants)
    return found if known else NOTHING


def _rules(name: str, utility: Utility, found: Style) -> list[_Rule]:
    selector = f".slide .{serialize_identifier(name)}"
    width = max((_WIDTHS.get(variant, 0) for variant in utility.variants), default=0)
    if "dark" in utility.variants:
        selector = f"{_DARK} {selector}"
    elif "light" in utility.variants:
        selector = f"{_LIGHT} {selector}"
    if "hover" in utility.variants:
        selector += ":hover"
    rank = sum(variant not in _WIDTHS for variant in utility.variants) + 4 * utility.important
    return [
        _Rule(at, rank, order(utility.name), f"{selector}{found.inner}{{{_important(text, utility.important)}}}")
        for at, text in ((width, found.always), (max(width, _WIDE), found.wide))
        if text
    ]


def _important(declarations: str, important: bool) -> str:
    return _PRIORITY.sub(lambda match: " !important" + match[0], declarations) if important else declarations
