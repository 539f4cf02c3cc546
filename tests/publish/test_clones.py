"""Publishing from clones as people and machines have them, and while others do the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deckbook.publish.branch import Branch, Target, advance, fetch
from deckbook.publish.git import Git, Refused
from deckbook.publish.trees import write_file
from tests.publish.processes import Running, context
from tests.publish.project import DAY, FIRST, Project, deck, git, standing_in


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose main branch is on the remote, and whose first week is published."""
    project = Project.new(tmp_path_factory.mktemp("published"), {"docs/lines.txt": "one\r\ntwo\r\n"})
    project.commit("first")
    git(project.root, "push", "-q", "origin", "main")
    assert project.deckbook("publish").exit_code == 0
    return project


@pytest.fixture
def project(published: Project, tmp_path: Path) -> Project:
    """A copy of it, remote and all."""
    shutil.copytree(published.remote, tmp_path / "notes.git")
    shutil.copytree(published.root, tmp_path / "notes")
    copied = Project(tmp_path / "notes", tmp_path / "notes.git")
    git(copied.root, "remote", "set-url", "origin", str(copied.remote))
    return copied


def test_a_clone_as_ci_makes_it_whatever_git_is_told_there(project: Project) -> None:
    project.commit("second", time=FIRST + 7 * DAY, files={"docs/weeks/2026-w46.md": deck("Attention", One="Heads.")})
    git(project.root, "push", "-q", "origin", "main")
    clone = project.clone("ci", "--depth=1", "--branch=main", "--single-branch")
    git(clone.root, "checkout", "-q", "--detach")
    hooks = clone.root.with_name("hooks")
    hooks.mkdir()
    for name in ("pre-push", "reference-transaction", "pre-commit", "commit-msg"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n", "utf-8")
        (hooks / name).chmod(0o755)
    for name, value in {
        "commit.gpgSign": "true", "gpg.program": "/bin/false", "push.gpgSign": "true", "core.autocrlf": "input",
        "core.hooksPath": str(hooks), "push.followTags": "true", "user.useConfigOnly": "true", "fetch.prune": "true",
        "log.showSignature": "true", "status.short": "true", "core.quotePath": "true",
    }.items():  # fmt: skip
        git(clone.root, "config", name, value)
    listed = clone.deckbook("editions").output
    assert "2026-w45 [latest]  2026-w45 · Reading" in listed
    assert "gh-pages" not in git(clone.root, "branch", "-a")

    said = clone.deckbook("publish")

    assert (said.exit_code, said.output.splitlines()[0]) == (
        0, "2026-w46 “2026-w46 · Attention” is published to gh-pages of origin.",
    )  # fmt: skip
    tree = project.published
    assert tree.versions == {"2026-w46": ["latest"], "2026-w45": []}
    # Whom git does not know is the author of what is published.
    assert git(tree.remote, "log", "-1", "--format=%an <%ae> %cn", tree.commit) == "Ada <Ada@example.org> Ada"
    # Bytes are published as they were built.
    assert tree.files["2026-w46/lines.txt"] == tree.files["2026-w45/lines.txt"]
    assert git(tree.remote, "cat-file", "-s", tree.files["2026-w46/lines.txt"]) == "10"
    assert git(clone.root, "status", "--porcelain") == ""
    git(clone.root, "config", "--unset", "core.hooksPath")
    assert clone.mike("list").startswith('"2026-w46 · Attention" (2026-w46) [latest]')


def test_the_branch_may_be_checked_out_elsewhere(project: Project) -> None:
    pages = project.root.with_name("pages")
    git(project.root, "fetch", "-q", "origin")
    git(project.root, "worktree", "add", "-q", str(pages), "gh-pages")
    project.commit("second", time=FIRST + 7 * DAY, files={"docs/weeks/2026-w46.md": deck("Attention", One="Heads.")})
    old = project.tip
    git(project.root, "config", "user.name", "Bob")

    assert project.deckbook("publish").exit_code == 0

    assert git(project.remote, "log", "-1", "--format=%an %cn", "gh-pages") == "Bob Bob"
    assert "2026-w46" in project.published.names
    # What is checked out stays, and can be brought on.
    assert git(pages, "rev-parse", "HEAD") == old
    assert git(pages, "status", "--porcelain") == ""
    git(pages, "merge", "-q", "--ff-only", "origin/gh-pages")
    assert (pages / "2026-w46" / "index.html").is_file()


def test_a_dry_run_changes_nothing_at_all(project: Project) -> None:
    project.commit("second", time=FIRST + 7 * DAY, files={"docs/weeks/2026-w46.md": deck("Attention", One="Heads.")})
    git(project.remote, "config", "receive.denyAll", "true")

    def everything() -> dict[Path, bytes]:
        files = (path for root in (project.root, project.remote) for path in root.rglob("*"))
        return {path: path.read_bytes() for path in files if path.is_file()}

    before = everything()
    said = project.deckbook("publish", "--dry-run")

    assert said.exit_code == 0
    assert said.output.startswith("Would publish 2026-w46 “2026-w46 · Attention”.\n")
    after = everything()
    assert {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)} == set()


def test_a_remote_that_does_not_take_it_is_told_of(project: Project) -> None:
    hook = project.remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho this branch is protected >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    project.commit("second", time=FIRST + 7 * DAY, files={"docs/weeks/2026-w46.md": deck("Attention", One="Heads.")})
    old = project.tip

    said = project.deckbook("publish")

    assert said.exit_code == 1
    assert "Nothing is published, as “origin” does not take it" in said.output
    assert "protected" in said.output
    assert project.tip == old


def test_three_at_once_are_all_published(project: Project) -> None:
    clones = []
    for week in (46, 47, 48):
        clone = project.clone(f"week{week}", "--depth=1")
        clone.commit(
            "mine", time=FIRST + week * DAY, files={f"docs/weeks/2026-w{week}.md": deck(f"Week {week}", One="Text.")}
        )
        clones.append(clone)
    server = context()

    running = [Running(server, clone, "publish") for clone in reversed(clones)]
    ended = [process.end() for process in running]

    assert [code for code, _ in ended] == [0, 0, 0], ended
    tree = project.published
    assert tree.versions == {"2026-w48": ["latest"], "2026-w47": [], "2026-w46": [], "2026-w45": []}
    assert "Week 48" in tree.read("latest/weeks/2026-w48/index.html")
    assert git(tree.remote, "fsck", "--full", "--strict", "--no-dangling") == ""


def _add(git_here: Git, branch: Branch, name: str) -> tuple[str, str]:
    return branch.tree({**branch.entries, name: write_file(git_here, name.encode())}), f"Add {name}"


def test_a_remote_that_moved_on_meanwhile_is_read_again(project: Project) -> None:
    """Also where it was not there at all when it was looked at first."""
    target = Target(branch="new")
    ours, theirs = (Git(clone.root) for clone in (project, project.clone("theirs")))
    tries = []

    def compose(branch: Branch) -> tuple[str, str]:
        tries.append(branch.tip)
        if len(tries) <= 2:
            advance(theirs, target, lambda other: _add(theirs, other, f"theirs-{len(tries)}"), _WHO)
        return _add(ours, branch, "ours")

    with standing_in(project.root):
        moved = advance(ours, target, compose, _WHO)
        names = set(fetch(ours, target).entries)

    assert (moved.tries, len(tries)) == (3, 3)
    assert names == {"ours", "theirs-1", "theirs-2"}


def test_tries_have_an_end(project: Project) -> None:
    target = Target(branch="new")
    ours, theirs = (Git(clone.root) for clone in (project, project.clone("theirs")))
    tries = []

    def compose(branch: Branch) -> tuple[str, str]:
        tries.append(branch.tip)
        advance(theirs, target, lambda other: _add(theirs, other, f"theirs-{len(tries)}"), _WHO)
        return _add(ours, branch, "ours")

    with standing_in(project.root), pytest.raises(Refused, match="others published to new meanwhile each of 3 times"):
        advance(ours, target, compose, _WHO, tries=3)

    assert len(tries) == 3
    with standing_in(project.root):
        assert "ours" not in fetch(ours, target).entries


_WHO = {f"GIT_{role}_{what}": "Ada" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
