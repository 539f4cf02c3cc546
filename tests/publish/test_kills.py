"""A publisher that is killed at any moment: the branch is the old one or the new one, and the next run succeeds."""

from __future__ import annotations

import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish.processes import Running, context
from tests.publish.project import FIRST, Project, deck, environment, git

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc to find what is to be killed")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project whose remote is another process' to keep, as on a host: killing a publisher does not kill that."""
    project = Project.new(tmp_path)
    project.commit("first")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        shutil.which("git") or "git", "daemon", f"--base-path={tmp_path}", "--export-all", "--enable=receive-pack",
        "--listen=127.0.0.1", f"--port={port}", "--reuseaddr",
    ]  # fmt: skip
    with subprocess.Popen(command, env=environment()) as daemon:  # noqa: S603 - git's own
        try:
            _wait_for(port)
            git(project.root, "remote", "set-url", "origin", f"git://127.0.0.1:{port}/notes.git")
            yield project
        finally:
            daemon.terminate()


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("git daemon does not listen")


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.long)])
def test_killed_at_any_moment(project: Project, kills: int) -> None:
    server = context()
    # The first run starts what all others begin from; the second tells how long one takes.
    assert Running(server, project, "publish").end()[0] == 0
    project.commit("second", files={"docs/weeks/2026-w45.md": deck("Reading", One="Again.")})
    start = time.monotonic()
    assert Running(server, project, "publish").end()[0] == 0
    duration = time.monotonic() - start
    chance = random.Random(kills)  # noqa: S311 - moments, which load makes others each time anyway
    killed = 0

    for number in range(2 * kills):
        if killed == kills:
            break
        project.commit(
            "more", time=FIRST + 1 + number, files={"docs/weeks/2026-w45.md": deck("Reading", One=f"Number {number}.")}
        )
        before = project.tip
        running = Running(server, project, "publish")
        time.sleep(duration * chance.uniform(0.02, 0.98))
        if running.is_alive:
            killed += 1
        else:
            duration *= 0.6  # the machine has less to do than it had
        running.kill()
        _settle(project)
        then = project.tip
        code, said = Running(server, project, "publish").end()

        assert code == 0, said
        after = project.tip
        assert after != before
        assert then in (before, after)
        assert f"Number {number}." in project.published.read("2026-w45/weeks/2026-w45/one/index.html")
    assert killed >= kills // 2
    assert git(project.remote, "fsck", "--full", "--strict", "--no-dangling") == ""
    assert git(project.root, "status", "--porcelain") == ""
    assert project.deckbook("publish").output == "2026-w45 is published as it is, so nothing is changed.\n"
    assert project.published.versions == {"2026-w45": ["latest"]}


def _settle(project: Project) -> None:
    """Waits until the host has seen that its caller is gone: it finishes a push, or drops it."""
    for _ in range(600):
        is_locked = (project.remote / "refs/heads/gh-pages.lock").exists()
        names = [path.name for path in (project.remote / "objects").iterdir()]
        if not is_locked and not any(name.startswith("tmp_objdir") for name in names):
            return
        time.sleep(0.05)
