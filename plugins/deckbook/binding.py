"""What `deckbook pdf` and `deckbook epub` have in common: which deck, the site it is taken from, and the writing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from deckbook.book import Book, newest_first
from deckbook.export.model import NotBound
from deckbook.markup import page_url
from deckbook.settings import Settings
from deckbook.site import Library, build
from deckbook.walk import markdown_files


@dataclass(frozen=True, slots=True)
class Built:
    """A deck in the site that was built of it.

    Attributes:
        book: The deck.
        library: All decks of the site.
        settings: What the site has decided.
        site: The directory that the site stands in, for as long as the deck is bound.
    """

    book: Book
    library: Library
    settings: Settings
    site: Path

    def file(self, uri: str) -> Path:
        """The file of a page, by its Markdown path."""
        path = page_url(uri, self.settings.use_directory_urls)
        return self.site / (f"{path}index.html" if path.endswith("/") or not path else path)


def bind(
    settings: Settings, named: Path | None, target: Path | None, suffix: str, made: Callable[[Built], bytes]
) -> Path:
    """Builds the site, makes a deck's file of it, and gives the file that is written.

    Args:
        settings: What the site has decided.
        named: The deck's file; None for the newest one.
        target: The file to write; by default one called like the deck, in the current directory.
        suffix: How the name of such a file ends.
        made: Makes what is written.

    Raises:
        NotBound: There is no such deck, the site cannot be built, or the file cannot be made or written.
    """
    library = build(markdown_files(settings.decks_dir), settings, pages=markdown_files(settings.docs_dir))
    book = _book(library, named)
    target = target or Path(f"{_called(book)}{suffix}")
    with TemporaryDirectory(prefix="deckbook-") as folder:
        site = Path(folder, "site")
        _build(settings, site)
        write(target, made(Built(book, library, settings, site)))
    return target


def _book(library: Library, named: Path | None) -> Book:
    if not library.books:
        raise NotBound("The site has no deck, so there is nothing to write.")
    if named is None:
        return newest_first(library.books)[0]
    for book in library.books:
        if book.deck.path.resolve() == named.resolve():
            return book
    raise NotBound(f"{named} is no deck of this site.")


def _called(book: Book) -> str:
    """What a deck's file is called: as the deck's, or, where that says nothing, as its folder."""
    path = Path(book.name)
    return path.parent.name if path.stem == "slides" and path.parent.name else path.stem


def _build(settings: Settings, site: Path) -> None:
    """Builds the site in a process of its own, whose hooks and plugins are not ours."""
    arguments = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(settings.config_file), "-d", str(site)]
    done = subprocess.run(arguments, capture_output=True, check=False)  # noqa: S603 - its words are ours
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NotBound(f"The site cannot be built, so nothing is written: {said[-1] if said else done.returncode}")


def write(target: Path, content: bytes) -> None:
    """Writes a file whole, or not at all."""
    part = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            part = Path(file.name)
            file.write(content)
        part.chmod(0o644)
        part.replace(target)
    except OSError as error:
        if part:
            part.unlink(missing_ok=True)
        raise NotBound(f"{target} cannot be written ({error.strerror}); nothing is left half written.") from error
