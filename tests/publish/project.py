"""A project with decks in a test, its bare remote, and what is published there: real git, real builds.

project = Project.new(tmp_path)
project.commit("first")
assert project.deckbook("publish").exit_code == 0
assert project.published.read("latest/index.html")
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from deckbook.cli import main

MKDOCS = """\
site_name: Notes
site_url: https://example.org/notes/
theme: mkdocs
plugins: [search, deckbook]
"""
DAY = 86_400
FIRST = 1_794_000_000
"""When the first commit was made: a day in the week 2026-w45."""


def git(folder: Path, *words: str, time: int = FIRST, user: str | None = "Ada", ok: bool = True) -> str:
    """What git says; the commits it makes are of that time, by that user."""
    stamp = f"{time} +0000"
    own = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp, "LC_ALL": "C"}
    named = ["-c", f"user.name={user}", "-c", f"user.email={user}@example.org"] if user else []
    command = ["git", *named, *words]
    every = environment() | own
    done = subprocess.run(command, cwd=folder, env=every, capture_output=True, text=True, check=False)  # noqa: S603
    assert not ok or done.returncode == 0, (words, done.stderr)
    return done.stdout.strip()


def environment() -> dict[str, str]:
    """The environment without settings of git from outside the test, and nobody's name."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


@contextlib.contextmanager
def standing_in(folder: Path) -> Iterator[None]:
    """As a user stands in a folder, whose git knows nobody."""
    before, own = dict(os.environ), environment()
    os.environ.clear()
    os.environ.update(own)
    try:
        with contextlib.chdir(folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def deck(title: str, **chapters: str) -> str:
    """A deck with chapters, a slide each."""
    slides = [f"---\nchapter: {name}\n---\n\n## {name}\n\n{text}\n" for name, text in chapters.items()]
    return "\n".join((f"---\ntitle: {title}\n---\n\n# {title}\n", *slides))


@dataclass(frozen=True, slots=True)
class Tree:
    """What is published at some time: files by path."""

    remote: Path
    commit: str

    @property
    def files(self) -> dict[str, str]:
        """The ids of all files, by path."""
        out = git(self.remote, "-c", "core.quotePath=false", "ls-tree", "-r", self.commit)
        rows = (line.partition("\t") for line in out.splitlines())
        return {path: facts.split()[2] for facts, _, path in rows}

    def read(self, path: str) -> str:
        return git(self.remote, "show", f"{self.commit}:{path}")

    def json(self, path: str) -> Any:
        return json.loads(self.read(path))

    def folder(self, name: str) -> str:
        """The id of a folder's tree: the same for the same content."""
        return git(self.remote, "rev-parse", f"{self.commit}:{name}")

    @property
    def names(self) -> set[str]:
        """What stands at the root."""
        return set(git(self.remote, "ls-tree", "--name-only", self.commit).split())

    @property
    def versions(self) -> dict[str, list[str]]:
        """The versions in mike's list with their aliases, in its order."""
        return {item["version"]: item["aliases"] for item in self.json("versions.json")}


@dataclass(frozen=True, slots=True)
class Project:
    """A clone, and its remote."""

    root: Path
    remote: Path

    @classmethod
    def new(cls, folder: Path, files: Mapping[str, str] | None = None) -> Project:
        """A project whose files are not committed yet, and an empty remote."""
        project = cls(folder / "notes", folder / "notes.git")
        project.root.mkdir(parents=True)
        git(folder, "init", "-q", "--bare", "-b", "main", str(project.remote))
        git(project.root, "init", "-q", "-b", "main")
        git(project.root, "remote", "add", "origin", str(project.remote))
        project.write({"mkdocs.yml": MKDOCS, "docs/weeks/2026-w45.md": deck("Reading", One="An ocelot.", Two="A cat.")})
        project.write(files or {})
        return project

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for path, content in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, message: str, *, time: int = FIRST, files: Mapping[str, str | bytes] | None = None) -> str:
        """Commits all; gives the commit's id."""
        self.write(files or {})
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "-m", message, time=time)
        return git(self.root, "rev-parse", "HEAD")

    def clone(self, name: str, *words: str) -> Project:
        """Another clone of the remote, beside this one; over a transport that knows shallow ones."""
        git(self.remote.parent, "clone", "-q", *words, f"file://{self.remote}", name)
        return Project(self.remote.parent / name, self.remote)

    def deckbook(self, *words: str) -> Result:
        """Runs the command in the project."""
        with standing_in(self.root):
            return CliRunner().invoke(main, words, catch_exceptions=False)

    def mike(self, *words: str) -> str:
        """Runs mike in the project."""
        command = [sys.executable, "-c", "import sys, mike.driver; sys.exit(mike.driver.main())", *words]
        named = {"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org"}
        own = environment() | named
        done = subprocess.run(  # noqa: S603 - mike itself
            command, cwd=self.root, env=own, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout.strip()

    @property
    def tip(self) -> str:
        """The commit that is published; "" for none."""
        return git(self.remote, "rev-parse", "--verify", "-q", "refs/heads/gh-pages", ok=False)

    @property
    def published(self) -> Tree:
        return Tree(self.remote, self.tip)
