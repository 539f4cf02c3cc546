"""What code can change around it in a process, so that it can be put back as it was."""

from __future__ import annotations

import logging
import os
import random
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from deckbook.snippets import guard

_PYTESTS_OWN = "PYTEST_CURRENT_TEST"


@dataclass(frozen=True, slots=True)
class State:
    """The state of the process at a moment.

    Filters of warnings are not in it, nor what is kept in context variables: for these Python has means of its own.
    """

    folder: str
    environment: Mapping[str, str]
    path: list[str]
    arguments: list[str]
    streams: tuple[Any, Any, Any]
    temporary: str | None
    recursion_limit: int
    logging: tuple[int, list[logging.Handler], int]
    random: tuple[Any, ...]
    numpy_random: Any
    matplotlib: dict[str, Any] | None

    @classmethod
    def now(cls, known: State | None = None) -> State:
        """The state now; what is large and the same in a known one is taken from there."""
        numpy_random, matplotlib = sys.modules.get("numpy.random"), sys.modules.get("matplotlib")
        root = logging.getLogger()
        return cls(
            _folder(),
            _environment().now(),
            sys.path[:],
            sys.argv[:],
            (sys.stdin, sys.stdout, sys.stderr),
            tempfile.tempdir,
            sys.getrecursionlimit(),
            (root.level, root.handlers[:], root.manager.disable),
            _same(random.getstate(), known and known.random),
            _of_numpy(numpy_random, known and known.numpy_random),
            # As a plain dict: what asks its class for a value may load a backend.
            dict.copy(matplotlib.rcParams) if matplotlib and hasattr(matplotlib, "rcParams") else None,
        )

    def put(self, now: State) -> None:
        """Makes the process, which is as `now` says, as it was."""
        if self.folder:
            os.chdir(self.folder)
        _environment().put(self.environment)
        sys.path[:] = self.path
        sys.argv[:] = self.arguments
        sys.stdin, sys.stdout, sys.stderr = self.streams
        tempfile.tempdir = self.temporary
        if sys.getrecursionlimit() != self.recursion_limit:
            sys.setrecursionlimit(self.recursion_limit)
        root = logging.getLogger()
        level, handlers, disabled = self.logging
        if root.level != level:
            root.setLevel(level)
        root.handlers[:] = handlers
        if root.manager.disable != disabled:
            logging.disable(disabled)
        if now.random is not self.random and now.random != self.random:
            random.setstate(self.random)
        self._put_libraries(now)

    def _put_libraries(self, now: State) -> None:
        """For what has been imported since, the state that it begins with."""
        numpy_random = sys.modules.get("numpy.random")
        if numpy_random and (self.numpy_random is not now.numpy_random or self.numpy_random is None):
            if self.numpy_random is not None:
                numpy_random.set_state(self.numpy_random)
            elif hasattr(numpy_random, "seed"):
                numpy_random.seed(None)
        if (matplotlib := sys.modules.get("matplotlib")) and hasattr(matplotlib, "rcParams"):
            dict.update(matplotlib.rcParams, self.matplotlib or dict.copy(matplotlib.rcParamsOrig))


class _Environment:
    """The variables of the process, copied only when one has been changed: there are many, and each has to be decoded.

    A copy is never changed, so that it is enough to compare which one it is.
    """

    def __init__(self) -> None:
        self._changes = -1
        self._known: Mapping[str, str] = {}

    def now(self) -> Mapping[str, str]:
        changes = guard.environment_changes()
        if changes != self._changes:
            self._known = {name: value for name, value in os.environ.items() if name != _PYTESTS_OWN}
            self._changes = changes
        return self._known

    def put(self, wanted: Mapping[str, str]) -> None:
        now = self.now()
        if now is wanted:
            return
        for name in now.keys() - wanted.keys():
            del os.environ[name]
        os.environ.update(wanted.items() - now.items())
        self._known, self._changes = wanted, guard.environment_changes()


@cache
def _environment() -> _Environment:
    return _Environment()


def _same(now: Any, known: Any) -> Any:
    """The known value where it is equal: then it need not be put again, and not be kept twice."""
    return known if now == known else now


def _of_numpy(library: Any, known: Any) -> Any:
    """The state of numpy's own generator: its name, an array, and where it is in that."""
    if not hasattr(library, "get_state"):
        return None
    now = library.get_state()
    if not isinstance(now, tuple) or not isinstance(known, tuple):  # a generator that the user has chosen
        return now
    is_same = now[0] == known[0] and now[2:] == known[2:] and now[1].tobytes() == known[1].tobytes()
    return known if is_same else now


def _folder() -> str:
    """The current directory; "" where it has been removed."""
    try:
        return os.getcwd()  # noqa: PTH109
    except OSError:
        return ""
