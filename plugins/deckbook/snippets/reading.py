"""What Python code reads and binds, imports and names, found in its syntax: nothing is run.

What cannot be parsed reads nothing, so that any text gives an answer.
"""

from __future__ import annotations

import ast
import itertools
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

_LONGEST = 400_000
"""Characters of code that are looked at; no module that a person writes has more."""
_WILD = frozenset(("eval", "exec", "globals", "locals", "vars"))
"""What may read and bind any name."""
_LONGEST_PATH = 255
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")
"""Where statements hold statements."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_Scope = _Function | ast.ClassDef | _Comprehension

# The same by their exact classes, as a parser makes them: every node of every block is asked for its class.
_SCOPES = frozenset(get_args(_Scope))
_WITHOUT_NAME = frozenset((ast.Lambda, *get_args(_Comprehension)))
_NAMING = frozenset((ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping))
_PARTS = (ast.Attribute, ast.Subscript, ast.Call)
_COMPOUND = frozenset(
    (
        ast.If, ast.With, ast.AsyncWith, ast.For, ast.AsyncFor, ast.While, ast.Match, ast.Try, ast.TryStar,
        ast.ExceptHandler,
    )
)  # fmt: skip
_LEAVES = (ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop)


@dataclass(frozen=True, slots=True)
class Import:
    """A module that code imports.

    Attributes:
        module: Its dotted name, "" in `from . import x`.
        names: What is taken from it, which may be modules in it; none for `import x`.
        level: How many dots stand before it.
        is_certain: Whether it is imported whenever the code is run, and has to be there.
    """

    module: str
    names: tuple[str, ...] = ()
    level: int = 0
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Code:
    """What a piece of code has to do with the names around it.

    Attributes:
        reads: The global names that it needs: those that it reads without having bound them for certain.
        later: The global names that its functions read, whenever they are called.
        uses: The global names that it reads at all.
        binds: The global names that it binds.
        surely: Those of them that it binds whenever it is run.
        fixed: Those that it binds to nothing but modules, functions and classes.
        changes: The names whose objects it changes visibly: `x.y = 1`, `x[0] = 1`, `x.append(1)`.
        is_wild: Whether it may have to do with any name, by `import *` or `exec`.
        imports: What it imports.
        texts: Its string literals that may name files.
    """

    reads: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()
    binds: frozenset[str] = frozenset()
    surely: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    is_wild: bool = False
    imports: tuple[Import, ...] = ()
    texts: frozenset[str] = frozenset()

    def packages(self, *, certain: bool = False) -> frozenset[str]:
        """The top-level modules that it imports, or those of them that it imports for certain."""
        found = (one for one in self.imports if one.module and not one.level and (one.is_certain or not certain))
        return frozenset(one.module.partition(".")[0] for one in found)


def read(code: str, *, names: bool = True) -> Code:
    """Reads code; what is no Python, or too much, gives an empty answer; without `names`, imports and texts alone."""
    if len(code) > _LONGEST:
        return Code()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Code()
    nodes = _nodes(tree)
    imports, texts = tuple(_imports(tree)), frozenset(_texts(nodes))
    if not names:
        return Code(imports=imports, texts=texts)
    reader = _Reader()
    try:
        surely = reader.block(tree.body, set())
    except RecursionError:
        return Code(is_wild=True, imports=imports, texts=texts)
    uses = frozenset(reader.now | reader.later | reader.satisfied)
    return Code(
        reads=frozenset(reader.now | (reader.later - surely)),
        later=frozenset(reader.later),
        uses=uses,
        binds=frozenset(reader.bound),
        surely=frozenset(surely),
        fixed=frozenset(reader.bound - reader.loose),
        changes=frozenset(_changes(nodes)),
        is_wild=bool(_WILD & uses) or any("*" in one.names for one in imports),
        imports=imports,
        texts=texts,
    )


def _nodes(tree: ast.AST) -> list[ast.AST]:
    """A node and all below it, as `ast.walk` has them, but for what only says load, store or which operator."""
    nodes = [tree]
    for node in nodes:
        nodes += _children(node)
    return nodes


def _children(node: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if value.__class__ is list:
            found += [child for child in value if isinstance(child, ast.AST) and not isinstance(child, _LEAVES)]
        elif isinstance(value, ast.AST) and not isinstance(value, _LEAVES):
            found.append(value)
    return found


@dataclass(slots=True)
class _Found:
    """Names in a stretch of code, without what stands in its functions, classes and comprehensions."""

    loads: set[str]
    stores: set[str]
    fixed: set[str]
    scopes: list[_Scope]
    declared: set[str]


def _found(nodes: Iterable[ast.AST]) -> _Found:
    found = _Found(set(), set(), set(), [], set())
    stack: list[Any] = list(nodes)
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
            stack += _children(node)
    return found


def _bound_by_name(node: ast.AST) -> str | None:
    """What an `except … as x` or a pattern binds."""
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return node.name
    return node.rest if isinstance(node, ast.MatchMapping) else None


def _outside(node: _Scope) -> list[ast.AST]:
    """What of a function, class or comprehension belongs to the scope around it."""
    if isinstance(node, _Comprehension):
        inner = (child for child in ast.walk(node) if isinstance(child, ast.NamedExpr))
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


def _free(node: _Scope) -> tuple[set[str], set[str]]:
    """The names that a scope takes from around it, and those that it binds there by `global`."""
    found = _found(_inside(node))
    own = (found.stores | found.fixed) - found.declared
    if isinstance(node, _Function):
        arguments = node.args
        every = (*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg)
        own |= {argument.arg for argument in every if argument}
    reads = found.loads - own
    binds = (found.stores | found.fixed) & found.declared
    for scope in found.scopes:
        inner, bound = _free(scope)
        reads |= inner if isinstance(node, ast.ClassDef) else inner - own
        binds |= bound
    return reads, binds


class _Reader:
    """Goes through statements in the order in which they run; `bound` is what is surely bound before each.

    What a function reads is read later: by then all is bound that its block surely binds.
    """

    def __init__(self) -> None:
        self.now: set[str] = set()
        self.later: set[str] = set()
        self.satisfied: set[str] = set()
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

    def _plain(self, nodes: Iterable[ast.AST], bound: set[str]) -> set[str]:
        """Statements and expressions that are run as a whole."""
        found = _found(nodes)
        reads, binds = set(found.loads), set()
        for scope in found.scopes:
            free, global_ones = _free(scope)
            binds |= global_ones
            if isinstance(scope, _Function):
                self.later |= free
            else:
                reads |= free
        self.now |= reads - bound
        self.satisfied |= reads & bound
        self.loose |= found.stores | binds
        self.bound |= found.stores | found.fixed | binds
        return bound | found.stores | found.fixed


def _imports(tree: ast.Module) -> Iterator[Import]:
    """All imports but those for type checkers alone."""
    stack: list[tuple[ast.AST, bool]] = [(node, True) for node in tree.body]
    while stack:
        node, is_certain = stack.pop()
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, is_certain=is_certain) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield Import(node.module or "", tuple(alias.name for alias in node.names), node.level, is_certain)
        elif isinstance(node, ast.If) and _is_for_types(node.test):
            stack += ((child, is_certain) for child in node.orelse)
        else:
            is_run = is_certain and isinstance(node, ast.With | ast.ClassDef)
            stack += ((child, is_run) for part in _BODIES for child in getattr(node, part, ()))


def _is_for_types(test: ast.expr) -> bool:
    name = test.id if isinstance(test, ast.Name) else test.attr if isinstance(test, ast.Attribute) else ""
    return name == "TYPE_CHECKING"


def _changes(nodes: Iterable[Any]) -> Iterator[str]:
    for node in nodes:
        kind = node.__class__
        target: ast.AST | None = None
        if kind is ast.Attribute or kind is ast.Subscript:
            target = None if node.ctx.__class__ is ast.Load else node
        elif kind is ast.Expr and isinstance(node.value, ast.Call):
            target = node.value.func if isinstance(node.value.func, ast.Attribute) else None
        while isinstance(target, _PARTS):
            target = target.func if isinstance(target, ast.Call) else target.value
        if isinstance(target, ast.Name):
            yield target.id


def _texts(nodes: Iterable[Any]) -> Iterator[str]:
    """String literals, and those that `a / "b" / "c.csv"` and `join("b", "c.csv")` put together."""
    for node in nodes:
        kind = node.__class__
        if kind is ast.Constant:
            parts = [_text(node)]
        elif kind is ast.Call:
            parts = list(itertools.takewhile(bool, map(_text, node.args)))
        elif kind is ast.BinOp and isinstance(node.op, ast.Div):
            parts = _divided(node)
        else:
            continue
        if parts and all(parts) and len(path := "/".join(parts)) <= _LONGEST_PATH and path.isprintable():
            yield path


def _divided(node: ast.BinOp) -> list[str]:
    parts: list[str] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp) and len(parts) < 20:
        text = _text(left.right)
        if not text:
            return parts[::-1]
        parts.append(text)
        left = left.left
    if isinstance(left, ast.Call) and len(left.args) == 1:  # Path("data") / "x.csv"
        parts.append(_text(left.args[0]))
    elif isinstance(left, ast.Constant):
        parts.append(_text(left))
    return [part for part in parts[::-1] if part]


def _text(node: ast.AST) -> str:
    """A literal that may be a path, or ""."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
