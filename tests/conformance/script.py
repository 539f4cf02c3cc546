"""The script that holds Deckbook against Slidev (`oracle/conformance.py` of the shared data): run, and as a module."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What the script says to one of its commands.

    Attributes:
        figures: Its figures by their names: shares from 0 to 1, and counts.
        mismatches: Every mismatch, as it writes them.
    """

    figures: dict[str, float]
    mismatches: list[dict[str, Any]]


@functools.cache
def ask(shared: Path, command: str, work: Path | None = None) -> Answer:
    """Runs one command of the script, once.

    Args:
        shared: The directory that holds the script and the corpus.
        command: `parse`, `chapters`, `build`, `render`, `residue` or `assets`.
        work: Where the corpus' sites are, or will be; `parse` and `chapters` need none.
    """
    with tempfile.TemporaryDirectory() as folder:
        return _ask(shared, command, [str(work)] if work else [], Path(folder) / "mismatches.json")


def _ask(shared: Path, command: str, paths: list[str], file: Path) -> Answer:
    run = subprocess.run(  # noqa: S603 - the script beside the checkout
        [sys.executable, str(_path(shared)), command, *paths, "--json", str(file)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))},
    )
    if run.returncode:
        raise RuntimeError(f"conformance.py {command}: {run.stderr[-2000:]}")
    return Answer(read_figures(run.stdout.splitlines()[-1]), json.loads(file.read_text("utf-8")))


def read_figures(line: str) -> dict[str, float]:
    """The figures of the script's last line, such as `42 repositories · built 100.0000%`."""
    found = {}
    for part in line.split(" · "):
        if share := re.fullmatch(r"(.*) ([\d.]+)%", part):
            found[share[1]] = float(share[2]) / 100
        elif count := re.fullmatch(r"(\d+) (.*)", part):
            found[count[2]] = float(count[1])
    return found


def load(shared: Path) -> ModuleType:
    """The script as a module of its own, which may be changed without changing another's; nothing is written."""
    name, path = "conformance", str(_path(shared))
    spec = importlib.util.spec_from_file_location(name, path, loader=_Loader(name, path))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _path(shared: Path) -> Path:
    return shared / "oracle" / "conformance.py"


class _Loader(SourceFileLoader):
    """Keeps no compiled copy beside the script."""

    def set_data(self, path: str, data: object, *, _mode: int = 0o666) -> None:
        """Leaves the file out."""
