"""Runs the blocks of a chapter in the one namespace that they share, from any block on."""

from __future__ import annotations

import dis
import io
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from types import CodeType, ModuleType

from deckbook.snippets.blocks import Block

_NAME = "__deck__"


class KeyboardInterruptRaised(Exception):
    """A block raised KeyboardInterrupt itself, which is its failure and no wish to end the run."""


class Namespace:
    """The namespace of a chapter.

    A block sees what the blocks before it have left there, be they tested before it, after it or not at all: where they
    have not just run, they are replayed. A block that fails leaves what it has done until then, and the next ones run.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._module = ModuleType(_NAME)
        self._done = 0
        self.failures: dict[Block, str] = {}

    def reach(self, index: int) -> None:
        """Brings the namespace to where the block of this index begins; what replayed blocks print is dropped."""
        if self._done > index:
            self._module = ModuleType(_NAME)
            self._done = 0
            self.failures.clear()
        with _silence():
            while self._done < index:
                try:
                    self.run(self._done)
                except KeyboardInterrupt:
                    raise
                except BaseException:  # noqa: BLE001, S110  (sys.exit too is that block's failure)
                    pass

    def run(self, index: int) -> None:
        """Runs one block, once it is reached; raises what the block raises."""
        block = self._blocks[index]
        self._done = index + 1
        try:
            with _imported(self._module):
                exec(compiled(block), self._module.__dict__)  # noqa: S102  (running the author's code is the purpose)
        except BaseException as error:
            self.failures[block] = traceback.format_exception_only(error)[-1].strip()
            if isinstance(error, KeyboardInterrupt) and _is_raised(error):
                message = "The block raised KeyboardInterrupt."
                raise KeyboardInterruptRaised(message).with_traceback(error.__traceback__) from None
            raise


def compiled(block: Block) -> CodeType:
    """A block's code as if its file were Python, so that tracebacks name the file's lines and show them."""
    filename = str(block.path)
    # This gives errors and warnings about the code their lines; but the code object would begin at line 1 of the file.
    compile("\n" * block.line + block.code, filename, "exec", dont_inherit=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _moved(compile(block.code, filename, "exec", dont_inherit=True), block.line)


def _moved(code: CodeType, lines: int) -> CodeType:
    """The code, further down in its file: all lines of a code object count from its first one."""
    constants = tuple(_moved(value, lines) if isinstance(value, CodeType) else value for value in code.co_consts)
    return code.replace(co_firstlineno=code.co_firstlineno + lines, co_consts=constants)


@contextmanager
def _imported(module: ModuleType) -> Iterator[None]:
    """Makes a module known while its code runs: dataclasses, pickle and typing look classes up by it."""
    sys.modules[_NAME] = module
    try:
        yield
    finally:
        sys.modules.pop(_NAME, None)


@contextmanager
def _silence() -> Iterator[None]:
    sink = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(sink), redirect_stderr(sink), warnings.catch_warnings(record=True):
        yield


def _is_raised(error: BaseException) -> bool:
    """Whether a statement raised it; what Ctrl-C raises comes between any two instructions."""
    entry = error.__traceback__
    while entry and entry.tb_next:
        entry = entry.tb_next
    return entry is not None and dis.opname[entry.tb_frame.f_code.co_code[entry.tb_lasti]] == "RAISE_VARARGS"
