"""Gradient checking: the definition of a derivative against the formula.

The error of a central difference is O(h²) as long as rounding, about ε / h, is smaller; in double precision both are
least near h = ε^(1/3) ≈ 10⁻⁵ (for a function whose values and derivatives are about 1).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from snippets import Array

STEP = 1e-5
"""Near the best step in double precision."""


# region numeric
def numeric_gradient(f: Callable[[Array], float], x: Array, h: float = STEP) -> Array:
    """(f(x + h) − f(x − h)) / 2h, one coordinate after the other; of the shape of `x`."""
    slopes = np.empty_like(x)
    for index in np.ndindex(x.shape):
        ahead, behind = x.copy(), x.copy()
        ahead[index] += h
        behind[index] -= h
        slopes[index] = (f(ahead) - f(behind)) / (2 * h)
    return slopes
# endregion numeric


# region error
def relative_error(exact: Array, numeric: Array) -> float:
    """The largest |exact − numeric| / max(|exact|, |numeric|) of all coordinates; 0 where both are 0."""
    scale = np.maximum(np.abs(exact), np.abs(numeric))
    return float(np.max(np.abs(exact - numeric) / np.where(scale > 0, scale, 1.0), initial=0.0))
# endregion error


def check(
    f: Callable[[Array], float], gradient: Callable[[Array], Array], x: Array, *, at_most: float = 1e-6, h: float = STEP
) -> float:
    """The relative error of a gradient at x.

    Raises:
        ValueError: If it is more than `at_most`; the message names the worst coordinate.
    """
    exact, numeric = gradient(x), numeric_gradient(f, x, h)
    error = relative_error(exact, numeric)
    if error > at_most:
        worst = np.unravel_index(int(np.argmax(np.abs(exact - numeric))), x.shape)
        place = tuple(int(number) for number in worst)
        raise ValueError(f"at {place} the formula says {exact[worst]:.6g}, the difference {numeric[worst]:.6g}")
    return error
