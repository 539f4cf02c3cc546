"""The lists of editions on a branch: mike's own, and those that say what came with each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from mike.versions import Versions

from deckbook.publish.branch import Branch
from deckbook.publish.editions import Edition, Record, parse_editions, parse_record, written_editions
from deckbook.publish.git import Refused

LATEST = "latest"
VERSIONS = "versions.json"
"""mike's list, at the root."""
HISTORY = "editions.json"
"""The list of all editions that ever were, at the root."""
RECORD = "edition.json"
"""What one edition holds, in its folder."""


def read_versions(branch: Branch) -> Versions:
    """Mike's list of editions.

    Raises:
        Refused: It cannot be read.
    """
    content = branch.file(VERSIONS)
    if content is None:
        return Versions()
    try:
        return Versions.loads(content.decode())
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(
            f"Nothing is published, as {VERSIONS} on the published branch is not what mike writes ({error}); "
            f"put an older one back, or delete it there."
        ) from error


def written_versions(versions: Versions) -> bytes:
    """The list as mike writes it, with the aliases of an edition in an order."""
    items = [{**item, "aliases": sorted(item["aliases"])} for item in versions.to_json()]
    return (json.dumps(items, indent=2) + "\n").encode()


def highest(versions: Versions) -> str:
    """The highest version in mike's order, where anything is higher than what begins with no digit."""
    names = [str(info.version) for info in versions]
    return next((name for name in names if re.match(r"v?\d", name)), names[0] if names else "")


def below(versions: Versions, version: str) -> list[str]:
    """The versions that are lower than one, the highest first."""
    names = [str(info.version) for info in versions]
    return names[names.index(version) + 1 :]


def read_history(branch: Branch) -> dict[str, Edition]:
    """All editions that ever were, by version."""
    return {edition.version: edition for edition in parse_editions(branch.file(HISTORY))}


def written_history(editions: Iterable[Edition]) -> bytes:
    """The list of all editions, the highest version first."""
    known = {edition.version: edition for edition in editions}
    ranked = Versions()
    for version in known:
        ranked.add(version)
    return written_editions(known[str(info.version)] for info in ranked)


def read_records(branch: Branch) -> dict[str, Record]:
    """The records of all folders that have one, by the folders' names."""
    found = branch.files([f"{name}/{RECORD}" for name in branch.entries])
    records = {path.partition("/")[0]: parse_record(content) for path, content in found.items()}
    return {name: record for name, record in records.items() if record}
