"""How large the first weights may be: the size of the activations, layer by layer.

Source: He et al., "Delving Deep into Rectifiers" (2015), section 2.2: a layer of ReLU with n inputs multiplies the mean
square by n/2 · Var(w), so that Var(w) = 2/n (eq. 10) keeps it. Glorot and Bengio (2010), eq. 16, take the activation to
be linear and arrive at 2 / (inputs + outputs).
"""

from __future__ import annotations

import numpy as np

from snippets import Array


# region sizes
def sizes_by_layer(gain: float, width: int, depth: int, rng: np.random.Generator) -> Array:
    """The mean square after each layer of ReLU, divided by that of the input; Var(w) = gain / width."""
    h = rng.normal(size=(256, width))
    start, sizes = np.mean(h**2), []
    for _ in range(depth):
        h = np.maximum(0.0, h @ rng.normal(0.0, np.sqrt(gain / width), size=(width, width)))
        sizes.append(np.mean(h**2) / start)
    return np.array(sizes)
# endregion sizes


# region saturated
def saturated_by_layer(
    deviation: float, width: int, depth: int, rng: np.random.Generator, bound: float = 0.99
) -> Array:
    """The share of tanh units beyond ±bound after each layer, where a gradient hardly passes."""
    h, shares = rng.normal(size=(256, width)), []
    for _ in range(depth):
        h = np.tanh(h @ rng.normal(0.0, deviation, size=(width, width)))
        shares.append(np.mean(np.abs(h) > bound))
    return np.array(shares)
# endregion saturated


def he_deviation(inputs: int) -> float:
    """√(2 / inputs): for ReLU."""
    return float(np.sqrt(2.0 / inputs))


def xavier_deviation(inputs: int, outputs: int) -> float:
    """√(2 / (inputs + outputs)): for tanh near 0, or no activation."""
    return float(np.sqrt(2.0 / (inputs + outputs)))
