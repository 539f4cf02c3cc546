"""When nothing is published: what is said, and the command that mends it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deckbook.publish.git import Git, GitError
from deckbook.snippets.records import path_of
from tests.publish.project import Project, deck, git
from tests.server import Answer, serving


def _dirty(project: Project) -> None:
    project.write({"docs/weeks/2026-w45.md": deck("Reading", One="Changed.")})


def _new_file(project: Project) -> None:
    project.write({"docs/weeks/2026-w46.md": deck("Next", One="Text.")})


def _without_remote(project: Project) -> None:
    git(project.root, "remote", "remove", "origin")


def _lost_remote(project: Project) -> None:
    project.remote.rename(project.remote.with_name("elsewhere.git"))


def _with_error(project: Project) -> None:
    project.commit("broken", files={"docs/weeks/2026-w46.md": "---\ntitle: [unclosed\n---\n\n# One\n\n---\n\n# Two\n"})


def _with_stale_record(project: Project) -> None:
    code = "# Code\n\n---\n\n## One\n\n```py {monaco-run}\nprint(2)\n```\n"
    record = '{"inputs": {"code": "0123456789abcdef"}, "stdout": ["1"]}'
    deck = "docs/weeks/2026-w46.md"
    path = path_of(project.root / deck, "Code/One").relative_to(project.root).as_posix()
    project.commit("stale", files={deck: code, path: record})


def _with_local_branch(project: Project) -> None:
    git(project.root, "branch", "gh-pages")


CASES = [
    (_dirty, "these files are not in it: docs/weeks/2026-w45.md.", "`git add -A && git commit`"),
    (_new_file, "these files are not in it: docs/weeks/2026-w46.md.", "`git add -A && git commit`"),
    (_without_remote, "has no remote “origin”", "`git remote add origin URL`"),
    (_lost_remote, "“origin” cannot be read", "does not appear to be a git repository"),
    (_with_error, "docs/weeks/2026-w46.md:2: error: ", "`deckbook check`"),
    (_with_stale_record, "docs/weeks/2026-w46.md:7: warning: ", "`pytest --update-outputs`"),
    (_with_local_branch, "has commits that “origin” has not", "`git push origin gh-pages`"),
]


@pytest.mark.parametrize(("spoil", "why", "mends"), CASES, ids=[case[0].__name__.strip("_") for case in CASES])
@pytest.mark.parametrize("command", [["publish"], ["publish", "--dry-run"]], ids=["publish", "dry"])
def test_refused(tmp_path: Path, spoil: Callable[[Project], None], why: str, mends: str, command: list[str]) -> None:
    project = Project.new(tmp_path)
    project.commit("first")
    spoil(project)

    said = project.deckbook(*command)

    assert said.exit_code == 1
    assert "Nothing is published" in said.output
    assert why in said.output
    assert mends in said.output
    assert not project.remote.exists() or project.tip == ""


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    project = Project.new(tmp_path)
    (project.root / ".git").rename(tmp_path / "away")

    said = project.deckbook("publish")

    assert (said.exit_code, "`git init && git add -A && git commit -m first`" in said.output) == (1, True)


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    said = Project.new(tmp_path).deckbook("publish")

    assert (said.exit_code, "there is no commit yet: `git add -A && git commit -m first`" in said.output) == (1, True)


def test_names_that_editions_cannot_have(tmp_path: Path) -> None:
    project = Project.new(tmp_path)
    project.commit("first")

    for name in ("latest", "shared", "a/b", ".git", "-x", "a b"):
        said = project.deckbook("publish", f"--version={name}")
        assert (said.exit_code, f"cannot be called “{name}”" in said.output) == (1, True)


def test_an_address_with_a_password_is_not_said(tmp_path: Path) -> None:
    project = Project.new(tmp_path)
    project.commit("first")
    git(project.root, "remote", "set-url", "origin", "http://ada:secret@127.0.0.1:9/notes.git")

    said = project.deckbook("publish")

    assert (said.exit_code, "cannot be read" in said.output, "secret" in said.output) == (1, True, False)


def test_a_remote_that_wants_a_password_is_told_of_and_nobody_is_asked(tmp_path: Path) -> None:
    project = Project.new(tmp_path)
    project.commit("first")
    with serving() as host:
        wants = Answer(b"", 401, {"WWW-Authenticate": 'Basic realm="notes"'})
        host.answers["/notes.git/info/refs?service=git-upload-pack"] = wants
        git(project.root, "remote", "set-url", "origin", f"{host.url}/notes.git")

        said = project.deckbook("publish")

    assert host.asked != []
    assert said.exit_code == 1
    assert "“origin” cannot be read: could not read Username" in said.output


def test_git_that_does_not_end_is_ended_with_all_it_has_started(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    slow = f"alias.slow=!echo $$ > {tmp_path}/pid; sleep 600"

    with pytest.raises(GitError, match="was not done within 3 seconds"):
        Git(tmp_path).run("-c", slow, "slow", seconds=3)

    started = int((tmp_path / "pid").read_text("utf-8"))
    for _ in range(600):
        if not Path(f"/proc/{started}").exists() or "Z" in Path(f"/proc/{started}/stat").read_text("utf-8").split():
            break
        time.sleep(0.05)
    else:
        pytest.fail("it still runs")
