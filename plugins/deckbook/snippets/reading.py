"""What Python code reads and binds, imports and names, found in its syntax: nothing is run.

What cannot be parsed reads nothing, so that any text gives an answer.
"""

from __future__ import annotations

import ast
import itertools
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from deckbook.snippets import names

_LONGEST = 400_000
"""Characters of code that are looked at; no module that a person writes has more."""
_WILD = frozenset(("eval", "exec", "globals", "locals", "vars"))
"""What may read and bind any name."""
_LONGEST_PATH = 255
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")
"""Where statements hold statements."""
_PARTS = (ast.Attribute, ast.Subscript, ast.Call)


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


def read(code: str, *, with_names: bool = True, tree: ast.Module | None = None) -> Code:
    """Reads code; what is no Python, or too much, gives an empty answer.

    Args:
        code: The code.
        with_names: Whether names are asked for; else imports and texts alone.
        tree: Its syntax tree, where that is there already.
    """
    if len(code) > _LONGEST or (tree := tree or _tree(code)) is None:
        return Code()
    nodes = names.nodes(tree)
    imports = tuple(_imports(tree))
    changes, texts = _changes_and_texts(nodes)
    if not with_names:
        return Code(imports=imports, texts=texts)
    reader = names.Reader(nodes)
    try:
        surely = reader.block(tree.body, set())
    except RecursionError:
        return Code(is_wild=True, imports=imports, texts=texts)
    uses = frozenset(reader.uses | reader.later)
    return Code(
        reads=frozenset(reader.now | (reader.later - surely)),
        later=frozenset(reader.later),
        uses=uses,
        binds=frozenset(reader.bound),
        surely=frozenset(surely),
        fixed=frozenset(reader.bound - reader.loose),
        changes=changes,
        is_wild=bool(_WILD & uses) or any("*" in one.names for one in imports),
        imports=imports,
        texts=texts,
    )


def _tree(code: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


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


def _changes_and_texts(nodes: Iterable[Any]) -> tuple[frozenset[str], frozenset[str]]:
    """The names whose objects are changed, and the literals that may name files.

    Literals are strings, and those that `a / "b" / "c.csv"` and `join("b", "c.csv")` put together.
    """
    changes: set[str] = set()
    texts: set[str] = set()
    for node in nodes:
        kind = node.__class__
        parts: list[str] = []
        if kind is ast.Name:
            continue
        if kind is ast.Attribute or kind is ast.Subscript:
            if node.ctx.__class__ is not ast.Load:
                changes |= _owner(node)
        elif kind is ast.Constant:
            if node.value.__class__ is str:
                parts = [node.value]
        elif kind is ast.Call:
            parts = list(itertools.takewhile(bool, map(_text, node.args)))
        elif kind is ast.Expr:
            if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
                changes |= _owner(node.value.func)
        elif kind is ast.BinOp and isinstance(node.op, ast.Div):
            parts = _divided(node)
        if parts and all(parts) and len(path := "/".join(parts)) <= _LONGEST_PATH and path.isprintable():
            texts.add(path)
    return frozenset(changes), frozenset(texts)


def _owner(target: ast.AST) -> set[str]:
    """The name whose object `x.y[0].z()` is a part of, if it is one's."""
    while isinstance(target, _PARTS):
        target = target.func if isinstance(target, ast.Call) else target.value
    return {target.id} if isinstance(target, ast.Name) else set()


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
