"""The figures that every kind of page reaches: see page_types.py for the kinds."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.page_types import PAGE_TYPES, WIDTHS, visit
from tests.browser.reading import read
from tests.browser.walk import SCHEMES, overflow, use_scheme

ALL = 100_000
OURS = 15_000
"""Bytes of a first visit, compressed; of Deckbook's own files among them."""
IN_TURN = {320: "light", 768: "dark", 1280: "light", 2560: "dark"}
"""The palette that each width is looked at in; the long form has both at each."""
LONGEST = "weeks/2026-w45/二论文阅读/"
"""The demo's longest chapter, with a paper, tables and 13 blocks of code."""
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


@pytest.mark.parametrize(
    "looks",
    [
        pytest.param(IN_TURN.items(), id="in turn"),
        pytest.param([(width, scheme) for width in WIDTHS for scheme in SCHEMES], marks=pytest.mark.long, id="all"),
    ],
)
def test_it_is_fit_for_everyone_at_every_width(
    page: Page, kinds: str, axe: Callable[[Page], list[str]], looks: Iterable[tuple[int, str]]
) -> None:
    faults: dict[str, list[str]] = {}
    for kind in PAGE_TYPES:
        visit(page, kinds, kind)
        for width, scheme in looks:
            page.set_viewport_size(WIDTHS[width])
            use_scheme(page, scheme)
            if found := [*overflow(page), *axe(page)]:
                faults[f"{kind}, {width}, {scheme}"] = found

    assert faults == {}


def test_nothing_is_cut_off_or_overlaps(page: Page, kinds: str) -> None:
    sizes = {str(width): size for width, size in WIDTHS.items()}

    answers = list(read(page, kinds, PAGE_TYPES.values(), sizes))
    assert [fault for _, faults in answers for fault in faults] == []
    assert sum(slides for slides, _ in answers) == 22


def test_the_keyboard_reaches_all_of_it_and_is_seen(page: Page, kinds: str) -> None:
    page.set_viewport_size(WIDTHS[1280])
    page.emulate_media(reduced_motion="reduce")
    faults: dict[str, list[str]] = {}
    count = 0
    for kind in PAGE_TYPES:
        visit(page, kinds, kind)
        reachable = page.evaluate(_REACHABLE)
        count += len(reachable)
        if found := _walk(page, reachable):
            faults[kind] = found

    assert faults == {}
    assert count > 100


def _walk(page: Page, reachable: list[str]) -> list[str]:
    """What Tab does not reach on its way through a page, and what does not show that it is there."""
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
            unseen.append(f"not seen: {focused['html']}")
    else:
        return [f"the focus does not leave the page: it is on {focused}"]
    return [*unseen, *(f"not reached: {html}" for index, html in enumerate(reachable) if index not in reached)]


def test_all_that_is_to_be_read_is_there_without_javascript(page: Page, browser: Browser, kinds: str) -> None:
    # What scripts add is theirs: buttons, ticks, numbers of lines to be copied, and the note on an old edition.
    words = (
        "() => { const article = document.querySelector('article').cloneNode(true);"
        "for (const added of article.querySelectorAll('button:not(.deckbook-list__sort), script, template,"
        " .md-code__nav, dialog, .deckbook-list__tools, .deckbook-edition,"
        " .deckbook-progress, .deckbook-run__bar, .deckbook-continue')) added.remove();"
        "return [article.textContent.replace(/\\s+/g, ' ').trim(),"
        " [...article.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))]; }"
    )
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        for kind, path in PAGE_TYPES.items():
            plain.goto(kinds + path)
            visit(page, kinds, kind)
            assert plain.evaluate(words) == page.evaluate(words), kind
            assert len(plain.locator("article").inner_text()) > 40
            outputs = plain.locator("article .deckbook-run__output, article .deckbook-references")
            assert outputs.count() == outputs.filter(visible=True).count()
            # And nothing that waits for a script stands there as an empty place.
            assert plain.locator(".deckbook-list__tools, .deckbook-progress").filter(visible=True).count() == 0, kind


@pytest.mark.parametrize("path", ["decks/", "weeks/2026-w46/", "weeks/2026-w47/一注意力/", LONGEST, "papers/"])
def test_a_first_visit_is_small(page: Page, demo: str, path: str) -> None:
    """Of the demo site."""
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
    assert sum(got.values()) <= ALL, got
    assert sum(ours.values()) <= OURS, ours


def test_nothing_moves_and_no_script_keeps_waiting(page: Page, kinds: str) -> None:
    page.add_init_script(_WATCH)
    faults = {}
    for kind in PAGE_TYPES:
        for width in (320, 1280):
            page.set_viewport_size(WIDTHS[width])
            fewest: list[Any] = []
            for _ in range(3):  # a loaded machine may be slow once
                visit(page, kinds, kind)
                page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
                found = page.evaluate("window.found")
                fewest = [task for task in found["tasks"] if "/deckbook/" in task[0] and task[1] > LONG]
                if found["moved"] or not fewest:
                    break
            if found["moved"] or fewest:
                faults[f"{kind}, {width}"] = found

    assert faults == {}
