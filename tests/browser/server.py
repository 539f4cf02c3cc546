"""A web server on this machine for the sites of browser tests."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class Server:
    """A server on a free port, which is bound before there is a site to serve.

    So a site can be built with the `site_url` it will have; on another, instant navigation is off.
    """

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _QuietHandler)
        self._thread: Thread | None = None
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def serve(self, directory: Path) -> str:
        """Begin to serve a directory, and return its address."""
        self._server.RequestHandlerClass = partial(_QuietHandler, directory=str(directory))
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self.url

    def close(self) -> None:
        """Stop serving, and free the port."""
        if self._thread:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass
