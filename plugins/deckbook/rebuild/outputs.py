"""The fourth cache: the files of the site itself, which MkDocs deletes before each build and writes again.

All that the site directory holds is set aside before MkDocs cleans it (`aside`), and what has not been touched since is
put back once MkDocs is about to write; pages and copies that would be the same again are then left as they are.
"""

from __future__ import annotations

import filecmp
import logging
import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from deckbook.rebuild.aside import TICK, Aside, Origin, Written, state_of
from deckbook.rebuild.report import NEW, Layer
from deckbook.rebuild.unread import Change, Unread
from deckbook.rebuild.values import digest_of

_log = logging.getLogger("mkdocs.structure.files")


class Outputs:
    """The files that the build before has written."""

    def __init__(self) -> None:
        self._written: dict[str, Written] = {}
        self._waiting: set[str] = set()
        self._aside: Aside | None = None
        self._page: tuple[File, str, bytes | None] | None = None
        self._events: dict[str, list[Callable[..., Any]]] | None = None
        self._made_of: dict[str, tuple[object, tuple[Change, ...], bytes]] = {}
        self.layer = Layer()

    def clean(self, config: MkDocsConfig) -> None:
        """MkDocs is going to clean the site directory: what it holds is set aside."""
        self._waiting, self._page = set(), None
        self._aside = Aside(Path(config.site_dir))
        self._written = self._aside.fill(self._written)

    def restore(self, config: MkDocsConfig, files: Files) -> None:
        """MkDocs is going to write: puts back what it may write again, and takes part in its writing."""
        wanted = {file.abs_dest_path for file in files}
        self._written = self._aside.put_back(self._written, wanted) if self._aside else {}
        self._waiting = set(self._written)
        for file in files:
            if not file.is_documentation_page() and type(file).copy_file is File.copy_file:
                file.copy_file = partial(self._copy, file, file.copy_file)  # type: ignore[method-assign]
        self._events = config.plugins.events
        self._events["page_context"].insert(0, self._begin_page)
        self._events["post_page"].append(self._end_page)

    def sees_alone(self, other: Callable[..., Any]) -> bool:
        """Whether nobody sees pages as a whole but another hook, and then this."""
        return self._events is not None and self._events["post_page"] == [other, self._end_page]

    def _in_place(self, path: str, origin: Origin, holds: Callable[[], bool]) -> bool:
        """Whether a file is there and holds what it would get; `holds` looks, where its time does not tell."""
        self._waiting.discard(path)
        kept = self._written.get(path)
        if kept is None or kept.origin != origin or kept.state != state_of(path):
            return False
        if not kept.is_settled:
            now = time.time_ns()
            if not holds():
                return False
            self._written[path] = replace(kept, seen=now)
        return True

    def _note(self, path: str, origin: Origin | None) -> None:
        """A file has been written."""
        self._waiting.discard(path)
        state = state_of(path)
        if origin is None or state is None:
            self._written.pop(path, None)
        else:
            self._written[path] = Written(origin, state, state[3])

    def _copy(self, file: File, copy: Callable[..., None], dirty: bool = False) -> None:
        """Copies a file, unless it is there."""
        path, content = file.abs_dest_path, file._content  # noqa: SLF001 - as `File.copy_file` itself
        origin: Origin | None = None
        holds: Callable[[], bool]
        if content is not None:
            # What cannot be encoded is for the copying to complain about.
            data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
            origin, holds = digest_of(data), partial(_holds, path, digest_of(data))
        elif (source := file.abs_src_path) is not None and (state := state_of(source)) is not None:
            # A file that was changed just now may change again without another time.
            origin = (source, state) if time.time_ns() - state[3] > TICK else None
            holds = partial(filecmp.cmp, source, path, shallow=False)
        if origin is not None and self._in_place(path, origin, holds):
            _log.debug("Copying media file: '%s'", file.src_uri)
            return
        copy(dirty)
        self._note(path, origin)

    def _begin_page(self, context: Any, **_: Any) -> None:
        """The page before has been written."""
        if self._page is not None:
            file, path, written = self._page
            file.abs_dest_path = path
            self._page = None
            if written is not None:
                self._note(path, written)

    def _end_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """No plugin changes the page any more, and it is going to be written, unless it is there."""
        path = page.file.abs_dest_path
        if isinstance(output, Unread):
            token, changes = output.token, output.changes
            made_of = self._made_of.get(path)
            if made_of and made_of[0] is token and made_of[1] == changes and self._stands(page, made_of[2]):
                return None
            output = output.read()
            if output.strip():
                self._made_of[path] = token, changes, self._end_text(output, page)
        elif output.strip():
            self._end_text(output, page)
        return output

    def _end_text(self, output: str, page: Page) -> bytes:
        """A page that is going to be written, unless it is there, and a digest of what it holds."""
        path, uri = page.file.abs_dest_path, page.file.src_uri
        is_known = path in self._written
        written = digest_of(output.encode("utf-8", "xmlcharrefreplace"))  # as MkDocs writes it
        if not self._stands(page, written):
            self.layer.make(uri, "its HTML changed" if is_known else NEW)
            self._page = page.file, path, written
        return written

    def _stands(self, page: Page, written: bytes) -> bool:
        """Whether a page's file is there and holds what it would get: then MkDocs writes to where nothing is kept."""
        path = page.file.abs_dest_path
        if not os.path.dirname(os.devnull) or not self._in_place(path, written, partial(_holds, path, written)):  # noqa: PTH120
            return False
        self.layer.take(page.file.src_uri)
        self._page = page.file, path, None
        page.file.abs_dest_path = os.devnull
        return True

    def finish(self) -> None:
        """All pages are written: what was put back and is not written any more is deleted, before plugins see it."""
        self._begin_page(None)
        for path in self._waiting:
            kept = self._written.pop(path)
            if state_of(path) == kept.state:
                _delete(path)
        self._waiting = set()

    def end(self) -> None:
        """A build has ended well."""
        for path in self._made_of.keys() - self._written.keys():
            del self._made_of[path]
        self._leave()

    def fail(self) -> None:
        """A build has failed: what it has not come to is not there, and the next one writes all."""
        if self._aside is None:
            return
        self.finish()
        self._written = {}
        self._aside.drop()
        self._leave()

    def _leave(self) -> None:
        """Takes no part in the writing any more: the plugins may be used for another build."""
        self._aside = None
        if self._events is not None:
            self._events["page_context"].remove(self._begin_page)
            self._events["post_page"].remove(self._end_page)
            self._events = None


def _holds(path: str, written: bytes) -> bool:
    try:
        return digest_of(Path(path).read_bytes()) == written
    except OSError:
        return False


def _delete(path: str) -> None:
    """Deletes a file, and the directories that it leaves empty."""
    try:
        Path(path).unlink()
        for folder in Path(path).parents:
            folder.rmdir()
    except OSError:
        return
