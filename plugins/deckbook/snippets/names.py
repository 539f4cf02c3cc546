"""Which names a stretch of Python code reads and binds, in the order in which its statements run; nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_Scope = _Function | ast.ClassDef | _Comprehension

# The same by their exact classes, as a parser makes them: every node of every block is asked for its class.
_SCOPES = frozenset(get_args(_Scope))
_WITHOUT_NAME = frozenset((ast.Lambda, *get_args(_Comprehension)))
_NAMING = frozenset((ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping))
_COMPOUND = frozenset(
    (
        ast.If, ast.With, ast.AsyncWith, ast.For, ast.AsyncFor, ast.While, ast.Match, ast.Try, ast.TryStar,
        ast.ExceptHandler,
    )
)  # fmt: skip
_PLAIN = frozenset(
    "ctx op ops id attr arg asname kind level module conversion simple is_async type_comment type_ignores".split()
)
"""The fields of nodes that hold no nodes but what only says load, store or which operator."""


Nodes = Mapping[ast.AST, Sequence[ast.AST]]
"""Nodes of a syntax tree, each with those right below it."""


def nodes(tree: ast.AST) -> Nodes:
    """A node and all below it, as `ast.walk` has them, but for what only says load, store or which operator."""
    found: dict[ast.AST, Sequence[ast.AST]] = {}
    waiting: list[Any] = [tree]
    for node in waiting:
        fields = _fields(node.__class__)
        if not fields:
            found[node] = ()
            continue
        children: list[ast.AST] = []
        for name in fields:
            value = getattr(node, name, None)
            if value.__class__ is list:
                children += [child for child in value if isinstance(child, ast.AST)]
            elif isinstance(value, ast.AST):
                children.append(value)
        found[node] = children
        waiting += children
    return found


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """The fields of a kind of node that may hold others."""
    return () if kind is ast.Constant else tuple(name for name in kind._fields if name not in _PLAIN)


@dataclass(slots=True)
class _Found:
    """Names in a stretch of code, without what stands in its functions, classes and comprehensions."""

    loads: set[str]
    stores: set[str]
    fixed: set[str]
    scopes: list[_Scope]
    declared: set[str]


def _found(statements: Iterable[ast.AST], nodes: Nodes) -> _Found:
    found = _Found(set(), set(), set(), [], set())
    stack: list[Any] = list(statements)
    while stack:
        node = stack.pop()
        kind = node.__class__
        if kind is ast.Name:
            if node.ctx.__class__ is not ast.Store:
                found.loads.add(node.id)
            if node.ctx.__class__ is not ast.Load:
                found.stores.add(node.id)
        elif kind is ast.Constant:
            continue
        elif kind in _SCOPES:
            found.scopes.append(node)
            if kind not in _WITHOUT_NAME:
                found.fixed.add(node.name)
            stack += _outside(node)
        elif kind is ast.Import or kind is ast.ImportFrom:
            found.fixed |= {alias.asname or alias.name.partition(".")[0] for alias in node.names if alias.name != "*"}
        elif kind is ast.Global:
            found.declared.update(node.names)
        else:
            if kind is ast.AugAssign and isinstance(node.target, ast.Name):
                found.loads.add(node.target.id)
            if kind in _NAMING and (name := _bound_by_name(node)):
                found.stores.add(name)
            stack += nodes[node]
    return found


def _bound_by_name(node: ast.AST) -> str | None:
    """What an `except … as x` or a pattern binds."""
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return node.name
    return node.rest if isinstance(node, ast.MatchMapping) else None


def _outside(node: _Scope) -> list[ast.AST]:
    """What of a function, class or comprehension belongs to the scope around it."""
    if isinstance(node, _Comprehension):
        inner = (child for child in nodes(node) if isinstance(child, ast.NamedExpr))
        return [node.generators[0].iter, *(named.target for named in inner)]
    if isinstance(node, ast.ClassDef):
        return [*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)]
    arguments = node.args
    every = (*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg)
    parts: list[ast.AST | None] = [*arguments.defaults, *arguments.kw_defaults]
    parts += [argument.annotation for argument in every if argument]
    if not isinstance(node, ast.Lambda):
        parts += [*node.decorator_list, node.returns]
    return [part for part in parts if part is not None]


def _inside(node: _Scope) -> list[ast.AST]:
    if isinstance(node, _Comprehension):
        elements = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        first, *others = node.generators
        return [*elements, first.target, *first.ifs, *others]
    return [node.body] if isinstance(node, ast.Lambda) else [*node.body]


def _free(node: _Scope, nodes: Nodes) -> tuple[set[str], set[str]]:
    """The names that a scope takes from around it, and those that it binds there by `global`."""
    found = _found(_inside(node), nodes)
    own = (found.stores | found.fixed) - found.declared
    if isinstance(node, _Function):
        arguments = node.args
        every = (*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg)
        own |= {argument.arg for argument in every if argument}
    reads = found.loads - own
    binds = (found.stores | found.fixed) & found.declared
    for scope in found.scopes:
        inner, bound = _free(scope, nodes)
        reads |= inner if isinstance(node, ast.ClassDef) else inner - own
        binds |= bound
    return reads, binds


class Reader:
    """Goes through statements of `nodes` in the order in which they run; `bound` is what is surely bound before each.

    What a function reads is read later: by then all is bound that its block surely binds.
    """

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self.now: set[str] = set()
        self.later: set[str] = set()
        self.uses: set[str] = set()
        self.bound: set[str] = set()
        self.loose: set[str] = set()

    def block(self, body: Iterable[ast.AST], bound: set[str]) -> set[str]:
        for statement in body:
            bound = self._statement(statement, bound)
        return bound

    def _statement(self, node: ast.AST, bound: set[str]) -> set[str]:
        if node.__class__ not in _COMPOUND:
            return self._plain([node], bound)
        if isinstance(node, ast.If):
            bound = self._plain([node.test], bound)
            return self.block(node.body, set(bound)) & self.block(node.orelse, set(bound))
        if isinstance(node, ast.With | ast.AsyncWith):
            return self.block(node.body, self._plain(node.items, bound))
        if isinstance(node, ast.For | ast.AsyncFor):
            bound = self._plain([node.iter], bound)
            self.block(node.body, self._plain([node.target], set(bound)))
            return self._aside([node.orelse], bound)
        if isinstance(node, ast.While):
            return self._aside([node.body, node.orelse], self._plain([node.test], bound))
        if isinstance(node, ast.Match):
            bound = self._plain([node.subject], bound)
            return self._aside([[case.pattern, *filter(None, [case.guard]), *case.body] for case in node.cases], bound)
        if isinstance(node, ast.Try | ast.TryStar):
            within = self.block(node.body, set(bound))
            self._aside([node.orelse], within)
            self._aside([[handler] for handler in node.handlers], bound)
            return self.block(node.finalbody, bound)
        if isinstance(node, ast.ExceptHandler):
            named = {node.name} if node.name else set()
            self.bound |= named
            self.loose |= named
            return self.block(node.body, self._plain(filter(None, [node.type]), bound) | named)
        return self._plain([node], bound)

    def _aside(self, bodies: Iterable[Iterable[ast.AST]], bound: set[str]) -> set[str]:
        """Statements that may not be run."""
        for body in bodies:
            self.block(body, set(bound))
        return bound

    def _plain(self, parts: Iterable[ast.AST], bound: set[str]) -> set[str]:
        """Statements and expressions that are run as a whole."""
        found = _found(parts, self._nodes)
        reads, loose = found.loads, found.stores
        surely = loose | found.fixed
        self.bound |= surely
        for scope in found.scopes:
            free, global_ones = _free(scope, self._nodes)
            if isinstance(scope, _Function):
                self.later |= free
            else:
                reads |= free
            if global_ones:
                loose |= global_ones
                self.bound |= global_ones
        self.uses |= reads
        self.now |= reads - bound
        self.loose |= loose
        return bound | surely if surely else bound
