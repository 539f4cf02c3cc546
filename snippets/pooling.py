"""Max pooling whose windows may overlap.

Source: Krizhevsky et al. (2012), section 3.4: windows of z × z, s apart; s = z is the common kind, s = 2 and z = 3 is
what the paper takes.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from snippets import Array


# region pool
def max_pool(x: Array, z: int, s: int) -> Array:
    """The maximum of each z × z window, s apart, over the last two axes."""
    windows = sliding_window_view(x, (z, z), axis=(-2, -1))
    return np.asarray(windows[..., ::s, ::s, :, :].max(axis=(-2, -1)))
# endregion pool


# region line
def max_pool_line(x: Array, z: int, s: int) -> Array:
    """The same along one line: windows of z, s apart."""
    return np.asarray(sliding_window_view(x, z)[::s].max(axis=-1))
# endregion line


def pooled_size(n: int, z: int, s: int) -> int:
    """How many windows of z fit into n, s apart; what does not fill a window is left out.

    Raises:
        ValueError: If a window or step is less than 1, or the window is larger than `n`.
    """
    if min(z, s) < 1 or z > n:
        raise ValueError(f"no window of {z}, {s} apart, fits into {n}")
    return (n - z) // s + 1
