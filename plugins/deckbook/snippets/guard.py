"""What a block of a deck must not do to the machine that tests it: write anywhere, start processes, end the run.

This keeps mistakes from harm, not malice: whoever may write a deck of a site may write its tests, too.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ENVIRONMENT = frozenset(("os.putenv", "os.unsetenv"))
_PYTESTS_OWN = b"PYTEST_CURRENT_TEST"
_MAY_START = frozenset(("matplotlib.font_manager", "ctypes.util", "platform", "uuid"))
"""Modules that ask the machine about itself by starting small programs, often as they are imported."""


class Refused(PermissionError):
    """A block wanted to do what no block may; libraries that can do without go on."""


@contextmanager
def guarded(root: str, temporary: str) -> Iterator[None]:
    """Keeps the code that runs inside from writing outside temporary directories, and from other processes.

    Args:
        root: The project's directory, in which no file may be written even where it is itself a temporary one; links
            followed.
        temporary: The directory of temporary files; links followed.
    """
    guard = _guard()
    guard.root, guard.temporary = root, temporary
    ends = os._exit, os.abort
    os._exit = os.abort = _no_exit
    try:
        yield
    finally:
        os._exit, os.abort = ends
        guard.root = ""


def environment_changes() -> int:
    """How often the process' environment has been changed since this was first asked for, but for pytest's own word."""
    return _guard().changes


def _no_exit(status: int = 0) -> NoReturn:
    message = "A block may not end the process that tests it."
    raise Refused(message)


class _Guard:
    """The process's audit hook; Python can never take one away, so there is one, which rests outside of blocks."""

    def __init__(self) -> None:
        self.root = self.temporary = ""
        self.changes = 0
        self._checks: dict[str, Callable[..., None]] = {
            "open": self._open,
            "sqlite3.connect": self._connect,
            **dict.fromkeys(
                ("os.remove", "os.rmdir", "os.chown", "os.chmod", "os.utime", "os.lchmod"), self._change
            ),
            **dict.fromkeys(
                ("os.truncate", "os.setxattr", "os.removexattr", "os.chflags", "os.lchflags"),
                lambda path, *_: self._change(path),
            ),
            "shutil.rmtree": self._change,
            "os.mkdir": self._mkdir,
            **dict.fromkeys(("os.rename", "os.link"), self._change_two),
            "os.symlink": self._symlink,
            **dict.fromkeys(
                (
                    "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile",
                    "subprocess.Popen", "pty.spawn",
                ),
                self._start,
            ),
            **dict.fromkeys(("os.kill", "os.killpg", "signal.pthread_kill"), self._kill),
            **dict.fromkeys(_ENVIRONMENT, self._count),
        }  # fmt: skip
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.root:
            if check := self._checks.get(event):
                check(*arguments)
        elif event in _ENVIRONMENT:
            self._count(*arguments)

    def _count(self, name: Any, *_: object) -> None:
        if os.fsencode(name) != _PYTESTS_OWN:
            self.changes += 1

    def _open(self, path: Any, mode: object, flags: int) -> None:
        if flags & _WRITING and not isinstance(path, int):
            self._change(path)

    def _connect(self, path: Any) -> None:
        name = os.fsdecode(path)
        if name in ("", ":memory:") or (name.startswith("file:") and ("mode=ro" in name or ":memory:" in name)):
            return
        self._change(name.removeprefix("file:").partition("?")[0])

    def _change(self, path: Any, *rest: Any) -> None:
        if not isinstance(path, int) and not self._may_change(place := _place(path, _folder(rest))):
            self._refuse_change(place)

    def _mkdir(self, path: Any, mode: int, folder: int = -1) -> None:
        place = _place(path, folder)
        if not self._may_change(place) and not any(_below(own, place) for own in _matplotlibs()):
            self._refuse_change(place)

    def _change_two(self, source: Any, target: Any, source_folder: int = -1, target_folder: int = -1) -> None:
        self._change(source, source_folder)
        self._change(target, target_folder)

    def _symlink(self, source: Any, target: Any, folder: int = -1) -> None:
        self._change(target, folder)

    def _refuse_change(self, place: str) -> NoReturn:
        shown = os.path.relpath(place, self.root) if _below(place, self.root) else place
        message = f"A block may change files in temporary directories only (`tempfile.mkdtemp()`), not “{shown}”."
        raise Refused(message)

    def _start(self, *_: object) -> None:
        if not _is_asked_by(_MAY_START):
            message = "A block may not start or become another process."
            raise Refused(message)

    def _kill(self, *_: object) -> None:
        message = "A block may not send signals to processes."
        raise Refused(message)

    def _may_change(self, place: str) -> bool:
        folder, name = os.path.split(place)
        if place == os.devnull or (".pyc" in name and os.path.basename(folder) == "__pycache__"):  # noqa: PTH119
            return True
        if name == "__pycache__" or (sys.pycache_prefix and _below(place, os.path.realpath(sys.pycache_prefix))):
            return True
        inside = _below(self.temporary, self.root) or not _below(place, self.root)
        if _below(place, self.temporary) and inside:
            return True
        return any(_below(place, own) for own in _matplotlibs())


@functools.cache
def _guard() -> _Guard:
    return _Guard()


def _matplotlibs() -> list[str]:
    """Where matplotlib keeps what it knows of the machine's fonts."""
    home = os.path.expanduser("~")  # noqa: PTH111
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")  # noqa: PTH118
    settings = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")  # noqa: PTH118
    places = [os.path.join(folder, "matplotlib") for folder in (caches, settings)]  # noqa: PTH118
    places += [os.path.join(home, ".matplotlib"), os.environ.get("MPLCONFIGDIR", "")]  # noqa: PTH118
    return [os.path.realpath(place) for place in places if place]


def _folder(rest: tuple[Any, ...]) -> int:
    """The directory that a path is relative to, which is the last argument of such events."""
    return rest[-1] if rest and isinstance(rest[-1], int) else -1


def _place(path: Any, folder: int) -> str:
    """Where a path is, links followed: of a link that is itself changed, it is enough that what it names may not be."""
    name = os.fsdecode(path)
    if folder >= 0 and not os.path.isabs(name):  # noqa: PTH117
        with suppress(OSError):
            return os.path.realpath(os.path.join(os.readlink(f"/proc/self/fd/{folder}"), name))  # noqa: PTH115, PTH118
        # Only removing whole trees does this, which has been asked for by the tree's own path.
        return os.devnull
    return os.path.realpath(name)


def _below(place: str, folder: str) -> bool:
    return place == folder or place.startswith(folder.rstrip(os.sep) + os.sep)


def _is_asked_by(modules: frozenset[str]) -> bool:
    frame = sys._getframe(1)  # noqa: SLF001  (there is no other way that costs so little)
    while frame.f_back:
        if frame.f_globals.get("__name__") in modules:
            return True
        frame = frame.f_back
    return False
