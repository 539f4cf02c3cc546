"""What templates can read: found in their sources, so that only that is compared between builds."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateError

from deckbook.rebuild.bytecode import Bytecode

_BY_NAME = frozenset({"attr", "groupby", "map", "max", "min", "rejectattr", "selectattr", "sort", "sum", "unique"})
"""Jinja's filters that read attributes by names that are given as text."""
_TRANSLATIONS = "partials/languages/"
_ICONS = ".icons/"


@dataclass(slots=True)
class Reads:
    """What a template, and all that it includes, can read.

    Attributes:
        attributes: The attributes that it asks objects for.
        own: Those that it asks the page itself for, by its name.
        settings: The keys that it asks the configuration for; None for all.
        variables: The variables that it uses.
        filters, tests: Jinja's and others' that it uses.
        structure: The templates in which items lead to others, as `children` does.
        navigation: The templates that use `nav` for more than its home page.
        computed: A template that asks for attributes by names that it computes, or for what plugins hold.
    """

    attributes: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    settings: set[str] | None = field(default_factory=set)
    variables: set[str] = field(default_factory=set)
    filters: set[str] = field(default_factory=set)
    tests: set[str] = field(default_factory=set)
    structure: set[str] = field(default_factory=set)
    navigation: set[str] = field(default_factory=set)
    computed: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """All attributes that it can ask a page for."""
        return frozenset(self.attributes | self.own)


_LEADING = frozenset({"ancestors", "children", "next_page", "parent", "previous_page"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A template that was parsed, whether it is one of those that are known, and the templates that it names."""

    tree: nodes.Template
    is_known: bool
    named: tuple[str, ...]


def reads(
    env: Environment, name: str, listed: Sequence[str], known: Path | None, parsed: dict[str, Parsed | None]
) -> Reads:
    """What a template of the theme reads.

    Args:
        env: Where templates are found; what is read here is compiled into its cache.
        name: The template.
        listed: The names of all templates, drawings left out.
        known: The directory of templates that compute names of translations and options only: Material's, where a test
            follows them.
        parsed: The templates that were parsed for others, to which those of this one are added.
    """
    trees: list[tuple[str, Parsed]] = []
    waiting, done = [name], set()
    while waiting:
        current = waiting.pop()
        if current in done:
            continue
        done.add(current)
        if current not in parsed:
            parsed[current] = _parsed(env, current, listed, known)
        if found := parsed[current]:
            trees.append((current, found))
            waiting += found.named
    # A variable of the templates' own may hold anything, whatever it is called, and is known in what they include.
    bound = {node.name for _, one in trees for node in one.tree.find_all(nodes.Name) if node.ctx != "load"}
    all_ = Reads()
    for current, one in trees:
        _Visitor(current, all_, bound, is_known=one.is_known).visit(one.tree)
    return all_


def _parsed(env: Environment, name: str, listed: Sequence[str], known: Path | None) -> Parsed | None:
    if name.startswith(_ICONS):
        return None  # a drawing
    try:
        source, path, _ = env.loader.get_source(env, name) if env.loader else ("", None, None)
        is_known = known is not None and path is not None and Path(path).is_relative_to(known)
        if is_known and name.startswith(_TRANSLATIONS):
            return None  # tables of words, of which one or two are used
        tree = env.parse(source, name, path)
        _keep(tree, source, name, path, env)
    except TemplateError:
        return None  # missing, which it may be; what is wrong is said by the rendering
    return Parsed(tree, is_known, tuple(_referenced(tree, listed)))


def _keep(tree: nodes.Template, source: str, name: str, path: str | None, env: Environment) -> None:
    """Lets a template be compiled, if it is rendered, from what was parsed already."""
    cache = env.bytecode_cache
    if cache is not None:
        bucket = cache.get_bucket(env, name, path, source)
        if bucket.code is None and isinstance(cache, Bytecode):
            cache.expect(bucket, partial(env.compile, tree, name, path))


def _referenced(tree: nodes.Template, listed: Sequence[str]) -> Iterator[str]:
    kinds = nodes.Extends, nodes.FromImport, nodes.Include, nodes.Import
    for node in tree.find_all(kinds):
        yield from _names(node.template, listed)  # type: ignore[attr-defined]


def _names(target: nodes.Expr, listed: Sequence[str]) -> Iterable[str]:
    if isinstance(target, nodes.Const):
        return [target.value] if isinstance(target.value, str) else target.value
    if isinstance(target, (nodes.Tuple, nodes.List)):
        return [name for item in target.items for name in _names(item, listed)]
    pattern = "*"
    if isinstance(target, nodes.Concat):
        pattern = "".join(str(part.value) if isinstance(part, nodes.Const) else "*" for part in target.nodes)
    if pattern.startswith(_ICONS):
        return []
    return fnmatch.filter(listed, pattern)


def _chain(node: nodes.Node) -> tuple[str | None, list[str | None]]:
    """The variable that an expression starts from, and the attributes or keys after it; None for a computed one."""
    steps: list[str | None] = []
    while True:
        if isinstance(node, nodes.Getattr):
            steps.append(node.attr)
        elif isinstance(node, nodes.Getitem):
            fixed = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
            steps.append(node.arg.value if fixed else None)  # type: ignore[attr-defined]
        else:
            break
        node = node.node
    return (node.name if isinstance(node, nodes.Name) else None), steps[::-1]


class _Visitor:
    """Goes through a template, and notes what it reads."""

    def __init__(self, name: str, found: Reads, bound: set[str], *, is_known: bool) -> None:
        self._name = name
        self._found = found
        self._bound = bound
        self._is_known = is_known

    def visit(self, node: nodes.Node) -> None:
        """Notes what an expression reads, and those within it."""
        found = self._found
        if isinstance(node, (nodes.Getattr, nodes.Getitem)):
            self._path(node)
            return
        if isinstance(node, nodes.Name):
            found.variables.add(node.name)
            if node.name not in self._bound:
                if node.name == "config":
                    found.settings = None
                elif node.name == "nav":
                    found.navigation.add(self._name)
        elif isinstance(node, nodes.Filter):
            found.filters.add(node.name)
            if node.name in _BY_NAME:
                self._named(node)
        elif isinstance(node, nodes.Test):
            found.tests.add(node.name)
        for child in node.iter_child_nodes():
            if isinstance(node, nodes.If) and child is node.test and child == nodes.Name("nav", "load"):
                continue  # whether there is any navigation
            self.visit(child)

    def _path(self, node: nodes.Expr) -> None:
        """An expression such as `page.meta.title`."""
        root, steps = _chain(node)
        while isinstance(node, (nodes.Getattr, nodes.Getitem)):
            if isinstance(node, nodes.Getitem):
                self.visit(node.arg)
            node = node.node
        if root is None:
            self.visit(node)
        else:
            self._found.variables.add(root)
        if root == "config" and root not in self._bound:
            self._setting(steps)
        elif root == "page" and root not in self._bound and steps[0] is not None:
            self._own(steps[0], steps[1:])
        else:
            if root == "nav" and (steps[0] != "homepage" or root in self._bound):
                self._found.navigation.add(self._name)
            self._others(steps)

    def _setting(self, steps: Sequence[str | None]) -> None:
        if steps[0] is None:
            self._found.settings = None
        elif self._found.settings is not None:
            self._found.settings.add(steps[0])
        if steps[0] == "plugins" and len(steps) > 1:
            self._computed("reads what plugins hold")

    def _own(self, first: str, rest: Sequence[str | None]) -> None:
        """An attribute of the page itself, and what is read of that."""
        self._found.own.add(first)
        if first == "meta" or (first in _LEADING and not rest and first != "ancestors"):
            return  # compared as a whole; only whether there is one
        if first == "ancestors":
            self._found.structure.add(self._name)
        self._others(rest)

    def _others(self, steps: Sequence[str | None]) -> None:
        """Attributes of anything."""
        for step in steps:
            if step is None:
                self._computed("reads attributes by names that it computes")
            else:
                self._found.attributes.add(step)
                if step in _LEADING:
                    self._found.structure.add(self._name)

    def _named(self, node: nodes.Filter) -> None:
        """A filter that reads attributes by names that are given as text."""
        for value in (*node.args, *(keyword.value for keyword in node.kwargs)):
            if not isinstance(value, nodes.Const):
                self._computed("reads attributes by names that it computes")
            elif isinstance(value.value, str):
                self._others(value.value.split("."))

    def _computed(self, what: str) -> None:
        if not self._is_known and self._found.computed is None:
            self._found.computed = f"{self._name} {what}"
