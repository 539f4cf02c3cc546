"""Scaled dot-product attention, in plain Python."""

from __future__ import annotations

import math
from collections.abc import Sequence

Vector = Sequence[float]


def dot(left: Vector, right: Vector) -> float:
    """The sum of the products."""
    return sum(a * b for a, b in zip(left, right, strict=True))


# region softmax
def softmax(scores: Vector) -> list[float]:
    """Positive weights that sum to one, the largest for the highest score."""
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
# endregion softmax


# region attention
def attention(query: Vector, keys: Sequence[Vector], values: Sequence[Vector]) -> list[float]:
    """The mean of the values, each weighted by how well its key fits the query."""
    scale = math.sqrt(len(query))
    weights = softmax([dot(query, key) / scale for key in keys])
    return [dot(weights, column) for column in zip(*values, strict=True)]
# endregion attention
