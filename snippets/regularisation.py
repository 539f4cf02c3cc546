"""L2 regularisation: a penalty in the loss, and the same thing seen as weights that decay.

With J(w) = L(w) + λ/2 · ‖w‖², a step of gradient descent is w ← (1 − ελ) w − ε ∇L(w). Loshchilov and Hutter,
"Decoupled Weight Decay Regularization" (2019), section 2, show that this holds for plain gradient descent and not for
methods that scale each coordinate.
"""

from __future__ import annotations

import numpy as np

from snippets import Array


# region ridge
def ridge(x: Array, y: Array, strength: float) -> Array:
    """The w that minimises ½‖y − X w‖² + λ/2 · ‖w‖²; x is (m, n), y is (m,), w is (n,)."""
    return np.linalg.solve(x.T @ x + strength * np.eye(x.shape[1]), x.T @ y)
# endregion ridge


# region steps
def penalised_step(w: Array, g: Array, rate: float, strength: float) -> Array:
    """A step on the loss with its penalty."""
    return w - rate * (g + strength * w)


def decayed_step(w: Array, g: Array, rate: float, strength: float) -> Array:
    """A step on the loss alone, from weights that were made smaller first."""
    return (1 - rate * strength) * w - rate * g
# endregion steps


def polynomial(x: Array, degree: int) -> Array:
    """The powers of x from 0 to `degree`, as columns: shape (m, degree + 1) from (m,)."""
    return np.vander(x, degree + 1, increasing=True)
