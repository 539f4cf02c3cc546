"""Which editions stay, when old ones are thinned: all of the last weeks, then one a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def to_thin(
    versions: Sequence[str], months: Mapping[str, str | None], protected: Iterable[str], *, weekly: int, monthly: int
) -> list[str]:
    """The editions that go.

    Args:
        versions: All editions, the newest first.
        months: The month of each, such as `2026-11`; one without a month stays.
        protected: Editions that stay in any case: those that have an alias.
        weekly: How many of the newest stay.
        monthly: Of how many months before these the newest edition stays.
    """
    stays = {*versions[:weekly], *protected, *(version for version in versions if not months.get(version))}
    seen: list[str] = []
    for version in versions[weekly:]:
        month = months.get(version)
        if month and month not in seen:
            seen.append(month)
            if len(seen) <= monthly:
                stays.add(version)
    return [version for version in versions if version not in stays]
