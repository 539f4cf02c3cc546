"""Local response normalisation: a unit's answer is damped by those of its neighbours in other channels.

Source: Krizhevsky et al. (2012), section 3.3, the formula for b and its constants. Over the N channels at one place,

    b_i = a_i / (k + α · Σ a_j²)^β,   j from max(0, i − n/2) to min(N − 1, i + n/2).
"""

from __future__ import annotations

import numpy as np

from snippets import Array

K, N, ALPHA, BETA = 2.0, 5, 1e-4, 0.75
"""The paper's constants, which it chose on a validation set."""


# region lrn
def local_response(a: Array, k: float = K, n: int = N, alpha: float = ALPHA, beta: float = BETA) -> Array:
    """Normalises over the first axis, the channels; n of them, the channel's own among them, count as near."""
    half = n // 2
    squares = np.pad(a**2, [(half, half)] + [(0, 0)] * (a.ndim - 1))
    near = sum(squares[offset : offset + len(a)] for offset in range(2 * half + 1))
    return np.asarray(a / (k + alpha * near) ** beta)
# endregion lrn
