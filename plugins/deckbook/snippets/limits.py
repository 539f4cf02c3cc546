"""Ends a block that does not end."""

from __future__ import annotations

import faulthandler
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from deckbook.snippets import cell

DEFAULT = 60.0
"""The seconds that a block has where it says nothing else."""

_AGAIN = 0.1
_LATE = 1.2
"""How much longer than it has to the timer for last words may wait."""


class TimedOut(BaseException):
    """A block has not ended in its time; blocks that go on after any `Exception` end by it, too."""


class LastWords:
    """Says where a block was that code of C keeps from ending, and then ends the process, as nothing else can.

    The timer for this is a thread, and to start one takes longer than many a block: where another block follows at
    once, the timer of this one goes on and is the next one's, too.

    Args:
        file: The descriptor of the file in which it is said.

    Attributes:
        goes_on: Whether another block follows at once.
    """

    def __init__(self, file: int) -> None:
        self.goes_on = False
        self._file = file
        self._end = 0.0

    def start(self, seconds: float) -> None:
        """Waits for a block that has so many seconds to end by other means."""
        wait = 2 * seconds + 5
        left = self._end - time.monotonic()
        if not wait <= left <= _LATE * wait:
            faulthandler.dump_traceback_later(_LATE * wait, exit=True, file=self._file)
            self._end = time.monotonic() + _LATE * wait

    def stop(self) -> None:
        """Waits for nothing any more."""
        if self._end:
            faulthandler.cancel_dump_traceback_later()
            self._end = 0.0


@contextmanager
def limited(
    seconds: float, *, by_signal: bool = True, last_words: LastWords | None = None, below: str = cell.__file__
) -> Iterator[None]:
    """Raises `TimedOut` in the block that is run inside, when its time is over, until it ends.

    Args:
        seconds: What it has.
        by_signal: Whether by SIGALRM, where there is one: it also ends waiting. Else by another thread.
        last_words: What ends the process where code of C keeps the block from ending; without it that is waited for.
        below: The file whose functions call the block: nothing else is interrupted.
    """
    alarmed = by_signal and hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    if last_words:
        last_words.start(seconds)
    try:
        with _alarm(seconds, below) if alarmed else _thread(seconds, below):
            yield
    finally:
        if last_words and not last_words.goes_on:
            last_words.stop()


@contextmanager
def _alarm(seconds: float, below: str) -> Iterator[None]:
    rung = 0
    trace_before = sys.gettrace()

    def ring(_: int, frame: FrameType | None) -> None:
        nonlocal rung
        if _in_block(frame, below):
            rung += 1
            if rung > 1:
                _insist(frame, below)
            raise TimedOut

    before = signal.signal(signal.SIGALRM, ring)
    timer = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, before)
        if rung > 1:
            sys.settrace(trace_before)


def _in_block(frame: FrameType | None, below: str) -> bool:
    """Whether the code that was interrupted is the block's, and not what comes before and after it."""
    while frame and frame.f_code.co_filename != below:
        frame = frame.f_back
    return frame is not None


def _insist(frame: FrameType | None, below: str) -> None:
    """Raises also in the line after an `except:` that has caught everything."""

    def trace(_: FrameType, event: str, __: Any) -> Any:
        if event == "line":
            raise TimedOut
        return trace

    while frame and frame.f_code.co_filename != below:
        frame.f_trace = trace
        frame = frame.f_back
    sys.settrace(trace)


@contextmanager
def _thread(seconds: float, below: str) -> Iterator[None]:
    import ctypes  # noqa: PLC0415  (which takes its time, and is seldom needed)

    ended = threading.Event()
    own = threading.get_ident()

    def watch() -> None:
        wait = seconds
        while not ended.wait(wait):
            wait = _AGAIN
            if _in_block(sys._current_frames().get(own), below):  # noqa: SLF001  (documented, and there is no other)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(own), ctypes.py_object(TimedOut))

    watcher = threading.Thread(target=watch, name="deckbook-limit", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
