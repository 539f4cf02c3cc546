"""Builds the site as an edition: as `mkdocs build` does, with mike's plugin before all others.

Nothing is written beside mkdocs.yml, so that a build that is killed leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import get_yaml_loader, yaml_load


class BuildError(Exception):
    """The site cannot be built; the text is what MkDocs says."""


def build(config_file: Path, site_dir: Path, variables: Mapping[str, str]) -> None:
    """Builds the site of a mkdocs.yml into a directory.

    Args:
        config_file: The mkdocs.yml.
        site_dir: The directory; it is made.
        variables: What is set in the environment meanwhile.

    Raises:
        BuildError: It cannot be built.
    """
    with contextlib.chdir(config_file.parent), _set(variables), told():
        try:
            with config_file.open("rb") as file:
                given = yaml_load(file, get_yaml_loader()).get("plugins")
            run(load_config(str(config_file), site_dir=str(site_dir), plugins=with_mike(given)))
        except (MkDocsException, SystemExit) as error:
            raise BuildError(str(error)) from error


def run(config: MkDocsConfig) -> None:
    """Builds a site as `mkdocs build` does."""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()


def with_mike(plugins: Any) -> list[Any]:
    """The `plugins` of a mkdocs.yml with mike's, which names the newest edition as the one that is to be found."""
    named: list[Any] = list(plugins or ["search"])
    if isinstance(plugins, Mapping):
        named = [{name: options or {}} for name, options in plugins.items()]
    own: dict[str, Any] = {}
    others: list[Any] = []
    for plugin in named:
        if plugin == "mike" or (isinstance(plugin, Mapping) and "mike" in plugin):
            own = dict(plugin["mike"] or {}) if isinstance(plugin, Mapping) else {}
        else:
            others.append(plugin)
    return [{"mike": {**own, "canonical_version": own.get("canonical_version") or "latest"}}, *others]


@contextlib.contextmanager
def _set(variables: Mapping[str, str]) -> Iterator[None]:
    """Variables of the environment, which plugins read."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def told() -> Iterator[None]:
    """What MkDocs and plugins warn of is written to the standard error."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s -  %(message)s"))
    handler.setLevel(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
