"""Copies the pictures that decks show from other hosts into a site, and takes out those that no deck shows."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from deckbook.hosts import Unavailable
from deckbook.vendor.download import NoPicture, new_client, picture
from deckbook.vendor.install import write
from deckbook.vendor.pictures import INDEX, Copy, read_index, written_index


@dataclass(frozen=True, slots=True, order=True)
class Wanted:
    """A picture that a deck shows.

    Attributes:
        url: Its address, as `pictures.address` gives it.
        place: Where the deck names it, such as `docs/weeks/w1.md:12`.
        sure: Whether it can be nothing but a picture: what a template asks for may be a page.
    """

    url: str
    place: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one picture: a sentence, and whether something is wrong."""

    text: str
    is_fault: bool = False


def collect(wanted: Iterable[Wanted], folder: Path, allowed: Collection[str]) -> Iterator[Result]:
    """Fetches the pictures that a folder has no copy of, one after the other; what fails is said, and the rest goes on.

    The index is written after each, so that whatever interrupts this leaves no copy that is not in it.
    """
    copies = read_index(folder)
    asked: set[str] = set()
    with new_client() as client:
        for item in sorted(wanted, key=lambda item: (item.url, not item.sure, item.place)):
            if item.url in asked or _is_there(folder, copies.get(item.url)):
                continue
            asked.add(item.url)
            try:
                content, ending = picture(item.url, client, allowed)
            except NoPicture as error:
                if item.sure:
                    yield Result(f"{item.place}: {error}", is_fault=True)
                continue
            except Unavailable as error:
                yield Result(f"{item.place}: {error}", is_fault=True)
                continue
            digest = hashlib.sha256(content).hexdigest()
            copy = copies[item.url] = Copy(f"{digest[:16]}.{ending}", digest)
            write(folder / copy.file, content)
            write(folder / INDEX, written_index(copies))
            yield Result(f"{item.url} is copied to {copy.file}.")


def prune(used: Collection[str], folder: Path) -> Iterator[Result]:
    """Takes out the copies whose address no deck names, and the files that no copy is."""
    copies = read_index(folder)
    kept = {url: copy for url, copy in copies.items() if url in used}
    for url in sorted(copies.keys() - kept.keys()):
        yield Result(f"{url} is shown by no deck, so its copy is removed.")
    if kept != copies:
        write(folder / INDEX, written_index(kept))
    files = {copy.file for copy in kept.values()}
    for copy in copies.values():
        if copy.file not in files:
            (folder / copy.file).unlink(missing_ok=True)


def _is_there(folder: Path, copy: Copy | None) -> bool:
    if copy is None:
        return False
    try:
        return hashlib.sha256((folder / copy.file).read_bytes()).hexdigest() == copy.sha256
    except OSError:
        return False
