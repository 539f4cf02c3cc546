"""Selectors of a slide's own style sheet, brought to its section of the page, and to nothing outside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tinycss2 import serialize, serialize_identifier

PREFIX = "deck-"
"""Before the class names of decks, as themes have classes like `card` or `admonition` of their own."""
_ROOT_TAGS = frozenset(("html", "body"))
_ROOT_NAMES = re.compile(
    r"(?:slidev-layout|slidev-page(?:-\d+)?|slidev-slide-(?:container|content)|slide-content|app)\Z"
)
_CODE = frozenset(("slidev-code", "shiki", "slidev-code-wrapper"))
_STATES = frozenset(
    "first-child last-child only-child first-of-type last-of-type only-of-type hover focus focus-visible focus-within "
    "active link visited any-link empty checked disabled".split()
)
_ELEMENTS = frozenset("before after marker first-line first-letter".split())
_NTH = frozenset("nth-child nth-last-child nth-of-type nth-last-of-type lang dir".split())
_LISTS = frozenset("is where not has".split())
_THROUGH = frozenset("deep v-deep global v-global slotted v-slotted".split())
_TAG = re.compile(r"[a-z][a-z0-9-]*\Z")
_HEADING = re.compile(r"h([1-6])\Z")
_ATTRIBUTE = re.compile(r"""\[[\w-]+(?:[~|^$*]?=(?:[\w-]+|"[^"<>\\]*"|'[^'<>\\]*'))?\]\Z""")
_MOST = 64
_DARK = '[data-md-color-scheme="slate"] '


@dataclass(frozen=True, slots=True)
class Slide:
    """What selectors are brought to.

    Attributes:
        id: The id of the slide's section.
        layout: The slide's layout, which is a class of the slide in Slidev.
        levels: The levels on the page of the slide's headings, by the level they were written with.
    """

    id: str
    layout: str
    levels: Mapping[int, frozenset[int]]


@dataclass(slots=True)
class _Compound:
    combinator: str = ""
    text: str = ""
    is_root: bool = False


class _Unknown(Exception):
    """A selector that is not known, or would reach outside the slide."""


def scoped(prelude: list[Any], parents: list[str], slide: Slide) -> list[str]:
    """A rule's selectors within the slide; those that cannot be brought there are left out.

    Args:
        prelude: tinycss2's nodes of a selector list.
        parents: The finished selectors of the rule around it; none at the top.
        slide: The slide.
    """
    out: list[str] = []
    for nodes in _split(prelude)[:_MOST]:
        try:
            out += _scoped(nodes, parents, slide)
        except _Unknown:
            continue
    return list(dict.fromkeys(out))[:_MOST]


def class_names(prelude: list[Any]) -> set[str]:
    """The classes that selectors name, those within functions included."""
    found: set[str] = set()
    stack = list(prelude)
    before: Any = None
    while stack:
        node = stack.pop(0)
        if node.type == "ident" and before == ".":
            found.add(node.value)
        before = node
        stack[:0] = getattr(node, "arguments", None) or []
    return found


def _split(nodes: list[Any]) -> list[list[Any]]:
    out: list[list[Any]] = [[]]
    for node in nodes:
        if node.type == "error":  # a stray `}` or the like: what follows it may be a selector
            out = [[]]
        elif node == ",":
            out.append([])
        elif node.type != "comment":
            out[-1].append(node)
    return out


def _scoped(nodes: list[Any], parents: list[str], slide: Slide) -> list[str]:
    compounds, is_dark = _Reader(slide, nested=bool(parents)).read(nodes)
    root = f"#{serialize_identifier(slide.id)}"
    before = _DARK if is_dark else ""
    if parents:
        return [before + _within(compounds, parent, root) for parent in parents]
    return [before + _within(compounds, root, root)]


def _within(compounds: list[_Compound], parent: str, root: str) -> str:
    first = 0
    out = parent
    while first < len(compounds) and compounds[first].is_root:
        out = parent + compounds[first].text
        first += 1
    for number, compound in enumerate(compounds[first:]):
        if compound.is_root:
            raise _Unknown
        combinator = compound.combinator or " "
        if number == 0 and parent in (root, _DARK + root):
            if combinator in "+~":  # beside the slide
                raise _Unknown
            combinator = " "  # what is the slide's child in Slidev may stand in an element of the page
        out += combinator + compound.text
    return out


class _Reader:
    def __init__(self, slide: Slide, *, nested: bool) -> None:
        self._slide = slide
        self._nested = nested

    def read(self, nodes: list[Any], *, inner: bool = False) -> tuple[list[_Compound], bool]:
        """The compounds of one selector, and whether it asks for a dark palette."""
        compounds = [_Compound()]
        is_dark = False
        at = 0
        while at < len(nodes):
            node, after = nodes[at], nodes[at + 1] if at + 1 < len(nodes) else None
            at += 1
            if node.type == "whitespace" or node in (">", "+", "~"):
                sign = " " if node.type == "whitespace" else node.value
                self._next(compounds, sign)
                continue
            if node == "." and after is not None and after.type == "ident":
                at += 1
                if after.value == "dark":
                    is_dark = True
                    compounds[-1].is_root = True
                else:
                    self._class(after.value, compounds[-1])
            elif node == ":" and after is not None:
                at += 1 + self._pseudo(after, nodes[at + 1] if at + 1 < len(nodes) else None, compounds)
            else:
                self._simple(node, compounds[-1])
        compounds = [one for one in compounds if one.text or one.is_root]
        if not compounds or (inner and any(one.is_root for one in compounds)):
            raise _Unknown
        return compounds, is_dark

    @staticmethod
    def _next(compounds: list[_Compound], sign: str) -> None:
        last = compounds[-1]
        if last.text or last.is_root:
            compounds.append(_Compound(sign))
        elif sign != " ":
            last.combinator = sign

    def _class(self, name: str, compound: _Compound) -> None:
        if name.startswith("slidev-vclick"):  # a state between clicks
            raise _Unknown
        if _ROOT_NAMES.match(name) or name == self._slide.layout:
            self._root(compound)
        elif name in _CODE:
            compound.text += "" if compound.text else "pre"
        else:
            compound.text += f".{serialize_identifier(PREFIX + name)}"

    @staticmethod
    def _root(compound: _Compound) -> None:
        if compound.text:
            raise _Unknown
        compound.is_root = True

    def _simple(self, node: Any, compound: _Compound) -> None:
        if node.type == "ident":
            self._tag(node.value.lower(), compound)
        elif node == "*":
            compound.text += "*"
        elif node == "&":
            if not self._nested:
                self._root(compound)
            elif compound.text:
                raise _Unknown
            else:
                compound.is_root = True
        elif node.type == "hash" and node.is_identifier:
            if _ROOT_NAMES.match(node.value):
                self._root(compound)
            else:
                compound.text += f"#{serialize_identifier(node.value)}"
        elif node.type == "[] block" and _ATTRIBUTE.match(written := serialize([node])):
            compound.text += written
        else:
            raise _Unknown

    def _tag(self, name: str, compound: _Compound) -> None:
        if compound.text or not _TAG.match(name):
            raise _Unknown
        if name in _ROOT_TAGS:
            compound.is_root = True
        elif match := _HEADING.match(name):
            levels = sorted(self._slide.levels.get(int(match[1]), ()))
            if not levels:
                raise _Unknown
            names = ",".join(f"h{level}" for level in levels)
            compound.text = f":is({names})" if len(levels) > 1 else names
        else:
            compound.text = name

    def _pseudo(self, node: Any, after: Any, compounds: list[_Compound]) -> int:
        """Reads what stands behind a colon; how many nodes more than one that took."""
        if node == ":" and after is not None:
            name = after.lower_name if after.type == "function" else getattr(after, "lower_value", "")
            if name in _THROUGH:
                self._through(after, compounds)
            elif after.type == "ident" and name in _ELEMENTS:
                compounds[-1].text += f"::{name}"
            else:
                raise _Unknown
            return 1
        if node.type == "function":
            self._function(node, compounds)
        elif node.type == "ident" and node.lower_value in ("root", "host"):
            self._root(compounds[-1])
        elif node.type == "ident" and node.lower_value in _STATES | _ELEMENTS:
            compounds[-1].text += (":" if node.lower_value in _STATES else "::") + node.lower_value
        else:
            raise _Unknown
        return 0

    def _function(self, node: Any, compounds: list[_Compound]) -> None:
        name = node.lower_name
        if name in _THROUGH:
            self._through(node, compounds)
        elif name in _NTH and re.match(r"[\w\s+-]{1,20}\Z", written := serialize(node.arguments)):
            compounds[-1].text += f":{name}({written})"
        elif name in _LISTS:
            inner = [self._joined(nodes) for nodes in _split(node.arguments)]
            compounds[-1].text += f":{name}({','.join(inner)})"
        else:
            raise _Unknown

    def _through(self, node: Any, compounds: list[_Compound]) -> None:
        """`:deep(x)` is `x`, somewhere inside."""
        self._next(compounds, " ")
        if node.type == "function":
            inner, _ = self.read(node.arguments)
            if compounds[-1].is_root or compounds[-1].text:
                compounds.append(_Compound(" "))
            inner[0].combinator = compounds[-1].combinator or " "
            compounds[-1:] = inner

    def _joined(self, nodes: list[Any]) -> str:
        inner, _ = self.read(nodes, inner=True)
        return "".join(
            (one.combinator if number or one.combinator.strip() else "") + one.text for number, one in enumerate(inner)
        )
