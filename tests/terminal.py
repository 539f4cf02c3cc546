"""What a page shows of a terminal, typed into a shell: `$ command`, and below it what comes.

`…` stands for anything: alone in a line for any lines, in a line for any characters. `^C` ends what runs until then.
A fence whose title is a path is written to that file.
"""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

LIMIT = 600.0
"""Seconds that a command may take, with packages to be fetched on a machine that has much to do."""
_FENCE = re.compile(r"^(`{3,})(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^\1$", re.M | re.S)
_END = "--- the command is done ---"


@dataclass(frozen=True, slots=True)
class Command:
    """A command and what stands below it.

    Attributes:
        text: What is typed.
        shown: What comes, as the page says it; of a command that is ended, until then.
        is_ended: Whether it is ended by Ctrl+C.
    """

    text: str
    shown: str
    is_ended: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A file that a page tells readers to write."""

    path: str
    text: str


def steps(page: str) -> Iterator[Command | Written]:
    """What a page tells readers to do, in order."""
    for _, language, title, text in _FENCE.findall(page):
        if title:
            yield Written(title, text)
        elif language == "console":
            for call in re.split(r"^\$ ", text, flags=re.M)[1:]:
                command, _, shown = call.partition("\n")
                before, ended, _ = shown.partition("^C\n")
                yield Command(command, before, bool(ended))


def pattern(shown: str) -> re.Pattern[str]:
    """What a page shows, as a pattern of it."""
    lines = []
    for line in shown.splitlines():
        if line == "…":
            lines.append(r"(?:[^\n]*\n)*?")
        else:
            lines.append("[^\n]*".join(map(re.escape, re.split(" ?… ?", line))) + r"[ ]*\n")
    return re.compile("".join(lines))


class Terminal:
    """A shell that stays the same from one command to the next."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        # SIGINT, as Ctrl+C sends it to all that runs in a terminal, ends what the shell has started and not itself.
        self._shell = subprocess.Popen(
            ["/bin/sh", "-c", "trap : INT; . /dev/stdin"],
            cwd=folder, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        self._ready = selectors.DefaultSelector()
        self._ready.register(self._out, selectors.EVENT_READ)

    @property
    def _out(self) -> int:
        assert self._shell.stdout
        return self._shell.stdout.fileno()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shell.poll() is None:
            os.killpg(self._shell.pid, signal.SIGKILL)
        self._shell.communicate()
        self._ready.close()

    def type(self, command: str) -> tuple[int, str]:
        """The exit code of a command, and all that it says."""
        self._send(command)
        said = self._until(re.compile(rf"{_END} \d+\n$"))
        before, _, code = said.rpartition(_END)
        return int(code), before

    def begin(self, command: str, shown: re.Pattern[str]) -> str:
        """Begins a command that does not end by itself; what it says until it has said what is to come."""
        self._send(command)
        return self._until(shown)

    def end(self) -> str:
        """Ctrl+C; what comes still."""
        os.killpg(self._shell.pid, signal.SIGINT)
        return self._until(re.compile(rf"{_END} \d+\n$"))

    def _send(self, command: str) -> None:
        assert self._shell.stdin
        self._shell.stdin.write(f"{command}\necho '{_END}' $?\n".encode())
        self._shell.stdin.flush()

    def _until(self, end: re.Pattern[str]) -> str:
        said, latest = b"", time.monotonic() + LIMIT
        while not end.search(said.decode(errors="replace")):
            assert time.monotonic() < latest, f"nothing more came after:\n{said.decode()}"
            if self._ready.select(timeout=1):
                more = os.read(self._out, 65536)
                assert more, f"the shell has ended:\n{said.decode()}"
                said += more
        return said.decode()


def environment(home: Path, **own: str) -> dict[str, str]:
    """A user's who begins: no active environment, no settings of git or make but a name, this Python as `python3`."""
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\n\tname = Ada\n\temail = ada@example.org\n", encoding="utf-8")
    python = home / "bin" / "python3"
    python.parent.mkdir()
    # A link would make an environment of the folder that the link is in.
    python.write_text(f'#!/bin/sh\nexec "{Path(sys._base_executable).resolve()}" "$@"\n', encoding="utf-8")  # type: ignore[attr-defined]  # noqa: SLF001 - the Python that made this environment
    python.chmod(0o755)
    mine = Path(sys.prefix, "bin")
    path = [one for one in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(one) != mine]
    foreign = ("GIT_", "MAKE", "MFLAGS", "GNUMAKEFLAGS", "PYTEST_", "PYTHON", "VIRTUAL_ENV", "COVERAGE", "COV_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PATH": os.pathsep.join([str(python.parent), *path]),
        # As where a terminal shows it.
        "PYTHONUNBUFFERED": "1",
        **own,
    }
