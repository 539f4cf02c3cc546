"""Moves what is heavy out of an edition: one copy at the root of all, called by its content, that pages link to.

A file is moved only where everything that names it can be made to name the copy; any other stays where it is.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from deckbook.publish.references import Rewriter, names_in, references_in

SHARED = "shared"
"""The folder of the copies, beside the editions."""
LARGE = 8_192
"""Bytes from which on a picture, film, document or font is moved."""

# Scripts find their neighbours by themselves, so what stands in such a folder is moved together, or not at all. Of
# Deckbook's own, the folders within it are one edition's and stay.
_FOLDERS = ("assets/javascripts", "assets/stylesheets", "assets/vendor/*", "assets/deckbook")
_FLAT = frozenset({"assets/deckbook"})
_MEDIA = frozenset(
    ".avif .bmp .gif .ico .jpeg .jpg .m4a .mov .mp3 .mp4 .ogg .otf .pdf .png .svg .ttf .wav .webm .webp .whl .woff"
    " .woff2 .zip".split()
)
_TEXTS = frozenset(".css .htm .html .js .json .md .mjs .rss .svg .txt .webmanifest .xml".split())
# These quote pages, and name no file that they need.
_QUOTES = frozenset({"search/search_index.json", "sitemap.xml"})


@dataclass(frozen=True, slots=True)
class Unit:
    """What is moved as one: a file, or the files of a folder that know one another.

    Attributes:
        path: Its path in the edition.
        files: The paths of its files.
        name: What it is called among the copies.
    """

    path: str
    files: tuple[str, ...]
    name: str

    @property
    def is_folder(self) -> bool:
        return self.files != (self.path,)

    def moved(self) -> Iterator[tuple[str, str]]:
        """Every path in the edition that may be named, and what it is among the copies."""
        if self.is_folder and self.path not in _FLAT:
            yield self.path, self.name
        for file in self.files:
            yield file, f"{self.name}{file.removeprefix(self.path)}"


@dataclass(frozen=True, slots=True)
class Shared:
    """What was moved.

    Attributes:
        names: The copies' names.
        files: How many files they are.
        size: Their bytes.
    """

    names: tuple[str, ...] = ()
    files: int = 0
    size: int = 0


def share(site: Path, copies: Path, address: str = "") -> Shared:
    """Moves what is heavy from a built edition into a folder of copies.

    Args:
        site: The built edition, which is changed.
        copies: The folder of the copies; it is made.
        address: The address that the edition's pages know for themselves, if any: `https://host/book/latest/`.
    """
    copies.mkdir(parents=True, exist_ok=True)
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    units = list(_units(site, sizes))
    written = (path for path in sizes if PurePosixPath(path).suffix.lower() in _TEXTS and path not in _QUOTES)
    texts = {path: _text(site / path) for path in written}
    while True:
        inside = {file for unit in units if unit.is_folder for file in unit.files}
        around = {path: text for path, text in texts.items() if path not in inside}
        places = {path: f"{SHARED}/{copy}" for unit in units for path, copy in unit.moved()}
        rewriter = Rewriter(places, address)
        rewritten = {path: rewriter.rewrite(path, text) for path, text in around.items()}
        kept = set(_still_named(units, rewritten))
        if not kept:
            break
        # What is kept is named as before, so all is written anew without it.
        units = [unit for unit in units if unit not in kept]
    moved = {file for unit in units for file in unit.files}
    for path, text in rewritten.items():
        if path not in moved and text != texts[path]:
            (site / path).write_bytes(text.encode("utf-8", "surrogateescape"))
    for unit in units:
        for path, copy in unit.moved():
            if path in sizes:
                (copies / copy).parent.mkdir(parents=True, exist_ok=True)
                shutil.move(site / path, copies / copy)
    return Shared(tuple(sorted(unit.name for unit in units)), len(moved), sum(sizes[path] for path in moved))


def _units(site: Path, sizes: Mapping[str, int]) -> Iterator[Unit]:
    taken: set[str] = set()
    for folder in _folders(site):
        prefix = f"{folder}/"
        files = tuple(
            path for path in sorted(sizes)
            if path.startswith(prefix) and not (folder in _FLAT and "/" in path.removeprefix(prefix))
        )  # fmt: skip
        if files and not any(path.endswith((".html", ".htm")) for path in files):
            taken |= set(files)
            content = [(path.removeprefix(prefix), _hash(site / path)) for path in files]
            yield Unit(folder, files, _named(folder, hashlib.sha256(repr(content).encode()).hexdigest()))
    for path in sorted(sizes.keys() - taken):
        if sizes[path] >= LARGE and PurePosixPath(path).suffix.lower() in _MEDIA:
            yield Unit(path, (path,), _named(path, _hash(site / path)))


def _folders(site: Path) -> list[str]:
    found = (path for pattern in _FOLDERS for path in site.glob(pattern) if path.is_dir())
    return sorted(path.relative_to(site).as_posix() for path in found)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _named(path: str, digest: str) -> str:
    """The name of a copy: the old one, so that a reader who saves it knows it, with a part of its hash."""
    name = PurePosixPath(path)
    suffix = name.suffix if name.suffix.lower() in _MEDIA else ""
    return f"{name.name.removesuffix(suffix)[:60]}-{digest[:16]}{suffix}"


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _still_named(units: Iterable[Unit], texts: Mapping[str, str]) -> Iterator[Unit]:
    """The units that something names in a way that was not rewritten."""
    # No host shows the error page of an edition, and without an address of the site it names nothing that is there.
    texts = {path: text for path, text in texts.items() if path != "404.html"}
    names = {name for path, text in texts.items() for name in names_in(path, text)}
    everything = "\0".join(texts.values())
    for unit in units:
        if not unit.is_folder:
            name = PurePosixPath(unit.path).name
            # A name of several words is no word that could be found.
            is_named = name in names or (len(name.split()) > 1 and name in everything)
            # A drawing would not find from elsewhere what it names.
            found = references_in(texts.get(unit.path, ""))
            if is_named or any(not reference.startswith(("#", "data:")) for reference in found):
                yield unit
            continue
        first = {file.removeprefix(f"{unit.path}/").split("/")[0] for file in unit.files}
        wanted = [f"{unit.path}/{name}" for name in sorted(first)]
        if unit.path not in _FLAT:
            wanted += [f"{unit.path}{end}" for end in ('"', "'", '/"', "/'")]
        if any(word in everything for word in wanted):
            yield unit
