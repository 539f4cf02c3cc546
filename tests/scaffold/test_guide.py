"""The guide's pages about beginning and hosting a site: their commands do what stands below them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.harness import ROOT
from tests.scaffold.sites import run

GUIDE = ROOT / "docs" / "guide"
GIT = shutil.which("git") or "git"


def commands(page: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a page's `console` blocks, and the lines below each."""
    for block in re.findall(r"^```console\n(.*?)^```", (GUIDE / page).read_text("utf-8"), re.M | re.S):
        for call in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *lines = call.splitlines()
            yield command, lines


def with_no_week(text: str) -> str:
    return re.sub(r"\d{4}-w\d\d", "WEEK", text)


def test_beginning_a_site_goes_as_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("talk", "notes/talk"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "slides.md").write_text("# Talk\n\n---\n\n## One\n", encoding="utf-8")
    ran = []
    for command, lines in commands("new-site.md"):
        name, *arguments = shlex.split(command)
        if name == "cd":
            monkeypatch.chdir(Path.cwd() / arguments[0])
        elif name == "rm":
            Path(arguments[0]).unlink()
        elif name == "deckbook":
            done = run(*arguments)
            assert done.exit_code == 0, done.output
            said = iter(with_no_week(done.output).splitlines())
            assert [line for line in map(with_no_week, lines) if line != "…" and line not in said] == []
            ran.append(arguments[0])
        else:
            assert command in ("pip install mkdocs-deckbook", "make serve")
    assert ran == ["init", "init", "new", "init"]


def git(*arguments: str | Path, cwd: Path) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([GIT, *who, *map(str, arguments)], cwd=cwd, check=True, capture_output=True)  # noqa: S603 - our own


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A repository whose branch gh-pages holds an edition, and a clone of it in `clone`."""
    folder = tmp_path / "remote"
    (folder / "latest").mkdir(parents=True)
    (folder / "latest/index.html").write_text("<h1>Notes</h1>", encoding="utf-8")
    git("init", "--initial-branch=gh-pages", cwd=folder)
    git("add", ".", cwd=folder)
    git("commit", "--message=Edition", cwd=folder)
    git("clone", "--depth=1", folder.as_uri(), tmp_path / "clone", cwd=tmp_path)
    return folder


def test_gitlabs_job_leaves_the_branch_in_public(remote: Path) -> None:
    text = (GUIDE / "hosting.md").read_text("utf-8")
    [block] = re.findall(r'^```yaml title=".gitlab-ci.yml"\n(.*?)^```', text, re.M | re.S)
    job = yaml.safe_load(block)["pages"]
    steps = job["script"][job["script"].index("deckbook publish") + 1 :]
    clone = remote.parent / "clone"

    subprocess.run(["/bin/sh", "-ec", "\n".join(steps)], cwd=clone, check=True, capture_output=True)  # noqa: S603

    assert job["artifacts"] == {"paths": ["public"]}
    assert [path.name for path in (clone / "public").rglob("*.html")] == ["index.html"]


def test_a_servers_clone_follows_the_branch(remote: Path) -> None:
    text = (GUIDE / "hosting.md").read_text("utf-8")
    [block] = re.findall(r"^```sh\n(git clone .*?)^```", text, re.M | re.S)
    first, *later = block.replace(" URL ", f" {remote.as_uri()} ").replace("/srv/www", str(remote.parent)).splitlines()

    def sh(*lines: str) -> None:
        subprocess.run(["/bin/sh", "-ec", "\n".join(lines)], check=True, capture_output=True)  # noqa: S603 - the guide's

    sh(first)
    # The branch is moved to a commit that has nothing to do with the one before.
    (remote / "latest/index.html").write_text("<h1>Next</h1>", encoding="utf-8")
    git("commit", "--all", "--amend", "--message=Another", cwd=remote)
    sh(*later)

    assert (remote.parent / "notes/latest/index.html").read_text("utf-8") == "<h1>Next</h1>"
