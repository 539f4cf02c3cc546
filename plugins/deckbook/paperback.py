"""What `deckbook pdf` does: a browser prints a deck's handout, and its contents get the numbers of the sheets."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote

from deckbook.binding import Built, bind
from deckbook.export.model import NotBound
from deckbook.export.paper import browser, printed, with_numbers
from deckbook.markup import page_url
from deckbook.settings import Settings


def pdf(settings: Settings, named: Path | None, target: Path | None, environ: Mapping[str, str]) -> Path:
    """Prints a deck, and gives the file that is written; `environ` names the browser, the others are `bind`'s.

    Raises:
        NotBound: There is no such deck, no browser, the site cannot be built, or the file cannot be written.
    """
    command = browser(environ)
    return bind(settings, named, target, ".pdf", partial(_bound, command))


def _bound(command: str, built: Built) -> bytes:
    """The deck as PDF: printed once to see on which sheet everything is, and again with these numbers."""
    pages = built.library.pages.values()
    uri = next((page.uri for page in pages if page.gathers is built.book), built.book.uri)
    path, file = page_url(uri, built.settings.use_directory_urls), built.file(uri)
    source = file.read_text("utf-8")
    with _served(built.site) as address:
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
        raise NotBound("`deckbook pdf` needs pypdf: pip install 'mkdocs-deckbook[pdf]'.") from error
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
