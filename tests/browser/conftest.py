"""What the browser tests use: a guarded Chromium, a server, the demo site, and axe-core."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from playwright.sync_api import BrowserContext, Page

from deckbook.vendor import PACKAGES, find
from tests.browser.chromium import NO_CHROMIUM, chromium_flags, find_chromium
from tests.browser.guard import watch
from tests.browser.page_types import study
from tests.browser.server import Server
from tests.harness import ROOT

AXE = ROOT / ".cache" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""axe-core's names for WCAG 2.2, levels A and AA (2.2 added rules at AA only)."""

REQUIRED = bool(os.environ.get("DECKBOOK_REQUIRE_BROWSER"))
"""Whether a browser test that is skipped fails, as in CI."""

chromium_key = pytest.StashKey[str | None]()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], pytestconfig: pytest.Config) -> dict[str, Any]:
    """The Chromium that was found, and its flags."""
    chromium = {"executable_path": pytestconfig.stash[chromium_key], "args": chromium_flags()}
    return browser_type_launch_args | chromium


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """A fresh profile, of which `page` is a page; the test fails by what guard.py forbids."""
    faults = watch(context)
    yield context
    assert faults == []


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a directory while the test runs: `page.goto(serve(site.root / "site"))`."""
    servers = []

    def serve(directory: Path) -> str:
        servers.append(Server())
        return servers[-1].serve(directory)

    yield serve
    for server in servers:
        server.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo site, which is built from mkdocs.yml once."""
    if not find(ROOT / "docs", PACKAGES["mermaid"]):
        pytest.skip("the demo's diagrams need their copy of mermaid: `make test` makes it where there is npm")
    server = Server()
    try:
        site = tmp_path_factory.mktemp("demo")
        settings = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site), site_url=server.url, strict=True)
        settings.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(settings)
        settings.plugins.on_shutdown()
        yield server.serve(site)
    finally:
        server.close()


@pytest.fixture(scope="session")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that has a page of each kind: see page_types.py."""
    server = Server()
    site = study(tmp_path_factory.mktemp("kinds") / "site", server.url)
    assert site.problems == []
    yield server.serve(site.root / "site")
    server.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Lists what violates WCAG 2.2, A and AA, in a page as it stands."""
    if not AXE.exists():
        pytest.skip("needs axe-core: `make test` installs it where there is npm")
    script = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", WCAG)
        return [
            f"{violation['id']}: {node['target']}: {node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return violations


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests of this directory, and skip them where there is no Chromium."""
    config.stash[chromium_key] = chromium = find_chromium()
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if chromium is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a skipped test fail where the browser is required, whatever it was skipped for."""
    report = yield
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which DECKBOOK_REQUIRE_BROWSER forbids: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say once, loudly, that the browser tests did not run."""
    skipped = [test for test in terminalreporter.getreports("skipped") if "/browser/" in test.nodeid]
    if skipped and config.stash[chromium_key] is None:
        line = f"{len(skipped)} BROWSER TESTS WERE SKIPPED: {NO_CHROMIUM}"
        terminalreporter.write_line(line, red=True, bold=True)
