"""Puts an edition beside those that stand on the branch: the new tree of the branch, made of the old one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mike.versions import Versions

from deckbook.publish import redirects
from deckbook.publish.branch import Branch
from deckbook.publish.editions import Edition, Record, written_record
from deckbook.publish.frontpages import MARK
from deckbook.publish.git import Refused
from deckbook.publish.records import (
    HISTORY,
    LATEST,
    RECORD,
    VERSIONS,
    highest,
    read_history,
    read_records,
    read_versions,
    written_history,
    written_versions,
)
from deckbook.publish.sharing import SHARED
from deckbook.publish.trees import (
    FOLDER,
    LINK,
    Entry,
    paths_in,
    read_tree,
    write_file,
    write_folder,
    write_paths,
    write_tree,
)

_KEPT = ("CNAME",)
"""Files that hosts look for at the root, and that a site has among its own."""


@dataclass(frozen=True, slots=True)
class Built:
    """A built edition, with what it shares moved out of it.

    Attributes:
        site: Its files.
        copies: What is shared.
        edition: What it is.
        record: What it holds.
        front: The files of the root.
    """

    site: Path
    copies: Path
    edition: Edition
    record: Record
    front: Mapping[str, bytes] = field(default_factory=dict)


def with_edition(branch: Branch, built: Built) -> str:
    """The tree of the branch that has the edition, and of what stood there all else.

    Raises:
        Refused: A name is taken by something else.
    """
    git, version = branch.git, built.edition.version
    versions = read_versions(branch)
    holder = _enter(versions, built.edition)
    entries = dict(branch.entries)
    record = write_file(git, written_record(built.record))
    entries[version] = Entry(FOLDER, write_paths(git, {RECORD: record}, onto=write_folder(git, built.site)))
    for alias in versions[version].aliases - {LATEST}:
        # Aliases that `mike alias` made, of any kind but links, which lead to the new edition by themselves.
        if alias not in entries or entries[alias].mode != LINK:
            entries[alias] = entries[version]
    if holder in entries and (holder == version or LATEST not in entries):
        entries[LATEST] = _latest(branch, entries[holder])
    replaced = {version} | ({LATEST} if entries.get(LATEST) != branch.entries.get(LATEST) else set())
    others = [record for name, record in read_records(branch).items() if name not in replaced]
    copies = read_tree(git, write_folder(git, built.copies))
    _share(branch, entries, copies, [*others, built.record])
    front = {name: content for name, content in built.front.items() if _is_ours(branch, name)}
    front |= {name: (built.site / name).read_bytes() for name in _KEPT if (built.site / name).is_file()}
    front[VERSIONS] = written_versions(versions)
    front[HISTORY] = written_history({**read_history(branch), version: built.edition}.values())
    entries |= {name: write_file(git, content) for name, content in front.items()}
    return branch.tree(entries)


def _enter(versions: Versions, edition: Edition) -> str:
    """Puts the edition into mike's list; gives the version that is the latest one then.

    That is this one where no other is higher. Else it stays, unless there is none: then it is the highest.
    """
    try:
        versions.add(edition.version, edition.title)
        first, found = highest(versions), versions.find(LATEST)
        if first == edition.version or found is None:
            versions.add(first, None, [LATEST], update_aliases=True)
            return first
        return str(found[0])
    except ValueError as error:
        raise Refused(
            f"Nothing is published, as mike's list of editions does not take it: {error}; see `mike list`."
        ) from error


def _latest(branch: Branch, edition: Entry) -> Entry:
    """The folder of the latest edition: all of it, and redirects for the pages that were in the one before."""
    git = branch.git
    gone = redirects.vanished(_pages_of_latest(branch), redirects.pages(paths_in(git, edition.id)))
    stubs = {path: write_file(git, content) for path, content in gone.items()}
    return Entry(FOLDER, write_paths(git, stubs, onto=edition.id)) if stubs else edition


def _pages_of_latest(branch: Branch) -> Iterable[str]:
    """The files of what is the latest edition so far; of a link those of the edition that it leads to."""
    entry = branch.entries.get(LATEST)
    if entry is None:
        return ()
    if entry.mode == LINK:
        target = branch.git.run("cat-file", "blob", entry.id).decode("utf-8", "replace").strip("./")
        entry = branch.entries.get(target)
    return paths_in(branch.git, entry.id) if entry and entry.mode == FOLDER else ()


def _share(branch: Branch, entries: dict[str, Entry], copies: Mapping[str, Entry], records: Iterable[Record]) -> None:
    """Adds copies, and drops those that no edition links to any more."""
    wanted = {name for record in records for name in record.shared}
    old = entries.get(SHARED)
    known = read_tree(branch.git, old.id) if old and old.mode == FOLDER else {}
    kept = {name: entry for name, entry in {**known, **copies}.items() if name in wanted}
    if kept:
        entries[SHARED] = Entry(FOLDER, write_tree(branch.git, kept))
    else:
        entries.pop(SHARED, None)


def _is_ours(branch: Branch, name: str) -> bool:
    """Whether a file of the root may be written: it is not there, or it was written by Deckbook.

    Where the root leads to is mike's to say: `mike set-default` may have changed it.
    """
    if name not in branch.entries:
        return True
    content = branch.file(name)
    return name != "index.html" and content is not None and MARK in content


def without(branch: Branch, versions_to_go: Iterable[str]) -> str:
    """The tree of the branch where redirects to the latest edition stand in the place of some others."""
    git = branch.git
    versions, history = read_versions(branch), read_history(branch)
    entries = dict(branch.entries)
    now = redirects.pages(_pages_of_latest(branch))
    gone = set(versions_to_go)
    for version in sorted(gone):
        versions.remove(version)
        pages = redirects.moved(paths_in(git, entries[version].id), LATEST, now)
        stubs = {path: write_file(git, page) for path, page in pages.items()}
        entries[version] = Entry(FOLDER, write_paths(git, stubs))
        if version in history:
            history[version] = replace(history[version], is_thinned=True)
    _share(branch, entries, {}, [record for name, record in read_records(branch).items() if name not in gone])
    entries[VERSIONS] = write_file(git, written_versions(versions))
    entries[HISTORY] = write_file(git, written_history(history.values()))
    return branch.tree(entries)
