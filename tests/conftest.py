"""What all tests may use: a builder of sites, and the data beside the checkout."""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

from tests.conformance.corpus import Corpus, build_once
from tests.harness import SHARED, BuildSite, Site, build_site

settings.register_profile("default", deadline=None)
settings.register_profile("long", deadline=None, max_examples=10_000)
settings.load_profile("default")

# Material prints a note about MkDocs 2 at every build unless it is told that it has been read.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@pytest.fixture
def build(tmp_path: Path) -> BuildSite:
    """Builds a site of its own at each call; see tests/harness.py."""
    numbers = itertools.count(1)

    def build(files: Mapping[str, str | bytes], *, strict: bool = False, **config: object) -> Site:
        return build_site(tmp_path / f"site-{next(numbers)}", files, strict=strict, **config)

    return build


@pytest.fixture(scope="session")
def shared() -> Path:
    """The directory `shared` beside the checkout: public decks, and what Slidev makes of them."""
    if SHARED is None:
        pytest.skip("needs the directory `shared` beside the checkout, which is not there")
    return SHARED


@pytest.fixture(scope="session")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The sites of the public decks, which take most of a minute to build, once a run."""
    folder = tmp_path_factory.getbasetemp()
    return build_once(shared, folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)


class _ByFolder(LoadFileScheduling):  # type: ignore[misc]
    """Each file's tests on one core, and those of a folder whose files share what is costly to make."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "tests/conformance" if file.startswith("tests/conformance/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling | None:
    """`--dist loadfile`, with the long files first, so that no core waits for another at the end."""
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return _ByFolder(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: what needs the public decks' sites, then the browser."""
    first = ("tests/conformance/", "tests/browser/")
    items.sort(key=lambda item: next((number for number, path in enumerate(first) if item.nodeid.startswith(path)), 2))
