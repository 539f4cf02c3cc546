"""Gradient checking by central differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.gradients import check, numeric_gradient, relative_error


@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_of_a_quadratic_it_is_exact_but_for_rounding(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    a, x = rng.normal(size=(size, size)), rng.normal(size=size)

    np.testing.assert_allclose(numeric_gradient(lambda v: float(v @ a @ v), x), (a + a.T) @ x, atol=1e-7)


def test_the_error_falls_with_the_square_of_the_step() -> None:
    def error(h: float) -> float:
        return float(abs(numeric_gradient(lambda v: float(v[0] ** 3), np.array([1.5]), h)[0] - 3 * 1.5**2))

    assert error(1e-2) / error(1e-3) == pytest.approx(100, rel=1e-3)
    assert error(1e-10) > error(1e-5)  # rounding


def test_a_right_gradient_passes_and_a_wrong_one_is_named() -> None:
    x = np.array([[0.5, -1.0], [2.0, 0.1]])

    assert check(lambda v: float(np.sum(np.sin(v))), np.cos, x) < 1e-8
    with pytest.raises(ValueError, match=r"at \(1, 0\) the formula says -0\.416147, the difference 3\.58385"):
        check(lambda v: float(np.sum(np.sin(v)) + v[1, 0] ** 2), np.cos, x)


def test_the_point_is_left_as_it_was() -> None:
    x = np.array([1.0, 2.0])

    numeric_gradient(lambda v: float(v.sum()), x)

    assert x.tolist() == [1.0, 2.0]


def test_errors_are_relative_and_nothing_is_no_error() -> None:
    assert relative_error(np.array([100.0]), np.array([99.0])) == pytest.approx(0.01)
    assert relative_error(np.zeros(2), np.zeros(2)) == 0
    assert relative_error(np.empty(0), np.empty(0)) == 0
