"""Decks that are read from the right, on a site that is read from the left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.walk import SIZES, overflow
from tests.harness import build_site

PERSIAN = """\
# پایگاه داده

هر جدول چند ستون دارد.

---

## پرسش‌ها

- انتخاب `SELECT a`

> نقل قول

```sql
SELECT a FROM t;
```

$$
a^2
$$

---
layout: two-cols
---

راست

::right::

چپ
"""


@pytest.fixture
def address(serve: Callable[[Path], str], tmp_path: Path) -> str:
    site = build_site(tmp_path / "site", {"docs/decks/db.md": PERSIAN}, plugins=["deckbook"])
    assert site.problems == []
    return serve(site.root / "site") + "decks/db/"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_text_stands_at_the_right_and_code_at_the_left(
    page: Page, address: str, axe: Callable[[Page], list[str]], size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.goto(address)
    assert overflow(page) == []
    assert axe(page) == []

    def edges(selector: str) -> tuple[float, float]:
        """How far the text of an element begins from the left and ends from the right of the article."""
        left, right = page.locator(selector).first.evaluate(
            """element => {
                const range = document.createRange();
                range.selectNodeContents(element);
                const [text, whole] = [range, element.closest("article")].map(box => box.getBoundingClientRect());
                return [text.left - whole.left, whole.right - text.right];
            }"""
        )
        return left, right

    for selector in ("h1", "section h2", "section p", "section li"):
        left, right = edges(selector)
        assert right < left, selector
    left, right = edges("section pre code span")
    assert left < right
    marker = page.locator("section li").first.evaluate(
        "li => [getComputedStyle(li).marginRight, getComputedStyle(li).marginLeft]"
    )
    assert marker[0] != "0px"
    assert marker[1] == "0px"
    assert page.locator("section math").first.evaluate("math => getComputedStyle(math).direction") == "ltr"
    quote = page.locator("section blockquote").first
    assert quote.evaluate("quote => getComputedStyle(quote).borderRightWidth") != "0px"
    if size == SIZES["wide"]:
        boxes = [page.locator(".deckbook-col").nth(number).bounding_box() for number in (0, 1)]
        assert boxes[0] is not None
        assert boxes[1] is not None
        assert boxes[0]["x"] > boxes[1]["x"]
