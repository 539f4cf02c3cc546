"""Code in parts, and pages of other hosts: what a reader does with them, and what is asked of whom before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.guard import watch
from tests.browser.walk import SCHEMES, SIZES, overflow, use_scheme
from tests.harness import BuildSite

DECK = """\
# Talk

---

## Steps

````md magic-move
```js
let first = 1
```
```js
let second = 2
let more = "a line that is so long that no phone shows all of it, wherever it may stand on the page"
```
````

---

## A film

<Youtube id="abc?start=5" title="A film about steps" />

<iframe src="https://example.org/page" title="A page"></iframe>
"""


@pytest.fixture
def other_host(serve: Callable[[Path], str], tmp_path: Path) -> str:
    """The address of a page that is not the site's."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><html lang=en><title>A page</title>Another page")
    return serve(folder)


@pytest.fixture
def site(build: BuildSite, serve: Callable[[Path], str], other_host: str) -> str:
    theme = {"name": "material", "font": False, "palette": [{"scheme": name} for name in SCHEMES.values()]}
    deck = DECK.replace("https://example.org/page", other_host)
    built = build({"docs/decks/talk.md": deck}, theme=theme, plugins=["search", "deckbook"])
    return f"{serve(built.root / 'site')}decks/talk/"


def open_deck(page: Page, site: str) -> None:
    page.goto(site)
    if page.locator(".deckbook-tabs").count() == 0:
        page.locator(".deckbook-contents a", has_text="Steps").click()
    page.locator(".deckbook-tabs").wait_for()


def test_steps_are_reached_by_links_and_none_is_hidden(page: Page, site: str) -> None:
    open_deck(page, site)
    steps = page.locator(".deckbook-part")
    first, second = page.locator(".deckbook-tab").all()
    assert "let first" in page.locator(".deckbook-tabs").inner_text()
    assert "let second" in page.locator(".deckbook-tabs").inner_text()
    expect(first).to_have_attribute("aria-current", "true")
    expect(steps.nth(1)).not_to_be_in_viewport()

    second.focus()
    page.keyboard.press("Enter")

    expect(steps.nth(1).locator("pre")).to_be_in_viewport(ratio=0.9)
    expect(second).to_have_attribute("aria-current", "true")
    expect(first).not_to_have_attribute("aria-current", "true")
    assert "#" not in page.url


def test_paper_shows_all_steps(page: Page, site: str) -> None:
    open_deck(page, site)
    page.emulate_media(media="print")
    tops = [step.bounding_box() for step in page.locator(".deckbook-part").all()]
    assert tops[0] is not None
    assert tops[1] is not None
    assert tops[1]["y"] >= tops[0]["y"] + tops[0]["height"]


def test_other_hosts_are_asked_only_after_the_click(page: Page, site: str, other_host: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    open_deck(page, site)
    page.locator(".deckbook-embed").last.scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    assert [url for url in asked if not url.startswith(site.removesuffix("decks/talk/"))] == []

    film, other = page.locator(".deckbook-embed").all()
    assert film.get_attribute("data-source") == "https://www.youtube-nocookie.com/embed/abc?start=5"
    expect(film.get_by_role("link")).to_have_attribute("href", "https://www.youtube.com/watch?v=abc&t=5")
    expect(film.get_by_role("button")).to_be_visible()
    expect(other.locator("iframe")).to_be_hidden()
    other.get_by_role("button").focus()
    page.keyboard.press("Enter")

    frame = other.locator("iframe")
    expect(frame).to_be_visible()
    expect(frame).to_be_focused()
    expect(frame).to_have_attribute("title", "A page")
    expect(frame.content_frame.get_by_text("Another page")).to_be_visible()
    assert other_host in asked


def test_without_scripts_there_are_links(browser: Browser, site: str, other_host: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    faults = watch(context)
    page = context.new_page()
    page.goto(site)
    expect(page.locator(".deckbook-embed a").last).to_have_attribute("href", other_host)
    expect(page.locator(".deckbook-embed button").last).to_be_hidden()
    page.locator(".deckbook-tab").last.click()
    expect(page.locator(".deckbook-part pre").last).to_be_in_viewport()
    context.close()
    assert faults == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_they_fit_and_can_be_read(
    page: Page, site: str, axe: Callable[[Page], list[str]], scheme: str, size: str
) -> None:
    page.set_viewport_size(SIZES[size])
    open_deck(page, site)
    use_scheme(page, scheme)
    assert overflow(page) == []
    assert axe(page) == []
