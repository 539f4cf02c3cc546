"""Finds what a deck points at, by Slidev's rules: slides of the deck, files beside it, and other hosts."""

from __future__ import annotations

import os.path
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from deckbook.book import Book
from deckbook.deck import Slide

_ELSEWHERE = re.compile(r"(?!javascript:|vbscript:|data:)[a-z][a-z0-9+.-]*:|//", re.I)
_SHOWN = frozenset(
    ".apng .avif .bmp .gif .ico .jpeg .jpg .png .svg .tif .tiff .webp "
    ".aac .flac .m4a .mp3 .mp4 .m4v .mov .oga .ogg .ogv "
    ".opus .wav .webm .csv .doc .docx .epub .gz .ods .odp .pdf .ppt .pptx .tsv .txt .vtt .xls .xlsx .zip".split()
)
"""What may be copied into a site: pictures, sound, film and documents, never a project's code or settings."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a path leads to: a `file` that may be shown, or why there is none."""

    file: Path | None = None
    reason: Literal["", "missing", "outside"] = ""


def is_elsewhere(target: str) -> bool:
    """Whether a target has a scheme or a host of its own (one that runs no script)."""
    return bool(_ELSEWHERE.match(target))


def may_be_shown(path: str) -> bool:
    """Whether a path's ending is one of the kinds of files that a site may hold."""
    return Path(path).suffix.lower() in _SHOWN if "\0" not in path else False


def split(target: str) -> tuple[str, str]:
    """A target's path, and its query and fragment."""
    cut = min((position for mark in "?#" if (position := target.find(mark)) >= 0), default=len(target))
    return target[:cut], target[cut:]


def find_file(target: str, source: Path, user_root: Path, roots: tuple[Path, ...], *, by_page: bool = False) -> Found:
    """The file that a path in a deck means.

    Args:
        target: The path, as written: percent-encoded or not, with a query or fragment.
        source: The Markdown file it is written in.
        user_root: The directory of the entry deck.
        roots: The directories that may not be left.
        by_page: Whether Slidev takes it relative to the page (frontmatter's `image:`), not to the file.
    """
    written, _ = split(target)
    names = list(dict.fromkeys((written, unquote(written))))
    if any("\0" in name for name in names):
        return Found(reason="missing")
    public, beside = user_root / "public", source.parent
    if written.startswith("/"):
        folders = [public, user_root, *roots]
    elif by_page:
        folders = [public, beside, user_root]
    else:
        folders = [beside, public, user_root]
    outside = False
    for folder in folders:
        for name in names:
            path = Path(os.path.normpath(folder / name.lstrip("/")))
            try:
                if not path.is_file() or not may_be_shown(path.name):
                    continue
            except OSError:  # a name longer than any file's
                continue
            if any(path.is_relative_to(root) and path.resolve().is_relative_to(root.resolve()) for root in roots):
                return Found(path)
            outside = True
    leaves = os.path.normpath(beside / names[-1]) if not written.startswith("/") else ""
    if leaves and not any(Path(leaves).is_relative_to(root) for root in roots):
        outside = True
    return Found(reason="outside" if outside else "missing")


def find_slide(target: str, book: Book, slide: Slide) -> int | None:
    """The number of the slide that a link means: `5`, `/5`, `#5`, `/alias`, `alias` or a section's id."""
    name = unquote(split(target)[0] or target.lstrip("#")).strip("/")
    while name.startswith(("./", "../")):
        name = name.partition("/")[2]
    if name.isascii() and name.isdigit() and len(name) < 10:
        return int(name) if int(name) in book.places else None
    if name in book.routes:
        return book.routes[name]
    return next((number for number, place in book.places.items() if place.id == name), None) if name else None
