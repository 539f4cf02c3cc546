"""The MkDocs plugin: its hooks, in the order in which MkDocs calls them."""

from __future__ import annotations

import posixpath
from collections import Counter
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from deckbook import navigation, site
from deckbook.book import Options
from deckbook.config import DeckbookConfig
from deckbook.deck.files import read_file
from deckbook.deck.find import is_project_file, markdown_files
from deckbook.diagnostics import Severity
from deckbook.pages import finish, head
from deckbook.settings import Settings

log = get_plugin_logger(__name__)


class DeckbookPlugin(BasePlugin[DeckbookConfig]):  # type: ignore[no-untyped-call]
    """Turns the decks of a site into chapters."""

    _settings: Settings
    _library: site.Library

    def __init__(self) -> None:
        self._server: LiveReloadServer | None = None
        self._watched: set[Path] = set()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keeps the plugin object across the rebuilds of `mkdocs serve`: MkDocs does so where this hook exists."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads the options."""
        self._settings = settings(self.config, config)
        return config

    # Late, so that the files other plugins generate can be decks, and before plugins that only count pages.
    @event_priority(-40)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replaces decks by the pages they become."""
        chosen = self._settings
        own = {file.src_uri: _path(file, config) for file in files.documentation_pages()}
        virtual = {_path(file, config): file for file in files.documentation_pages() if not file.abs_src_path}
        candidates = own if chosen.decks_dir == chosen.docs_dir else markdown_files(chosen.decks_dir)
        self._library = library = site.build(
            candidates,
            chosen,
            pages=own,
            read=lambda path: virtual[path].content_bytes if path in virtual else read_file(path),
        )
        self._report()
        for file in self._sources(files, config):
            files.remove(file)
        for page in library.pages.values():
            self._add_page(page, files, config)
        for uri, path in library.assets.items():
            if files.get_file_from_path(uri) is None:
                files.append(File.generated(config, uri, abs_src_path=str(path)))
        if library.books:
            for uri in (site.STYLE, site.SCRIPT):
                files.append(File.generated(config, uri, abs_src_path=str(site.STATIC / uri)))
        self._watch()
        return files

    def _sources(self, files: Files, config: MkDocsConfig) -> list[File]:
        """The files of docs_dir that decks are made from, and that are nothing for readers."""
        library, docs_dir = self._library, self._settings.docs_dir
        decks = {book.deck.path for book in library.books}
        names = [deck.relative_to(docs_dir).as_posix() for deck in decks if deck.is_relative_to(docs_dir)]
        kept = {*config.extra_css, *map(str, config.extra_javascript), *library.assets}
        return [
            file for file in files
            if (path := _path(file, config)) in decks or path in library.imported or (
                not file.generated_by and file.src_uri not in kept and is_project_file(file.src_uri, names)
            )
        ]  # fmt: skip

    def _report(self) -> None:
        base = self._settings.config_file.parent
        infos: Counter[str] = Counter()
        for diagnostic in self._library.diagnostics:
            if diagnostic.severity is Severity.INFO:
                infos[diagnostic.rule] += 1
                log.debug(diagnostic.shown(base))
            else:
                log.warning(diagnostic.shown(base))
        if infos:
            counts = ", ".join(f"{count} × {rule}" for rule, count in sorted(infos.items()))
            log.info("Simplified as designed: %s", counts)

    def _add_page(self, page: site.SitePage, files: Files, config: MkDocsConfig) -> None:
        """Adds a generated page; where `nav` is left to MkDocs, decks stand where their files do."""
        opens_section = page.source is None or page.uri in {book.uri for book in self._library.books}
        listed = config.nav is None and opens_section and not page.is_copy
        inclusion = InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, page.uri, content=page.markdown, inclusion=inclusion)
        if page.source:
            path, line = page.source
            file.edit_uri = f"{posixpath.relpath(path.as_posix(), Path(config.docs_dir).as_posix())}#L{line}"
        if existing := files.get_file_from_path(page.uri):
            files.remove(existing)
        files.append(file)
        navigation.create_page(file, config, title=page.title, index=opens_section)

    # Before plugins that only look at the navigation.
    @event_priority(50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Puts the chapters into the navigation."""
        titles = navigation.titles_in(config.nav)
        return navigation.arrange(
            nav,
            self._library.books,
            self.config.decks_page,
            files,
            titles=titles,
            add=self.config.nav,
            from_folders=config.nav is None,
        )

    # Before plugins that collect headings or words from the finished content.
    @event_priority(50)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Puts back the HTML that Python-Markdown must not touch."""
        generated = self._library.pages.get(page.file.src_uri)
        return finish(html, page, generated.written) if generated else html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Adds Deckbook's style sheet to its own pages, and to no other."""
        is_styled = page.file.src_uri not in self._library.pages or site.STYLE in config.extra_css
        return output if is_styled else head(output, page.url)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watches the files that decks were made from."""
        self._server = server
        self._watch()
        return server

    def _watch(self) -> None:
        """Watches what lies outside docs_dir and is not watched yet: an edit may bring a deck new imports."""
        if self._server is None:
            return
        for path in self._library.watched:
            if path.exists() and path not in self._watched and not path.is_relative_to(self._settings.docs_dir):
                self._watched.add(path)
                self._server.watch(str(path))


def _path(file: File, config: MkDocsConfig) -> Path:
    """Where a file lies, or where it would lie that a plugin has generated."""
    return Path(file.abs_src_path or posixpath.join(config.docs_dir, file.src_uri))


def settings(options: DeckbookConfig, config: MkDocsConfig) -> Settings:
    """What the site has decided, out of mkdocs.yml."""
    config_file = Path(config.config_file_path or "mkdocs.yml").absolute()
    config_text = config_file.read_text("utf-8", errors="replace") if config_file.is_file() else ""
    docs_dir = Path(config.docs_dir)
    decks_dir = Path(posixpath.normpath(config_file.parent / options.decks_dir)) if options.decks_dir else docs_dir
    return Settings(
        config_file=config_file,
        docs_dir=docs_dir,
        decks_dir=decks_dir,
        patterns=tuple(options.decks),
        config_text=config_text,
        mistakes=options.mistakes,
        named=frozenset(navigation.paths_in(config.nav)),
        decks_page=options.decks_page,
        layouts=Path(options.layouts) if options.layouts else None,
        components=Path(options.components) if options.components else None,
        options=Options(page_words=max(options.page_words, 100)),
        show_notes=options.notes == "show",
        silence=frozenset(options.silence),
        language=str(config.theme.get("language") or config.theme.get("locale") or "en"),
        use_directory_urls=config.use_directory_urls,
        extensions=frozenset(map(str, config.markdown_extensions)),
        highlight=config.mdx_configs.get("pymdownx.highlight") or {},
    )
