"""The index of the pictures that a site has copies of: a line each, so that two branches' can be merged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

FOLDER = "assets/pictures"
"""Where a site holds its copies, in its docs_dir."""
INDEX = "index.tsv"
_HEADER = "# Copies of pictures on other hosts, by `deckbook vendor pictures`: address, file, SHA-256.\n"
_FILE = re.compile(r"[0-9a-f]{16}\.[a-z]{3,4}\Z")
_HASH = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: the name of its file, and the hash of its content in hexadecimal digits."""

    file: str
    sha256: str


def address(target: str) -> str | None:
    """The address that a deck's picture is known by: absolute, without a fragment; None for what no host serves."""
    text = target.strip()
    text = f"https:{text}" if text.startswith("//") else text
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or not text.isprintable():
        return None
    return urldefrag(text).url.replace(" ", "%20")


def read_index(folder: Path) -> dict[str, Copy]:
    """The copies in a folder, by address. Lines that are none (of a merge that was left) are left out."""
    try:
        lines = (folder / INDEX).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found: dict[str, Copy] = {}
    for line in lines:
        url, file, digest = [*line.split("\t"), "", ""][:3]
        if _FILE.match(file) and _HASH.match(digest):
            found[url] = Copy(file, digest)
    return found


def written_index(copies: Mapping[str, Copy]) -> bytes:
    """The index as its file has it, in the order of the addresses."""
    return (_HEADER + "".join(f"{url}\t{copy.file}\t{copy.sha256}\n" for url, copy in sorted(copies.items()))).encode()


def present(folder: Path) -> dict[str, Copy]:
    """The copies of the index whose files are there."""
    return {url: copy for url, copy in read_index(folder).items() if (folder / copy.file).is_file()}
