"""Dropout, and what it is in linear regression: an L2 penalty, in expectation.

Source: Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting" (2014), section 9.1.
Throughout, p is the chance that a unit is kept.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from snippets import Array


# region dropout
def dropout(h: Array, p: float, rng: np.random.Generator) -> Array:
    """Keeps each unit with chance p and divides by p, so that the mean stays what it was."""
    return np.where(rng.random(h.shape) < p, h / p, 0.0)
# endregion dropout


# region expected
def expected_loss(x: Array, y: Array, w: Array, p: float) -> float:
    """The mean of ‖y − (R ⊙ X) w‖² over all masks R, each of them counted with its chance."""
    total = 0.0
    for mask in product([0, 1], repeat=len(w)):
        chance = p ** sum(mask) * (1 - p) ** (len(w) - sum(mask))
        total += chance * float(np.sum((y - (x * mask) @ w) ** 2))
    return total
# endregion expected


# region penalised
def penalised_loss(x: Array, y: Array, w: Array, p: float) -> float:
    """The same without any mask: the loss of p·w, and a penalty on each weight by its column's size."""
    penalty = p * (1 - p) * np.sum(np.sum(x**2, axis=0) * w**2)
    return float(np.sum((y - p * x @ w) ** 2) + penalty)
# endregion penalised


# region ridge
def ridge_of_dropout(x: Array, y: Array, p: float) -> Array:
    """The weights w that minimise the penalised loss, by the normal equations.

    Args:
        x: Shape (m, n).
        y: Shape (m,).
        p: The chance that an input is kept, above 0 and at most 1.

    Returns:
        Shape (n,).

    Raises:
        ValueError: If `p` is no such chance.
        numpy.linalg.LinAlgError: If the equations have no single solution.
    """
    if not 0 < p <= 1:
        raise ValueError(f"p is {p}, but a chance of keeping is above 0 and at most 1")
    curvature = p**2 * x.T @ x + p * (1 - p) * np.diag(np.sum(x**2, axis=0))
    return np.linalg.solve(curvature, p * x.T @ y)
# endregion ridge
