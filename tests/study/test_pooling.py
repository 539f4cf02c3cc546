"""Max pooling, with and without overlap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.pooling import max_pool, max_pool_line, pooled_size


def test_a_window_gives_its_largest_number() -> None:
    x = np.array([[1.0, 2.0, 0.0, 1.0], [0.0, 3.0, 1.0, 0.0], [5.0, 0.0, 0.0, 2.0], [0.0, 1.0, 4.0, 0.0]])

    assert max_pool(x, 2, 2).tolist() == [[3.0, 1.0], [5.0, 4.0]]
    assert max_pool(x, 3, 1).tolist() == [[5.0, 3.0], [5.0, 4.0]]


def test_overlapping_windows_do_not_lose_the_last_number() -> None:
    line = np.array([1.0, 3.0, 2.0, 5.0, 4.0, 0.0, 6.0])

    assert max_pool_line(line, 2, 2).tolist() == [3.0, 5.0, 4.0]
    assert max_pool_line(line, 3, 2).tolist() == [3.0, 5.0, 6.0]


@pytest.mark.parametrize(("edge", "pooled"), [(55, 27), (27, 13), (13, 6)])
def test_the_three_pooling_layers_of_alexnet(edge: int, pooled: int) -> None:
    assert pooled_size(edge, 3, 2) == pooled
    assert max_pool(np.zeros((2, edge, edge)), 3, 2).shape == (2, pooled, pooled)


@given(st.integers(1, 8), st.integers(1, 8), st.integers(0, 20))
def test_what_is_pooled_was_there_and_sizes_are_as_said(z: int, s: int, more: int) -> None:
    x = np.random.default_rng(more).normal(size=(z + more, z + more))

    pooled = max_pool(x, z, s)

    assert pooled.shape == (pooled_size(z + more, z, s),) * 2
    assert np.isin(pooled, x).all()
    assert pooled[0, 0] == x[:z, :z].max()


def test_a_window_that_does_not_fit_is_refused() -> None:
    for n, z, s in ((2, 3, 1), (4, 0, 1), (4, 2, 0)):
        with pytest.raises(ValueError, match="no window"):
            pooled_size(n, z, s)
