"""Text, picture and place: encode, align, fuse."""

import numpy as np
import pytest

from snippets.gradients import check
from snippets.multimodal import (
    align,
    bag_of_words,
    contrastive_loss,
    fuse,
    log_softmax,
    normalised,
    picked,
    place_features,
)


def pairs(count: int = 24) -> tuple[np.ndarray, np.ndarray]:
    """Texts and pictures that are two views of the same four hidden numbers."""
    rng = np.random.default_rng(0)
    hidden = rng.normal(size=(count, 4))
    return hidden @ rng.normal(size=(4, 10)), hidden @ rng.normal(size=(4, 12))


def test_words_are_counted() -> None:
    assert bag_of_words(["tree falls tree", "lamp"], ["tree", "lamp"]).tolist() == [[2.0, 0.0], [0.0, 1.0]]


def test_places_lie_on_a_sphere_without_a_seam() -> None:
    west, east, pole = place_features(np.array([0.0, 0.0, 90.0]), np.array([-180.0, 180.0, 7.0]))

    np.testing.assert_allclose(west, east, atol=1e-12)
    np.testing.assert_allclose(pole, [0, 0, 1], atol=1e-12)


def test_log_softmax_does_not_overflow() -> None:
    np.testing.assert_allclose(log_softmax(np.array([[1000.0, 1000.0]])), np.log([[0.5, 0.5]]))


def test_the_loss_of_a_batch_that_knows_nothing_is_the_log_of_its_size() -> None:
    same = np.ones((8, 3))

    assert contrastive_loss(same, same) == pytest.approx(np.log(8))


def test_the_loss_is_least_where_pairs_agree() -> None:
    aligned = np.eye(5)

    assert contrastive_loss(aligned, aligned) < 1e-5 < contrastive_loss(aligned, np.roll(aligned, 1, axis=0))
    assert contrastive_loss(3 * aligned, aligned) == pytest.approx(contrastive_loss(aligned, aligned))


def test_alignment_descends_the_gradient_of_its_loss() -> None:
    texts, pictures = (view[:3] for view in pairs())
    first = align(texts, pictures, size=2, steps=0, rate=0.0, rng=np.random.default_rng(1))
    second = align(texts, pictures, size=2, steps=1, rate=1.0, rng=np.random.default_rng(1))

    def loss(of_text: np.ndarray) -> float:
        scores = (texts @ of_text) @ (pictures @ first[1]).T
        return float(np.mean([-np.diag(log_softmax(scores)), -np.diag(log_softmax(scores.T))]))

    assert check(loss, lambda _: first[0] - second[0], first[0], at_most=1e-4) < 1e-4


def test_texts_find_their_pictures_after_alignment() -> None:
    texts, pictures = pairs()
    own = np.arange(len(texts))

    of_text, of_picture = align(texts, pictures, size=4, steps=500, rate=0.03, rng=np.random.default_rng(0))

    assert np.mean(picked(texts @ of_text, pictures @ of_picture) == own) > 0.75
    start = align(texts, pictures, size=4, steps=0, rate=0.03, rng=np.random.default_rng(0))
    assert np.mean(picked(texts @ start[0], pictures @ start[1]) == own) < 0.3


def test_pairs_have_to_be_pairs() -> None:
    with pytest.raises(ValueError, match="2 texts, but 3 pictures"):
        align(np.ones((2, 2)), np.ones((3, 2)), size=1, steps=1, rate=0.1, rng=np.random.default_rng(0))


def test_what_is_fused_speaks_equally_loud() -> None:
    fused = fuse(np.full((2, 3), 100.0), np.ones((2, 4)), place_features(np.zeros(2), np.zeros(2)))

    assert fused.shape == (2, 10)
    for part in (fused[:, :3], fused[:, 3:7], fused[:, 7:]):
        np.testing.assert_allclose(np.linalg.norm(part, axis=1), 1.0)
    np.testing.assert_allclose(normalised(np.array([[3.0, 4.0]])), [[0.6, 0.8]])
