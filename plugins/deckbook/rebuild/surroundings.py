"""What all pages of a template depend on: the theme's files, the configuration, and what is in Jinja's environment."""

from __future__ import annotations

import functools
import os
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import defaults, ext, filters, tests
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme
from mkdocs.utils import get_theme_dir, templates

from deckbook.rebuild.filters import unwrapped
from deckbook.rebuild.sources import Reads
from deckbook.rebuild.values import Identities, UnkeyedError, Values

_FILTERS = {**filters.FILTERS, "url": templates.url_filter, "script_tag": templates.script_tag_filter}
_GETTEXT = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})
_EXTENSIONS = (ext.InternationalizationExtension, ext.ExprStmtExtension, ext.LoopControlExtension)
_STILL = ("assets", ".icons")
"""Directories of an installed theme that hold no templates, and thousands of files."""


def sources(config: MkDocsConfig) -> tuple[tuple[str, int, int], ...]:
    """The files of the theme that pages can be made from, each with its time and size."""
    own = config.theme.custom_dir and Path(config.theme.custom_dir).absolute()
    found: list[tuple[str, int, int]] = []
    for folder in config.theme.dirs:
        found += _files(folder, is_own=Path(folder).absolute() == own)
    return tuple(sorted(found))


def names(found: Iterable[tuple[str, int, int]], config: MkDocsConfig) -> Iterator[str]:
    """The names of templates among these files."""
    for path, _, _ in found:
        for folder in config.theme.dirs:
            if Path(path).is_relative_to(folder):
                yield Path(path).relative_to(folder).as_posix()


def _files(folder: str, *, is_own: bool) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if is_own or entry.name not in _STILL:
                yield from _files(entry.path, is_own=is_own)
            else:
                state = entry.stat()
                yield entry.path, state.st_mtime_ns, 0
        elif is_own or entry.name.endswith((".html", ".xml", ".mo", ".yml", ".txt")):
            state = entry.stat()
            yield entry.path, state.st_mtime_ns, state.st_size


def surroundings(
    env: jinja2.Environment, config: MkDocsConfig, reads: Reads, values: Values, know: Identities
) -> Hashable:
    """What all pages of a template depend on, beside its sources.

    Raises:
        UnkeyedError: Something cannot be compared.
    """
    if reads.computed:
        raise UnkeyedError(f"the template {reads.computed}")
    keys = set(config.keys()) if reads.settings is None else reads.settings & config.keys()
    keys |= {"extra_css", "extra_javascript", "site_url"}
    settings = tuple((key, _setting(key, config[key], values, know)) for key in sorted(keys))
    return settings, tuple(sorted(keys)), _environment(env, config, reads, values)


def _setting(key: str, value: Any, values: Values, know: Identities) -> Hashable:
    if key == "plugins":
        # The modules of `hooks` are among them, and have no options.
        options = ((name, plugin, getattr(plugin, "config", {})) for name, plugin in value.items())
        return tuple((name, know(type(plugin)), _options(config, values)) for name, plugin, config in options)
    if key == "hooks":
        return tuple(value)
    if isinstance(value, Theme):
        items = tuple((name, str(item) if name == "locale" else values.form(item)) for name, item in value.items())
        return value.name, tuple(value.dirs), items
    return values.form(value)


def _options(config: Any, values: Values) -> Hashable:
    if isinstance(config, (Config, dict)):
        return tuple((key, values.form(item)) for key, item in config.items())
    return values.form(config)


def _environment(env: jinja2.Environment, config: MkDocsConfig, reads: Reads, values: Values) -> Hashable:
    for used, known, there in (
        (reads.filters, _FILTERS, env.filters),
        (reads.tests, tests.TESTS, env.tests),
    ):
        for name in used:
            if unwrapped(there.get(name))[0] is not known.get(name):
                raise UnkeyedError(f"the template uses “{name}”, which a plugin has added to Jinja")
    for extension in env.extensions.values():
        if type(extension) not in _EXTENSIONS:
            raise UnkeyedError(f"{type(extension).__qualname__} has been added to Jinja")
    if env.finalize is not None or env.policies != defaults.DEFAULT_POLICIES:
        raise UnkeyedError("a plugin has changed Jinja's environment")
    found: list[Hashable] = [str(config.theme.locale)]
    for name in sorted(reads.variables & env.globals.keys()):
        value = env.globals[name]
        if name in _GETTEXT:
            continue  # by the locale, and the theme's catalogues among its files
        if value is not defaults.DEFAULT_NAMESPACE.get(name):
            found.append((name, values.form(value)))
    options = (env.trim_blocks, env.lstrip_blocks, env.keep_trailing_newline, env.newline_sequence, env.sandboxed)
    return tuple(found), options, str(env.undefined), str(env.autoescape)


@functools.cache
def material() -> Path | None:
    """Where Material's templates are, if it is installed."""
    try:
        return Path(get_theme_dir("material"))
    except KeyError:
        return None


def is_material(config: MkDocsConfig) -> bool:
    """Whether the templates that show the navigation are Material's own."""
    own = material()
    if own is None or str(own) not in config.theme.dirs:
        return False
    return not any((Path(other) / "partials").is_dir() for other in config.theme.dirs if other != str(own))
