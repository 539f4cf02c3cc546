"""What a reader can do on a chapter: look closer at a picture, go on where they stopped, get about by keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import instant
from tests.browser.server import Server
from tests.harness import build_site

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="tan"/></svg>'
)
DRAWING = "<svg viewBox='0 0 40 20' width='300'><title>A hill</title><path d='M0 20L20 0L40 20z'/></svg>"
SLIDES = (
    "# Talk",
    "## 1. One\n\n![A curve](curve.svg)",
    f"<div><img src='curve.svg' alt='Raw'></div>\n\n{'word ' * 500}",
    f"## 2. Two\n\n{DRAWING}\n\n<svg viewBox='0 0 9 9' width='24'><path d='M0 0L9 9z'/></svg>\n\n{'word ' * 300}",
    f"The end.\n\n{'word ' * 300}",
)
FILES = {
    "docs/index.md": "# Home\n",
    "docs/decks/talk.md": "\n\n---\n\n".join(SLIDES),
    "docs/decks/curve.svg": PICTURE,
}
TALK = "decks/talk/"
ONE = f"{TALK}1-one/"
TWO = f"{TALK}2-two/"


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a deck of two chapters."""
    server = Server()
    site = build_site(
        tmp_path_factory.mktemp("reader") / "site",
        FILES,
        site_url=server.url,
        theme={"name": "material", "font": False, "features": ["navigation.instant"]},
        plugins=["search", "deckbook"],
    )
    assert site.problems == []
    yield server.serve(site.root / "site")
    server.close()


def to_the_end(page: Page) -> None:
    page.mouse.wheel(0, 400)
    page.locator(".deckbook-progress").scroll_into_view_if_needed()


def test_a_picture_is_looked_at_closer(page: Page, talk: str) -> None:
    page.goto(talk + ONE)
    dialog = page.locator("dialog.deckbook-picture")
    for picture in (page.get_by_role("link", name="A curve"), page.get_by_role("button", name="Raw")):
        for key in ("", "Enter"):
            if key:
                picture.press(key)
            else:
                picture.click()
            expect(dialog).to_be_visible()
            shown = dialog.locator("img").bounding_box()
            assert shown is not None
            assert shown["height"] > 500
            page.keyboard.press("Escape")
            expect(dialog).to_be_hidden()
            expect(picture).to_be_focused()


def test_a_drawing_is_looked_at_closer_and_comes_back(page: Page, talk: str) -> None:
    page.goto(talk + TWO)
    dialog = page.get_by_role("dialog", name="A hill")
    drawing = page.locator(".slide svg[width='300']")
    before = drawing.bounding_box()
    for key in ("", "Enter"):
        page.get_by_role("button", name="Enlarge").press(key) if key else drawing.click()
        expect(dialog).to_be_visible()
        shown = dialog.locator("svg").bounding_box()
        assert shown is not None
        assert shown["width"] > 900
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        assert drawing.bounding_box() == before
    expect(page.get_by_role("button", name="Enlarge")).to_be_focused()
    assert page.get_by_role("button", name="Enlarge").count() == 1  # and none for what is an icon


def test_what_shows_pictures_is_loaded_when_a_reader_wants_it(page: Page, talk: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(talk + ONE)
    page.wait_for_load_state("networkidle")
    assert "later.js" not in asked
    for _ in range(2):
        page.get_by_role("link", name="A curve").click()
        page.locator("dialog.deckbook-picture").press("Escape")

    assert asked.count("later.js") == 1


def test_where_it_cannot_be_loaded_a_picture_is_a_link(browser: Browser, talk: str) -> None:
    with browser.new_context() as context:  # not the fixture's, which forbids what the browser says of it
        page = context.new_page()
        page.route("**/later.js", lambda route: route.abort())
        page.goto(talk + ONE)
        page.get_by_role("link", name="A curve").click()
        page.wait_for_url("**/curve.svg")


def test_without_javascript_it_is_a_link_to_the_picture(browser: Browser, talk: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(talk + ONE)
        page.get_by_role("link", name="A curve").click()
        page.wait_for_url("**/curve.svg")


def test_a_chapter_is_ticked_when_its_end_was_read(page: Page, talk: str) -> None:
    page.goto(talk + TALK)
    assert page.locator(".deckbook-tick").count() == 0
    page.goto(talk + ONE)
    expect(page.get_by_role("button", name="Mark as read")).to_be_visible()
    to_the_end(page)
    expect(page.get_by_role("button", name="✓ Read")).to_be_visible()

    for path, link in {TALK: ".deckbook-contents li", "decks/": ".deckbook-deck li"}.items():
        page.goto(talk + path)
        ticked = page.locator(link).filter(has=page.get_by_role("img", name="Read"))
        expect(ticked).to_have_count(1)
        expect(ticked).to_contain_text("1. One")
        expect(page.locator(".deckbook-progress summary")).to_have_text("1 of 2 chapters read")


def test_a_reader_takes_a_tick_away_and_gives_one(page: Page, talk: str) -> None:
    page.goto(talk + TWO)
    to_the_end(page)
    page.get_by_role("button", name="✓ Read").press("Space")
    page.get_by_role("button", name="Mark as read").press("Enter")
    expect(page.get_by_role("button", name="✓ Read")).to_be_visible()
    page.goto(talk + TALK)

    expect(page.locator(".deckbook-tick")).to_have_count(1)


def test_one_goes_on_where_one_stopped(page: Page, talk: str) -> None:
    page.goto(talk + TWO)
    to_the_end(page)
    page.wait_for_function(
        "Object.values(localStorage).some(kept => kept.includes('slide-') || kept.includes('2-two'))"
    )
    page.goto(talk + TALK)
    page.get_by_role("link", name="Continue: 2. Two").click()
    page.wait_for_url(f"{talk}{TWO}#*")

    page.wait_for_function("document.getElementById(location.hash.slice(1)) !== null")


def test_what_is_remembered_is_taken_away_and_deleted(page: Page, talk: str) -> None:
    page.goto(talk + ONE)
    to_the_end(page)
    expect(page.get_by_role("button", name="✓ Read")).to_be_visible()
    page.goto(talk + TALK)
    page.locator(".deckbook-progress summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    kept = json.loads(Path(download.value.path()).read_text("utf-8"))
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete").click()

    assert kept["chapters"] == {ONE: {"title": "1. One", "seen": ["1"], "pages": 1}}
    expect(page.locator(".deckbook-progress")).to_be_empty()
    assert page.locator(".deckbook-tick").count() == 0
    assert page.evaluate("localStorage.getItem('deckbook:/')") is None


@pytest.mark.parametrize(
    "broken",
    ["Storage.prototype.setItem = () => { throw new Error('full') }", "localStorage.setItem('deckbook:/', 'nonsense')"],
)
def test_where_a_browser_keeps_nothing_pages_are_as_without(page: Page, talk: str, broken: str) -> None:
    page.add_init_script(broken)
    page.goto(talk + ONE)
    to_the_end(page)
    page.goto(talk + TALK)
    page.keyboard.press("j")

    assert page.locator(".deckbook-tick, .deckbook-continue").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "1"


def test_keys_lead_from_slide_to_slide(page: Page, talk: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(talk + ONE)
    seen = []
    for key in "jjk":
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.textContent"))
    page.keyboard.press("c")
    page.wait_for_url(talk + TALK)

    assert seen == ["2", "3", "2"]


def test_keys_are_listed_and_switched_off(page: Page, talk: str) -> None:
    page.goto(talk + ONE)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    assert dialog.locator("kbd").all_inner_texts() == ["j", "k", "c", "?"]
    dialog.get_by_label("Use these shortcuts").press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.keyboard.press("j")
    assert page.url == talk + ONE
    assert page.evaluate("document.activeElement.closest('.deckbook-mark')") is None

    # They come back where they went.
    page.get_by_role("button", name="Keyboard shortcuts").click()
    dialog.get_by_label("Use these shortcuts").press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.wait_for_url(talk + TALK)


def test_keys_are_left_to_whoever_types(page: Page, talk: str) -> None:
    page.goto(talk + ONE)
    page.evaluate("document.querySelector('.slide').insertAdjacentHTML('beforeend', '<textarea></textarea>')")
    page.locator(".slide textarea").first.fill("")
    page.keyboard.type("jkc?")

    assert page.locator(".slide textarea").first.input_value() == "jkc?"
    assert page.url == talk + ONE


def test_instant_navigation_makes_nothing_twice(page: Page, talk: str) -> None:
    instant.goto(page, talk + TALK)
    for _ in range(2):
        page.locator(".deckbook-contents a").first.click()
        page.wait_for_url(f"{talk}{ONE}*")
        page.wait_for_selector(".deckbook-progress button")
        page.locator(".deckbook-way a", has_text="Talk").click()
        page.wait_for_url(talk + TALK)
        page.wait_for_selector(".deckbook-help")
    page.locator(".deckbook-contents a").first.click()
    page.wait_for_selector(".deckbook-progress button")
    page.keyboard.press("j")

    assert instant.is_kept(page)
    assert page.locator(".deckbook-progress button").count() == 1
    assert page.locator(".deckbook-help").count() == 1
    assert page.evaluate("document.activeElement.textContent") == "2"


@pytest.mark.parametrize(("option", "gone"), [("progress", ".deckbook-progress"), ("shortcuts", ".deckbook-help")])
def test_a_site_can_do_without(
    page: Page, tmp_path: Path, serve: Callable[[Path], str], option: str, gone: str
) -> None:
    site = build_site(tmp_path / "site", FILES, plugins=[{"deckbook": {option: False}}])
    page.goto(serve(site.root / "site") + TALK)
    page.wait_for_load_state("networkidle")

    others = {".deckbook-progress", ".deckbook-help"} - {gone}
    assert page.locator(gone).count() == 0
    assert page.locator(others.pop()).count() == 1
