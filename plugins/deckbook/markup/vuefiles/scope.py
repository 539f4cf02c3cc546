"""Look-ups in a component's template: a name or a member of one, never an expression that would have to be run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from deckbook.deck.ecma import truthy
from deckbook.markup import literals
from deckbook.markup.literals import Unknown
from deckbook.markup.vuefiles.script import Prop, Script, camel

_LOOKUP = re.compile(
    r"""\s*([A-Za-z_$][\w$]*)((?:\??\.[A-Za-z_$][\w$]*|(?:\?\.)?\[(?:\d{1,6}|'[^']*'|"[^"]*")\])*)\s*\Z"""
)
_MEMBER = re.compile(r"""\??\.([A-Za-z_$][\w$]*)|(?:\?\.)?\[(?:(\d+)|'([^']*)'|"([^"]*)")\]""")
_NOT = re.compile(r"\s*(!{0,8})")
_PAGE = frozenset(("$page", "$nav"))
PAGE_NUMBER = Unknown("page number")
"""The number of a slide or of all slides, where it is furniture of a slide."""


class Scope:
    """What the names of a template mean.

    Args:
        script: What the component's script declares.
        given: What it is given, by name.
        frontmatter: The slide's.
        headmatter: The deck's.
        filled: The slots that are given content.
    """

    def __init__(
        self,
        script: Script,
        given: Mapping[str, Any],
        frontmatter: Mapping[str, Any],
        headmatter: Mapping[str, Any],
        filled: frozenset[str],
    ) -> None:
        named = {camel(name): value for name, value in given.items()}
        self.props = {name: _with_default(named, name, script.props[name]) for name in script.props}
        self.others = {name: value for name, value in given.items() if camel(name) not in script.props}
        self._script = script
        self._roots: dict[str, Any] = {
            "$props": self.props,
            "$attrs": self.others,
            "$frontmatter": frontmatter,
            "$slidev": {"configs": headmatter, "themeConfigs": headmatter.get("themeConfig") or {}},
            "$slots": dict.fromkeys(filled, True),
        }
        if script.props_name:
            self._roots[script.props_name] = self.props
        self._locals: list[dict[str, Any]] = []
        self.looked_up = 0

    def inside(self, names: dict[str, Any]) -> None:
        """Enters a part of the template that has names of its own; `leave` ends it."""
        self._locals.append(names)

    def leave(self) -> None:
        self._locals.pop()

    def value(self, expression: str | None) -> Any:
        """What an expression is, `Unknown` where it is neither a literal nor a look-up."""
        found = literals.value(expression)
        return self._look(expression or "", with_states=True) if isinstance(found, Unknown) else found

    def condition(self, expression: str | None) -> bool | None:
        """Whether a condition holds; None where that is decided by code, or by what a click changes."""
        text = expression or ""
        negations = _NOT.match(text)
        marks = negations[1] if negations else ""
        found = literals.value(text[len(negations[0]) if negations else 0 :])
        if isinstance(found, Unknown):
            found = self._look(text[len(negations[0]) if negations else 0 :], with_states=False)
        return None if isinstance(found, Unknown) else truthy(found) is (len(marks) % 2 == 0)

    def _look(self, expression: str, *, with_states: bool) -> Any:
        match = _LOOKUP.match(expression)
        if not match:
            return Unknown(expression.strip()[:60])
        if match[1] in _PAGE or "nav" in match[2].split(".")[1:2]:
            return PAGE_NUMBER
        value = self._root(match[1], with_states=with_states)
        for member in _MEMBER.finditer(match[2]):
            if isinstance(value, Unknown):
                return Unknown(expression.strip()[:60])
            name = next(group for group in member.groups() if group is not None)
            value = _member(value, name)
        self.looked_up += 1
        return Unknown(expression.strip()[:60]) if isinstance(value, Unknown) else value

    def _root(self, name: str, *, with_states: bool) -> Any:
        for names in reversed(self._locals):
            if name in names:
                return names[name]
        script = self._script
        for known in (self._roots, script.constants):
            if name in known:
                return known[name]
        if with_states and name in script.states:
            return script.states[name]
        if name in script.hidden or name in script.states:
            return Unknown(name)
        return self.props.get(name, Unknown(name))


def _with_default(given: Mapping[str, Any], name: str, prop: Prop) -> Any:
    value = given.get(name, prop.default)
    if prop.is_flag and name in given and (value is None or value == ""):
        return True
    return value


def _member(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(name)
    if isinstance(value, str | list):
        if name == "length":
            return len(value)
        if name.isdigit():
            return value[int(name)] if int(name) < len(value) else None
        return Unknown(name)  # a method
    return None
