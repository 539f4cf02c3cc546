"""Which reports are urgent: a linear classifier on text, picture and place, and reports made up for it.

The classifier is logistic regression with an L2 penalty, so its gradient is a line that can be checked by differences.
The reports have what makes a fusion worth its while: each input knows a third of the answer, and none knows it all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from snippets import Array

CENTRE = (31.2, 121.5)
"""Degrees of latitude and longitude; all reports are of one city."""


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports, a row each.

    Attributes:
        texts: How often each of seven words stands in it, the last of them once in each: shape (m, 7).
        pictures: What an encoder made of its picture: shape (m, 12).
        latitude: In degrees: shape (m,).
        longitude: In degrees: shape (m,).
        urgent: 1 where it is, else 0: shape (m,).
    """

    texts: Array
    pictures: Array
    latitude: Array
    longitude: Array
    urgent: NDArray[np.int_]


def reports(count: int, rng: np.random.Generator) -> Reports:
    """Reports whose urgency is a sum of three hidden numbers, of which each input tells one."""
    said, seen, north = rng.normal(size=(3, count))
    words = np.array([1.0, 1.0, 1.0, -1.0, -1.0, -1.0])
    counts = rng.poisson(np.exp(np.outer(said, words)))
    look = np.linspace(-1.0, 1.0, 12)
    return Reports(
        texts=np.column_stack([counts, np.ones(count)]).astype(float),
        pictures=np.outer(seen, look) + rng.normal(0.0, 0.5, size=(count, 12)),
        latitude=CENTRE[0] + 0.05 * north,
        longitude=CENTRE[1] + 0.05 * rng.normal(size=count),
        urgent=(said + seen + north > 0).astype(int),
    )


# region standardised
def standardised(x: Array) -> Array:
    """Columns of mean 0 and deviation 1; a column that is the same everywhere becomes 0."""
    deviation = x.std(axis=0)
    return np.asarray((x - x.mean(axis=0)) / np.where(deviation > 0, deviation, 1.0))
# endregion standardised


# region loss
def loss(w: Array, x: Array, urgent: NDArray[np.int_], strength: float = 0.0) -> float:
    """The mean of log(1 + e^(-z)), z being positive where the side is right, and λ/2 · ‖w‖²."""
    z = np.where(urgent == 1, 1.0, -1.0) * (x @ w)
    return float(np.mean(np.logaddexp(0.0, -z)) + strength / 2 * np.sum(w**2))


def gradient(w: Array, x: Array, urgent: NDArray[np.int_], strength: float = 0.0) -> Array:
    """Of `loss` by w: what is said, less what is so, times the input."""
    said = 1 / (1 + np.exp(-(x @ w)))
    return np.asarray(x.T @ (said - urgent) / len(x) + strength * w)
# endregion loss


def train(x: Array, urgent: NDArray[np.int_], *, steps: int, rate: float, strength: float = 0.0) -> Array:
    """The weights after some steps of gradient descent from zero."""
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        w = w - rate * gradient(w, x, urgent, strength)
    return w


def accuracy(w: Array, x: Array, urgent: NDArray[np.int_]) -> float:
    """The share of reports that are told right."""
    return float(np.mean((x @ w > 0) == (urgent == 1)))
