"""The demo site in a browser: every page in both palettes at every width overflows, fails or violates WCAG nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect

from docs import screenshots
from tests.browser import instant
from tests.browser.page_types import WIDTHS
from tests.browser.walk import SCHEMES, SIZES, overflow, unloaded, use_scheme
from tests.harness import ROOT

PAGES = [
    "",
    "zh/",
    "zh/start/",
    "guide/start/",
    "guide/chapters/",
    "guide/code/",
    "guide/present/",
    "guide/write-a-deck/",
    "guide/layouts-and-components/",
    "guide/configuration/",
    "decks/",
    "weeks/2026-w45/",
    "weeks/2026-w46/",
    "weeks/2026-w47/",
    "weeks/2026-w48/",
    "decks/tuning/",
    "papers/",
    "repositories/",
]
"""Pages that are looked at in any case; each deck's chapters are added from its own page."""


def chapters(page: Page, demo: str) -> list[str]:
    """The addresses of all chapters, from the page that lists the decks."""
    page.goto(f"{demo}decks/")
    links = page.locator(".deckbook-deck li a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) > 8
    return [link.removeprefix(demo) for link in links]


@pytest.mark.long
@pytest.mark.parametrize("size", WIDTHS.values(), ids=WIDTHS)
def test_every_page_is_fit_to_be_read(
    page: Page, demo: str, axe: Callable[[Page], list[str]], size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    faults: dict[str, list[str]] = {}
    for path in [*PAGES, *chapters(page, demo)]:
        page.goto(demo + path)
        for scheme in SCHEMES:
            use_scheme(page, scheme)
            if found := [*overflow(page), *axe(page)]:
                faults[f"{path} ({scheme})"] = found

    assert faults == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_first_screen_of_a_phone_says_what_this_is_and_how_to_begin(page: Page, demo: str, scheme: str) -> None:
    page.set_viewport_size(SIZES["narrow"])
    page.goto(demo)
    use_scheme(page, scheme)

    for words in ("Slides that are read as a book.", "pip install mkdocs-deckbook", "make serve", "Tutorial", "中文"):
        place = page.locator("article").get_by_text(words, exact=False).first
        expect(place).to_be_in_viewport(ratio=1)
    for name in ("Tutorial", "中文"):
        assert page.locator("article").get_by_role("link", name=name).get_attribute("href")
    assert overflow(page) == []


def sizes(folder: Path, palette: str) -> dict[str, tuple[int, int]]:
    """Of the pictures of a palette."""
    found = {}
    for path in folder.glob(f"*-{palette}.webp"):
        with Image.open(path) as picture:
            found[path.name] = picture.size
    return found


@pytest.mark.long
@pytest.mark.parametrize("palette", screenshots.PALETTES)
def test_each_screenshot_is_taken_anew_from_the_demo(browser: Browser, demo: str, tmp_path: Path, palette: str) -> None:
    """By the words that stand there, so that a page which has none of them any more fails."""
    pages = []

    def new_page(chosen: str, size: tuple[int, int], scale: float) -> Page:
        width, height = size
        scheme: Literal["light", "dark"] = "dark" if chosen == "dark" else "light"
        viewport: ViewportSize = {"width": width, "height": height}
        pages.append(browser.new_page(viewport=viewport, device_scale_factor=scale, color_scheme=scheme))
        return pages[-1]

    screenshots.take_all(new_page, demo, tmp_path, [palette])

    assert sizes(tmp_path, palette) == sizes(ROOT / "docs" / "images", palette)
    for opened in pages:
        opened.close()


def test_pictures_are_loaded_and_code_is_copied_but_not_its_output(page: Page, demo: str) -> None:
    shown, code, recorded = 0, 0, 0
    for path in ["", *chapters(page, demo)]:
        page.goto(demo + path)
        assert unloaded(page) == []
        shown += page.locator("article .slide img").count()
        if page.locator(".deckbook-run").count():
            page.wait_for_selector(".deckbook-run > .highlight .md-code__nav", state="attached")
        code += page.locator(".deckbook-run > .highlight .md-code__nav").filter(visible=True).count()
        recorded += page.locator(".deckbook-run__output pre").count()
        assert page.locator(".deckbook-run__output .md-code__nav").filter(visible=True).count() == 0

    assert min(shown, code, recorded) >= 8


def test_instant_navigation_keeps_style_and_script(page: Page, demo: str) -> None:
    """From a page without Deckbook's style sheet to a chapter, without a reload."""
    instant.goto(page, f"{demo}guide/write-a-deck/")
    page.locator(".md-tabs__link, .md-nav__link", has_text="Weeks").first.click()
    page.wait_for_url(f"{demo}decks/")
    page.locator(".deckbook-deck li a").first.click()
    page.wait_for_selector("section.slide")
    page.wait_for_load_state("networkidle")

    assert instant.is_kept(page)
    assert page.locator('link[href$="deckbook.css"]').count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('.deckbook-anchor')).scrollMarginTop") != "0px"
