"""What all tests may use: a builder of sites, the data beside the checkout, Chromium."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Generator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright

from tests.harness import ROOT, SHARED, BuildSite, Site, build_site

settings.register_profile("default", deadline=None)
settings.register_profile("long", deadline=None, max_examples=10_000)
settings.load_profile("default")

# Material prints a note about MkDocs 2 at every build unless it is told that it has been read.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

NO_CHROMIUM = (
    "no Chromium was found. Get one with `apt install chromium` or `playwright install chromium`,"
    " or name yours: DECKBOOK_CHROMIUM=/path/to/chromium"
)
REQUIRED = bool(os.environ.get("DECKBOOK_REQUIRE_BROWSER"))
"""Whether a browser test that is skipped fails, as in CI."""

chromium_key = pytest.StashKey[str | None]()


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


def find_chromium() -> str | None:
    """The Chromium to test with: DECKBOOK_CHROMIUM's, else the first on PATH, else Playwright's own."""
    if named := os.environ.get("DECKBOOK_CHROMIUM"):
        return shutil.which(named)
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        return shutil.which(playwright.chromium.executable_path)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests of tests/browser, and skip them where there is no Chromium."""
    browser_tests = [item for item in items if item.path.is_relative_to(ROOT / "tests" / "browser")]
    chromium = find_chromium() if browser_tests else None
    config.stash[chromium_key] = chromium
    for item in browser_tests:
        item.add_marker(pytest.mark.browser)
        if chromium is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a skipped browser test fail where the browser is required, whatever it was skipped for."""
    report = yield
    if REQUIRED and report.skipped and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which DECKBOOK_REQUIRE_BROWSER forbids: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say once, loudly, that the browser tests did not run."""
    skipped = [report for report in terminalreporter.getreports("skipped") if "browser" in report.keywords]
    if skipped and config.stash.get(chromium_key, None) is None:
        line = f"{len(skipped)} BROWSER TESTS WERE SKIPPED: {NO_CHROMIUM}"
        terminalreporter.write_line(line, red=True, bold=True)
