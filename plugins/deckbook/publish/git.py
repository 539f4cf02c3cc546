"""git as it is called here: it never asks anything, runs nobody's hooks, and has an end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LOCAL = 120.0
"""Seconds for what stays on this machine."""
REMOTE = 900.0
"""Seconds for what asks a remote; one that stands still is given up earlier."""

# What a user's settings and hooks shall not change, and nothing is cleaned up behind a command's back.
_OPTIONS = {
    "advice.pushUpdateRejected": "false",
    "core.hooksPath": os.devnull,
    "core.quotePath": "false",
    "gc.auto": "0",
    "http.lowSpeedLimit": "1",
    "http.lowSpeedTime": "60",
    "maintenance.auto": "false",
}
# Set where git itself has called (in a hook, say); they would lead to another repository or index.
_OF_CALLER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE",
              "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")  # fmt: skip


class GitError(Exception):
    """git did not do what it was asked for; the text is what it said."""


class Refused(Exception):
    """There is nothing to publish as things stand; the text says why, and what mends it."""


@dataclass(frozen=True, slots=True)
class Git:
    """git in one directory.

    Attributes:
        folder: The directory.
        extra: Environment variables besides the user's.
    """

    folder: Path
    extra: Mapping[str, str] = field(default_factory=dict)

    def run(self, *words: str, given: bytes = b"", seconds: float = LOCAL, ok: Iterable[int] = (0,)) -> bytes:
        """What a command prints.

        Args:
            words: The command.
            given: Its standard input.
            seconds: How long it may take.
            ok: The exit codes that are no errors.

        Raises:
            GitError: It failed, took too long, or there is no git.
        """
        options = [word for name, value in _OPTIONS.items() for word in ("-c", f"{name}={value}")]
        try:
            # A session of its own has no terminal to ask at, and can be ended with all that it has started.
            process = subprocess.Popen(  # noqa: S603 - its words are ours
                ["git", *options, *words],  # noqa: S607 - the user's git
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            raise GitError(f"git cannot be run ({error.strerror}); install it") from error
        with process:
            try:
                out, said = process.communicate(given, timeout=seconds)
            except subprocess.TimeoutExpired as error:
                _end(process)
                raise GitError(f"`git {words[0]}` was not done within {seconds:g} seconds") from error
            except BaseException:
                _end(process)
                raise
        if process.returncode not in ok:
            raise GitError(_told(said) or f"`git {words[0]}` failed with exit code {process.returncode}")
        return out

    def line(self, *words: str, ok: Iterable[int] = (0,)) -> str:
        """The one line that a command prints."""
        return self.run(*words, ok=ok).decode("utf-8", "replace").strip()

    def has(self, *words: str) -> bool:
        """Whether a command succeeds."""
        try:
            self.run(*words)
        except GitError:
            return False
        return True

    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if name not in _OF_CALLER}
        own |= {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "SSH_ASKPASS_REQUIRE": "never", "LC_ALL": "C"}
        own.setdefault("GIT_ASKPASS", "")
        return {**own, **self.extra}


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # it leads a group, as it has a session of its own


def _told(said: bytes) -> str:
    """What git says as a sentence takes it: without its prefixes, and on one line."""
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines()]
    told = [line for line in lines if line and not line.startswith("To ")]
    kept = [line.removeprefix("fatal: ").removeprefix("error: ") for line in told]
    return "; ".join(dict.fromkeys(kept))[:600]
