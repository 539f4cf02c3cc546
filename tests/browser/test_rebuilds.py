"""The demo site as `mkdocs serve` serves it: an edit is seen in the open page, and the rest is taken from before."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.harness import ROOT

PATIENCE = 240
"""Seconds that a build of the demo may take on a machine that has much else to do."""


@pytest.fixture
def demo_project(tmp_path: Path) -> Path:
    """A copy of the demo site's sources."""
    for name in ("docs", "snippets"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture
def served(demo_project: Path) -> Iterator[str]:
    """The address at which `mkdocs serve` serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with (demo_project / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=demo_project, env=environment, stdout=log, stderr=log)  # noqa: S603
        try:
            until = time.monotonic() + PATIENCE
            while "Serving on" not in log_of(demo_project):
                assert server.poll() is None, log_of(demo_project)
                assert time.monotonic() < until, log_of(demo_project)
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=60)


def log_of(project: Path) -> str:
    """What `mkdocs serve` has said."""
    return (project / "serve.log").read_text("utf-8")


def test_an_edit_is_seen_in_the_open_page(demo_project: Path, served: str, page: Page) -> None:
    page.goto(f"{served}guide/write-a-deck/")
    own = demo_project / "docs" / "guide" / "write-a-deck.md"
    own.write_text(own.read_text("utf-8") + "\nA sentence that was saved just now.\n", encoding="utf-8")
    expect(page.get_by_text("A sentence that was saved just now.")).to_be_visible(timeout=PATIENCE * 1000)

    deck = next(iter(sorted((demo_project / "docs" / "weeks").glob("*.md"))))
    page.goto(f"{served}weeks/{deck.stem}/")
    before = deck.read_text("utf-8")
    assert "\n# " in before
    deck.write_text(before.replace("\n# ", "\n# Lately: ", 1), encoding="utf-8")
    expect(page.get_by_role("heading", name="Lately:").first).to_be_visible(timeout=PATIENCE * 1000)

    reused = [line for line in log_of(demo_project).splitlines() if "Reused of" in line]
    assert any("1 × content: its Markdown changed" in line for line in reused)
    assert "Traceback" not in log_of(demo_project)
