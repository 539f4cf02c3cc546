"""Stochastic gradient descent with momentum and weight decay, as the AlexNet paper writes it.

Source: Krizhevsky et al. (2012), section 5:

    v ← 0.9 · v − 0.0005 · ε · w − ε · g,   w ← w + v,

g being the mean gradient of a batch at w, and ε the learning rate.
"""

from __future__ import annotations

from collections.abc import Callable

from snippets import Array

MOMENTUM, DECAY = 0.9, 0.0005
"""The paper's constants."""


# region step
def step(
    w: Array, v: Array, g: Array, rate: float, momentum: float = MOMENTUM, decay: float = DECAY
) -> tuple[Array, Array]:
    """One update: the new weights and the new velocity, of the shape of `w`."""
    v = momentum * v - decay * rate * w - rate * g
    return w + v, v
# endregion step


def descend(
    gradient: Callable[[Array], Array],
    w: Array,
    *,
    rate: float,
    steps: int,
    momentum: float = MOMENTUM,
    decay: float = DECAY,
) -> list[Array]:
    """The weights before the first step and after each, `steps` + 1 arrays of the shape of `w`, from rest."""
    path, v = [w], 0.0 * w
    for _ in range(steps):
        w, v = step(w, v, gradient(w), rate, momentum, decay)
        path.append(w)
    return path
