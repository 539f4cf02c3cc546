"""`mkdocs serve` shows an edit of a deck, and of files that decks import from outside docs_dir."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.decks import TALK

DECK = TALK + "\n---\nsrc: ./pages/more.md\n---\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A Slidev project with a mkdocs.yml in it."""
    plugins = [{"deckbook": {"decks_dir": ".", "decks": ["slides.md"], "components": "templates"}}]
    settings = {"site_name": "Site", "theme": {"name": "material", "font": False}, "plugins": plugins}
    files = {
        "mkdocs.yml": yaml.safe_dump(settings),
        "docs/index.md": "# Home\n",
        "slides.md": DECK,
        "pages/more.md": "### Imported\n\nFirst state. <Box />\n",
        "templates/Box.html": "<b>First box.</b>",
    }
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """The address at which `mkdocs serve` serves the project."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (project / "serve.log").open("wb")
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    server = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def shows(url: str, pattern: str) -> str:
    """Waits until a page shows what the pattern describes."""
    until = time.monotonic() + 30
    page = ""
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - this machine's
                page = response.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            page = ""
        if re.search(pattern, page, re.S):
            return page
        time.sleep(0.1)
    pytest.fail(f"{url} never shows {pattern}: {page[-3000:]}")


def test_edits_are_shown(project: Path, address: str) -> None:
    chapter = f"{address}slides/2-second/"
    shows(chapter, "First state.*First box")

    (project / "pages" / "more.md").write_text("### Imported\n\nSecond state. <Box />\n", encoding="utf-8")
    shows(chapter, "Second state.*First box")

    (project / "templates" / "Box.html").write_text("<b>Second box.</b>", encoding="utf-8")
    shows(chapter, "Second state.*Second box")

    # An edit brings a new import, which is watched from then on.
    (project / "pages" / "new.md").write_text("### New\n\nBrand new.\n", encoding="utf-8")
    (project / "slides.md").write_text(f"{DECK}\n---\nsrc: pages/new.md\n---\n", encoding="utf-8")
    shows(chapter, "Brand new")
    (project / "pages" / "new.md").write_text("### New\n\nNot so new.\n", encoding="utf-8")
    shows(chapter, "Not so new")

    # What is broken is told, and mended by the next edit.
    (project / "slides.md").write_bytes(b"\xff\xfe")
    shows(f"{address}slides/", "<article")
    (project / "slides.md").write_text(DECK.replace("Gamma.", "Mended."), encoding="utf-8")
    shows(chapter, "Mended")
    assert "Traceback" not in (project / "serve.log").read_text("utf-8")
