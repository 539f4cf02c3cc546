"""Diagrams in a browser, drawn by the site's own copy of mermaid: no other host is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from deckbook.vendor import FOLDER, PACKAGES
from deckbook.vendor.install import install
from deckbook.vendor.sources import source
from tests.browser import instant
from tests.browser.server import Server
from tests.browser.walk import SIZES, overflow
from tests.harness import ROOT, Site, build_site

MERMAID = PACKAGES["mermaid"]
PACKAGE = ROOT / ".cache" / "npm" / MERMAID.folder

FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Home\n\n[a](decks/a.md) [plain](plain.md)\n",
    "docs/plain.md": "# Plain\n\n```mermaid\ngraph LR\n  Plain --> Page\n```\n",
    "docs/decks/a.md": (
        "# Mermaid\n\nNo diagram.\n\n"
        "---\nchapter: true\n---\n\n## One\n\n"
        "```mermaid {theme: 'forest', scale: 0.5}\ngraph LR\n  First --> Second\n```\n\n"
        "---\nchapter: true\n---\n\n## Two\n\n```mermaid\nsequenceDiagram\n  Ann->>Ben: Hello\n```\n\n"
        '```mermaid\npie\n  "a" : 1\n```\n'
    ),
}


@pytest.fixture(scope="session")
def package() -> Path:
    """The npm package, as `make test` gets it where there is npm."""
    if not (PACKAGE / "package.json").exists():
        pytest.skip(f"needs the npm package mermaid {MERMAID.version}: `make test` gets it where there is npm")
    return PACKAGE


def built(root: Path, package: Path, **config: Any) -> Site:
    """A site that holds a copy."""
    assert install(MERMAID, root / "copy", source(str(package))).faults == ()
    copy = {
        f"docs/{FOLDER}/{path.relative_to(root / 'copy').as_posix()}": path.read_bytes()
        for path in (root / "copy").rglob("*")
        if path.is_file()
    }
    site = build_site(root / "site", FILES | copy, plugins=["search", "deckbook"], **config)
    assert site.problems == []
    return site


@pytest.fixture
def server() -> Any:
    started = Server()
    yield started
    started.close()


def drawn(page: Page) -> int:
    """Waits until no diagram is left as source, and counts those that are drawn."""
    page.wait_for_function(
        "document.querySelector('div.mermaid') && !document.querySelector('pre code:not([id]):not(.highlight *)')"
    )
    return page.locator("div.mermaid").count()


@pytest.mark.parametrize("directory_urls", [True, False])
def test_each_page_draws_its_diagrams_with_the_copy(
    page: Page, server: Server, tmp_path: Path, package: Path, directory_urls: bool
) -> None:
    page.set_viewport_size(SIZES["narrow"])
    site = built(tmp_path, package, use_directory_urls=directory_urls, site_url=server.url)
    home = server.serve(site.root / "site")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    end = "/" if directory_urls else ".html"

    page.goto(f"{home}decks/a{end}")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "mermaid" in url]

    for path, count in {"decks/a/one": 1, "decks/a/two": 2}.items():
        asked.clear()
        page.goto(f"{home}{path}{end}")
        assert drawn(page) == count
        [script] = [url for url in asked if "mermaid" in url]
        assert script == f"{home}{FOLDER}/{MERMAID.folder}/mermaid.min.js"
        assert overflow(page) == []


def test_instant_navigation_draws_on_every_page_and_loads_once(
    page: Page, server: Server, tmp_path: Path, package: Path
) -> None:
    theme = {"name": "material", "font": False, "features": ["navigation.instant"]}
    site = built(tmp_path, package, site_url=server.url, theme=theme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    instant.goto(page, server.serve(site.root / "site"))
    page.get_by_role("link", name="a", exact=True).click()
    page.wait_for_selector(".deckbook-contents")
    for name, count in {"One": 1, "Two": 2}.items():
        page.locator("nav a", has_text=name).first.click()
        page.wait_for_function("name => document.querySelector('h1').textContent.includes(name)", arg=name)
        assert drawn(page) == count

    assert instant.is_kept(page)
    assert len([url for url in asked if url.endswith("mermaid.min.js")]) == 1


def test_pages_that_are_no_decks_draw_with_it_too(page: Page, server: Server, tmp_path: Path, package: Path) -> None:
    config = (
        "site_name: S\ntheme: {name: material, font: false}\nplugins: [deckbook]\nmarkdown_extensions:\n"
        "  - pymdownx.superfences:\n      custom_fences:\n        - name: mermaid\n          class: mermaid\n"
        "          format: !!python/name:pymdownx.superfences.fence_code_format\n"
    )
    install(MERMAID, tmp_path / "copy", source(str(package)))
    script = (tmp_path / "copy" / MERMAID.folder / "mermaid.min.js").read_bytes()
    files = FILES | {"mkdocs.yml": config, f"docs/{FOLDER}/{MERMAID.folder}/mermaid.min.js": script}
    site = build_site(tmp_path / "site", files)
    assert site.problems == []

    page.goto(f"{server.serve(site.root / 'site')}plain/")

    assert drawn(page) == 1


def test_a_site_that_is_read_from_the_disk(page: Page, tmp_path: Path, package: Path) -> None:
    site = built(tmp_path, package, use_directory_urls=False)

    page.goto((site.root / "site" / "decks" / "a" / "one.html").as_uri())

    assert drawn(page) == 1
    # And it is looked at closer, by a click or the keyboard, and comes back.
    diagram = page.locator(".slide div.mermaid")
    page.set_viewport_size(SIZES["narrow"])
    before = diagram.bounding_box()
    dialog = page.get_by_role("dialog", name="Enlarge")
    for key in ("", "Enter"):
        page.get_by_role("button", name="Enlarge").press(key) if key else diagram.click()
        expect(dialog).to_be_visible()
        shown = dialog.locator("div.mermaid").bounding_box()
        assert before is not None
        assert shown is not None
        assert shown["width"] > 320
        assert shown["height"] > 1.3 * before["height"]
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(diagram).to_be_visible()  # a closed dialog is gone before its page hears of it
        assert diagram.bounding_box() == before


def test_a_copy_that_was_changed_is_not_run(browser: Any, server: Server, tmp_path: Path, package: Path) -> None:
    site = built(tmp_path, package)
    script = site.root / "site" / FOLDER / MERMAID.folder / "mermaid.min.js"
    script.write_text("window.changed = true", encoding="utf-8")
    home = server.serve(site.root / "site")

    with browser.new_context() as context:
        page = context.new_page()
        with page.expect_event("pageerror") as error:
            page.goto(f"{home}decks/a/one/")
        assert "is not what it should be" in str(error.value)
        assert page.evaluate("window.changed") is None
        assert "First --> Second" in page.locator("pre.mermaid").inner_text()


def test_without_a_copy_the_command_is_named(build: Callable[..., Site]) -> None:
    site = build(FILES, plugins=["deckbook"])
    own = build(FILES | {"docs/mermaid.min.js": "1"}, plugins=["deckbook"], extra_javascript=["mermaid.min.js"])

    assert site.problems == own.problems == []
    # One for each page that has a diagram.
    assert [line for line in site.log if "diagram-remote" in line] == [
        "INFO: deckbook: Simplified as designed: 2 × diagram-remote"
    ]
    assert not [line for line in own.log if "diagram-remote" in line]
    assert "integrity" not in site.read("decks/a/one/index.html")


def test_a_diagram_is_as_large_as_it_says(page: Page, server: Server, tmp_path: Path, package: Path) -> None:
    site = built(tmp_path, package)
    page.goto(f"{server.serve(site.root / 'site')}decks/a/one/")
    assert drawn(page) == 1

    assert page.locator(".deckbook-diagram").evaluate("box => getComputedStyle(box).zoom") == "0.5"
    page.set_viewport_size(SIZES["narrow"])
    assert page.locator(".deckbook-diagram").evaluate("box => getComputedStyle(box).zoom") == "0.8"
