"""What a build takes from the copies that a site has: the script that draws diagrams, and pictures."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deckbook.vendor.packages import Package, find
from deckbook.vendor.pictures import FOLDER, address, present


@dataclass(frozen=True, slots=True)
class Script:
    """A script of the site: its path there, and the hash that browsers compare it with, as `integrity` has it."""

    uri: str
    integrity: str


def script_of(docs_dir: Path, package: Package) -> Script | None:
    """The site's own copy of a package; None where it has none."""
    path = find(docs_dir, package)
    if path is None:
        return None
    digest = hashlib.sha256(path.read_bytes()).digest()
    return Script(path.relative_to(docs_dir).as_posix(), f"sha256-{base64.b64encode(digest).decode()}")


def copies_of(docs_dir: Path) -> Callable[[str], tuple[str, Path] | None]:
    """Finds the copies that a site has of pictures on other hosts."""
    folder = docs_dir / FOLDER
    copies = present(folder)

    def copy_of(target: str) -> tuple[str, Path] | None:
        copy = copies.get(address(target) or "")
        return (f"{FOLDER}/{copy.file}", folder / copy.file) if copy else None

    return copy_of
