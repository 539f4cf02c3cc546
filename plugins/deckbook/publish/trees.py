"""Trees of git: what stands on a branch, and what shall; written without a work tree, the index or a lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from deckbook.publish.git import Git, GitError

FILE, FOLDER, LINK = "100644", "040000", "120000"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a tree: its mode as git writes it, and the id of its content."""

    mode: str
    id: str

    @property
    def kind(self) -> str:
        return {FOLDER: "tree", "160000": "commit"}.get(self.mode, "blob")


Tree = Mapping[str, Entry]
"""What stands in one folder, by name."""


def read_tree(git: Git, tree: str) -> dict[str, Entry]:
    """What stands in a tree, not in the trees within it."""
    return {path: Entry(mode, oid) for path, mode, oid, _ in _listed(git.run("ls-tree", "-z", "--full-tree", tree))}


def paths_in(git: Git, tree: str) -> dict[str, int]:
    """All files in a tree and its trees, with their sizes in bytes."""
    listed = _listed(git.run("ls-tree", "-r", "-l", "-z", "--full-tree", tree))
    return {path: size for path, _, _, size in listed}


def _listed(out: bytes) -> Iterable[tuple[str, str, str, int]]:
    for record in filter(None, out.split(b"\0")):
        facts, _, path = record.partition(b"\t")
        mode, _, oid, *size = facts.decode("ascii").split()
        yield path.decode("utf-8", "surrogateescape"), mode, oid, int(size[0]) if size and size[0] != "-" else 0


def read_files(git: Git, names: Iterable[str]) -> dict[str, bytes]:
    """The contents of those objects that exist and are files, by their names, such as `<commit>:<path>`."""
    asked = list(names)
    if not asked:
        return {}
    given = "".join(f"{name}\n" for name in asked).encode("utf-8", "surrogateescape")
    out = git.run("cat-file", "--batch", given=given)
    found: dict[str, bytes] = {}
    for name in asked:
        head, _, out = out.partition(b"\n")
        facts = head.rsplit(b" ", 2)
        if len(facts) == 3 and facts[2].isdigit():
            size = int(facts[2])
            if facts[1] == b"blob":
                found[name] = out[:size]
            out = out[size + 1 :]
    return found


def write_file(git: Git, content: bytes) -> Entry:
    """Keeps a file's content."""
    return Entry(FILE, git.run("hash-object", "-w", "--no-filters", "--stdin", given=content).decode().strip())


def write_folder(git: Git, folder: Path) -> str:
    """Keeps all files below a folder exactly as they are; gives the tree of them.

    Raises:
        GitError: A file's name holds a line break.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in files]
    if broken := next((name for name in names if "\n" in name), None):
        raise GitError(f"the name of {broken!r} holds a line break, which cannot be published; rename that file")
    given = "".join(f"{path}\n" for path in files).encode("utf-8", "surrogateescape")
    ids = git.run("hash-object", "-w", "--no-filters", "--stdin-paths", given=given).decode().split()
    return write_paths(git, {name: Entry(FILE, oid) for name, oid in zip(names, ids, strict=True)})


def write_paths(git: Git, files: Mapping[str, Entry], *, onto: str = "") -> str:
    """The tree of files by path, on top of those of the tree `onto`."""
    with TemporaryDirectory(prefix="deckbook-") as place:
        own = Git(git.folder, {**git.extra, "GIT_INDEX_FILE": f"{place}/index"})
        if onto:
            own.run("read-tree", onto)
        records = "".join(f"{entry.mode} {entry.id}\t{path}\0" for path, entry in sorted(files.items()))
        own.run("update-index", "-z", "--index-info", given=records.encode("utf-8", "surrogateescape"))
        return own.line("write-tree")


def write_tree(git: Git, entries: Tree) -> str:
    """The tree that holds these names."""
    records = "".join(f"{entry.mode} {entry.kind} {entry.id}\t{name}\0" for name, entry in sorted(entries.items()))
    return git.run("mktree", "-z", given=records.encode("utf-8", "surrogateescape")).decode().strip()


@dataclass(frozen=True, slots=True)
class Change:
    """How a file differs between two trees: its size before and after, None where it is not there."""

    path: str
    before: int | None
    after: int | None


def changes(git: Git, before: str, after: str) -> list[Change]:
    """The files in which two trees differ; `before` is "" for nothing."""
    old = _files(git, before) if before else {}
    new = _files(git, after)
    sizes = _sizes(git, {oid for files in (old, new) for oid in files.values()})
    return [
        Change(path, sizes.get(old.get(path, "")), sizes.get(new.get(path, "")))
        for path in sorted(old.keys() | new.keys()) if old.get(path) != new.get(path)
    ]  # fmt: skip


def _files(git: Git, tree: str) -> dict[str, str]:
    return {path: oid for path, _, oid, _ in _listed(git.run("ls-tree", "-r", "-z", "--full-tree", tree))}


def _sizes(git: Git, ids: set[str]) -> dict[str, int]:
    asked = "".join(f"{oid}\n" for oid in sorted(ids)).encode()
    out = git.run("cat-file", "--batch-check=%(objectname) %(objectsize)", given=asked).decode()
    return {oid: int(size) for oid, _, size in (line.partition(" ") for line in out.splitlines()) if size.isdigit()}
