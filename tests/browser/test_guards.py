"""The guards of the browser tests catch what they are for, and axe-core finds what it should."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.guard import watch

PAGE = "<!doctype html><html lang='en'><head><title>Test</title></head><body><main>{}</main></body></html>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>Fine</h1>", None),
        ("<img src='http://example.com/a.png' alt=''>", "request: http://example.com/a.png"),
        ("<script>fetch('//example.com/b').catch(() => 0)</script>", "request: http://example.com/b"),
        ("<script>throw new Error('oops')</script>", "page error: oops"),
        ("<script>Promise.reject(new Error('oops'))</script>", "page error: oops"),
        ("<script>console.error('oops')</script>", "console: oops"),
        ("<img src='missing.png' alt=''>", "console: Failed to load resource"),
    ],
)
def test_a_fault_is_seen(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path, body: str, expected: str | None
) -> None:
    (tmp_path / "index.html").write_text(PAGE.format(body))
    with browser.new_context() as context:
        faults = watch(context)
        page = context.new_page()
        page.goto(serve(tmp_path))
        page.wait_for_timeout(100)

    if expected is None:
        assert faults == []
    else:
        [fault] = faults
        assert fault.startswith(expected)


def test_a_violation_of_wcag_is_found(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.set_content(PAGE.format("<h1>Title</h1><p>Text</p>"))
    assert axe(page) == []

    page.set_content(PAGE.format("<h1>Title</h1><img src='data:,'>"))
    [violation] = axe(page)
    assert violation.startswith("image-alt: ['img']")
