"""What attention is known to do, whatever the numbers."""

from __future__ import annotations

import math

import pytest

from snippets.attention import attention, dot, softmax


def test_weights_are_positive_and_sum_to_one() -> None:
    weights = softmax([-3.0, 0.5, 2.0])

    assert min(weights) > 0
    assert math.fsum(weights) == pytest.approx(1)
    assert weights == sorted(weights)


def test_only_differences_of_scores_count() -> None:
    assert softmax([1001.0, 1002.0]) == pytest.approx(softmax([1.0, 2.0]))


def test_a_query_that_fits_every_key_takes_the_mean() -> None:
    assert attention([1.0, 0.0], [[2.0, 5.0], [2.0, -5.0]], [[0.0, 4.0], [2.0, 8.0]]) == pytest.approx([1.0, 6.0])


def test_a_query_that_fits_one_key_takes_its_value() -> None:
    assert attention([40.0], [[40.0], [-40.0]], [[7.0], [1.0]]) == pytest.approx([7.0])


def test_vectors_of_two_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        dot([1.0, 2.0], [1.0])
