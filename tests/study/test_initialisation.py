"""How large the first weights may be."""

import numpy as np
import pytest

from snippets.initialisation import he_deviation, saturated_by_layer, sizes_by_layer, xavier_deviation


@pytest.mark.parametrize("gain", [1.0, 2.0, 4.0])
def test_a_layer_multiplies_the_mean_square_by_half_the_gain(gain: float) -> None:
    sizes = sizes_by_layer(gain, 600, 8, np.random.default_rng(0))

    np.testing.assert_allclose(sizes / (gain / 2) ** np.arange(1, 9), 1.0, rtol=0.35)


def test_twice_too_large_is_a_million_after_twenty_layers() -> None:
    last = sizes_by_layer(4.0, 400, 20, np.random.default_rng(1))[-1]

    assert 2e5 < last < 5e6


def test_large_weights_saturate_tanh_from_the_first_layer_on() -> None:
    large = saturated_by_layer(1.0, 200, 5, np.random.default_rng(0))
    right = saturated_by_layer(xavier_deviation(200, 200), 200, 5, np.random.default_rng(0))

    assert large.min() > 0.7
    assert right.max() < 0.05


def test_the_papers_deviations() -> None:
    assert he_deviation(50) == pytest.approx(0.2)
    assert xavier_deviation(150, 50) == pytest.approx(0.1)
