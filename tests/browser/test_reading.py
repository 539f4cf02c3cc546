"""A reader sees every word of every slide, on a wide window and a narrow one: the public decks in Chromium.

Folds and tabs are opened first, and pictures from other hosts are not there. The short form reads a sample of the
pages, the long one all of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.reading import Fault, read
from tests.browser.walk import SCHEMES, use_scheme
from tests.browser.walk import SIZES as USUAL
from tests.conformance.corpus import Corpus
from tests.harness import build_site

SAMPLE = 24
"""One page of so many is read in the short form, picked by its path's checksum."""

SIZES = {"wide": USUAL["wide"], "narrowest": ViewportSize(width=320, height=640)}
DRAWINGS = 1
"""So many slides may have drawings whose text reaches beyond their slide: it is set for fonts that are not here."""

SLIDE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>Test</title></head>"
    "<body style='margin: 20px'><article><section class=slide data-deck=deck.md data-slide=1>{}</section></article>"
    "</body></html>"
)
GOOD = {
    "text": "<h2>One</h2><p>Two <em>three</em>.</p><ul><li>four</li></ul>",
    "capitals": "<p style='text-transform: uppercase'>One</p>",
    "a fold": "<details><summary>More</summary>Text</details>",
    "a box that scrolls": "<div style='width: 100px; overflow-x: auto'><pre>a line that is wider</pre></div>",
    "what nobody is to see": "<style>p { color: red }</style><template>One</template><p hidden>Two</p>",
    "what a video holds for those who cannot play it": "<video>No video</video>",
    "two columns": "<div style='columns: 2'><p>One</p><p>Two</p></div>",
    "a gradient": "<p style='background: linear-gradient(red, tan); background-clip: text; color: #0000'>"
    "One <b>two</b></p>",
    "readings over words": "<p><ruby>漢字<rt>かんじ</rt></ruby></p>",
    "a name for screen readers": "<style>.deckbook-hidden { position: absolute; clip-path: inset(50%) }</style>"
    "<p><span class=deckbook-hidden>One</span> two</p>",
    "a drawing's part that is shown where it is used": "<svg viewBox='0 0 100 20'>"
    "<defs><g id=part><text y=9>One</text></g></defs><use href='#part'></use><text y=19>two</text></svg>",
    "a formula": "<p>Let <math><mover><mi>x</mi><mo>^</mo></mover><mo>=</mo><msqrt><mn>2</mn></msqrt></math></p>",
}
THEME = {"name": "material", "font": False, "palette": [{"scheme": scheme} for scheme in SCHEMES.values()]}
CANVAS = {
    "columns of their own width": "<div class='panel'><p>One part</p><b>→</b><p>Another part</p><p>The rest</p></div>"
    "\n\n<style>\n.panel { display: grid; grid-template-columns: 250px 48px 390px 1fr; gap: 1rem }\n</style>",
    "a column as wide as its text": "<div class='grid grid-cols-[max-content_1fr]'>"
    f"<p>{'A column with very much text ' * 5}</p><p>Beside it</p></div>",
    "the whole width, and margins": "<div class='w-full m-20 text-right'>One</div>"
    "<div style='width: 100%; margin: 0 4rem; text-align: right'>Two</div>",
    "code in a narrow box": "<div class='w-20 mx-auto'>\n\n```\ncode that is longer than its box is wide\n```\n</div>",
    "a line that must not break": f"<a href='#' style='display: block; width: max-content'>{'A long title ' * 9}</a>",
    "a long word in a narrow box": "<div class='relative' style='margin: 0 12%; width: 110px; height: 9ex'>"
    "<div style='position: absolute; inset: 4px; display: flex; justify-content: center; text-align: center'>"
    "Main<br>window.visualViewport.height - footer</div></div>",
    "a long word beside an icon": "<h1 class='flex flex-col'><div class='ml-10 mt1 flex flex-col'>"
    "<span class='flex items-center gap-2'><b>◆◆◆◆</b> WebComponentsAndMore</span></div></h1>",
    "fields beside each other": "<div class='flex flex-row gap-10'><select><option>Select something</option></select>"
    "<div class='border'><input type='text'><input type='date'></div></div>",
    "text of a drawing's component": "<svg viewBox='0 0 90 20'><Label x='1' y='2' font-size='9'>One</Label>"
    "<v-click><text y='19'>Two</text></v-click></svg>",
}
"""Slides that were made for a canvas of 980 pixels."""
BAD = {
    "<p style='display: none'>One</p>": "words missing",
    "<p style='visibility: hidden'>One</p>": "words missing",
    "<p style='opacity: 0'>One</p>": "faint",
    "<p style='font-size: 1px'>One</p>": "tiny",
    "<p style='color: transparent'>One</p>": "transparent",
    "<p style='background-clip: text; color: transparent'>One</p>": "transparent",
    "<div style='height: 10px; overflow: hidden'><p>One</p><p>Two</p></div>": "cut off",
    "<p style='width: 30px; overflow: hidden; white-space: nowrap'>A long line of text</p>": "cut off",
    "<p style='position: relative; left: -600px'>One</p>": "outside its slide",
    "<p>One</p><p style='margin-top: -35px'>Two</p>": "text over text",
    "<p>One</p><div style='position: absolute; inset: 0; background: white'></div>": "covered",
    "<svg viewBox='0 0 100 20'><g>One</g></svg>": "words missing",
    "<div style='width: 2000px; height: 2px'></div>": "page scrolls sideways",
    "<p>One</p><img alt='' width=99 height=99 style='position: absolute; top: 0'>": "covered",
}


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD)
def test_what_can_be_read_is_no_fault(page: Page, serve: Callable[[Path], str], tmp_path: Path, body: str) -> None:
    assert _causes(page, serve, tmp_path, body) == set()


@pytest.mark.parametrize("body", BAD)
def test_what_cannot_be_read_is_found(page: Page, serve: Callable[[Path], str], tmp_path: Path, body: str) -> None:
    assert BAD[body] in _causes(page, serve, tmp_path, body)


def test_what_a_script_takes_away_is_found(page: Page, serve: Callable[[Path], str], tmp_path: Path) -> None:
    body = "<p>One</p><p>Two</p><script>document.querySelector('p').remove()</script>"

    assert _causes(page, serve, tmp_path, body) == {"words missing"}


@pytest.mark.parametrize("body", CANVAS.values(), ids=CANVAS)
def test_slides_that_were_made_for_a_canvas_can_be_read_on_a_page(
    page: Page, serve: Callable[[Path], str], tmp_path: Path, body: str
) -> None:
    site = build_site(tmp_path, {"docs/decks/talk.md": f"# Talk\n\n---\n\n{body}\n"}, plugins=["deckbook"], theme=THEME)

    [(slides, faults)] = read(page, serve(site.root / "site"), ["decks/talk/index.html"], SIZES)

    assert slides == 2
    assert faults == []


def test_a_drawing_in_black_is_seen_in_the_dark_palette(
    page: Page, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    deck = "# Talk\n\n---\n\n<svg viewBox='0 0 9 9'><path d='M0 0L9 9' stroke='black' /></svg>\n"
    site = build_site(tmp_path, {"docs/decks/talk.md": deck}, plugins=["deckbook"], theme=THEME)
    page.goto(serve(site.root / "site") + "decks/talk/index.html")
    seen = []
    for scheme in SCHEMES:
        use_scheme(page, scheme)
        seen.append(page.locator(".slide svg").evaluate("drawing => getComputedStyle(drawing).backgroundColor"))

    assert seen == ["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"]


def test_a_sample_of_the_public_decks_can_be_read(
    browser: Browser, corpus: Corpus, serve: Callable[[Path], str]
) -> None:
    paths = [path for path in _paths(corpus) if zlib.crc32(path.encode()) % SAMPLE == 0]

    count, faults = _read(browser, serve(corpus.work), paths)

    assert faults == []
    assert count > 50


@pytest.mark.long
def test_all_public_decks_can_be_read(browser: Browser, corpus: Corpus, serve: Callable[[Path], str]) -> None:
    count, faults = _read(browser, serve(corpus.work), _paths(corpus))

    drawings = [fault for fault in faults if fault.cause == "beyond its drawing"]
    assert [fault for fault in faults if fault not in drawings] == []
    assert len({(fault.page, fault.slide) for fault in drawings}) <= DRAWINGS
    assert count > 5000


def _causes(page: Page, serve: Callable[[Path], str], folder: Path, body: str) -> set[str]:
    (folder / "index.html").write_text(SLIDE.format(body), encoding="utf-8")
    [(slides, faults)] = read(page, serve(folder), ["index.html"])
    assert slides == 1
    return {fault.cause for fault in faults}


def _paths(corpus: Corpus) -> list[str]:
    return [page.relative_to(corpus.work).as_posix() for _, page in corpus.pages()]


def _read(browser: Browser, address: str, paths: list[str]) -> tuple[int, list[Fault]]:
    # No guard here: decks may show what stays on other hosts, and Chromium's flags keep those from being reached.
    with browser.new_context() as context:
        answers = list(read(context.new_page(), address, paths, SIZES))
    return sum(slides for slides, _ in answers), [fault for _, faults in answers for fault in faults]
