"""`repos.lock.json`: what is known of repositories, as a file that is committed, merged, and never half written."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from deckbook.diagnostics import Diagnostic
from deckbook.repos.addresses import KINDS
from deckbook.repos.facts import Facts
from deckbook.repos.merged import read_json
from deckbook.repos.validity import facts_of

NAME = "repos.lock.json"
"""The file's name; it stands in the docs_dir."""
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock file as it was read.

    Attributes:
        facts: What is known of repositories, by their keys.
        hosts: Hosts besides the public ones that repositories are on, with their kinds.
        extra: What else the file holds, which is kept.
        diagnostics: What is wrong with it.
        is_whole: Whether all of it was understood; else it must not be written again.
    """

    facts: Mapping[str, Facts] = field(default_factory=dict)
    hosts: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    is_whole: bool = True


class LockError(Exception):
    """The lock file cannot be written; the text is a sentence that says why."""


_UNREADABLE = (
    "{} in this file, so that part of it is not used, and it is not refreshed; correct it, or take an older one."
)
_MERGED = (
    "This is no JSON, as where a merge left its marks; what the lines say, of both sides, is used. "
    "`deckbook repos refresh` writes it anew."
)
_NEWER = "This file is of a newer Deckbook, so it is not refreshed; update Deckbook."


def load_lock(path: Path) -> Lock:
    """Reads a lock file as far as it goes; one that is not there holds nothing."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Lock()
    except OSError as error:
        return _unreadable(path, 0, f"The system allows no reading ({error.strerror})")
    except UnicodeDecodeError:
        return _unreadable(path, 0, "There is text that is not UTF-8")
    return parse_lock(text, path)


def _unreadable(path: Path, line: int, what: str) -> Lock:
    said = Diagnostic(path, line, "repos-lock-unreadable", _UNREADABLE.format(what))
    return Lock(diagnostics=(said,), is_whole=False)


def parse_lock(text: str, path: Path) -> Lock:
    """A lock file's text."""
    read = read_json(text)
    found: list[Diagnostic] = []
    if read.broken_at:
        found.append(Diagnostic(path, read.broken_at, "repos-lock-merged", _MERGED))
    for line, what in read.problems:
        found.append(Diagnostic(path, line, "repos-lock-unreadable", _UNREADABLE.format(what)))
    data = dict(read.data)
    facts: dict[str, Facts] = {}
    entries = data.pop("repositories", {})
    if not isinstance(entries, dict):
        found.append(_about(path, text, "repositories", "“repositories” is no object"))
        entries = {}
    for key, entry in entries.items():
        facts[key], wrong = facts_of(entry)
        found += [_about(path, text, key, f"“{name}” of “{key}” is not what it should be") for name in wrong]
    version, hosts = data.pop("version", _VERSION), data.pop("hosts", {})
    if not isinstance(version, int) or version > _VERSION:
        found.append(Diagnostic(path, 0, "repos-lock-unreadable", _NEWER))
    if not isinstance(hosts, dict) or not all(kind in KINDS for kind in hosts.values()):
        found.append(_about(path, text, "hosts", "“hosts” is not what it should be"))
        hosts = {}
    return Lock(
        facts=facts,
        hosts=hosts,
        extra=data,
        diagnostics=tuple(found),
        is_whole=not any(item.rule == "repos-lock-unreadable" for item in found),
    )


def _about(path: Path, text: str, word: str, what: str) -> Diagnostic:
    position = text.find(json.dumps(word, ensure_ascii=False))
    line = text.count("\n", 0, position) + 1 if position >= 0 else 0
    return Diagnostic(path, line, "repos-lock-unreadable", _UNREADABLE.format(what))


def written_lock(lock: Lock) -> str:
    """A lock's text: sorted, a fact a line, the newest stars first, so that a refresh adds a line and changes few."""
    data = {
        **lock.extra,
        "version": _VERSION,
        **({"hosts": dict(sorted(lock.hosts.items()))} if lock.hosts else {}),
        "repositories": {key: _entry(lock.facts[key]) for key in sorted(lock.facts)},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).translate(_SEPARATORS) + "\n"


# Letters to JSON, but line ends to some editors and tools that merge.
_SEPARATORS = {0x2028: "\\u2028", 0x2029: "\\u2029", 0x85: "\\u0085"}


def _entry(facts: Facts) -> dict[str, Any]:
    """The fields that say something, in alphabetical order."""
    values = {
        "archived": facts.archived,
        "description": facts.description,
        "etag": facts.etag,
        "gone": facts.gone,
        "language": facts.language,
        "license": facts.license,
        "moved": facts.moved,
        "pushed": facts.pushed,
        "stars": dict(sorted(facts.stars.items(), reverse=True)),
        "topics": sorted(facts.topics),
    }
    return dict(sorted({**facts.extra, **{name: value for name, value in values.items() if value}}.items()))


def update_lock(path: Path, changes: Mapping[str, Facts], hosts: Mapping[str, str]) -> None:
    """Puts what is new into a lock file; whatever else it holds by now stays.

    Raises:
        LockError: The file holds what cannot be read, or may not be written; it is then as it was.
    """
    lock = load_lock(path)
    if not lock.is_whole:
        raise LockError(next(item.message for item in lock.diagnostics if item.rule == "repos-lock-unreadable"))
    facts = dict(lock.facts)
    for key, changed in changes.items():
        there = facts.get(key)
        stars = {**there.stars, **changed.stars} if there else changed.stars
        facts[key] = replace(changed, stars=dict(sorted(stars.items())))
    text = written_lock(replace(lock, facts=facts, hosts={**lock.hosts, **hosts}))
    try:
        if not path.exists() or path.read_bytes() != text.encode():
            _save(path, text.encode())
    except OSError as error:
        raise LockError(f"{path} cannot be written: {error.strerror}.") from error


def _save(path: Path, data: bytes) -> None:
    """Replaces a file at once: whatever stops this, the old one stands, or the new one."""
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        with suppress(FileNotFoundError):
            shutil.copymode(target, name)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
