"""A stopwatch for tests of how time grows: this process' own time, and none of it spent on other tests' leftovers."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def seconds(run: Callable[[], object], times: int = 1) -> float:
    """The seconds that `run` takes, the best of some times.

    The collector of garbage rests meanwhile: it looks through all that a long run of tests has left in memory, which
    makes large inputs look slower than they are.
    """
    measured = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(times):
            begin = time.process_time()
            run()
            measured.append(time.process_time() - begin)
    finally:
        gc.enable()
    return min(measured)
