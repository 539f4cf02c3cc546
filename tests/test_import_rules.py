"""The import rules between the folders: pyproject.toml has them, CONTRIBUTING.md says them in words."""

from __future__ import annotations

import subprocess
import sys

from tests.harness import ROOT

# In a process of its own, as import-linter disables every logger there is, and so hides warnings from later tests.
_CHECK = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_the_import_rules_are_kept() -> None:
    checked = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _CHECK], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )

    assert checked.returncode == 0, checked.stdout
