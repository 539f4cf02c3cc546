"""A stopwatch for tests of how time grows: this process' own time, and none of it spent on other tests' leftovers."""

from __future__ import annotations

import gc
import math
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


def growth(make: Callable[[int], str], run: Callable[[str], object], size: int, *, slack: float) -> float:
    """How many times as long four times an input takes, in seconds over `slack`; in the square of the size, sixteen.

    The best of three runs of each size; the later ones only while the earlier ones say that it takes over six times.

    Args:
        make: An input of a size.
        run: What is measured.
        size: The smaller one of the two sizes.
        slack: Seconds by which the longer time may be longer anyway, as short times say nothing.
    """
    short, long = make(size), make(4 * size)
    once = fourfold = math.inf
    for _ in range(3):
        once, fourfold = min(once, seconds(lambda: run(short))), min(fourfold, seconds(lambda: run(long)))
        if fourfold <= 6 * once + slack:
            break
    return max(fourfold - slack, 0) / max(once, 1e-9)
