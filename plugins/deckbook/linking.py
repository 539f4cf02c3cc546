"""Joins the links to repositories in decks with what is known of those: what slides show, and what the list holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from deckbook.book import Book, newest_first
from deckbook.diagnostics import Diagnostic
from deckbook.markup.repositories import Named, Repository
from deckbook.markup.repositorypage import Listed, Place
from deckbook.repos import HOSTS, NAME, Entry, Facts, Lock, Reference, ledger, load_lock, short, target, then_and_now
from deckbook.settings import Settings

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Linking:
    """What is known of the repositories that a site's decks name.

    Attributes:
        named: The links of each slide to those that something is known of, by its deck and its number.
        key_of: The key of the repository that an address leads to, or "".
        listed: All of them, in the order of their keys.
        weeks: The decks that name any, newest first: their names, and what readers call them.
        asked: The day on which a host was asked last, or "".
        watched: The lock file.
        diagnostics: What is wrong with it.
    """

    named: Mapping[tuple[Path, int], tuple[Named, ...]] = field(default_factory=dict)
    key_of: Callable[[str], str] = lambda href: ""
    listed: tuple[Listed, ...] = ()
    weeks: tuple[tuple[str, str], ...] = ()
    asked: str = ""
    watched: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def linking(books: Sequence[Book], settings: Settings) -> Linking:
    """What is known of the repositories that a site's decks name; nobody is asked."""
    path = settings.docs_dir / NAME
    lock = load_lock(path)
    hosts = {**HOSTS, **lock.hosts}
    in_order = newest_first(books)[::-1]
    entries = ledger(in_order, lock)
    shown = {entry.key: _shown(entry, entry.key, entry.facts) for entry in entries}
    facts = [entry.facts for entry in entries if entry.facts]
    return Linking(
        named=_named(entries, shown, {book.name: book.deck.path for book in books}, lock),
        key_of=cache(lambda href: found.repository.key if (found := target(href, hosts)) else ""),
        listed=tuple(_listed(entry, shown[entry.key]) for entry in entries),
        weeks=_weeks(entries, in_order[::-1]),
        asked=max((item.asked for item in facts), default=""),
        watched=(path,),
        diagnostics=lock.diagnostics,
    )


def _named(
    entries: Sequence[Entry], shown: Mapping[str, Repository], decks: Mapping[str, Path], lock: Lock
) -> dict[tuple[Path, int], tuple[Named, ...]]:
    found: dict[tuple[Path, int], list[Named]] = {}
    for entry in entries:
        for reference in entry.references:
            mention = reference.mention
            key = mention.repository.key
            facts = lock.facts.get(key)
            if facts is None or not mention.is_link:
                continue
            known = shown[key] if key == entry.key else _shown(entry, key, facts)
            then, now = then_and_now(mention, facts)
            named = Named(known, mention.is_subject, then, now or _unless_unknown(then, facts))
            found.setdefault((decks[reference.book], mention.slide), []).append(named)
    return {place: tuple(items) for place, items in found.items()}


def _unless_unknown(then: str, facts: Facts) -> str:
    """What is noted is what it is now where no other number is."""
    return then if facts.star_count is not None else ""


def _weeks(entries: Sequence[Entry], books: Sequence[Book]) -> tuple[tuple[str, str], ...]:
    naming = {reference.book for entry in entries for reference in entry.references}
    found = [book for book in books if book.name in naming]
    return tuple((book.name, f"{book.date} {book.title.plain}" if book.date else book.title.plain) for book in found)


def _shown(entry: Entry, key: str, facts: Facts | None) -> Repository:
    facts = facts or Facts()
    named = next(item.mention.repository for item in entry.references if item.mention.repository.key == key)
    return Repository(
        key=key,
        row=entry.key,
        url=named.url,
        name=named.path,
        host=named.host,
        description=facts.description,
        language=facts.language,
        license=facts.license,
        topics=facts.topics,
        pushed=facts.pushed,
        archived=facts.archived,
        moved=facts.moved,
        gone=facts.gone,
        was_there=bool(facts.description or facts.stars or facts.language or facts.pushed),
        count=len(_places(entry.references)),
    )


def _listed(entry: Entry, shown: Repository) -> Listed:
    facts = entry.facts or Facts()
    noted = [reference.mention.note.stars for reference in entry.references]
    last = next((stars for stars in reversed(noted) if stars), None)
    now = "" if facts.star_count is None else short(facts.star_count)
    if last and now == short(last.count):
        now = last.text
    return Listed(
        repository=shown if shown.description else replace(shown, description=_described(entry)),
        tags=entry.tags or facts.topics,
        places=_places(entry.references)[::-1],
        then=last.text if last else "",
        now=now,
        count=entry.star_count,
        history=tuple(facts.stars.items()),
    )


def _described(entry: Entry) -> str:
    """What an author says that it is, unless that is nothing but its tags."""
    words = {word for tag in entry.tags for word in _WORD.findall(tag.casefold())}
    return entry.description if set(_WORD.findall(entry.description.casefold())) - words else ""


def _places(references: Sequence[Reference]) -> tuple[Place, ...]:
    """Where it is named, a slide once, in the order of the books."""
    found: dict[tuple[str, str], Place] = {}
    for reference in references:
        noted = reference.mention.note.stars
        place = Place(
            deck=reference.book,
            week=reference.title.plain,
            chapter=reference.chapter.plain,
            heading=reference.heading.plain if reference.heading else "",
            uri=reference.uri,
            id=reference.id,
            then=noted.text if noted else "",
        )
        known = found.setdefault((place.uri, place.id), place)
        if place.then and not known.then:
            found[place.uri, place.id] = place
    return tuple(found.values())
