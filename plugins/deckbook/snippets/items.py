"""pytest's item for a block of a deck: what makes it fail, and how its failure is shown."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from deckbook.diagnostics import Diagnostic
from deckbook.snippets import limits
from deckbook.snippets.block import Block
from deckbook.snippets.inputs import inputs_of
from deckbook.snippets.judging import Judgement, Unrecordable, judge, recorded
from deckbook.snippets.records import path_of
from deckbook.snippets.run import Namespace, Ran, expects, missing, place, summary

if TYPE_CHECKING:
    from deckbook.snippets.nodes import Library

_OWN = Path(__file__).parent
_SHOWN = 10_000
_SHOWING = 2.0


class BlockItem(pytest.Item):
    """A block: passes where it runs to its end and puts out what is recorded.

    Attributes:
        told: What the summary of the run has to know of it; plain values, for they may come from another process.
    """

    def __init__(
        self, *, block: Block, earlier: Sequence[Block], namespace: Namespace, library: Library, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._block = block
        self._earlier = earlier
        self._namespace = namespace
        self._library = library
        self.told: dict[str, Any] = {"deck": str(self.path), "block": block.name}
        if block.marks.skip is not None:
            self.add_marker(pytest.mark.skip(reason=block.marks.skip or "its deck says so"))
        if block.marks.xfail is not None:
            self.add_marker(pytest.mark.xfail(reason=block.marks.xfail))

    def setup(self) -> None:
        if name := missing(self._block):
            pytest.skip(f"needs {name}, which is not installed")
        if not self._block.problem:
            self._namespace.reach(len(self._earlier))

    def runtest(self) -> None:
        block = self._block
        if block.problem:
            pytest.fail(block.problem.shown(self.config.rootpath), pytrace=False)
        failures = self._namespace.failures.items()
        if text := "\n".join(f"{self._place(one)}: {error}" for one, error in failures):
            self.add_report_section("call", "errors of earlier blocks", text)
        ran = self._namespace.run(len(self._earlier))
        _show(ran)
        error = ran.outcome.exception
        if error is not None and not expects(block, error):
            raise error
        if block.marks.raises and error is None:
            self._fail(f"The block raises no {block.marks.raises}, which it is said to raise.")
        if block.marks.xfail is None:
            self._hold_against_record(ran)

    def _hold_against_record(self, ran: Ran) -> None:
        block, library = self._block, self._library
        path = path_of(self.path, block.name)
        inputs = inputs_of(block, self._earlier, library.project)
        try:
            now, svgs = recorded(ran, block, path, library.root, inputs)
        except Unrecordable as error:
            self._fail(f"The block {error}.")
        if any(not figure.alt for figure in now.figures):
            message = (
                "A figure has no alternative text, so a screen reader has nothing to say of it; give the fence a title "
                "(```` ```py {monaco-run} [what the figure shows] ````), or the figure."
            )
            shown = Diagnostic(block.path, block.line, "figure-no-alt", message).shown(self.config.rootpath)
            self.told["warnings"] = [shown]
        judgement = judge(path, now, svgs, update=self.config.getoption("update_outputs"))
        self._tell(path, judgement)
        if judgement.problem:
            self._fail(f"{judgement.problem}\nThe record: {self._shown(path)}")

    def _tell(self, path: Path, judgement: Judgement) -> None:
        if judgement.did != "kept":
            self.told["record"] = self._shown(path)
            self.told["did"] = judgement.did
            self.told["lines"] = list(judgement.lines)

    def _fail(self, message: str) -> None:
        pytest.fail(f"{self._place(self._block)}: {message}", pytrace=False)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """As for any test, from the block's own frame on."""
        if isinstance(excinfo.value, pytest.fail.Exception):
            return _with_a_short_summary(super().repr_failure(excinfo, style))
        if self.config.getoption("fulltrace", False):
            return super().repr_failure(excinfo, style)
        filename, _ = place(self._block)
        entries = excinfo.traceback
        own = (number for number, entry in enumerate(entries) if entry.frame.code.raw.co_filename == filename)
        first = next(own, None)
        if first is not None:
            excinfo.traceback = type(entries)(
                entry for entry in entries[first:] if not Path(entry.path).is_relative_to(_OWN)
            )
        elif isinstance(excinfo.value, SyntaxError) and excinfo.value.filename == filename:
            text = "".join(traceback.format_exception_only(excinfo.value)).rstrip()
            return f"{self._place(self._block)}: the block cannot be compiled\n{text}"
        else:
            return f"{self._place(self._block)}: {self._outside(excinfo)}"
        try:
            # What is shown are values of the block, too, and showing them is its code.
            with limits.limited(_SHOWING, below=__file__):
                return super().repr_failure(excinfo, style)
        except limits.TimedOut:
            return f"{self._place(self._block)}: {summary(excinfo.value)}"

    def _outside(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:
        """An exception that no line of the block has led to, as of a module that cannot be imported."""
        entry = excinfo.value.__traceback__
        while entry and (
            Path(entry.tb_frame.f_code.co_filename).is_relative_to(_OWN)
            or "importlib" in entry.tb_frame.f_code.co_filename
        ):
            entry = entry.tb_next
        lines = traceback.format_exception(type(excinfo.value), excinfo.value, entry)
        return "".join(lines).rstrip()

    def reportinfo(self) -> tuple[Path, int, str]:
        # Were this the end of the id, pytest would take it for a dotted name and show `a.b` as `a::b`.
        heading = f"{self.parent.name} › {self.name}" if self.parent else self.name
        return self._block.path, self._block.line - 1, heading

    def _place(self, block: Block) -> str:
        """Where a block stands, seen from where pytest was called."""
        return f"{self._shown(block.path)}:{block.line}"

    def _shown(self, path: Path) -> str:
        here = self.config.invocation_params.dir
        return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _show(ran: Ran) -> None:
    """Gives pytest what a block has printed, which it shows where the test fails."""
    for stream, data in ((sys.stdout, ran.stdout), (sys.stderr, ran.stderr)):
        if data:
            text = data[:_SHOWN].decode("utf-8", "backslashreplace")
            stream.write(text if len(data) <= _SHOWN else f"{text}…\n")


def _with_a_short_summary(shown: Any) -> Any:
    """A failure that the summary says in its first sentence: in CI, pytest would show a whole difference again."""
    if crash := getattr(shown, "reprcrash", None):
        crash.message = crash.message.partition("\n")[0]
    return shown
