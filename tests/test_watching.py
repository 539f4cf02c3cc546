"""That a saved file is seen at once, and is one change."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from deckbook.watching import Watching

SELDOM = 60.0
"""Seconds between two looks of the server itself: more than a test takes."""


class Builds:
    """The builds that a server has asked for."""

    def __init__(self) -> None:
        self.count = 0
        self._changed = threading.Condition()

    def __call__(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def wait(self, count: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.count >= count, timeout=20)


@contextmanager
def served(folder: Path, builds: Builds, *, watched: Path | None = None) -> Iterator[Watching]:
    """A server that looks at a folder, with hints of what happens in it."""
    server = LiveReloadServer(builds, host="127.0.0.1", port=0, root=str(folder), polling_interval=SELDOM)
    server.watch(str(folder))
    watching = Watching(server)
    watching.see(watched or folder)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        while not (server.serve_thread.is_alive() and all(emitter.is_alive() for emitter in server.observer.emitters)):
            time.sleep(0.01)
        time.sleep(0.3)  # for the first look of the server's own watchers
        yield watching
    finally:
        watching.end()
        server.shutdown()
        thread.join()


def test_a_saved_file_is_seen_at_once_and_once(tmp_path: Path) -> None:
    (tmp_path / "deck.md").write_text("# One\n", encoding="utf-8")
    builds = Builds()
    with served(tmp_path, builds):
        for count in (1, 2):
            (tmp_path / "deck.md").write_text(f"# One, {count}\n\nMore.\n", encoding="utf-8")

            assert builds.wait(count)
        time.sleep(0.5)
        assert builds.count == 2


def test_a_file_in_a_new_folder_is_seen(tmp_path: Path) -> None:
    builds = Builds()
    with served(tmp_path, builds):
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "deck.md").write_text("# One\n", encoding="utf-8")

        assert builds.wait(1)


def test_reading_a_file_is_no_change(tmp_path: Path) -> None:
    (tmp_path / "deck.md").write_text("# One\n", encoding="utf-8")
    builds = Builds()
    with served(tmp_path, builds):
        assert (tmp_path / "deck.md").read_text("utf-8")
        time.sleep(0.5)

    assert builds.count == 0


@pytest.mark.parametrize("name", ["missing", "file.md"])
def test_what_the_system_does_not_tell_of_is_left_to_the_server(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.md").write_text("", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    builds = Builds()
    with served(tmp_path / "docs", builds, watched=tmp_path / name) as watching:
        watching.see(tmp_path / "docs")
        (tmp_path / "docs" / "deck.md").write_text("# One\n", encoding="utf-8")

        assert builds.wait(1)
