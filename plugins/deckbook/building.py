"""Builds the site as an edition, in a process of its own: `python -m deckbook.building mkdocs.yml SITE_DIR`.

The site's mkdocs.yml is taken as it is, with mike's plugin before all others, as `mike deploy` has it. No file is
written beside it, so that a build that is killed leaves nothing behind.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import get_yaml_loader, yaml_load


def build(config_file: Path, site_dir: Path) -> None:
    """Builds the site of a mkdocs.yml into a directory.

    Raises:
        MkDocsException: It cannot be built.
    """
    with config_file.open("rb") as file:
        given = yaml_load(file, get_yaml_loader()).get("plugins")
    config = load_config(str(config_file), site_dir=str(site_dir), plugins=with_mike(given))
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


def main() -> int:
    """Builds what the command line names; gives the exit code."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s -  %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        build(Path(sys.argv[1]), Path(sys.argv[2]))
    except MkDocsException as error:
        logger.error(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
