"""ReLU against tanh on two spirals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.gradients import numeric_gradient, relative_error
from snippets.relu import RELU, TANH, Activation, epochs_until, relu, spirals, tanh_slope, training_errors


def test_relu_is_zero_below_zero_and_the_number_above() -> None:
    assert relu(np.array([-2.0, 0.0, 3.0])).tolist() == [0.0, 0.0, 3.0]
    assert relu(-1.0) == 0.0


@given(st.floats(-1e6, 1e6))
def test_relu_leaves_its_own_values_alone(x: float) -> None:
    assert relu(relu(x)) == relu(x)
    assert relu(x) - relu(-x) == x


@pytest.mark.parametrize("activation", [RELU, TANH])
def test_slopes_are_what_differences_say(activation: Activation) -> None:
    x = np.array([-1.7, -0.4, 0.3, 1.9])

    numeric = numeric_gradient(lambda v: float(activation.value(v).sum()), x)

    assert relative_error(activation.slope(x), numeric) < 1e-8


def test_tanh_saturates_and_relu_does_not() -> None:
    assert tanh_slope(5.0) < 2e-4
    assert RELU.slope(np.array([5.0])) == 1.0


def test_two_spirals_lie_about_the_middle() -> None:
    points, classes = spirals(50, np.random.default_rng(1))

    assert points.shape == (100, 2)
    assert np.abs(points).max() < 1.2
    assert sorted(set(classes)) == [0.0, 1.0]
    with pytest.raises(ValueError, match="at least one"):
        spirals(0, np.random.default_rng(1))


@pytest.mark.parametrize("seed", range(3))
def test_relu_needs_fewer_epochs_than_tanh(seed: int) -> None:
    points, classes = spirals(100, np.random.default_rng(seed))

    def epochs(activation: Activation) -> int:
        errors = training_errors(activation, points, classes, epochs=400, rate=0.5, rng=np.random.default_rng(seed))
        assert errors.shape == (400,)
        found = epochs_until(errors, 0.05)
        assert found is not None
        return found

    assert epochs(RELU) < epochs(TANH)


def test_training_is_repeatable_and_asks_for_a_class_a_point() -> None:
    points, classes = spirals(20, np.random.default_rng(0))

    def train() -> list[float]:
        rng = np.random.default_rng(3)
        return list(training_errors(RELU, points, classes, epochs=5, rate=0.1, rng=rng))

    assert train() == train()
    with pytest.raises(ValueError, match="40 points, but 39 classes"):
        training_errors(RELU, points, classes[1:], epochs=1, rate=0.1, rng=np.random.default_rng(0))


def test_an_error_that_is_never_reached_has_no_epoch() -> None:
    assert epochs_until(np.array([0.5, 0.4, 0.1, 0.2]), 0.4) == 1
    assert epochs_until(np.array([0.5]), 0.4) is None
