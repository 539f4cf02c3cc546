"""Text, picture and place: a toy in the shape of the project that the first week takes apart.

Each input is encoded by itself, texts and pictures are aligned by a contrastive loss, and a classifier sees all three.
The alignment is that of Radford et al., "Learning Transferable Visual Models From Natural Language Supervision" (2021),
section 2.3: a symmetric cross entropy over the cosines of all pairs of a batch, divided by a temperature. The encoders
are linear, as what is shown here is the shape and not the size.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from snippets import Array

TEMPERATURE = 0.07
"""Where CLIP begins; it learns the temperature from there."""


# region encode
def normalised(x: Array) -> Array:
    """Rows of length 1."""
    return np.asarray(x / np.linalg.norm(x, axis=-1, keepdims=True))


def bag_of_words(texts: list[str], words: list[str]) -> Array:
    """How often each of the words stands in each text: shape (texts, words)."""
    return np.array([[text.split().count(word) for word in words] for text in texts], dtype=float)


def place_features(latitude: Array, longitude: Array) -> Array:
    """A place on the unit sphere: shape (m, 3) from degrees, so that 180° W and 180° E are the same."""
    north, east = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=-1)
# endregion encode


# region align
def contrastive_loss(texts: Array, pictures: Array, temperature: float = TEMPERATURE) -> float:
    """How badly each text picks its own picture out of the batch, and each picture its text; in nats."""
    scores = normalised(texts) @ normalised(pictures).T / temperature
    return float(np.mean([-np.diag(log_softmax(scores)), -np.diag(log_softmax(scores.T))]))


def log_softmax(scores: Array) -> Array:
    """Of each row; the largest score is taken off first, so that nothing overflows."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))
# endregion align


def align(
    texts: Array, pictures: Array, *, size: int, steps: int, rate: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Two linear encoders that bring a text near its own picture, by gradient descent on a temperature of 1.

    Args:
        texts: Shape (m, a); row i belongs to row i of `pictures`.
        pictures: Shape (m, b).
        size: How many numbers an encoding has.
        steps: Of gradient descent.
        rate: The learning rate.
        rng: Draws the first encoders.

    Returns:
        The encoders, of shapes (a, size) and (b, size).

    Raises:
        ValueError: If there are not as many texts as pictures.
    """
    if len(texts) != len(pictures):
        raise ValueError(f"{len(texts)} texts, but {len(pictures)} pictures")
    of_text = rng.normal(0.0, 0.1, size=(texts.shape[1], size))
    of_picture = rng.normal(0.0, 0.1, size=(pictures.shape[1], size))
    for _ in range(steps):
        left, right = texts @ of_text, pictures @ of_picture
        scores = left @ right.T
        # The derivative of both cross entropies by the scores: what is chosen, less what is right.
        slope = (np.exp(log_softmax(scores)) + np.exp(log_softmax(scores.T)).T) / 2 - np.eye(len(texts))
        slope /= len(texts)
        of_text, of_picture = (
            of_text - rate * texts.T @ (slope @ right),
            of_picture - rate * pictures.T @ (slope.T @ left),
        )
    return of_text, of_picture


# region fuse
def fuse(text: Array, picture: Array, place: Array) -> Array:
    """Late fusion: the encodings side by side, each row of length 1 so that none speaks louder; (m, a + b + 3)."""
    return np.concatenate([normalised(text), normalised(picture), normalised(place)], axis=-1)
# endregion fuse


def picked(texts: Array, pictures: Array) -> NDArray[np.intp]:
    """The picture that each text is nearest to, by cosine: indexes of shape (m,)."""
    return np.asarray(np.argmax(normalised(texts) @ normalised(pictures).T, axis=-1))
