"""What `deckbook pdf` does: a browser prints a deck's handout, and its contents get the numbers of the sheets."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from threading import Thread
from urllib.parse import quote, unquote

from deckbook.book import Book, newest_first
from deckbook.export.paper import NotPrinted, browser, printed, with_numbers
from deckbook.markup import page_url
from deckbook.settings import Settings
from deckbook.site import Library, build
from deckbook.walk import markdown_files


def pdf(settings: Settings, named: Path | None, target: Path | None, environ: Mapping[str, str]) -> Path:
    """Prints a deck, and gives the file that is written.

    Args:
        settings: What the site has decided.
        named: The deck's file; None for the newest one.
        target: The file to write; by default one called like the deck, in the current directory.
        environ: Names the browser.

    Raises:
        NotPrinted: There is no such deck, no browser, the site cannot be built, or the file cannot be written.
    """
    command = browser(environ)
    library = build(markdown_files(settings.decks_dir), settings, pages=markdown_files(settings.docs_dir))
    book = _book(library, named)
    target = target or Path(f"{_called(book)}.pdf")
    page = next((page.uri for page in library.pages.values() if page.gathers is book), book.uri)
    with TemporaryDirectory(prefix="deckbook-") as folder:
        site = Path(folder, "site")
        _build(settings, site)
        path = page_url(page, settings.use_directory_urls)
        _write(target, _bound(command, site, path))
    return target


def _book(library: Library, named: Path | None) -> Book:
    if not library.books:
        raise NotPrinted("The site has no deck, so there is nothing to print.")
    if named is None:
        return newest_first(library.books)[0]
    for book in library.books:
        if book.deck.path == Path(os.path.normpath(named.absolute())):
            return book
    raise NotPrinted(f"{named} is no deck of this site.")


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
        raise NotPrinted(f"The site cannot be built, so nothing is printed: {said[-1] if said else done.returncode}")


def _bound(command: str, site: Path, path: str) -> bytes:
    """The deck's page as PDF: printed once to see on which sheet everything is, and again with these numbers."""
    file = site / (f"{path}index.html" if path.endswith("/") or not path else path)
    source = file.read_text("utf-8")
    with _served(site) as address:
        file.write_text(with_numbers(source, {}), "utf-8")
        numbers = _numbers(printed(command, address + quote(path)))
        if not numbers:
            return printed(command, address + quote(path))
        file.write_text(with_numbers(source, numbers), "utf-8")
        return printed(command, address + quote(path))


def _numbers(content: bytes) -> dict[str, int]:
    """The sheet, from 1 on, of each place that something in a PDF links to."""
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - of an extra
    except ImportError as error:
        raise NotPrinted("`deckbook pdf` needs pypdf: pip install 'mkdocs-deckbook[pdf]'.") from error
    reader = PdfReader(io.BytesIO(content))
    found = {}
    for name, destination in reader.named_destinations.items():
        number = reader.get_destination_page_number(destination)
        if number is not None:
            found[unquote(str(name).lstrip("/"))] = number + 1
    return found


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serves a directory to this machine alone."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def _write(target: Path, content: bytes) -> None:
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
        raise NotPrinted(f"{target} cannot be written ({error.strerror}); nothing is left half written.") from error
