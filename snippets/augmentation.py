"""More pictures from those there are: random crops, flips, and a shift of colours along their principal components.

Source: Krizhevsky et al. (2012), section 4.1.
"""

from __future__ import annotations

import numpy as np

from snippets import Array

SIZE = 224
"""The edge of a crop, in pixels; the paper takes it from pictures of 256."""
DEVIATION = 0.1
"""The standard deviation of the factors of the colours' components, as in the paper."""


# region crop
def random_crop(picture: Array, rng: np.random.Generator, size: int = SIZE) -> Array:
    """A square out of a picture of shape (height, width, 3), every second one flipped left to right."""
    top, left = (int(rng.integers(0, edge - size + 1)) for edge in picture.shape[:2])
    crop = picture[top : top + size, left : left + size]
    return crop[:, ::-1] if rng.random() < 0.5 else crop
# endregion crop


def variety(edge: int, size: int = SIZE) -> int:
    """How many crops a square picture of `edge` pixels has, flipped ones counted, as the paper counts them.

    Its factor of 2048 for 256 and 224 is 32 · 32 · 2. There are 33 places along each edge, but the last is not counted.
    """
    return 2 * (edge - size) ** 2


def colour_components(pictures: Array) -> tuple[Array, Array]:
    """The principal components of the colours of all pixels.

    Args:
        pictures: Shape (…, 3), red, green and blue.

    Returns:
        The eigenvalues of the 3 × 3 covariance, largest first, and the eigenvectors as columns.
    """
    values, vectors = np.linalg.eigh(np.cov(pictures.reshape(-1, 3), rowvar=False))
    return values[::-1], vectors[:, ::-1]


# region colour
def colour_shift(values: Array, vectors: Array, rng: np.random.Generator, deviation: float = DEVIATION) -> Array:
    """What is added to every pixel of a picture: p₁α₁λ₁ + p₂α₂λ₂ + p₃α₃λ₃, the α drawn once a picture."""
    return np.asarray(vectors @ (rng.normal(0.0, deviation, size=3) * values))
# endregion colour
