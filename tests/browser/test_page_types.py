"""The figures that every kind of page reaches: see page_types.py for the kinds."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.page_types import PAGE_TYPES, WIDTHS
from tests.browser.reading import read
from tests.browser.walk import SCHEMES, overflow, use_scheme

ALL = 100_000
OURS = 15_000
"""Bytes of a first visit, compressed; of Deckbook's own files among them."""
MOVED = {"papers": 0.05, "repositories": 0.05}
"""How much moves while a page loads: the fields that a script puts above a list, and nothing else."""
LONG = 50
"""Milliseconds: a longer task keeps a reader waiting."""

# What the keyboard should reach: Material's own switches have labels that show the focus for them.
_REACHABLE = """() => [...document.querySelectorAll(
    "article :is(a[href], button, summary, input, textarea, [tabindex='0'])")]
    .filter(one => one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && !one.disabled
        && one.tabIndex >= 0)
    .map((one, index) => (one.dataset.walk = index, one.outerHTML.slice(0, 90)))"""
_FOCUSED = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const looks = element => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    };
    const box = one.getBoundingClientRect();
    const isSeen = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
    return {
        walk: one.dataset.walk, html: one.outerHTML.slice(0, 90), isInside: Boolean(one.closest("article")),
        isSeen, isMarked: looks(one),
    };
}"""
_WATCH = """
    window.found = {moved: 0, tasks: []};
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) window.found.moved += entry.value;
    }).observe({type: "layout-shift", buffered: true});
    new PerformanceObserver(list => {
        for (const frame of list.getEntries())
            for (const script of frame.scripts)
                window.found.tasks.push([script.sourceURL, script.duration]);
    }).observe({type: "long-animation-frame", buffered: true});
"""


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_it_is_fit_for_everyone_at_every_width(
    page: Page, kinds: str, axe: Callable[[Page], list[str]], kind: str
) -> None:
    page.goto(kinds + PAGE_TYPES[kind])
    faults: dict[str, list[str]] = {}
    for width, size in WIDTHS.items():
        page.set_viewport_size(size)
        for scheme in SCHEMES:
            # The palettes differ in colours, and those at no width.
            if scheme == "light" or width == 1280:
                use_scheme(page, scheme)
                if found := [*overflow(page), *axe(page)]:
                    faults[f"{width} ({scheme})"] = found

    assert faults == {}


def test_nothing_is_cut_off_or_overlaps(page: Page, kinds: str) -> None:
    sizes = {str(width): size for width, size in WIDTHS.items()}
    paths = [PAGE_TYPES[kind] for kind in ("deck", "chapter", "second page", "one page")]

    answers = list(read(page, kinds, paths, sizes))
    assert [fault for _, faults in answers for fault in faults] == []
    assert sum(slides for slides, _ in answers) == 10


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_the_keyboard_reaches_all_of_it_and_is_seen(page: Page, kinds: str, kind: str) -> None:
    page.set_viewport_size(WIDTHS[1280])
    page.emulate_media(reduced_motion="reduce")
    page.goto(kinds + PAGE_TYPES[kind])
    page.wait_for_load_state("networkidle")
    reachable = page.evaluate(_REACHABLE)
    reached: set[int] = set()
    unseen = []
    for _ in range(len(reachable) + 200):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused is None:
            break
        if focused["walk"] is not None:
            reached.add(int(focused["walk"]))
        if focused["isInside"] and not (focused["isSeen"] and focused["isMarked"]):
            unseen.append(focused["html"])
    else:
        pytest.fail(f"the focus does not leave the page: it is on {focused}")

    assert [html for index, html in enumerate(reachable) if index not in reached] == []
    assert unseen == []


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_all_that_is_to_be_read_is_there_without_javascript(
    page: Page, browser: Browser, kinds: str, kind: str
) -> None:
    def words(page: Page) -> str:
        page.goto(kinds + PAGE_TYPES[kind])
        page.wait_for_load_state("networkidle")
        # What scripts add is theirs: buttons, ticks, and numbers of lines to be copied.
        return str(page.evaluate(
            "() => { const article = document.querySelector('article').cloneNode(true);"
            "for (const added of article.querySelectorAll('button:not(.deckbook-list__sort), script, template,"
            " .md-code__nav, dialog, .deckbook-list__tools,"
            " .deckbook-progress, .deckbook-run__bar, .deckbook-continue')) added.remove();"
            "return article.textContent.replace(/\\\\s+/g, ' ').trim(); }"
        ))  # fmt: skip

    with browser.new_context(java_script_enabled=False) as context:
        without = words(context.new_page())
        seen = context.pages[0].locator("article").inner_text()
        links = context.pages[0].locator("article a[href]").count()
    assert without == words(page)
    assert links == page.locator("article a[href]:not(.deckbook-continue)").count()
    assert len(seen) > 40
    assert (
        page.locator("article .deckbook-run__output").count()
        == page.locator("article .deckbook-run__output").filter(visible=True).count()
    )


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("decks/", ALL),
        ("weeks/2026-w46/", ALL),
        ("weeks/2026-w47/一注意力/", ALL),
        ("weeks/2026-w45/二论文阅读/", 105_000),
    ],
)
def test_a_first_visit_is_small(page: Page, demo: str, path: str, most: int) -> None:
    """Of the demo site; the last path is its longest chapter, with a paper, tables and 13 blocks of code."""
    got: dict[str, int] = {}

    def keep(response: Response) -> None:
        is_picture = response.headers.get("content-type", "").startswith("image/")
        if not is_picture and "search_index" not in response.url:
            got[unquote(urlsplit(response.url).path)] = len(gzip.compress(response.body(), 9))

    page.on("response", keep)
    page.goto(demo + path)
    page.wait_for_load_state("networkidle")

    ours = {path: size for path, size in got.items() if "/assets/deckbook/" in path}
    assert "/assets/deckbook/deckbook.css" in ours
    assert sum(got.values()) <= most, got
    assert sum(ours.values()) <= OURS, ours


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_nothing_moves_and_no_script_keeps_waiting(page: Page, kinds: str, kind: str) -> None:
    page.add_init_script(_WATCH)
    page.set_viewport_size(WIDTHS[768])
    fewest: list[Any] = []
    for _ in range(3):  # a loaded machine may be slow once
        page.goto(kinds + PAGE_TYPES[kind])
        page.wait_for_load_state("networkidle")
        found = page.evaluate("window.found")
        assert found["moved"] <= MOVED.get(kind, 0.001)
        fewest = [task for task in found["tasks"] if "/deckbook/" in task[0] and task[1] > LONG]
        if not fewest:
            break

    assert fewest == []
