"""The guide's tables over the public decks are what is measured; `make figures` writes them anew."""

from __future__ import annotations

import pytest

from tests.conformance.corpus import Corpus
from tests.conformance.figures import PLACES, TABLES, between, by_row


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_guide_is_current(corpus: Corpus, name: str) -> None:
    """Small changes may wait: five slides or a twentieth, and a fifth of a percent."""
    _, written, _ = between(name)

    said, measured = by_row(written), by_row(TABLES[name](corpus))
    rows = said.keys() | measured.keys()
    assert [row for row in rows if not _near(said.get(row, []), measured.get(row, []))] == []


@pytest.mark.parametrize("name", PLACES)
def test_a_table_has_its_place(name: str) -> None:
    before, table, after = between(name)

    assert before.startswith("# ")
    assert len(by_row(table)) > 1
    assert after.strip() != table.strip()


def _near(some: list[str], others: list[str]) -> bool:
    count = max(len(some), len(others))
    pairs = zip(some or ["0"] * count, others or ["0"] * count, strict=True)
    return all(abs(_number(one) - _number(other)) <= _slack(one, other) for one, other in pairs)


def _slack(one: str, other: str) -> float:
    return 0.2 if "%" in one + other else max(5, 0.05 * max(_number(one), _number(other)))


def _number(text: str) -> float:
    return float(text.strip("%").replace(",", ""))
