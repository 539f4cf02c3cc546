"""A published branch, served under a sub-path as hosts do: what its readers see of editions."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.publish.project import DAY, FIRST, Project, deck

MKDOCS = """\
site_name: Notes
site_url: {url}notes/
theme:
  name: material
  font: false
  features: [navigation.instant, search.suggest]
plugins: [search, deckbook]
"""


class _Pages(SimpleHTTPRequestHandler):
    """Serves files as hosts of static sites do: for what is missing the site's own 404.html."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "notes", "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with two editions, and with 58 older ones that are all alike."""
    folder = tmp_path_factory.mktemp("editions")
    served = folder / "served"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(served)))
    url = f"http://127.0.0.1:{server.server_port}/"
    project = Project.new(folder, {"mkdocs.yml": MKDOCS.format(url=url), "docs/index.md": "# Notes\n"})
    project.write(
        {"docs/gone.md": "# Gone later\n", "docs/images/large.svg": _drawing(), "docs/pictures.md": _PICTURES}
    )
    project.commit("week 45")
    assert project.deckbook("publish").exit_code == 0
    (project.root / "docs/gone.md").unlink()
    week46 = {"docs/weeks/2026-w46.md": deck("Attention", One="A lynx.", Two="Text.")}
    project.commit("week 46", time=FIRST + 7 * DAY, files=week46)
    assert project.deckbook("publish").exit_code == 0
    place = served / "notes"
    place.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "gh-pages"], cwd=project.remote, capture_output=True, check=True)  # noqa: S607
    subprocess.run(["tar", "-x", "-C", str(place)], input=archive.stdout, check=True)  # noqa: S603, S607
    versions = json.loads((place / "versions.json").read_text("utf-8"))
    for number in range(58):
        name = f"2025-w{number + 1:02}" if number < 52 else f"2024-w{number:02}"
        versions.append({"version": name, "title": f"{name} · Week with a title that says a little", "aliases": []})
        (place / name).symlink_to("2026-w45")
    (place / "versions.json").write_text(json.dumps(versions), "utf-8")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"{url}notes/"
    server.shutdown()
    thread.join()
    server.server_close()


_PICTURES = "# Pictures\n\n![A large drawing](images/large.svg)\n"


def _drawing() -> str:
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="1"/>' for x in range(20) for y in range(20))
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{dots}</svg>'


def test_the_root_leads_to_the_newest_edition(notes: str, page: Page) -> None:
    page.goto(notes)

    expect(page).to_have_url(f"{notes}latest/")
    expect(page.locator(".md-version__current")).to_have_text("2026-w46 · Attention")
    expect(page.locator(".deckbook-edition")).to_have_count(0)
    # The styles that all editions share.
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"


def test_the_scripts_of_an_edition_find_its_pages(notes: str, page: Page) -> None:
    """They stand beside the editions, which share them."""
    page.goto(f"{notes}latest/weeks/2026-w46/one/")
    assert "/shared/" in page.evaluate("document.querySelector('script[src$=\"deckbook.js\"]').src")
    page.get_by_role("button", name="Present from slide 2").click()
    expect(page.locator(".deckbook-show")).to_contain_text("A lynx.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Mark as read").click()
    page.keyboard.press("c")
    expect(page).to_have_url(f"{notes}latest/weeks/2026-w46/")
    expect(page.locator(".deckbook-tick")).to_have_count(1)

    # What was read is the reader's, whichever edition it was read in.
    page.goto(f"{notes}2026-w46/weeks/2026-w46/")
    expect(page.locator(".deckbook-tick")).to_have_count(1)


def test_an_old_edition_says_so_and_leads_to_the_same_page(notes: str, page: Page) -> None:
    page.goto(f"{notes}2026-w45/weeks/2026-w45/one/")
    note = page.get_by_role("complementary", name="Edition of the notes")
    expect(note).to_contain_text("You are reading “2026-w45 · Reading”. The newest edition is “2026-w46 · Attention”.")

    # It is on the next page, too.
    page.get_by_role("link", name="Two").first.click()
    expect(page).to_have_url(f"{notes}2026-w45/weeks/2026-w45/two/")
    note.get_by_role("link", name="Read this page in the newest edition").click()

    expect(page).to_have_url(f"{notes}latest/weeks/2026-w45/two/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Two")
    expect(page.locator(".deckbook-edition")).to_have_count(0)


def test_a_page_that_vanished_leads_to_the_one_above_it(notes: str, page: Page) -> None:
    page.goto(f"{notes}2026-w45/gone/")
    page.get_by_role("link", name="Read this page in the newest edition").click()

    expect(page).to_have_url(f"{notes}latest/")


def test_one_of_sixty_editions_is_found(notes: str, page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.goto(f"{notes}2026-w45/weeks/2026-w45/one/")
    expect(page.locator(".md-version__item")).to_have_count(60)
    page.locator(".md-version__current").focus()
    shown = page.locator(".md-version__list")
    expect(shown).to_have_css("opacity", "1")
    box = shown.bounding_box()
    height = page.evaluate("innerHeight")
    assert box is not None
    assert 150 < box["height"] <= 0.75 * height
    assert axe(page) == []
    # The one that is read is in sight.
    expect(page.locator(".md-version__link[aria-current]")).to_be_in_viewport()

    # From the button on with the keyboard alone.
    page.keyboard.press("Tab")
    page.keyboard.type("attention w46")
    expect(page.locator(".md-version__item:visible")).to_have_text(["2026-w46 · Attention"])
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{notes}2026-w46/weeks/2026-w45/one/")


def test_whats_new_is_found_below_the_editions(notes: str, page: Page) -> None:
    page.goto(f"{notes}latest/")
    page.locator(".md-version__current").focus()
    page.get_by_role("link", name="What's new").click()

    expect(page).to_have_url(f"{notes}latest/whats-new/")
    page.locator("article").get_by_role("link", name="Attention").click()
    expect(page).to_have_url(f"{notes}latest/weeks/2026-w46/")


def test_a_search_stays_within_the_edition(notes: str, page: Page) -> None:
    page.goto(f"{notes}2026-w45/")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").type("ocelot")
    found = page.locator(".md-search-result__link").first
    expect(found).to_contain_text("One")

    assert str(found.get_attribute("href")).startswith(f"{notes}2026-w45/weeks/2026-w45/one/")
    page.locator(".md-search__input").clear()
    page.locator(".md-search__input").type("lynx")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_a_picture_that_editions_share_is_shown(notes: str, page: Page) -> None:
    page.goto(f"{notes}2026-w45/pictures/")
    picture = page.get_by_alt_text("A large drawing")

    assert "/shared/large-" in str(picture.get_attribute("src"))
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 20


def test_an_address_that_leads_nowhere(notes: str, browser: Browser, axe: Callable[[Page], list[str]]) -> None:
    """Its own profile, as the browser reports the very answer that is meant."""
    with browser.new_context() as context:
        page = context.new_page()
        answer = page.goto(f"{notes}2026-w45/weeks/nothing/at/all/")
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("heading")).to_have_text("There is no such page")
        assert axe(page) == []
        expect(page.get_by_role("link", name="The newest edition has this page")).to_have_count(0)
        page.get_by_role("link", name="Go to the newest edition").click()
        expect(page).to_have_url(f"{notes}latest/")

        # A page that came later.
        page.goto(f"{notes}2026-w45/weeks/2026-w46/two/")
        page.get_by_role("link", name="The newest edition has this page").click()
        expect(page).to_have_url(f"{notes}latest/weeks/2026-w46/two/")
