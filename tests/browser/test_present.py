"""A deck presented from its book: every slide, every click, and the way back into the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.server import Server
from tests.conformance.corpus import Corpus
from tests.harness import ROOT, build_site

DECK = """\
---
title: Talk
---

# Talk

by us

---
chapter: true
---

## One

- a

<v-clicks>

- b
- c

</v-clicks>

<div v-click="2">d</div> <span v-click.hide="3">e</span>

<!-- say *hello* -->

---

Without a heading <Link to="4">on</Link>

---
chapter: true
---

## Two

````md magic-move
```js
let f = 1
```
```js
let g = 2
```
````

---
hide: true
---

# Never

---
chapter: true
---

## Three

```js
const long = "LONG"
```

MANY
""".replace("LONG", "x" * 90).replace("MANY", "\n\n".join(["Many words that fill the slide. " * 6] * 12))

COUNT = ".deckbook-show__count"
WALKED = [
    f"{deck.parent.name}/{deck.stem}/"
    for folder in ("weeks", "decks")
    for deck in sorted((ROOT / "docs" / folder).glob("*.md"))
]
"""The demo's decks."""
# What is on the screen: the texts that are to be seen, and the beginnings of those beyond its edges. What scrolls by
# itself, and what only screen readers say, is let off.
_SEEN = """() => {
    const stage = document.querySelector(".deckbook-show__stage");
    const paper = stage.firstElementChild;
    const edge = stage.getBoundingClientRect();
    const scrolls = stage.classList.contains("deckbook-show__stage--scrolls");
    const boxes = "pre, math, svg, select, textarea, .deckbook-scroll, .deckbook-tabs__strip, .md-typeset__scrollwrap";
    const seen = [], beyond = [];
    const texts = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode, said = node.textContent.trim();
        const parent = node.parentElement;
        const isShown = parent.checkVisibility({ visibilityProperty: true });
        if (!said || !isShown || parent.closest(".deckbook-hidden")) continue;
        seen.push(said);
        const range = document.createRange();
        range.selectNodeContents(node);
        const isOut = (box) => box.width > 1 && box.height > 1 && (box.left < edge.left - 2
            || box.right > edge.right + 2 || box.top < edge.top - 2 || box.bottom > edge.bottom + 2);
        const isLetOff = scrolls || parent.closest(boxes);
        if (!isLetOff && [...range.getClientRects()].some(isOut)) beyond.push(said.slice(0, 60));
    }
    return [seen.join(" "), beyond, scrolls];
}"""

_PICTURES = """() => [...document.querySelectorAll(".deckbook-show__paper img")].every((picture) => picture.complete)"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a deck of three chapters, whose notes are shown."""
    server = Server()
    site = build_site(
        tmp_path_factory.mktemp("talk") / "site",
        {"docs/index.md": "# Home", "docs/decks/talk.md": DECK},
        site_url=server.url,
        theme={"name": "material", "font": False, "features": ["navigation.instant"]},
        plugins=["search", {"deckbook": {"notes": "show"}}],
    )
    assert site.problems == []
    yield f"{server.serve(site.root / 'site')}decks/talk/"
    server.close()


def seen(page: Page) -> str:
    """The words on the screen, each of which is on it."""
    words, beyond, _ = page.evaluate(_SEEN)
    assert beyond == []
    return str(words)


def text(page: Page) -> str:
    """The page's content as it stands in the text; the theme marks what has the focus."""
    html = page.locator("article").inner_html()
    return html.replace(" focus-visible", "").replace(' data-focus-visible-added=""', "")


def press(page: Page, key: str, then: str) -> str:
    """Presses a key; the words that are seen once the count of slides says `then`."""
    page.keyboard.press(key)
    expect(page.locator(COUNT)).to_have_text(then)
    return seen(page)


def test_clicks_are_steps_and_slides_of_other_pages_follow(page: Page, talk: str) -> None:
    page.goto(talk)
    page.get_by_role("button", name="Present from slide 1", exact=True).click()
    expect(page.locator(COUNT)).to_have_text("1 / 5")
    assert seen(page) == "Talk by us"

    shown = [press(page, "ArrowRight", then) for then in ("2 / 5", *["2 / 5"] * 3, "3 / 5", *["4 / 5"] * 2, "5 / 5")]

    assert shown[:4] == ["One a e", "One a b e", "One a b c d e", "One a b c d"]
    assert shown[4] == "One Without a heading on"
    assert [words.split()[0] for words in shown[5:]] == ["Two", "Two", "Three"]
    assert "Many words" in shown[7]
    assert press(page, "ArrowRight", "5 / 5") == shown[7]
    assert press(page, "PageUp", "4 / 5").startswith("Two")


def test_it_goes_back_by_the_same_steps(page: Page, talk: str) -> None:
    page.goto(f"{talk}#present=3")
    expect(page.locator(COUNT)).to_have_text("3 / 5")

    shown = [press(page, "ArrowLeft", then) for then in [*["2 / 5"] * 4, "1 / 5", "1 / 5"]]

    assert shown == ["One a b c d", "One a b c d e", "One a b e", "One a e", "Talk by us", "Talk by us"]


def test_escape_returns_to_the_paragraph(page: Page, talk: str) -> None:
    page.goto(f"{talk}one/")
    button = page.get_by_role("button", name="Present from slide 2", exact=True)
    before = text(page)
    button.press("Enter")
    press(page, "ArrowRight", "2 / 5")
    press(page, "ArrowRight", "2 / 5")
    assert page.url.endswith("#present=2")

    page.keyboard.press("Escape")

    expect(page.locator(".deckbook-show")).to_have_count(0)
    expect(button).to_be_focused()
    assert page.url.endswith("/one/#one")
    assert text(page) == before


def test_escape_on_a_slide_of_another_page_leads_to_it(page: Page, talk: str) -> None:
    page.goto(f"{talk}#present=4")
    expect(page.locator(COUNT)).to_have_text("4 / 5")

    page.keyboard.press("Escape")

    page.wait_for_url("**/talk/two/#two")


def test_a_reload_shows_the_same_slide(page: Page, talk: str) -> None:
    page.goto(f"{talk}#present=1")
    expect(page.locator(COUNT)).to_have_text("1 / 5")
    press(page, "End", "5 / 5")

    page.reload()

    expect(page.locator(COUNT)).to_have_text("5 / 5")
    assert seen(page).startswith("Three")


def test_an_address_of_no_slide_shows_the_text(page: Page, talk: str) -> None:
    page.goto(f"{talk}#present=99")

    expect(page.get_by_role("button", name="Present from slide 1", exact=True)).to_be_visible()
    expect(page.locator(".deckbook-show")).to_have_count(0)


def test_the_themes_shortcuts_do_nothing_meanwhile(page: Page, talk: str) -> None:
    page.goto(f"{talk}#present=1")
    expect(page.locator(COUNT)).to_have_text("1 / 5")

    for key in "sn,.p":
        page.keyboard.press(key)

    assert page.url.endswith("/talk/#present=1")
    expect(page.locator("[data-md-component=search-query]")).not_to_be_focused()


def test_touch(browser: Browser, talk: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780}, has_touch=True)
    page = context.new_page()
    page.goto(f"{talk}#present=1")
    expect(page.locator(COUNT)).to_have_text("1 / 5")

    page.touchscreen.tap(300, 300)
    expect(page.locator(COUNT)).to_have_text("2 / 5")
    page.touchscreen.tap(40, 300)
    expect(page.locator(COUNT)).to_have_text("1 / 5")
    assert seen(page) == "Talk by us"
    context.close()


def test_notes_have_a_window_of_their_own(page: Page, context: BrowserContext, talk: str) -> None:
    page.goto(f"{talk}#present=2")
    expect(page.locator(COUNT)).to_have_text("2 / 5")
    assert "hello" not in seen(page)

    with context.expect_page() as opened:
        page.get_by_role("button", name="Notes in a window of their own").click()
    notes = opened.value
    expect(notes.locator("body")).to_contain_text("say hello")
    expect(notes.locator("body")).to_contain_text(re.compile(r"2 / 5 · 0:0\d"))
    notes.keyboard.press("End")
    expect(page.locator(COUNT)).to_have_text("5 / 5")
    expect(notes.locator("body")).not_to_contain_text("say hello")
    page.keyboard.press("Escape")
    page.wait_for_url("**/three/#three")
    assert notes.is_closed()


def test_axe_finds_nothing(page: Page, talk: str, axe: Callable[[Page], list[str]]) -> None:
    page.goto(f"{talk}#present=2")
    expect(page.locator(COUNT)).to_have_text("2 / 5")

    assert axe(page) == []


@pytest.mark.parametrize("deck", WALKED)
def test_the_demo_is_walked(page: Page, demo: str, deck: str) -> None:
    assert walk(page, demo + deck) == int(page.locator(COUNT).inner_text().partition(" / ")[2]) > 10


@pytest.mark.long
def test_public_decks_are_walked(browser: Browser, corpus: Corpus) -> None:
    """Ten decks of ten repositories. What other hosts would bring, as what draws diagrams, is not to be had here."""
    walked = 0
    errors: list[str] = []
    context = browser.new_context()
    context.route(lambda url: urlsplit(url).hostname != "127.0.0.1", lambda route: route.abort())
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(error.message))
    for repository in list(corpus.decks)[:40:4]:
        deck = next((found for name, found in corpus.pages() if name == repository), None)
        assert deck
        server = Server()
        address = server.serve(corpus.site(repository))
        walked += walk(page, address + quote(deck.relative_to(corpus.site(repository)).parent.as_posix()) + "/")
        server.close()
    context.close()

    assert [error for error in errors if "unpkg.com" not in error] == []
    assert walked > 200


def walk(page: Page, address: str) -> int:
    """Walks through a deck from its first slide to its last, and gives how many there were."""
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{address}#present=1")
    expect(page.locator(COUNT)).to_have_text(re.compile(r"\d+ / \d+"))
    numbers: list[int] = []
    words = 0
    faults = []
    for _ in range(2000):
        said = page.locator(COUNT).inner_text()
        number = int(said.partition(" / ")[0])
        if numbers[-1:] != [number]:
            numbers.append(number)
        page.wait_for_function(_PICTURES)
        shown, beyond, _ = page.evaluate(_SEEN)
        words += len(shown)
        faults += [(number, text) for text in beyond]
        if page.evaluate(
            """async () => {
                const stage = document.querySelector(".deckbook-show__stage");
                // Which step of a magic-move is turned to is no part of the HTML.
                const strips = () => [...stage.querySelectorAll(".deckbook-tabs__strip")];
                const state = () => stage.firstElementChild.innerHTML + strips().map((strip) => strip.scrollLeft);
                const before = state();
                stage.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
                while (stage.ariaBusy === "true") await new Promise((done) => setTimeout(done, 5));
                return state() === before;
            }"""
        ):
            break
    assert faults == []
    assert words > 0
    assert numbers == sorted(numbers)
    return len(numbers)
