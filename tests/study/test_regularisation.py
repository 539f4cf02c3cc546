"""L2 regularisation: a penalty, and weights that decay."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.gradients import numeric_gradient
from snippets.regularisation import decayed_step, penalised_step, polynomial, ridge


@given(st.floats(-10, 10), st.floats(-10, 10), st.floats(0, 1), st.floats(0, 1))
def test_a_penalty_is_decay_for_plain_gradient_descent(w: float, g: float, rate: float, strength: float) -> None:
    a, b = (step(np.array([w]), np.array([g]), rate, strength)[0] for step in (penalised_step, decayed_step))

    assert a == pytest.approx(b, abs=1e-12)


def test_ridge_is_where_the_penalised_loss_is_flat() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(12, 3)), rng.normal(size=12)

    def loss(w: np.ndarray) -> float:
        return float(0.5 * np.sum((y - x @ w) ** 2) + 0.5 * 0.7 * np.sum(w**2))

    np.testing.assert_allclose(numeric_gradient(loss, ridge(x, y, 0.7)), 0, atol=1e-7)


def test_a_penalty_tames_a_polynomial_that_meets_every_point() -> None:
    rng = np.random.default_rng(3)
    x, new = np.linspace(-1, 1, 10), np.linspace(-0.95, 0.95, 50)
    y = np.sin(3 * x) + rng.normal(0, 0.2, size=10)

    def far(strength: float) -> float:
        return float(np.mean((polynomial(new, 9) @ ridge(polynomial(x, 9), y, strength) - np.sin(3 * new)) ** 2))

    assert far(0.01) < far(1e-12) / 2


def test_powers_stand_in_columns() -> None:
    assert polynomial(np.array([2.0, 3.0]), 2).tolist() == [[1.0, 2.0, 4.0], [1.0, 3.0, 9.0]]
