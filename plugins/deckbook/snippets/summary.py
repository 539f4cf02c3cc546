"""What a run has to say of records at its end, also of those whose blocks are no more, and the removal of those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from deckbook.snippets.nodes import Library

_COLLECTED = "deckbook_collected"
_SAID = {
    "written": "written",
    "changed": "written anew",
    "refreshed": "refreshed: what it came from has changed, and its output has not",
    "captioned": "refreshed: its caption has changed, and its output has not",
    "unwritable": "not written",
    "removed": "removed: its block is no more",
    "idle": "its block is no more; `pytest --update-outputs` removes it",
}


class Summary:
    """A plugin for the runs in which there are decks.

    With pytest-xdist, blocks run in workers, which write their records; what they tell comes with their reports. Only
    the process that the user has started knows that a deck has run as a whole, and removes records.
    """

    def __init__(self, config: pytest.Config, library: Library) -> None:
        self._config = config
        self._library = library
        self._told: list[dict[str, Any]] = []
        self._ran: dict[str, set[str]] = defaultdict(set)
        self._collected: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, nextitem: pytest.Item | None) -> Generator[None, object, object]:
        """Says whether a block follows at once: a worker of xdist may have to wait to hear what is next."""
        last_words = self._library.last_words if self._library.collected else None
        if not last_words:
            return (yield)
        last_words.goes_on = hasattr(nextitem, "told") and not hasattr(self._config, "workerinput")
        try:
            return (yield)
        except BaseException:
            last_words.goes_on = False
            raise
        finally:
            if not last_words.goes_on:
                last_words.stop()

    def pytest_enter_pdb(self) -> None:
        """Leaves whoever looks into a block as much time as that takes."""
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self._library.collected and self._library.last_words:
            self._library.last_words.stop()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Sends along what an item has to tell."""
        report = yield
        if call.excinfo:
            self._stop_waiting()
        told = getattr(item, "told", None)
        if told is not None and (call.when == "call" or (call.when == "setup" and not report.passed)):
            report.deckbook = told  # type: ignore[attr-defined]
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Hears what items have told, here or in a worker."""
        told = getattr(report, "deckbook", None)
        if told is not None:
            self._ran[told["deck"]].add(told["block"])
            if len(told) > 2:
                self._told.append(told)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Hears which decks a worker has collected."""
        self._collected.update(getattr(node, "workeroutput", {}).get(_COLLECTED, ()))

    def pytest_sessionfinish(self) -> None:
        """Names the records without a block, or removes them where records are written; keeps what was made of code."""
        collected = {str(path) for path in self._library.collected}
        if collected:
            self._library.save()
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[_COLLECTED] = sorted(collected)
        else:
            for deck in sorted(collected | self._collected):
                self._clear(Path(deck), removes=self._config.getoption("update_outputs"))

    def _clear(self, deck: Path, *, removes: bool) -> None:
        from deckbook.snippets import records  # noqa: PLC0415

        if deck not in self._library.decks or self._library.decks[deck].unreadable:
            return
        names = {block.name for one in self._library.blocks(deck) for _, block in one.blocks}
        if not names <= self._ran[str(deck)]:
            return
        try:
            for path in records.orphans(deck, names):
                if removes:
                    records.remove(path)
                self._told.append({"record": self._shown(path), "did": "removed" if removes else "idle", "lines": []})
            for path in records.unfinished(deck) if removes else ():
                path.unlink(missing_ok=True)
        except OSError as error:
            line = f"What has no block any more cannot be removed ({error.strerror})."
            self._told.append({"record": self._shown(records.folder_of(deck)), "did": "unwritable", "lines": [line]})

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Says what was written, and what is not recorded yet."""
        warnings = [line for told in self._told for line in told.get("warnings", ())]
        known = sorted((told for told in self._told if told.get("did") in _SAID), key=lambda told: told["record"])
        missing = sum(told.get("did") == "missing" for told in self._told)
        if not (warnings or known or missing):
            return
        terminalreporter.section("outputs of decks")
        for line in sorted(warnings):
            terminalreporter.line(line)
        for told in known:
            terminalreporter.line(f"{told['record']}: {_SAID[told['did']]}")
            for line in told["lines"]:
                terminalreporter.line(f"    {line}")
        if missing:
            blocks = "1 block" if missing == 1 else f"{missing} blocks"
            terminalreporter.line(f"The output of {blocks} is not recorded yet; `pytest --update-outputs` does it.")

    def _shown(self, path: Path) -> str:
        here = self._config.invocation_params.dir
        return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
