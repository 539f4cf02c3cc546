"""Records what the code of new sites' first decks puts out: `python -m tests.scaffold`, after a change in them."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from deckbook import __version__
from deckbook.scaffold.site import Site, write_site
from deckbook.scaffold.templates import languages
from tests.harness import ROOT

TEMPLATES = ROOT / "plugins" / "deckbook" / "scaffold" / "templates"


def record(language: str, folder: Path) -> None:
    """Writes a site, runs its deck's blocks there, and takes their records over."""
    day = datetime.date(2026, 11, 28)
    records = TEMPLATES / language / "docs" / "weeks" / "WEEK.outputs"
    shutil.rmtree(records, ignore_errors=True)
    write_site(folder, Site("Notes", language, day, __version__))
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", "--update-outputs"]
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - our own
    shutil.copytree(folder / "docs/weeks/2026-w48.outputs", records)


if __name__ == "__main__":
    for name in languages():
        with tempfile.TemporaryDirectory() as new:
            record(name, Path(new))
