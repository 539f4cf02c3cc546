"""Pages that Material's instant navigation leaves without loading another."""

from __future__ import annotations

from playwright.sync_api import Page


def goto(page: Page, url: str) -> None:
    """Opens a page, and waits for the list of pages that may be reached so: a click before it loads one as usual."""
    with page.expect_response("**/sitemap.xml") as response:
        page.goto(url)
    response.value.finished()
    page.evaluate("window.kept = true")


def is_kept(page: Page) -> bool:
    """Whether no other page has been loaded since."""
    return page.evaluate("window.kept") is True
