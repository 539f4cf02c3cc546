"""The MkDocs plugin: its hooks, in the order in which MkDocs calls them."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from deckbook import findable, navigation, news, searching, site
from deckbook.config import DeckbookConfig, read_settings, titles_in
from deckbook.diagnostics import Diagnostic, Severity
from deckbook.files import about_site, read_library, replace_sources
from deckbook.finishing import Additions, Finishing
from deckbook.frontend import STYLE
from deckbook.pages import with_diagrams
from deckbook.rebuild import Rebuild, changed
from deckbook.remembering import Memory
from deckbook.settings import Settings
from deckbook.texts import Texts
from deckbook.watching import Watching

log = get_plugin_logger(__name__)

_YOUNG = 10_000
"""After how many new objects Python looks for garbage in a build: nearly all of a site is none until it is written."""


class DeckbookPlugin(BasePlugin[DeckbookConfig]):  # type: ignore[no-untyped-call]
    """Turns the decks of a site into chapters."""

    _settings: Settings
    _library: site.Library
    _files: Files
    _published: news.Published | None

    def __init__(self) -> None:
        self._watching: Watching | None = None
        self._watched: set[Path] = set()
        self._outlines: dict[str, findable.Outline] = {}
        self._rebuild: Rebuild | None = None
        self._memory: Memory | None = None
        self._finishing = Finishing()
        self._texts = Texts()
        self._serves = self._is_dirty = False
        self._threshold: tuple[int, int, int] | None = None

    @property
    def library(self) -> site.Library:
        """What the decks of the last build became."""
        return self._library

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keeps the plugin object across the rebuilds of `mkdocs serve`: MkDocs does so where this hook exists."""
        self._serves, self._is_dirty = command == "serve", dirty
        if not self._serves:
            self._threshold = gc.get_threshold()
            young, *older = self._threshold
            gc.set_threshold(young and max(young, _YOUNG), *older)  # 0 is never

    # Before plugins that render templates already.
    @event_priority(1000)
    def _begin(self, config: MkDocsConfig) -> None:
        """Prepares to take from the build before what has not changed."""
        wanted = self.config.rebuild_cache == "always" or (self.config.rebuild_cache == "serve" and self._serves)
        self._rebuild = (self._rebuild or Rebuild()) if wanted and not self._is_dirty else None
        self._memory = (self._memory or Memory()) if self._rebuild else None
        if self._rebuild:
            self._rebuild.begin(config)

    def _configure(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads the options."""
        self._settings = read_settings(self.config, config)
        self._published = news.publication(os.environ, self.config.news_page, self._settings.language)
        if self._published:
            news.configure(config)
        return config

    on_config = CombinedEvent(_begin, _configure)

    # After all that write into the site directory before MkDocs cleans it.
    @event_priority(-1000)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Sets aside the site that the build before has written."""
        if self._rebuild:
            self._rebuild.clean(config)

    # Late, so that the files other plugins generate can be decks, and before plugins that only count pages.
    @event_priority(-40)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replaces decks by the pages they become."""
        self._outlines = {}
        self._library = read_library(files, self._settings, config, self._memory)
        self._report(self._library.diagnostics)
        replace_sources(files, self._library, self._settings, config)
        news.add_files(files, self._published, self.config.news_page, config)
        self._finishing.begin(self._library, self._settings)
        self._texts.begin(self._library, about_site(config), are_wanted=self._settings.exports)
        self._watch()
        self._files = files
        return files

    def _report(self, diagnostics: Iterable[Diagnostic]) -> None:
        base = self._settings.config_file.parent
        infos: Counter[str] = Counter()
        for diagnostic in diagnostics:
            if diagnostic.rule in self._settings.silence:
                continue
            if diagnostic.severity is Severity.INFO:
                infos[diagnostic.rule] += 1
                log.debug(diagnostic.shown(base))
            else:
                log.warning(diagnostic.shown(base))
        if infos:
            counts = ", ".join(f"{count} × {rule}" for rule, count in sorted(infos.items()))
            log.info("Simplified as designed: %s", counts)

    # Before plugins that only look at the navigation.
    @event_priority(50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Puts the chapters into the navigation."""
        titles = titles_in(config.nav)
        return navigation.arrange(
            nav,
            self._library.books,
            [self.config.decks_page, *(page.uri for page in self._library.pages.values() if page.stands_alone)],
            files,
            titles=titles,
            add=self.config.nav,
            from_folders=config.nav is None,
        )

    # After all that change the page's Markdown.
    @event_priority(-1000)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Lets a page that has not changed be taken from the build before."""
        if self._rebuild:
            self._rebuild.page(page)

    # Before plugins that collect headings or words from the finished content.
    @event_priority(50)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Puts back the HTML that Python-Markdown must not touch."""
        generated = self._library.pages.get(page.file.src_uri)
        if generated:
            html = self._finishing.content(html, page, generated)
        return with_diagrams(html, page, self._library.mermaid)

    # Before the search, which takes the marks of what it leaves out away.
    @event_priority(50)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Notes the headings of pages that are to be checked, and the contents of those that are written as text."""
        generated = self._library.pages.get(page.file.src_uri)
        if generated:
            self._texts.add(generated, page.url, page.content or "")
        if self.config.search_check:
            source = (generated and generated.source) or (Path(page.file.abs_src_path or page.file.src_uri), 0)
            self._outlines[page.file.src_uri] = findable.outline(page, source)
        return context

    # After all that put something into the environment.
    @event_priority(-1000)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Lets pages that would be rendered as before be taken from the build before, and spares the search work."""
        env = self._rebuild.environment(env, config, files, self.on_post_page) if self._rebuild else env
        searching.spare(config, self._library.pages)
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Adds style sheets to Deckbook's own pages, and to no other; and to all of an edition where it begins."""
        if self._published:
            output = changed(output, news.Mark(page.url))
        generated = self._library.pages.get(page.file.src_uri)
        is_linked = STYLE in config.extra_css
        if generated is None:
            is_own = self._library.books and news.is_written(page, self.config.news_page)
            return changed(output, Additions(page.url, is_linked=is_linked)) if is_own else output
        feed = config.site_name if self._settings.exports and config.site_url else ""
        text = self._texts.name(generated, page.file.dest_uri)
        additions = self._finishing.additions(page, generated, feed=feed, text=text, is_linked=is_linked)
        return changed(output, additions)

    # Before plugins look at the site.
    @event_priority(1000)
    def _written(self, *, config: MkDocsConfig) -> None:
        """Deletes what the build before has written and this one has not."""
        if self._rebuild:
            self._rebuild.finish()

    # After Material has written the index, and before its plugin `offline` copies that.
    @event_priority(-50)
    def _end(self, *, config: MkDocsConfig) -> None:
        """Writes the texts, lets the search find what it would not, and says what was taken from the build before."""
        for path, text in self._texts.files():
            write_file(text.encode(), str(Path(config.site_dir, path)))
        if self.config.search:
            known = self._rebuild.search_index if self._rebuild else None
            self._report(searching.improve(config, self._library.books, self._files, self._settings, known))
        if self.config.search_check:
            self._report(findable.check(self._outlines.values(), config, self._settings))
        if self._rebuild:
            self._rebuild.end()

    on_post_build = CombinedEvent(_written, _end)

    def on_build_error(self, *, error: Exception) -> None:
        """Forgets which files are in place."""
        if self._rebuild:
            self._rebuild.fail()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watches the files that decks were made from, and has what is saved seen at once."""
        self._watching = Watching(server)
        self._watching.see(self._settings.docs_dir)
        self._watch()
        return server

    def on_shutdown(self) -> None:
        """Watches nothing any more, and leaves the process as it was."""
        if self._watching:
            self._watching.end()
        if self._threshold:
            gc.set_threshold(*self._threshold)

    def _watch(self) -> None:
        """Watches what lies outside docs_dir and is not watched yet: an edit may bring a deck new imports."""
        if self._watching is None:
            return
        for path in self._library.watched:
            if path.exists() and path not in self._watched and not path.is_relative_to(self._settings.docs_dir):
                self._watched.add(path)
                self._watching.watch(path)
