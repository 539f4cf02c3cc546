"""All caches of a site together, in the order in which MkDocs' hooks come by."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from deckbook.rebuild.contents import Contents
from deckbook.rebuild.outputs import Outputs
from deckbook.rebuild.report import Layer, Report
from deckbook.rebuild.searching import Searching
from deckbook.rebuild.store import Room
from deckbook.rebuild.templates import Templates
from deckbook.rebuild.values import Digests, Identities

log = get_plugin_logger("deckbook.rebuild")

LIMIT = 512 * 2**20
"""How many bytes are kept at most; pages beyond that are made anew at each build."""


class Rebuild:
    """What a build leaves for the next one in the same process."""

    def __init__(self, limit: int = LIMIT) -> None:
        identities, self._digests = Identities(), Digests()
        self._room = Room(limit)
        self._contents = Contents(self._room, identities, self._digests)
        self._templates = Templates(self._room, identities, self._digests)
        self._searching = Searching(self._room, identities, self._digests)
        self._outputs = Outputs()
        self._builds = 0

    def begin(self, config: MkDocsConfig) -> None:
        """A build begins."""
        if not self._builds:
            gc.freeze()  # What was imported stays, and need not be gone through again for what does not.
        self._templates.begin(config)
        self._contents.begin()
        for cache in (self._contents, self._templates, self._searching, self._outputs):
            cache.layer = Layer()

    def clean(self, config: MkDocsConfig) -> None:
        """MkDocs is going to clean the site directory."""
        self._outputs.clean(config)

    def page(self, page: Page) -> None:
        """A page is going to be converted."""
        self._contents.intercept(page)

    def environment(
        self, env: jinja2.Environment, config: MkDocsConfig, files: Files, post_page: Callable[..., str]
    ) -> jinja2.Environment:
        """All pages are converted, and are going to be rendered with what this returns.

        Args:
            env: The theme's own.
            config: The configuration of the build.
            files: Its files.
            post_page: The hook that knows what to do with an `Unread` page.
        """
        self._outputs.restore(config, files)
        self._searching.intercept(config)
        return self._templates.wrap(env, config, partial(self._outputs.sees_alone, post_page))

    def search_index(self, text: str) -> tuple[Any, str] | None:
        """The configuration of the search index that has this text, and its entries as JSON, if they are known."""
        return self._searching.read(text)

    def finish(self) -> None:
        """All pages are written."""
        self._outputs.finish()

    def fail(self) -> None:
        """A build has failed."""
        self._outputs.fail()
        self._digests.forget()

    def end(self) -> None:
        """A build has ended well: what no page of it has used is dropped, and the terminal is told."""
        self._templates.end()
        self._outputs.end()
        self._digests.forget()
        for cache in (self._contents, self._templates, self._searching):
            cache.store.sweep()
        if self._builds:
            report = self.report
            log.info(report.summary(self._room.taken))
            if log.isEnabledFor(logging.DEBUG):
                for line in report.details():
                    log.debug(line)
        self._builds += 1

    @property
    def report(self) -> Report:
        """What was reused in the build at hand."""
        return Report(self._contents.layer, self._templates.layer, self._searching.layer, self._outputs.layer)
