"""Dropout, and the L2 penalty that it is in linear regression."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.dropout import dropout, expected_loss, penalised_loss, ridge_of_dropout
from snippets.gradients import numeric_gradient


def test_units_are_kept_or_dropped_and_the_mean_stays() -> None:
    h = np.full(100_000, 3.0)

    kept = dropout(h, 0.5, np.random.default_rng(0))

    assert set(kept) == {0.0, 6.0}
    assert kept.mean() == pytest.approx(3.0, rel=0.02)


def test_keeping_all_changes_nothing() -> None:
    h = np.random.default_rng(0).normal(size=10)

    assert np.array_equal(dropout(h, 1.0, np.random.default_rng(0)), h)


@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 5), st.floats(0.05, 1.0))
def test_all_masks_together_are_a_penalty(seed: int, rows: int, columns: int, p: float) -> None:
    rng = np.random.default_rng(seed)
    x, y, w = rng.normal(size=(rows, columns)), rng.normal(size=rows), rng.normal(size=columns)

    assert expected_loss(x, y, w, p) == pytest.approx(penalised_loss(x, y, w, p), rel=1e-9)


def test_the_solution_has_no_slope() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(20, 4)), rng.normal(size=20)

    best = ridge_of_dropout(x, y, 0.6)

    np.testing.assert_allclose(numeric_gradient(lambda w: penalised_loss(x, y, w, 0.6), best), 0, atol=1e-7)
    np.testing.assert_allclose(ridge_of_dropout(x, y, 1.0), np.linalg.lstsq(x, y)[0])


def test_the_more_is_dropped_the_smaller_are_the_weights() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=(30, 3))
    y = x @ [1.0, -2.0, 3.0]

    sizes = [np.linalg.norm(p * ridge_of_dropout(x, y, p)) for p in (1.0, 0.8, 0.5, 0.2)]

    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("p", [0.0, -0.1, 1.1])
def test_what_is_no_chance_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="a chance of keeping"):
        ridge_of_dropout(np.eye(2), np.ones(2), p)
