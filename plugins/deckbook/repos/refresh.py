"""Asks the hosts about repositories, and keeps in the lock file what they say, as it comes in."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

from deckbook.repos import graphql, rest
from deckbook.repos.addresses import HOSTS, Repository, is_path
from deckbook.repos.asking import TIMEOUT, Client, Clock, Stopped
from deckbook.repos.facts import Facts, News, unchanged, with_news, without_it
from deckbook.repos.forges import Forge
from deckbook.repos.lock import LockError, load_lock, update_lock
from deckbook.repos.replies import Reply, Same, Unknown

_SAVE_SECONDS = 2.0
"""What is lost at most where the machine stops."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of asking about a repository, or of a host.

    Attributes:
        key: The repository's; "" where a host, or the file, is meant.
        text: A sentence to tell; "" where there is nothing to tell.
        is_fault: Whether something did not work that may work another time.
    """

    key: str
    text: str = ""
    is_fault: bool = False


def today(environment: Mapping[str, str]) -> date:
    """The day, by UTC; that of SOURCE_DATE_EPOCH where it is set."""
    try:
        return datetime.fromtimestamp(int(environment["SOURCE_DATE_EPOCH"]), UTC).date()
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be asked.

    Attributes:
        path: The lock file.
        forges: The hosts that can be asked, by name.
        day: Today.
        clock: The time, and waiting.
        timeout: The seconds that a host may be silent.
    """

    path: Path
    forges: Mapping[str, Forge]
    day: date
    clock: Clock = field(default_factory=Clock)
    timeout: float = TIMEOUT


def wanted(repositories: Iterable[Repository], plan: Plan, *, again: bool) -> list[Repository]:
    """The repositories that are to be asked about, each once, those first that were not asked for longest.

    Args:
        repositories: All that decks name.
        plan: What is to be asked.
        again: Whether also those are that were asked today.
    """
    known = load_lock(plan.path).facts
    by_key = {item.key: item for item in repositories if item.host in plan.forges}
    days = {key: known[key].asked if key in known else "" for key in by_key}
    return [
        by_key[key] for key in sorted(by_key, key=lambda key: (days[key], key)) if again or days[key] != str(plan.day)
    ]


def refresh(repositories: Iterable[Repository], plan: Plan) -> Generator[Refreshed, None, None]:
    """Asks about repositories, and says what came of each. What was answered is kept, whatever stops this."""
    lock = load_lock(plan.path)
    if not lock.is_whole:
        for item in lock.diagnostics:
            yield Refreshed("", item.shown(Path.cwd()), is_fault=True)
        return
    keeper = _Keeper(plan)
    try:
        by_host = sorted(repositories, key=lambda item: item.host)
        for host, group in groupby(by_host, key=lambda item: item.host):
            yield from _of_host(plan.forges[host], list(group), lock.facts, keeper)
        keeper.save()
    except LockError as error:
        yield Refreshed("", str(error), is_fault=True)
    finally:
        keeper.save_quietly()


@dataclass(slots=True)
class _Keeper:
    """Puts what is new into the file, now and then, and at the end."""

    plan: Plan
    changes: dict[str, Facts] = field(default_factory=dict)
    saved: float = field(default_factory=time.monotonic)

    def keep(self, key: str, facts: Facts) -> None:
        self.changes[key] = facts
        if time.monotonic() - self.saved > _SAVE_SECONDS:
            self.save()

    def save(self) -> None:
        if self.changes:
            own = {host: forge.kind for host, forge in self.plan.forges.items() if host not in HOSTS}
            named = {key.partition("/")[0] for key in self.changes}
            update_lock(self.plan.path, self.changes, {host: kind for host, kind in own.items() if host in named})
            self.changes = {}
        self.saved = time.monotonic()

    def save_quietly(self) -> None:
        """Where this ends because of something else, which is what is to be told."""
        with suppress(LockError):
            self.save()


def _of_host(
    forge: Forge, repositories: list[Repository], known: Mapping[str, Facts], keeper: _Keeper
) -> Iterator[Refreshed]:
    plan = keeper.plan
    left = len(repositories)
    with Client(forge, plan.clock, plan.timeout) as client:
        by_graphql = forge.kind == "github" and forge.token
        answers = graphql.ask(client, repositories) if by_graphql else rest.ask(client, repositories, known)
        try:
            for repository, reply in answers:
                left -= 1
                yield _keep(repository, reply, known.get(repository.key, Facts()), forge, keeper)
        except Stopped as error:
            stay = "1 repository stays as it was" if left == 1 else f"{left} repositories stay as they were"
            yield Refreshed("", f"{error} {stay}.", is_fault=True)


def _keep(repository: Repository, reply: Reply, old: Facts, forge: Forge, keeper: _Keeper) -> Refreshed:
    key, day = repository.key, keeper.plan.day
    if isinstance(reply, News):
        if not is_path(reply.path):
            reply = Unknown("its answer is about something else")
        elif reply.private and forge.is_public:
            keeper.keep(key, without_it(old, day))
            return Refreshed(key, f"{key} is private, so nothing is written of it.")
    if isinstance(reply, Unknown):
        return Refreshed(key, f"{key} stays as it was: {reply.why}.", is_fault=True)
    if reply is Same.GONE:
        keeper.keep(key, without_it(old, day))
        return Refreshed(key, "" if old.gone else f"{key} is not there any more, or not for everybody.")
    new = unchanged(old, day) if isinstance(reply, Same) else with_news(old, reply, repository, day)
    keeper.keep(key, new)
    moved = new.moved and new.moved != old.moved
    return Refreshed(key, f"{key} is now {new.moved}." if moved else "")
