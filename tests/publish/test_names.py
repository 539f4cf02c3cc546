"""How editions are called, by the newest deck."""

from __future__ import annotations

import pytest

from deckbook.publish.names import month_of, shown_title, version_of
from deckbook.publish.thinning import to_thin

COMMITTED = 1_795_856_869
"""A day in 2026-w48."""


@pytest.mark.parametrize(
    ("date", "name", "version"),
    [
        # What the headmatter says comes first; any day of a week means that week.
        ("2026-w47", "weeks/a.md", "2026-w47"),
        ("2026-W7", "weeks/a.md", "2026-w07"),
        ("2026-11-16", "weeks/a.md", "2026-w47"),
        ("2026-11-22", "weeks/a.md", "2026-w47"),
        ("2026-11-22T10:00:00", "weeks/a.md", "2026-w47"),
        ("2026/1/5", "weeks/a.md", "2026-w02"),
        ("2027-01-01", "weeks/a.md", "2026-w53"),
        ("2026-11", "weeks/a.md", "2026-w44"),
        # A number alone has two digits, so that it sorts.
        ("7", "weeks/a.md", "07"),
        ("第七周", "weeks/a.md", "07"),
        ("第十二周", "weeks/a.md", "12"),
        ("第二十讲", "weeks/a.md", "20"),
        ("Week 7", "weeks/a.md", "07"),
        # Then the file's name.
        (None, "weeks/2026-w47.md", "2026-w47"),
        (None, "weeks/2026-11-16.md", "2026-w47"),
        (None, "weeks/第一周.md", "01"),
        (None, "weeks/week3.md", "03"),
        (None, "weeks/03-attention.md", "03"),
        (None, "weeks/一些笔记.md", "2026-w48"),
        # What says nothing, and no day that there is: the week of the commit.
        (None, "slides.md", "2026-w48"),
        ("soon", "slides.md", "2026-w48"),
        ("2026-w60", "slides.md", "2026-w48"),
    ],
)
def test_versions(date: str | None, name: str, version: str) -> None:
    assert version_of(date, name, COMMITTED) == version


@pytest.mark.parametrize(
    ("version", "title", "shown"),
    [
        ("2026-w47", "Attention", "2026-w47 · Attention"),
        ("2026-w47", "Notes of 2026-W47", "Notes of 2026-W47"),
        ("2026-w47", "", "2026-w47"),
        ("2026-w47", "<img src=x> & more", "2026-w47 · ‹img src=x› ＆ more"),
    ],
)
def test_titles(version: str, title: str, shown: str) -> None:
    assert shown_title(version, title) == shown


def test_months() -> None:
    assert [month_of(name) for name in ("2026-w01", "2026-w48", "2026-w49", "07", "2026-w60")] == [
        "2026-01", "2026-11", "2026-12", None, None,
    ]  # fmt: skip


def test_what_is_thinned() -> None:
    versions = [f"2026-w{week:02}" for week in range(47, 0, -1)]
    months = {version: month_of(version) for version in versions}

    gone = to_thin(versions, months, ["2026-w12"], weekly=8, monthly=6)

    stays = [version for version in versions if version not in gone]
    assert stays == [
        *(f"2026-w{week}" for week in range(47, 39, -1)),
        # The newest of the months before, but for what an alias is for.
        "2026-w39", "2026-w35", "2026-w31", "2026-w26", "2026-w22", "2026-w18", "2026-w12",
    ]  # fmt: skip
    left = [version for version in versions if version in stays]
    assert to_thin(left, months, ["2026-w12"], weekly=8, monthly=6) == []
    assert to_thin(["2026-w09", "07", "06"], {"2026-w09": "2026-02"}, [], weekly=1, monthly=1) == []
