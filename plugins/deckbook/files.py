"""The site's files: decks and what they import go, the pages and pictures that they become come."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Container
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from deckbook import frontend, navigation, site
from deckbook.deck.files import read_file
from deckbook.deck.find import is_project_file
from deckbook.exporting import About, exports
from deckbook.remembering import Memory
from deckbook.repos import NAME as LOCK
from deckbook.settings import Settings
from deckbook.sitepages import SitePage
from deckbook.snippets.records import folder_of
from deckbook.vendor import INDEX, PICTURES
from deckbook.walk import markdown_files


def read_library(
    files: Files, settings: Settings, config: MkDocsConfig, memory: Memory | None = None
) -> site.Library:
    """Makes the pages of the decks among the site's files, or in a directory of their own."""
    own = {file.src_uri: _path(file, config) for file in files.documentation_pages()}
    virtual = {_path(file, config): file for file in files.documentation_pages() if not file.abs_src_path}
    return site.build(
        own if settings.decks_dir == settings.docs_dir else markdown_files(settings.decks_dir),
        settings,
        pages=own,
        read=lambda path: virtual[path].content_bytes if path in virtual else read_file(path),
        memory=memory,
    )


def replace_sources(files: Files, library: site.Library, settings: Settings, config: MkDocsConfig) -> None:
    """Takes out what decks are made from, and adds what they have become."""
    for file in _sources(files, library, settings, config):
        files.remove(file)
    decks = frozenset(book.uri for book in library.books)
    for page in library.pages.values():
        _add_page(page, files, decks, config)
    for uri, path in library.assets.items():
        existing = files.get_file_from_path(uri)
        if uri in library.drawings:
            if existing:
                files.remove(existing)
            files.append(File.generated(config, uri, content=library.drawings[uri]))
        elif existing is None:
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    loaded = {frontend.own(name) for name in library.loads}
    if library.books:
        files.append(File.generated(config, frontend.STYLE, content=frontend.style_sheet()))
        files.append(File.generated(config, frontend.SCRIPT, content=frontend.script()))
        files.append(File.generated(config, frontend.LATER, content=frontend.later(settings.language)))
        loaded.update(frontend.ON_SOME_PAGES, frontend.ON_DEMAND)
    for uri in sorted(loaded):
        files.append(File.generated(config, uri, content=frontend.shortened(frontend.STATIC / uri)))
    _add_exports(files, library, settings, config)
    for uri, text in library.needed.items():
        files.append(File.generated(config, uri, content=text))
    for path in frontend.runners() if library.needed else ():
        files.append(File.generated(config, frontend.own(path.name), content=frontend.shortened(path)))


def about_site(config: MkDocsConfig) -> About:
    """What mkdocs.yml says of the site."""
    return About(config.site_name or "", config.site_description or "", config.site_url or "")


def _add_exports(files: Files, library: site.Library, settings: Settings, config: MkDocsConfig) -> None:
    """Adds the books in other forms, where the site has no file of its own."""
    for uri, content in exports(library, settings, about_site(config)).items():
        if files.get_file_from_path(uri) is None:
            files.append(File.generated(config, uri, content=content))


def _sources(files: Files, library: site.Library, settings: Settings, config: MkDocsConfig) -> list[File]:
    """The files of docs_dir that decks are made from, and that are nothing for readers."""
    docs_dir = settings.docs_dir
    index = f"{PICTURES}/{INDEX}"
    decks = {book.deck.path for book in library.books}
    parents = {deck.parent.relative_to(docs_dir) for deck in decks if deck.is_relative_to(docs_dir)}
    folders = ["" if parent == Path() else parent.as_posix() for parent in parents]
    # As text, since a site may have thousands of files.
    sources = {str(path) for path in (*decks, *library.imported)}
    outputs = {str(folder_of(deck)) for deck in decks}
    bibliography = set(map(str, library.bibliography))
    kept = {*config.extra_css, *map(str, config.extra_javascript), *library.assets}
    kept |= settings.named
    kept |= {library.mermaid.uri} if library.mermaid else set()
    return [
        file for file in files
        if (path := _lies(file, config)) in sources or file.src_uri == index
        or (file.src_uri not in kept and (file.src_uri == LOCK or path in bibliography)) or (
            not file.generated_by and file.src_uri not in kept
            and (os.path.dirname(path) in outputs or is_project_file(file.src_uri, folders))  # noqa: PTH120
        )
    ]  # fmt: skip


def _add_page(page: SitePage, files: Files, decks: Container[str], config: MkDocsConfig) -> None:
    """Adds a generated page; where `nav` is left to MkDocs, decks (of these paths) stand where their files do."""
    is_first = page.is_in_nav and (page.source is None or page.uri in decks)
    listed = config.nav is None and is_first and not page.is_copy
    inclusion = InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, page.uri, content=page.markdown, inclusion=inclusion)
    if page.source:
        path, line = page.source
        file.edit_uri = f"{posixpath.relpath(path.as_posix(), Path(config.docs_dir).as_posix())}#L{line}"
    if existing := files.get_file_from_path(page.uri):
        files.remove(existing)
    files.append(file)
    navigation.create_page(file, config, title=page.title, index=is_first and not page.stands_alone)


def _path(file: File, config: MkDocsConfig) -> Path:
    """Where a file lies, or where it would lie that a plugin has generated."""
    return Path(_lies(file, config))


def _lies(file: File, config: MkDocsConfig) -> str:
    return os.path.normpath(file.abs_src_path or posixpath.join(config.docs_dir, file.src_uri))
