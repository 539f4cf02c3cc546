"""Slides with looks of their own, in two palettes and two widths: everything stands where it can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.server import Server
from tests.browser.walk import SCHEMES, SIZES, overflow, use_scheme
from tests.harness import build_site

DECK = """\
# Shown

<div class="grid grid-cols-3 gap-4">
  <div class="bg-blue-50 border border-blue-200 rounded-lg p-4"><b class="text-blue-600">Pale</b> <a href="https://example.org">link</a></div>
  <div class="bg-gray-900 p-4"><span class="text-yellow-300">Deep</span> <span class="text-gray-400">faint</span></div>
  <div class="bg-gradient-to-r from-red-500 to-purple-600 text-white p-4">White <code>x</code> on a gradient</div>
</div>

<p class="text-white">White without a background</p>
<p class="absolute top-0 left-0 opacity-10 scale-50">Placed and faded</p>
<p text="3xl transparent" class="bg-clip-text bg-gradient-to-r from-yellow-300 to-green-300">Cut out</p>

<div flex="~ gap-8">
  <div w-100>A part of a row that says quite a lot of things</div>
  <div w-100>Another part of the same row that says as much</div>
</div>

> A quote

---
chapter: Styled
---

## Styled

<div class="card"><q class="far">Moved away</q><b class="gone">hidden</b></div>

A paragraph.

<style>
h2 {
  background-color: #2b90b6; background-image: linear-gradient(45deg, #4ec5d4 10%, #146b8c 20%); background-size: 100%;
  -webkit-background-clip: text; -webkit-text-fill-color: transparent;
}
.slidev-layout { background: black; color: white; }
.card { display: flex; background: #fffbe6; color: #eee; width: 2000px; height: 4px; overflow: hidden; }
.far { position: absolute; left: -9999px; transform: scale(0); }
.gone { display: none; visibility: hidden; font-size: 0; }
p { color: #555; line-height: 0; margin-top: -50px; }
</style>

---
chapter: Other
---

## Other

Not styled.
"""


_TOGGLE = {"icon": "material/brightness-6", "name": "Switch"}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The deck's own page, on a site that loads pages without a reload."""
    theme = {
        "name": "material",
        "font": False,
        "features": ["navigation.instant"],
        "palette": [{"scheme": scheme, "toggle": _TOGGLE} for scheme in SCHEMES.values()],
    }
    server = Server()
    site = build_site(
        tmp_path / "site", {"docs/decks/looks.md": DECK}, plugins=["deckbook"], theme=theme, site_url=server.url
    )
    assert site.problems == []
    yield f"{server.serve(site.root / 'site')}decks/looks/"
    server.close()


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("path", ["", "styled/", "other/"])
def test_slides_with_looks_of_their_own_can_be_read(
    page: Page, address: str, axe: Callable[[Page], list[str]], path: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.goto(address + path)
    for scheme in SCHEMES:
        use_scheme(page, scheme)
        assert [*overflow(page), *axe(page)] == []


def test_what_a_style_hides_or_moves_stands_in_the_text(page: Page, address: str) -> None:
    page.goto(address + "styled/")
    box = page.locator(".deck-far").bounding_box()
    assert box
    assert box["x"] > 0
    assert page.locator(".deck-gone").is_visible()


def test_a_style_holds_for_its_slide_alone_also_after_instant_navigation(page: Page, address: str) -> None:
    colour = "element => getComputedStyle(element).color"
    page.goto(address + "other/")
    plain = page.locator(".slide p").first.evaluate(colour)
    page.evaluate("window.kept = true")
    page.locator(".md-nav__link", has_text="Styled").first.evaluate("link => link.click()")
    page.wait_for_url(f"{address}styled/")
    page.wait_for_selector(".deck-card")

    assert page.evaluate("window.kept") is True
    assert page.locator(".slide p").first.evaluate(colour) != plain
