"""Pyodide, which runs blocks in a reader's browser: where it is fetched from, and what it can import."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

VERSION = "314.0.7"
"""The version that pages ask for."""
CDN = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
"""Where it is published, with the packages that were built for it."""

_TABLE = Path(__file__).with_name("pyodide.txt")
_USELESS = frozenset(("multiprocessing", "subprocess"))
"""What can be imported there and has nothing to do its work with: a page has no processes."""
_OF_THE_PAGE = frozenset(("js", "pyodide", "pyodide_js"))


@functools.cache
def importable() -> frozenset[str]:
    """The top-level modules that can be imported: of the standard library and of the packages."""
    return frozenset(_TABLE.read_text("utf-8").split()) | _OF_THE_PAGE


def missing(modules: Iterable[str]) -> list[str]:
    """Those of top-level modules that code cannot have there."""
    found = (name for name in modules if not name.startswith("_"))
    return sorted(name for name in found if name in _USELESS or name not in importable())
