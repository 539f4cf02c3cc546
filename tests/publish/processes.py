"""`deckbook` in processes that can be killed: each begins where all is imported, so that it costs only its work."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import signal
import sys
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from tests.publish.project import Project, standing_in


def context() -> ForkServerContext:
    """What starts them."""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["deckbook.cli", "deckbook.publishing", "tests.publish.project"])
    return server


def _deckbook(root: Path, words: tuple[str, ...], said: Path) -> None:
    os.setpgid(0, 0)
    output = io.StringIO()
    with standing_in(root), contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        from deckbook.cli import main  # noqa: PLC0415 - it is imported where this begins

        try:
            main(words, standalone_mode=True)
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            said.write_text(output.getvalue(), "utf-8")
    sys.exit(code)


class Running:
    """A command on its way."""

    def __init__(self, server: ForkServerContext, project: Project, *words: str) -> None:
        self._said = project.root.with_name(f"{project.root.name}.said")
        arguments = (project.root, words, self._said)
        self._process: ForkServerProcess = server.Process(target=_deckbook, args=arguments)
        self._process.start()

    def end(self) -> tuple[int, str]:
        """Waits; gives the exit code, and what was said."""
        self._process.join(300)
        assert self._process.exitcode is not None
        return self._process.exitcode, self._said.read_text("utf-8")

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def kill(self) -> None:
        """Kills it and all that it has started, git too, at once; not what plays the remote."""
        family = [self._process.pid or 0]
        for pid in family:
            family += _children(pid)
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.join(60)
        # What a parent had started just then.
        for pid in family:
            for child in _children(pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        listed = [word for thread in threads for word in (thread / "children").read_text().split()]
    except OSError:
        return []
    return [int(word) for word in listed]
