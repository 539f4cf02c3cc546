"""Runs the blocks of a namespace, from any block on, and leaves no trace in the process but what they have put out."""

from __future__ import annotations

import contextvars
import dis
import importlib.util
import os.path
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from deckbook.snippets import cell, limits
from deckbook.snippets.block import Block
from deckbook.snippets.guard import guarded
from deckbook.snippets.output import LONGEST, Flooded, NoInput, Output
from deckbook.snippets.remembered import Remembered
from deckbook.snippets.state import State


class KeyboardInterruptRaised(Exception):
    """A block raised KeyboardInterrupt itself, which is its failure and no wish to end the run."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a block.

    Attributes:
        outcome: What its code came to.
        stdout: What it printed, as far as it is kept.
        stderr: What it printed there.
        flooded: Whether it printed more than is kept.
    """

    outcome: cell.Outcome
    stdout: bytes = b""
    stderr: bytes = b""
    flooded: bool = False


class Namespace:
    """The namespace of a chapter, a deck or a block.

    A block sees what the blocks before it have left there, be they tested before it, after it or not at all: where they
    have not just run, they are replayed. A block that fails leaves what it has done until then, and the next ones run.
    The same is true of all else that they change in the process: the next block of the namespace finds it, and nobody
    else does.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        root: Path,
        last_words: limits.LastWords | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        self._blocks = blocks
        self._root = root
        self._last_words = last_words
        self._compiler = remembered.compiled if remembered else None
        self._allowed = os.path.realpath(root), os.path.realpath(tempfile.gettempdir())
        self._endless: set[int] = set()
        self._begin()

    def _begin(self) -> None:
        self._globals: dict[str, Any] = {}
        self._done = 0
        self._state: State | None = None
        self._filters: list[Any] | None = None
        self._context = contextvars.copy_context()
        self._context.run(_own_decimals)
        self._stdout, self._stderr, self._stdin = Output(), Output(), NoInput()
        self.failures: dict[Block, str] = {}

    def reach(self, index: int) -> None:
        """Brings the namespace to where the block of this index begins; what replayed blocks print is dropped."""
        if self._done > index:
            self._begin()
        while self._done < index:
            block = self._blocks[self._done]
            if self._done in self._endless or not is_run(block):
                self._done += 1
                continue
            self._run(self._done, replayed=True)

    def run(self, index: int) -> Ran:
        """Runs one block, once it is reached."""
        return self._run(index, replayed=False)

    def _run(self, index: int, *, replayed: bool) -> Ran:
        block = self._blocks[index]
        self._done = index + 1
        filename, line = place(block)
        module = block.source.module if block.source else ""
        seconds = block.marks.timeout or limits.DEFAULT
        with self._inside(replayed=replayed):
            try:
                with limits.limited(seconds, last_words=self._last_words), guarded(*self._allowed):
                    outcome = self._context.run(
                        cell.run,
                        block.code,
                        self._globals,
                        filename=filename,
                        line=line,
                        module=module,
                        compiler=self._compiler,
                    )
            except limits.TimedOut as error:  # out of what cell.py itself does, as of drawing
                outcome = cell.Outcome(error_type="TimedOut", exception=error)
            finally:
                sys.modules.pop(cell.NAME, None)
        flooded = self._stdout.flooded or self._stderr.flooded
        ran = Ran(outcome, self._stdout.take(), self._stderr.take(), flooded)
        if outcome.exception is not None:
            ran = replace(ran, outcome=replace(outcome, exception=self._failed(index, outcome.exception)))
        return ran

    def _failed(self, index: int, error: BaseException) -> BaseException:
        block = self._blocks[index]
        if isinstance(error, KeyboardInterrupt):
            if not _is_raised(error):
                raise error
            message = "The block raised KeyboardInterrupt."
            error = KeyboardInterruptRaised(message).with_traceback(error.__traceback__)
        if isinstance(error, limits.TimedOut):
            self._endless.add(index)
            seconds = block.marks.timeout or limits.DEFAULT
            more = f"`<!-- test: timeout={2 * seconds:g} -->` on the line before gives it more"
            error.args = (f"The block did not end in {seconds:g} seconds; {more}.",)
        elif isinstance(error, Flooded):
            error.args = (f"The block printed more than {LONGEST:,} bytes, which no page can show; print less.",)
        elif isinstance(error, ModuleNotFoundError) and error.name:
            package = error.name.partition(".")[0]
            if package == error.name:
                error.add_note(f"`<!-- test: requires={package} -->` skips the block where {package} is not installed.")
        if not expects(block, error):
            self.failures[block] = summary(error)
        return error

    @contextmanager
    def _inside(self, *, replayed: bool) -> Iterator[None]:
        """The process as the namespace has left it, and afterwards as it was."""
        outside = State.now(self._state)
        root = str(self._root)
        streams = (self._stdin, self._stdout, self._stderr)
        inside = self._state or replace(
            outside,
            path=[root, *outside.path],
            streams=streams,
            environment=_drawing_to_memory(outside.environment),
        )
        with warnings.catch_warnings(record=replayed):
            replace(inside, folder=inside.folder if self._state and inside.folder else root).put(outside)
            if self._filters is not None:
                warnings.filters[:] = self._filters  # type: ignore[index]
            try:
                yield
            finally:
                self._filters = list(warnings.filters)
                self._state = State.now(outside)
                outside.put(self._state)


def _drawing_to_memory(environment: Mapping[str, str]) -> Mapping[str, str]:
    """What `cell.run` would say in each block anew."""
    return {**environment, "MPLBACKEND": "Agg"}


def _own_decimals() -> None:
    """Copies the settings of decimal numbers, which a copied context shares with its original."""
    if decimal := sys.modules.get("decimal"):
        decimal.setcontext(decimal.getcontext().copy())


def place(block: Block) -> tuple[str, int]:
    """The file that a block's code stands in, and the line before its first."""
    if block.source:
        return str(block.source.file), block.source.line - 1
    return str(block.path), block.line


def is_run(block: Block) -> bool:
    """Whether a block is run at all."""
    return block.problem is None and block.marks.skip is None and not missing(block)


def missing(block: Block) -> str:
    """The first module that a block says it needs and that is not there, or ""."""
    return next((name for name in block.marks.requires if not _is_there(name)), "")


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def expects(block: Block, error: BaseException) -> bool:
    """Whether an exception is the one that a block says it raises, by the name of its class or of one above it."""
    wanted = block.marks.raises
    classes = type(error).__mro__
    return bool(wanted) and any(wanted in (one.__name__, f"{one.__module__}.{one.__qualname__}") for one in classes)


def summary(error: BaseException) -> str:
    """An exception in a line or more: `ValueError: why`."""
    name = type(error).__name__
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:  # noqa: BLE001  (`__str__` is the block's, too)
        text = ""
    return cell.plain(f"{name}: {text}" if text else name)


def _is_raised(error: BaseException) -> bool:
    """Whether a statement raised it; what Ctrl-C raises comes between any two instructions."""
    entry = error.__traceback__
    while entry and entry.tb_next:
        entry = entry.tb_next
    return entry is not None and dis.opname[entry.tb_frame.f_code.co_code[entry.tb_lasti]] == "RAISE_VARARGS"
