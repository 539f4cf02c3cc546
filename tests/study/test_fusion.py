"""A classifier on three inputs: its gradient, what it learns, and what each input is worth."""

import numpy as np
import pytest

from snippets.fusion import accuracy, gradient, loss, reports, standardised, train
from snippets.gradients import check
from snippets.multimodal import fuse, place_features


@pytest.mark.parametrize("strength", [0.0, 0.3])
def test_the_gradient_is_that_of_the_loss(strength: float) -> None:
    rng = np.random.default_rng(0)
    x, urgent = rng.normal(size=(20, 5)), rng.integers(0, 2, size=20)

    check(lambda w: loss(w, x, urgent, strength), lambda w: gradient(w, x, urgent, strength), rng.normal(size=5))


def test_knowing_nothing_costs_the_log_of_two() -> None:
    x = np.ones((4, 3))

    assert loss(np.zeros(3), x, np.array([0, 1, 0, 1])) == pytest.approx(np.log(2))


def test_columns_are_standardised_and_one_that_says_nothing_is_zero() -> None:
    x = standardised(np.array([[1.0, 7.0], [2.0, 7.0], [3.0, 7.0]]))

    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(x.std(axis=0), [1, 0])


def test_all_inputs_know_more_than_one_and_a_place_has_to_be_standardised() -> None:
    found = reports(2000, np.random.default_rng(0))
    sphere = place_features(found.latitude, found.longitude)

    def told(x: np.ndarray) -> float:
        w = train(x[:1000], found.urgent[:1000], steps=500, rate=1.0)
        return accuracy(w, x[1000:], found.urgent[1000:])

    alone = told(found.texts), told(found.pictures)
    on_the_globe = told(fuse(found.texts, found.pictures, sphere))
    in_the_city = told(fuse(found.texts, found.pictures, standardised(sphere)))
    assert max(alone) < on_the_globe < in_the_city
