"""Local response normalisation by the paper's formula."""

import numpy as np
import pytest

from snippets.lrn import ALPHA, BETA, K, N, local_response


def by_the_formula(a: np.ndarray, k: float, n: int, alpha: float, beta: float) -> np.ndarray:
    """The paper's sum, term by term."""
    count = len(a)
    b = np.empty_like(a)
    for i in range(count):
        total = sum(a[j] ** 2 for j in range(max(0, i - n // 2), min(count - 1, i + n // 2) + 1))
        b[i] = a[i] / (k + alpha * total) ** beta
    return b


def test_the_papers_constants() -> None:
    assert (K, N, ALPHA, BETA) == (2.0, 5, 1e-4, 0.75)


@pytest.mark.parametrize("channels", [1, 2, 5, 9])
@pytest.mark.parametrize("n", [1, 3, 5])
def test_it_is_the_papers_sum(channels: int, n: int) -> None:
    a = np.random.default_rng(channels).normal(size=(channels, 3, 2)) * 30

    np.testing.assert_allclose(local_response(a, n=n), by_the_formula(a, K, n, ALPHA, BETA), rtol=1e-12)


def test_one_channel_by_hand() -> None:
    assert local_response(np.array([100.0]))[0] == pytest.approx(100 / 3**0.75)


def test_loud_neighbours_damp_and_those_far_away_do_not() -> None:
    quiet = np.zeros(9)
    quiet[4] = 1.0
    near, far = quiet.copy(), quiet.copy()
    near[6], far[7] = 1000.0, 1000.0

    assert local_response(near)[4] < local_response(quiet)[4] == local_response(far)[4]
