"""A new site, as `deckbook init` makes it, published as an edition: fit to be read, with its version selector."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.walk import SCHEMES, SIZES, overflow, unloaded, use_scheme
from tests.scaffold.sites import build, run


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an edition of a new site, below a path and beside another edition."""
    folder = tmp_path_factory.mktemp("new") / "site"
    server = Server()
    assert run("init", folder, "--name", "Notes").exit_code == 0
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}\nsite_url: {server.url}notes/1/\nsite_dir: site/notes/1\n", encoding="utf-8")
    site = build(folder, tmp_path_factory.mktemp("built") / "site")
    assert site.problems == []
    versions = [{"version": version, "title": f"Week {version}", "aliases": list[str]()} for version in ("2", "1")]
    Path(site.root / "site/notes/versions.json").write_text(json.dumps(versions), encoding="utf-8")
    yield f"{server.serve(site.root / 'site')}notes/1/"
    server.close()


def test_a_new_site_is_fit_to_be_read(page: Page, edition: str, axe: Callable[[Page], list[str]]) -> None:
    page.goto(f"{edition}decks/")
    links = page.locator(".deckbook-deck li a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) == 5
    faults: dict[str, list[str]] = {}
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        for address in [edition, *links[1:3], f"{edition}repositories/", f"{edition}code/"]:
            page.goto(address)
            assert unloaded(page) == []
            if found := overflow(page):
                faults[f"{address} ({name})"] = found
            for scheme in SCHEMES if name == "wide" and address in (edition, links[2]) else ():
                use_scheme(page, scheme)
                # The name of Material's own button is not what it shows.
                if found := [fault for fault in axe(page) if "'.md-version__current'" not in fault]:
                    faults[f"{address} ({scheme})"] = found

    assert faults == {}


def test_a_new_site_lists_its_editions(page: Page, edition: str) -> None:
    page.goto(edition)

    expect(page.locator(".md-version__current")).to_have_text("Week 1")
    expect(page.locator(".md-version__link")).to_have_text(["Week 2", "Week 1"])
