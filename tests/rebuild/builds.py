"""Builds as `mkdocs serve` does them: many in one process, or one in a process of its own.

A process for one build is forked from one that has imported everything and built nothing, so it is as good as new.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import traceback
import warnings
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

URL = "http://127.0.0.1:8000/"
DATE = "1767225600"
_OWN = ("INFO: Cleaning", "INFO: Building", "INFO: Documentation built", "INFO: deckbook: Reused")
"""What each build says, or only one that reuses pages."""

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(
    [
        *("tests.rebuild.builds", "deckbook.plugin", "mkdocs.contrib.search", "mkdocs_autorefs", "mkdocstrings"),
        *("material.plugins.blog.plugin", "material.plugins.search.plugin", "material.plugins.tags.plugin"),
        *("mkdocstrings_handlers.python", "pymdownx.highlight", "pymdownx.snippets", "pymdownx.superfences"),
    ]
)


class _Lines(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname}: {record.getMessage()}")


_started: set[Path] = set()


def _build(root: Path, site: Path, *, reuse: bool, level: int = logging.INFO) -> list[str]:
    """Builds a site and returns what was said, and the error that ended it, if one did."""
    os.environ["SOURCE_DATE_EPOCH"] = DATE
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.chdir(root)
    warnings.simplefilter("ignore")
    handler = _Lines(level)
    logger = logging.getLogger("mkdocs")
    logger.setLevel(level)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
        if root not in _started:
            _started.add(root)
            config.plugins.on_startup(command="serve", dirty=False)
        config.site_url = URL
        if not reuse:
            config.plugins["deckbook"].config["rebuild_cache"] = "never"
        build(config, serve_url=URL)
    except (MkDocsException, SystemExit) as error:
        handler.lines.append(f"ERROR: {error}")
    except Exception:  # noqa: BLE001 - as `mkdocs serve` does
        handler.lines.append(traceback.format_exc())
    finally:
        logger.removeHandler(handler)
    return handler.lines


class Builds:
    """The two ways to build the site of a directory."""

    def __init__(self, root: Path, one: ProcessPoolExecutor, many: ProcessPoolExecutor) -> None:
        self._root = root
        # Not in the project, as `mkdocs serve` has it: files that come and go there may be shown by decks.
        self._served, self._clean = (root.with_name(f"{root.name}-{name}") for name in ("served", "clean"))
        self._one = one
        self._many = many
        self.said: list[str] = []

    def rebuild(self, level: int = logging.INFO) -> tuple[dict[str, bytes], list[str]]:
        """The site as it is after all edits so far, with a build after each; and what was said, from a level on."""
        self.said = self._many.submit(_build, self._root, self._served, reuse=True, level=level).result()
        return _tree(self._served), _shown(self.said)

    def clean(self) -> tuple[dict[str, bytes], list[str]]:
        """The site as a process of its own builds it, and what was said."""
        said = self._one.submit(_build, self._root, self._clean, reuse=False).result()
        return _tree(self._clean), _shown(said)


@contextmanager
def builds(root: Path) -> Iterator[Builds]:
    """Builds of the site in a directory."""
    with (
        ProcessPoolExecutor(1, _context, max_tasks_per_child=1) as one,
        ProcessPoolExecutor(1, _context) as many,
    ):
        yield Builds(root, one, many)


def _tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _shown(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith(_OWN)]
