"""The site that a directory belongs to, by its mkdocs.yml alone: for commands, which build no site."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load
from yaml_env_tag import construct_env_tag

from deckbook.config import DeckbookConfig, read_settings
from deckbook.settings import Publication, Settings


class SettingsError(ValueError):
    """A mkdocs.yml, or an option in it, cannot be read; says which and why."""


def find_settings(folder: Path) -> Settings | None:
    """What the site has decided that a directory belongs to: the nearest mkdocs.yml above it that has the plugin.

    Only that file is read: no theme, plugin or hook is loaded.

    Raises:
        SettingsError: That file, or an option in it, cannot be read.
    """
    for parent in (folder.absolute(), *folder.absolute().parents):
        for file in (parent / "mkdocs.yml", parent / "mkdocs.yaml"):
            if file.is_file() and _may_hold_it(file):
                settings = _settings_of(file)
                if settings:
                    return settings
    return None


def _may_hold_it(file: Path) -> bool:
    """Whether it is worth reading: an option inherited from another file may name the plugin as well."""
    text = file.read_bytes()
    return b"deckbook" in text or b"INHERIT" in text


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without running what its tags name: `!!python/name:x` stays the name."""


_Loader.add_multi_constructor("", lambda loader, tag, node: str(node.value if isinstance(node.value, str) else tag))
_Loader.add_constructor("!ENV", construct_env_tag)


def _settings_of(file: Path) -> Settings | None:
    try:
        with file.open("rb") as source:
            data: Any = yaml_load(source, _Loader)  # type: ignore[arg-type]
    except (ConfigurationError, OSError, ValueError) as error:
        raise SettingsError(f"{file} cannot be read: {error}") from error
    if not isinstance(data, Mapping):
        return None
    plugins = dict(_named(data.get("plugins")))
    if "deckbook" not in plugins:
        return None
    options = DeckbookConfig(config_file_path=str(file))
    options.load_dict(dict(plugins["deckbook"]))
    errors, _ = options.validate()
    for name, problem in errors:
        raise SettingsError(f"{file}: the option “{name}” of the plugin deckbook is not valid: {problem}")
    extensions = {"toc": {}, "tables": {}, "fenced_code": {}, **dict(_named(data.get("markdown_extensions")))}
    config = MkDocsConfig(config_file_path=str(file))
    config["docs_dir"] = posixpath.normpath(file.parent / str(data.get("docs_dir") or "docs"))
    config["use_directory_urls"] = data.get("use_directory_urls") is not False
    config["nav"] = data.get("nav")
    config["theme"] = data["theme"] if isinstance(data.get("theme"), Mapping) else {"name": data.get("theme")}
    config["extra_javascript"] = data.get("extra_javascript") or []
    config["markdown_extensions"] = list(extensions)
    config["mdx_configs"] = extensions
    return dataclasses.replace(read_settings(options, config), publication=_publication(data, plugins))


def _publication(data: Mapping[str, Any], plugins: Mapping[str, Mapping[str, Any]]) -> Publication:
    address = str(data.get("site_url") or "")
    return Publication(
        site_url=f"{address.rstrip('/')}/" if address else "",
        remote=str(data.get("remote_name") or "origin"),
        branch=str(data.get("remote_branch") or "gh-pages"),
        prefix=str(plugins.get("mike", {}).get("deploy_prefix") or "").strip("/"),
    )


def _named(items: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The names and options of a list (or mapping) of plugins or extensions, each written as MkDocs takes it."""
    for item in items.items() if isinstance(items, Mapping) else items if isinstance(items, list) else ():
        pairs: Iterable[tuple[Any, Any]] = item.items() if isinstance(item, Mapping) else [(item, {})]
        for name, value in [item] if isinstance(item, tuple) else pairs:
            yield str(name), value if isinstance(value, Mapping) else {}
