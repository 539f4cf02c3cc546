"""Runs one block of code, as pytest and a reader's browser both do: this file is copied beside the page's scripts.

It imports nothing but the standard library, and matplotlib only where a block has done so. What a block prints is the
business of whoever calls: `sys.stdout` is theirs.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import importlib
import io
import linecache
import os
import re
import sys
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, TracebackType
from typing import Any

NAME = "__deck__"
"""What the module is called that the blocks of a namespace seem to stand in."""
_PARTS = "__parts__"
"""Where a namespace keeps the globals of the modules whose parts have been run in it."""

Parts = tuple[CodeType, CodeType | None]
"""Statements, and a last expression."""

_ADDRESS = re.compile(r"\bat 0x[0-9A-Fa-f]+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a block.

    Attributes:
        result: The value of the last expression as the interactive interpreter shows it; "" for None.
        error: The traceback as text, from the block's own first frame on; "" where nothing was raised.
        error_type: The name of the exception's class.
        figures: The figures of matplotlib that the block has drawn, as SVG.
        titles: Of each figure its own title, or "".
        exception: What was raised.
    """

    result: str = ""
    error: str = ""
    error_type: str = ""
    figures: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    exception: BaseException | None = None


def run(
    code: str,
    namespace: dict[str, Any],
    *,
    filename: str,
    line: int,
    module: str = "",
    name: str = "",
    compiler: Callable[[str, str, int, int, str], Parts] | None = None,
) -> Outcome:
    """Runs a block in a namespace, which it may change; whatever it raises is in the outcome.

    Args:
        code: The lines of the block.
        namespace: The globals; a new dict for a new namespace.
        filename: The file that tracebacks name, and whose lines they show where it exists.
        line: The line of that file before the code's first.
        module: The module that the code is a part of: its globals are those of a copy of this module, which all parts
            of it share, and what it binds there is bound in the namespace, too.
        name: What tracebacks call the block instead of `<module>`.
        compiler: What compiles it, as `compiled` does.
    """
    _remember(filename, code, line)
    namespace.setdefault("__name__", NAME)
    namespace.setdefault("__builtins__", builtins)
    _prepare_figures()
    before = _open_figures()
    value: object = None
    raised: BaseException | None = None
    try:
        own, flags = _part_of(module, namespace) if module else (namespace, 0)
        parts = (compiler or compiled)(code, filename, line, flags, name)[:2]
        known = dict(own)
        try:
            value = _execute(parts, own)
        finally:
            if own is not namespace:
                namespace.update({key: bound for key, bound in own.items() if known.get(key) is not bound})
        shown = "" if value is None or _is_drawn(value) else plain(repr(value))
    except BaseException as error:  # noqa: BLE001  (whatever it is, it is the block's)
        raised, shown = error, ""
    figures: list[tuple[str, str]] = []
    try:
        figures = _close_figures(before, value)
    except Exception as error:  # noqa: BLE001  (as of a title that is no formula)
        raised, shown = raised or error, ""
    error_type = type(raised).__name__ if raised else ""
    text = plain(_traceback(raised, filename)) if raised else ""
    svgs, titles = tuple(svg for svg, _ in figures), tuple(title for _, title in figures)
    return Outcome(shown, text, error_type, svgs, titles, raised)


def plain(text: str) -> str:
    """A text without what is another in each run: `<function f at 0x7f…>` loses its address."""
    return _ADDRESS.sub("at 0x…", text)


class _Standin:
    """Has a namespace for its attributes, so that it is found as a module: by pickle, dataclasses and typing."""


def _execute(parts: Parts, namespace: dict[str, Any]) -> object:
    body, last = parts
    standin = _Standin()
    standin.__dict__ = namespace
    sys.modules[NAME] = standin  # type: ignore[assignment]
    try:
        exec(body, namespace)  # noqa: S102  (running the author's code is the purpose)
        return None if last is None else eval(last, namespace)  # noqa: S307
    finally:
        sys.modules.pop(NAME, None)


def _part_of(module: str, namespace: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """The globals for a part of a module, and the module's compiler flags."""
    there = vars(importlib.import_module(module))
    own = namespace.setdefault(_PARTS, {}).setdefault(module, dict(there))
    features = {name: vars(__future__)[name] for name in __future__.all_feature_names}
    flags = (feature.compiler_flag for name, feature in features.items() if name in there and there[name] is feature)
    return own, sum(flags)


def compiled(
    code: str, filename: str, line: int, flags: int, name: str
) -> tuple[CodeType, CodeType | None, bool, ast.Module]:
    """A block's statements, and its last expression where it ends in one, as if they stood in the file.

    The third value is whether there was anything to warn of, and the fourth the syntax tree of the whole block.
    """
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        wrong: Exception | None = None
        try:
            tree = compile(code, filename, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
            statements, last = tree, None
            if tree.body and isinstance(tree.body[-1], ast.Expr):
                statements = ast.Module(tree.body[:-1], [])
                last = compile(ast.Expression(tree.body[-1].value), filename, "eval", flags, dont_inherit=True)
            body = compile(statements, filename, "exec", flags, dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            wrong = error
    if warned or wrong:
        # The lines of the file, for errors and warnings; code objects made so would begin at the file's first line.
        compile("\n" * line + code, filename, "exec", flags, dont_inherit=True)
    if wrong:
        raise wrong
    return _moved(body, line, name), last and _moved(last, line, name), bool(warned), tree


def _moved(code: CodeType, lines: int, name: str = "") -> CodeType:
    """The code, further down in its file: all lines of a code object count from its first one."""
    constants = tuple(_moved(value, lines) if isinstance(value, CodeType) else value for value in code.co_consts)
    moved = code.replace(co_firstlineno=code.co_firstlineno + lines, co_consts=constants)
    if name or code.co_name == "<module>":
        moved = moved.replace(co_name=name or "<module>", co_qualname=name or "<module>")
    return moved


def _remember(filename: str, code: str, line: int) -> None:
    """Lets tracebacks show the lines of a file that is not there, as in a browser."""
    if os.path.exists(filename):  # noqa: PTH110  (a file's name may be anything)
        return
    known = linecache.cache.get(filename)
    lines = list(known[2]) if known and len(known) == 4 else []
    own = [f"{text}\n" for text in code.split("\n")]
    lines += ["\n"] * (line + len(own) - len(lines))
    lines[line : line + len(own)] = own
    linecache.cache[filename] = (sum(map(len, lines)), None, lines, filename)


def _traceback(error: BaseException, filename: str) -> str:
    entry = first = error.__traceback__
    while entry and entry.tb_frame.f_code.co_filename != filename:
        entry = entry.tb_next
    if entry is None:
        entry = first
        while entry and _is_machinery(entry):
            entry = entry.tb_next
    try:
        return "".join(traceback.format_exception(type(error), error, entry))
    except Exception as other:  # noqa: BLE001  (`__str__` is the block's, too)
        return f"{type(error).__name__} (and its text cannot be shown: {type(other).__name__})\n"


def _is_machinery(entry: TracebackType) -> bool:
    file = entry.tb_frame.f_code.co_filename
    return file in (__file__, importlib.__file__) or file.startswith("<frozen importlib")


# Figures


def _prepare_figures() -> None:
    """Lets matplotlib draw into memory, whatever the machine has, and `plt.show()` be silent about it."""
    if os.environ.get("MPLBACKEND") != "Agg":
        os.environ["MPLBACKEND"] = "Agg"
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot and pyplot.get_backend().lower() != "agg":
        pyplot.switch_backend("Agg")
    warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive", UserWarning)


def _open_figures() -> list[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return list(pyplot.get_fignums()) if pyplot and hasattr(pyplot, "get_fignums") else []


def _close_figures(before: list[int], value: object) -> list[tuple[str, str]]:
    """The figures that were not open before, and one that is the block's value: each as SVG, with its title."""
    numbers = [number for number in _open_figures() if number not in before]
    try:
        figures = [sys.modules["matplotlib.pyplot"].figure(number) for number in numbers]
        if _is_figure(value) and not any(value is figure for figure in figures):
            figures.append(value)
        return [(_svg(figure), _title(figure)) for figure in figures]
    finally:
        for number in numbers:
            sys.modules["matplotlib.pyplot"].close(number)


def _is_drawn(value: object) -> bool:
    """Whether a value is a part of a figure, or a list of parts, as `plt.plot` returns: the figure shows them."""
    artist = getattr(sys.modules.get("matplotlib.artist"), "Artist", ())
    values = value if isinstance(value, list | tuple) and value else [value]
    return all(isinstance(one, artist) for one in values)


def _is_figure(value: object) -> bool:
    figure = sys.modules.get("matplotlib.figure")
    return figure is not None and isinstance(value, getattr(figure, "Figure", ()))


def _title(figure: Any) -> str:
    """What a figure says of itself: its own title, else those of its axes."""
    titles = [figure.get_suptitle()]
    if not titles[0]:
        titles = [axes.get_title(where) for axes in figure.axes for where in ("left", "center", "right")]
    return "; ".join(" ".join(title.split()) for title in titles if title.strip())


def _svg(figure: Any) -> str:
    """A figure as the same text in each run: no date, no version, no random ids; its letters stay letters."""
    matplotlib = sys.modules["matplotlib"]
    file = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "deckbook", "svg.fonttype": "none"}):
        figure.savefig(file, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    lines = (line.rstrip() for line in file.getvalue().strip().split("\n"))
    return "\n".join(lines) + "\n"
