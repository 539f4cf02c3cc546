"""Builds the site as `mkdocs build` does, with all its plugins, and keeps what pages and navigation have become."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from deckbook.building import BuildError, run, told
from deckbook.site import Library

_UNBUILT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


@dataclass(frozen=True, slots=True)
class Observed:
    """A site that was built.

    Attributes:
        config: Its settings, with what plugins have added.
        library: Its decks.
        nav: The items of its navigation.
        files: Its files, those of its theme among them.
        contents: The finished content of pages, by their Markdown paths.
        site: Where it stands.
    """

    config: MkDocsConfig
    library: Library
    nav: tuple[StructureItem, ...]
    files: tuple[File, ...]
    contents: Mapping[str, str]
    site: Path


def observe(config_file: Path, site: Path) -> Observed:
    """Builds the site of a mkdocs.yml into a directory, and keeps what its pages became.

    Raises:
        BuildError: It cannot be built.
    """
    observer = _Observer()
    with contextlib.chdir(config_file.parent), told():
        try:
            config = load_config(str(config_file), site_dir=str(site))
            config.plugins["deckbook/observer"] = observer
            run(config)
        except (MkDocsException, SystemExit) as error:
            raise BuildError(str(error)) from error
    return Observed(config, _library_of(config), tuple(observer.nav), tuple(observer.files), observer.contents, site)


def _library_of(config: MkDocsConfig) -> Library:
    plugin: Any = config.plugins.get("deckbook")
    if plugin is None:
        raise BuildError("mkdocs.yml does not name the plugin deckbook")
    library: Library = plugin.library
    return library


class _Observer(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Sees what the site's plugins have made of it."""

    def __init__(self) -> None:
        self.nav: list[StructureItem] = []
        self.files: list[File] = []
        self.contents: dict[str, str] = {}

    @event_priority(-2000)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> None:
        self.nav = nav.items

    # All pages are rendered by then, and references between them resolved.
    @event_priority(-2000)
    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> None:
        self.files = [file for file in files if file.inclusion not in _UNBUILT]
        pages = (file.page for file in self.files if file.page)
        self.contents = {page.file.src_uri: page.content or "" for page in pages}
