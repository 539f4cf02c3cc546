"""The pytest plugin: where a mkdocs.yml names Deckbook, the runnable blocks of its decks are tests.

pytest imports this module in every project of an environment: what costs time is imported only where there are decks.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from deckbook.snippets.nodes import Library

_LIBRARY = pytest.StashKey["Library"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option that writes records."""
    group = parser.getgroup("deckbook", "code in decks")
    group.addoption(
        "--update-outputs",
        action="store_true",
        help="write what the runnable blocks of decks put out into their records, and say what has changed",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Finds the site, and where pytest is called without paths, adds the decks to what it collects.

    `config.args` are the paths that pytest has decided on: the command line's, else `testpaths`, else the current
    directory. Adding to them here is early enough for the session, leaves what a user asks for alone, and needs no
    `testpaths` that names the decks; xdist's workers decide anew, each for itself.
    """
    library = _library(config)
    if library is None:
        return
    from deckbook.snippets.summary import Summary  # noqa: PLC0415

    config.stash[_LIBRARY] = library
    config.pluginmanager.register(Summary(config, library), "deckbook-summary")
    _keep_last_words(config, library)
    here = config.invocation_params.dir
    if config.args_source is not config.ArgsSource.ARGS and here == library.site.config_file.parent:
        given = [here / argument for argument in config.args]
        wanted = [path for path in library.decks if path.is_file()]
        if library.problems:
            wanted.append(library.site.config_file)
        config.args += [str(path) for path in wanted if not any(path.is_relative_to(one) for one in given)]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Passes over the folders of records, which pytest would look through file by file."""
    library = config.stash.get(_LIBRARY, None)
    if library is None:
        return None
    from deckbook.walk import RECORDS  # noqa: PLC0415

    is_one = collection_path.name.endswith(RECORDS) and collection_path.is_relative_to(library.site.decks_dir)
    return True if is_one else None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Takes the Markdown files that may be decks, and mkdocs.yml.

    pytest calls this for what lies beside the files it is asked for, too; nodes read decks only when it enters them.
    """
    library = parent.config.stash.get(_LIBRARY, None)
    if library is None:
        return None
    from deckbook.snippets.nodes import ConfigFile, MarkdownFile  # noqa: PLC0415

    if file_path == library.site.config_file:
        return ConfigFile.from_parent(parent, path=file_path, library=library)
    if file_path.suffix == ".md" and file_path.is_relative_to(library.site.decks_dir):
        return MarkdownFile.from_parent(parent, path=file_path, library=library)
    return None


def _keep_last_words(config: pytest.Config, library: Library) -> None:
    """A way to say where a block was that nothing could end, past what pytest captures; pytest may have its own."""
    if config.getini("faulthandler_timeout"):
        return
    try:
        own = os.dup(sys.__stderr__.fileno()) if sys.__stderr__ else -1
    except (OSError, ValueError):
        return
    if own >= 0:
        library.words_file = own
        config.add_cleanup(lambda: os.close(own))


def _cache(config: pytest.Config) -> Path | None:
    """Where pytest lets a plugin keep things; it may be off, or the disk may take nothing."""
    cache: pytest.Cache | None = getattr(config, "cache", None)
    try:
        return cache.mkdir("deckbook") if cache else None
    except OSError:
        return None


def _library(config: pytest.Config) -> Library | None:
    """The decks of the mkdocs.yml where pytest's root or the current directory is."""
    for folder in dict.fromkeys((config.rootpath, config.invocation_params.dir)):
        for name in ("mkdocs.yml", "mkdocs.yaml"):
            try:
                text = (folder / name).read_bytes()
            except OSError:
                continue
            if b"deckbook" in text:
                from deckbook.snippets.collection import site_of  # noqa: PLC0415
                from deckbook.snippets.kept import Kept  # noqa: PLC0415
                from deckbook.snippets.nodes import Library  # noqa: PLC0415

                cache = _cache(config)
                kept = Kept(cache, "decks")
                if site := site_of(folder / name, text, kept):
                    return Library(site, kept, cache)
    return None
