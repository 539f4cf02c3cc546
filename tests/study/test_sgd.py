"""The AlexNet paper's update rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.sgd import DECAY, MOMENTUM, descend, step

_NUMBERS = st.floats(-10, 10)


@given(_NUMBERS, _NUMBERS, _NUMBERS, st.floats(0, 1))
def test_a_step_is_the_papers_rule(w: float, v: float, g: float, rate: float) -> None:
    weights, velocity = step(np.array([w]), np.array([v]), np.array([g]), rate)

    assert velocity[0] == pytest.approx(0.9 * v - 0.0005 * rate * w - rate * g)
    assert weights[0] == pytest.approx(w + velocity[0])


def test_the_papers_constants() -> None:
    assert (MOMENTUM, DECAY) == (0.9, 0.0005)


def test_without_a_gradient_weights_decay() -> None:
    path = descend(lambda w: 0 * w, np.array([1.0, -2.0]), rate=0.1, steps=1000)

    assert len(path) == 1001
    assert np.all(np.abs(path[-1]) < np.abs(path[0]))


def test_momentum_goes_down_a_narrow_valley_faster() -> None:
    steep = np.array([50.0, 1.0])

    def far(momentum: float) -> float:
        path = descend(lambda w: steep * w, np.array([1.0, 1.0]), rate=0.02, steps=100, momentum=momentum, decay=0.0)
        return float(np.linalg.norm(path[-1]))

    assert far(0.9) < far(0.0) / 10


def test_a_step_does_not_change_what_it_is_given() -> None:
    w, v, g = np.ones(2), np.zeros(2), np.ones(2)

    step(w, v, g, 0.1)

    assert (w.tolist(), v.tolist(), g.tolist()) == ([1, 1], [0, 0], [1, 1])
