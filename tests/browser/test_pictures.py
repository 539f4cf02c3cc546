"""Each kind of page as a picture, beside the one that was looked at and kept; `make pictures` keeps them anew.

Text is set in boxes (boxes.py), so that no machine's fonts matter, and pictures are kept small and in grey: a line that
is a pixel higher changes nothing, one that breaks elsewhere, a box that moves or a colour that is gone does.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Page

from tests.browser.boxes import font
from tests.browser.page_types import PAGE_TYPES, visit
from tests.browser.walk import SCHEMES, use_scheme

KEPT = Path(__file__).with_name("pictures")
UPDATE = bool(os.environ.get("DECKBOOK_UPDATE_PICTURES"))
SIZES = {360: 900, 768: 1100, 1440: 1100}
SHORT = [("chapter", 360, "light"), ("chapter", 1440, "dark"), ("deck", 768, "light")]
SMALLER = 8
LEVELS = 16
MEAN, WORST = 3.0, 96
"""How far two pictures may be apart, of 255: in the mean, and where they differ most."""
CASES = [
    pytest.param(kind, width, scheme, marks=() if (kind, width, scheme) in SHORT else pytest.mark.long)
    for kind in PAGE_TYPES
    for width in SIZES
    for scheme in SCHEMES
]


def seen(page: Page) -> Image.Image:
    """The window as a small grey picture."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("L")
    small = shot.resize((shot.width // SMALLER, shot.height // SMALLER), Image.Resampling.BOX)
    return small.point(lambda value: value // LEVELS * LEVELS)


def differences(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """In the mean, and at the worst place, of both when they are blurred: a line's place is not told by a pixel."""
    if one.size != other.size:
        return 255, 255
    blurred = (image.filter(ImageFilter.BoxBlur(2)) for image in (one, other))
    difference = ImageChops.difference(*blurred)
    return ImageStat.Stat(difference).mean[0], max(value for value, count in enumerate(difference.histogram()) if count)


def show(page: Page, kinds: str, kind: str, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    page.emulate_media(reduced_motion="reduce")
    visit(page, kinds, kind)
    page.add_style_tag(content=font(page.locator("html").inner_text()))
    use_scheme(page, scheme)
    page.evaluate("document.fonts.ready.then(() => document.fonts.load('16px Boxes'))")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("[...document.images].every(image => image.complete || image.loading === 'lazy')")


@pytest.mark.parametrize(("kind", "width", "scheme"), CASES)
def test_a_page_looks_as_it_did(page: Page, kinds: str, kind: str, width: int, scheme: str) -> None:
    show(page, kinds, kind, width, scheme)
    picture, kept = seen(page), KEPT / f"{kind.replace(' ', '-')}-{width}-{scheme}.png"
    if UPDATE:
        KEPT.mkdir(exist_ok=True)
        picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=LEVELS).save(kept, optimize=True)

    mean, worst = differences(picture, Image.open(kept).convert("L"))
    assert mean <= MEAN, f"run `make pictures`, and look at {kept.name}"
    assert worst <= WORST, f"run `make pictures`, and look at {kept.name}"


@pytest.mark.parametrize(
    ("change", "is_seen"),
    [
        (".md-typeset { font-size: 0.805rem }", False),
        (".slide { padding-top: 1px }", False),
        (".md-typeset .slide p { display: none }", True),
        (".slide { margin-inline-start: 5rem }", True),
        (".md-header { display: none }", True),
    ],
)
def test_a_pixel_is_no_difference_and_a_page_that_is_broken_is_one(
    page: Page, kinds: str, change: str, is_seen: bool
) -> None:
    show(page, kinds, "chapter", 1440, "light")
    before = seen(page)
    page.add_style_tag(content=change)
    mean, worst = differences(before, seen(page))

    assert (mean > MEAN or worst > WORST) == is_seen
