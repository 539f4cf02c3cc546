"""Repositories in a browser: the list of them and its ways, and strangers' texts about them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.browser.attacks import Watched, attacks
from tests.browser.guard import watch
from tests.browser.server import Server
from tests.browser.walk import SCHEMES, SIZES, overflow, use_scheme
from tests.harness import build_site

DAYS = ("2026-09-28", "2026-10-28", "2026-11-28")
LOCK = {
    "version": 1,
    "repositories": {
        "github.com/o/list": {"description": "A list of papers", "license": "MIT", "language": "TeX", "archived": True,
                              "stars": dict(zip(DAYS, (4700, 4900, 5100), strict=True))},
        "github.com/o/model": {"description": "多模态模型", "language": "Python", "pushed": "2026-11-20",
                               "stars": {DAYS[2]: 980}},
        "gitlab.com/g/gone": {"gone": DAYS[2]},
    },
}  # fmt: skip
"""Made-up facts."""
FIRST = """\
---
title: First week
date: 2026-11-20
---

# First week

---

## Found

- https://github.com/o/list ⭐️4.6k
- https://github.com/o/model (audio text)
- https://github.com/o/unknown (text)

---

## Used

We use [a model](https://github.com/o/model) and [what is gone](https://gitlab.com/g/gone).
"""
SECOND = (
    "---\ntitle: 第二周\ndate: 2026-11-27\n---\n\n# 第二周\n\n---\n\n## 仓库\n\n- [列表](https://github.com/o/list)\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of two weeks, and what is known of three of their four repositories."""
    server = Server()
    root = tmp_path_factory.mktemp("repositories") / "site"
    files = {"docs/index.md": "# Home", "docs/weeks/w1.md": FIRST, "docs/weeks/w2.md": SECOND,
             "docs/repos.lock.json": json.dumps(LOCK)}  # fmt: skip
    palette = [{"scheme": "default"}, {"scheme": "slate"}]
    theme = {"name": "material", "font": False, "features": ["navigation.instant"], "palette": palette}
    site = build_site(root, files, strict=True, plugins=["search", "deckbook"], theme=theme, site_url=server.url)
    assert site.problems == []
    yield server.serve(site.root / "site")
    server.close()


def shown(page: Page) -> list[str]:
    """The repositories that a reader sees in the list, in order."""
    found: list[str] = page.locator("tbody tr:visible").evaluate_all("rows => rows.map(row => row.id)")
    return found


A, MODEL, UNKNOWN, GONE = "github.com/o/list", "github.com/o/model", "github.com/o/unknown", "gitlab.com/g/gone"


def test_the_list_is_sorted_and_filtered(page: Page, home: str) -> None:
    page.goto(f"{home}repositories/")
    expect(page.get_by_role("status")).to_have_text("4 of 4")
    assert shown(page) == [A, MODEL, UNKNOWN, GONE]

    page.get_by_role("button", name="Last push").press("Enter")
    assert shown(page)[0] == MODEL
    page.get_by_role("button", name="Repository").click()
    assert shown(page) == [GONE, A, MODEL, UNKNOWN]
    page.get_by_label("Tag").select_option("text")
    assert shown(page) == [MODEL, UNKNOWN]
    page.get_by_label("Language").select_option("Python")
    assert shown(page) == [MODEL]
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("combobox", name="Week").select_option(label="2026-11-27 第二周 (1)")
    assert shown(page) == [A]
    page.reload()
    expect(page.get_by_role("status")).to_have_text("1 of 4")
    assert shown(page) == [A]


def test_ways_lead_from_slides_to_the_list_and_back(page: Page, home: str) -> None:
    """Also with Material's instant navigation, which loads no new page."""
    page.goto(f"{home}weeks/w2/")
    page.evaluate("window.stays = true")
    card = page.locator(".deckbook-repo")
    expect(card).to_contain_text("A list of papers")
    card.get_by_role("link", name="named 2×").click()
    expect(page.get_by_role("status")).to_have_text("4 of 4")
    assert page.url == f"{home}repositories/#{A}"
    row = page.locator("tbody tr:target")
    expect(row).to_contain_text("4.6k when noted, 5.1k now")
    expect(row.get_by_role("img", name="Stars from 4700 on 2026-09-28 to 5100 on 2026-11-28")).to_be_visible()

    row.get_by_role("link", name="First week · Found").click()
    page.wait_for_url(f"{home}weeks/w1/#found")
    expect(page.locator("#found")).to_be_in_viewport()
    assert page.evaluate("window.stays") is True
    badges = page.locator("p .deckbook-repo-badge")
    assert badges.all_inner_texts() == ["★ 980", "Not found on 2026-11-28"]
    badges.last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}repositories/#{GONE}")


def test_all_of_it_can_be_read(page: Page, home: str, axe: Callable[[Page], list[str]]) -> None:
    for path in ("weeks/w1/", "repositories/"):
        page.goto(home + path)
        for scheme in SCHEMES:
            use_scheme(page, scheme)
            for size in SIZES.values():
                page.set_viewport_size(size)
                assert overflow(page) == []
            assert axe(page) == [], (path, scheme)


def test_without_scripts_all_rows_are_there(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    faults = watch(context)
    page = context.new_page()
    page.goto(f"{home}repositories/")
    assert page.locator("tbody tr:visible").count() == 4
    assert faults == []
    context.close()


def command(root: Path, *arguments: str, **environment: str) -> str:
    """What `deckbook repos …` puts out in a site."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "deckbook.cli", "repos", *arguments], cwd=root, check=True, capture_output=True,
        encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip
    return done.stdout


def test_nothing_that_strangers_say_of_repositories_runs(
    new_context: Callable[[], BrowserContext],
    serve: Callable[[Path], str],
    httpserver: HTTPServer,
    tmp_path: Path,
) -> None:
    """Each string of a public set of attacks is all that a host says of a repository, and the title of its slide.

    It passes the whole way: from the API's answer into the lock file, from there into cards, badges and their tooltips,
    the list and its filters, the search, and the exported list, which is a page of the site here.
    """
    strings = [" ".join(text.split()) for text in attacks(200)]

    def answer(request: Request) -> Response:
        path = request.path.removeprefix("/repos/")
        text = strings[int(path.partition("/r")[2])]
        said = {"full_name": path, "description": f"{text} unique", "language": text, "topics": [text, f"'{text}"],
                "licenses": [text], "stars_count": 7, "archived": True}  # fmt: skip
        return Response(json.dumps(said), content_type="application/json")

    httpserver.expect_request(re.compile("/repos/o/r")).respond_with_handler(answer)
    slides = [
        f"---\ntitle: {json.dumps(text)}\n---\n\n- https://codeberg.org/o/r{number}\n\n"
        f"Also [another](https://codeberg.org/o/r{(number + 1) % len(strings)})."
        for number, text in enumerate(strings)
    ]
    decks = {
        f"docs/weeks/w{start}.md": f"---\ntitle: {json.dumps(strings[start])}\n"
        "deckbook: {chapters: none}\n---\n\n# Talk\n\n" + "\n\n".join(slides[start : start + 100])
        for start in range(0, len(strings), 100)
    }
    files = {"docs/index.md": "# Home", **decks}
    for path, text in {"mkdocs.yml": "site_name: S\nplugins: [deckbook]\n", **files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    command(tmp_path, "refresh", CODEBERG_API_URL=httpserver.url_for("").rstrip("/"))
    files["docs/repos.lock.json"] = lock = (tmp_path / "docs/repos.lock.json").read_text("utf-8")
    files["docs/awesome.md"] = command(tmp_path, "export")

    features = ["content.tooltips", "navigation.instant"]
    site = build_site(
        tmp_path / "site",
        files,
        theme={"name": "material", "font": False, "features": features},
        plugins=["search", {"deckbook": {"page_words": 1_000_000}}],
        markdown_extensions=["attr_list", "md_in_html", "tables"],
    )

    assert site.aborted is None
    known = json.loads(lock)["repositories"]
    assert len(known) == len(strings) >= 200
    assert all(f"{text} unique" in {entry["description"] for entry in known.values()} for text in strings)
    pages = [path for path in site.pages if path.startswith(("weeks/", "repositories/", "awesome/"))]
    assert sum(site.read(path).count('class="deckbook-repo"') for path in pages) == len(strings)
    assert sum(site.read(path).count('class="deckbook-repo-badge"') for path in pages) == len(strings)
    watched = Watched(new_context(), serve(site.root / "site"))
    assert watched.run(pages) == {}
    assert watched.search("unique") == []
