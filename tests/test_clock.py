"""tests/clock.py tells time that grows with an input's length from time that grows with its square."""

from __future__ import annotations

from tests import clock


def test_growth_of_what_looks_at_each_pair() -> None:
    assert clock.growth("a".__mul__, lambda text: sum(1 for _ in text for _ in text), 500, slack=0) > 9


def test_growth_of_what_looks_at_each_character() -> None:
    assert clock.growth("a".__mul__, lambda text: sum(1 for _ in text), 100_000, slack=0.01) < 9
