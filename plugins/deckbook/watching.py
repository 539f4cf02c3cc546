"""Sees a saved file at once under `mkdocs serve`, which itself looks for changes twice a second.

Where the system tells of changes, the server's own watchers are asked to look now. They alone find what has changed, so
nothing is built twice; and where the system tells nothing, as of many network drives, they look as often as ever.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

log = logging.getLogger("mkdocs.plugins.deckbook")

# Not that files are read, of which a build does much.
_CHANGES: list[type[FileSystemEvent]] = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
_PAUSE = 0.05
"""Seconds between two looks: an editor does several things to save a file."""


class Watching(FileSystemEventHandler):
    """What is watched beside what MkDocs watches, and the hints that it gives the server's watchers."""

    def __init__(self, server: LiveReloadServer) -> None:
        self._server = server
        self._told = threading.Event()
        self._ends = threading.Event()
        self._observer = Observer()
        self._observer.start()
        threading.Thread(target=self._look, name="deckbook-watching", daemon=True).start()

    def watch(self, path: Path) -> None:
        """Has the server look at a file or folder that it does not look at yet, and changes there seen at once."""
        self._server.watch(str(path))
        self.see(path)

    def see(self, folder: Path) -> None:
        """Has changes in a folder seen at once, where the system can tell of them."""
        try:
            self._observer.schedule(self, str(folder), recursive=True, event_filter=_CHANGES)
        except OSError as error:
            log.debug("Changes in %s are seen when MkDocs looks for them: %s", folder, error)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """A file has changed."""
        self._told.set()

    def end(self) -> None:
        """Watches nothing any more."""
        self._ends.set()
        self._told.set()
        self._observer.stop()

    def _look(self) -> None:
        while self._told.wait() and not self._ends.is_set():
            self._told.clear()
            if self._server.observer.is_alive():
                for emitter in tuple(self._server.observer.emitters):
                    emitter.queue_events(0)
            self._ends.wait(_PAUSE)
