"""New sites for tests: made by the command, and built as they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

from click.testing import CliRunner, Result

from deckbook.cli import main
from tests.harness import Site, build_site


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> Result:
    """A run of the command `deckbook`, without a terminal."""
    locale = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8"}
    return CliRunner().invoke(main, [str(item) for item in arguments], env=locale | (env or {}))


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its path, with the hash of what is in it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def build(folder: Path, copy: Path, *, strict: bool = True) -> Site:
    """A build of a copy of a site, as its mkdocs.yml has it."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return build_site(copy, files, strict=strict)
