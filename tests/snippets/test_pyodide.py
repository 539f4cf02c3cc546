"""What Pyodide can import is known without it, and is what it really can."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deckbook.snippets import pyodide
from tests.snippets.pyodide_imports import PACKAGE, table


@pytest.mark.parametrize("module", ["json", "numpy", "PIL", "sklearn", "matplotlib", "__future__", "_thread", "js"])
def test_what_can_be_imported(module: str) -> None:
    assert pyodide.missing([module]) == []


@pytest.mark.parametrize("module", ["torch", "tkinter", "turtle", "subprocess", "resource", "no_such_module"])
def test_what_cannot_be_imported(module: str) -> None:
    assert pyodide.missing([module]) == [module]


def test_the_list_is_that_of_the_version() -> None:
    if not PACKAGE.is_dir() or not shutil.which("node"):
        pytest.skip(f"needs Node.js and the npm package pyodide {pyodide.VERSION}: `make test` gets it with npm")

    assert Path(pyodide.__file__).with_name("pyodide.txt").read_text("utf-8") == table(PACKAGE)
