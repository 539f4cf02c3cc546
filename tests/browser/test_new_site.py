"""From nothing to a site with two editions, as a new user does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import Page, expect

from deckbook.cli import main
from tests.publish.project import DAY, FIRST, Project, git, standing_in


def test_a_new_site_is_published_week_after_week(
    tmp_path: Path, page: Page, serve: Callable[[Path], str], axe: Callable[[Page], list[str]]
) -> None:
    with standing_in(tmp_path):
        begun = CliRunner().invoke(main, ["init", "demo"], catch_exceptions=False)
        assert begun.exit_code == 0, begun.output
    project = Project(tmp_path / "demo", tmp_path / "demo.git")
    git(tmp_path, "init", "-q", "--bare", str(project.remote))
    git(project.root, "init", "-q")
    git(project.root, "remote", "add", "origin", str(project.remote))
    project.commit("first")
    first = project.deckbook("publish")
    assert first.exit_code == 0, first.output

    made = project.deckbook("new")
    assert made.exit_code == 0, made.output
    project.commit("second", time=FIRST + 7 * DAY)
    second = project.deckbook("publish")
    assert second.exit_code == 0, second.output

    published = project.tip
    again = project.deckbook("publish")
    assert (again.exit_code, again.output.endswith("is published as it is, so nothing is changed.\n")) == (0, True)
    assert project.tip == published
    newest, older = project.published.versions
    assert newest > older
    assert project.published.versions[newest] == ["latest"]

    git(tmp_path, "clone", "-q", "-b", "gh-pages", str(project.remote), "served")
    address = serve(tmp_path / "served")
    page.goto(address)
    expect(page).to_have_url(f"{address}latest/")
    versions = json.loads((tmp_path / "served" / "versions.json").read_text("utf-8"))
    titles = [item["title"] for item in versions]
    expect(page.locator(".md-version__link")).to_have_text(titles)
    expect(page.locator(".md-version__current")).to_have_text(titles[0])
    page.goto(f"{address}{older}/")
    expect(page.locator(".deckbook-edition")).to_contain_text(titles[1])
    assert axe(page) == []
