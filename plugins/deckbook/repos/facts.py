"""What is known of a repository from outside, as its lock file holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from deckbook.repos.addresses import Repository


@dataclass(frozen=True, slots=True)
class Facts:
    """What a repository's host said of it. All texts are by strangers.

    Attributes:
        description: Its own description, in one line.
        stars: How many stars it had, by the day it was asked (`2026-11-28`), oldest first.
        license: Its licence, by SPDX's id where it has one.
        language: The language that most of it is in.
        topics: Its topics.
        archived: Whether it is read-only now.
        pushed: The day of its last push.
        moved: Where it is now (`github.com/owner/name`), if elsewhere.
        gone: The day since which it is not there, or not for everybody; all else is what was known before.
        etag: What its host calls this state of it.
        extra: What a newer Deckbook has written, which is kept.
    """

    description: str = ""
    stars: Mapping[str, int] = field(default_factory=dict)
    license: str = ""
    language: str = ""
    topics: tuple[str, ...] = ()
    archived: bool = False
    pushed: str = ""
    moved: str = ""
    gone: str = ""
    etag: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def star_count(self) -> int | None:
        """Its stars when it was asked last."""
        return self.stars[max(self.stars)] if self.stars else None

    @property
    def asked(self) -> str:
        """The day on which it was asked last, as far as is known; "" for never."""
        return max((*self.stars, self.gone))


@dataclass(frozen=True, slots=True)
class News:
    """What a host says of a repository today.

    Attributes:
        path: Its path there, as it is spelled there, which is another one where it has moved.
        stars: Its stars, if it says.
        told: The fields of `Facts` that it says something of, with their values.
        private: Whether it is shown only to some.
    """

    path: str
    stars: int | None
    told: Mapping[str, Any]
    private: bool = False


def with_news(old: Facts, news: News, repository: Repository, today: date) -> Facts:
    """What is known after an answer; what it says nothing of stays as it was."""
    moved = f"{repository.host}/{news.path}"
    stars = dict(old.stars) if news.stars is None else {**old.stars, today.isoformat(): news.stars}
    told = {"etag": "", **news.told}
    return replace(
        old, **told, stars=dict(sorted(stars.items())), gone="", moved="" if moved.lower() == repository.key else moved
    )  # fmt: skip


def unchanged(old: Facts, today: date) -> Facts:
    """What is known where a host says that nothing has changed."""
    count = old.star_count
    stars = dict(old.stars) if count is None else {**old.stars, today.isoformat(): count}
    return replace(old, stars=dict(sorted(stars.items())), gone="")


def without_it(old: Facts, today: date) -> Facts:
    """What is known where a host has no such repository, or not for everybody."""
    return replace(old, gone=old.gone or today.isoformat(), etag="")


def short(count: int) -> str:
    """A number of stars as people write it: `980`, `4.6k`, `46k`, `1.2M`."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if count >= size - size // 2000:
            number = count / size
            return f"{number:.1f}{unit}".replace(".0", "") if number < 99.95 else f"{number:.0f}{unit}"
    return str(count)
