"""The seed deck's book in a browser, with the keyboard alone; links to slides, moved ones too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.server import Server
from tests.browser.walk import SCHEMES, SIZES, overflow, unloaded
from tests.harness import build_site

PLACES = ["第一周", "一、论文来源", "二、论文阅读", "三、项目学习", "四、学习进度"]


@pytest.fixture(scope="module")
def seed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the seed deck's own page."""
    server = Server()
    folder = shared / "seed"
    files: dict[str, str | bytes] = {
        f"docs/weeks/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    palette = [
        {"media": "(prefers-color-scheme: light)", "scheme": "default"},
        {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
    ]
    features = ["navigation.footer", "navigation.indexes", "navigation.instant"]
    site = build_site(
        tmp_path_factory.mktemp("seed") / "site",
        files,
        strict=True,
        site_url=server.url,
        theme={"name": "material", "font": False, "language": "zh", "palette": palette, "features": features},
        plugins=["search", "deckbook"],
    )
    assert site.aborted is None
    yield f"{server.serve(site.root / 'site')}weeks/week-01/"
    server.close()


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_it_is_walked_with_the_keyboard_alone(
    page: Page, seed: str, axe: Callable[[Page], list[str]], scheme: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(seed)
    assert page.locator("body").get_attribute("data-md-color-scheme") == SCHEMES[scheme]
    walked = [heading(page)]
    # From the contents into the first chapter: Tab to its link, Enter.
    tab_to(page, ".deckbook-contents a", PLACES[1])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != seed)
    for place in PLACES[1:]:
        page.wait_for_function("title => document.querySelector('h1').textContent.startsWith(title)", arg=place)
        walked.append(heading(page))
        assert overflow(page) == []
        assert unloaded(page) == []
        assert axe(page) == []
        page.evaluate("scrollTo(0, 0)")
        page.keyboard.press("n")
        page.wait_for_timeout(200)

    assert walked == PLACES
    # After the last chapter nothing follows; back to the front of the book.
    assert heading(page) == PLACES[-1]
    for place in reversed(PLACES[:-1]):
        page.keyboard.press("p")
        page.wait_for_function("title => document.querySelector('h1').textContent.startsWith(title)", arg=place)
    assert page.url == seed


def heading(page: Page) -> str:
    return page.locator("h1").inner_text().strip().removesuffix("¶")


def tab_to(page: Page, selector: str, text: str) -> None:
    """Press Tab until the element of that text has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        there = page.evaluate(
            "([selector, text]) => document.activeElement.matches(selector) "
            "&& document.activeElement.textContent.trim() === text",
            [selector, text],
        )
        if there:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", "the focus is not seen"
            return
    pytest.fail(f"“{text}” cannot be reached with Tab")


def test_a_slide_is_reached_by_its_number(page: Page, seed: str) -> None:
    page.goto(f"{seed}一论文来源/#slide-4")

    section = page.locator("section.slide[data-slide='4']")
    assert 0 <= section.evaluate("element => element.getBoundingClientRect().top") < 400
    assert section.locator("h2").inner_text().strip().removesuffix("¶") == "找到的一些有用的仓库"


LONG = "# Long\n\n" + "".join(
    f"---\n\n## {number}. Chapter {number}\n\n"
    + "".join(f"---\n\n### Piece {number}{piece}\n\n{'word ' * 90}\n\n" for piece in "abcdef")
    for number in (1, 2)
)


@pytest.mark.parametrize("instant", [True, False])
def test_a_link_to_a_slide_that_has_moved_arrives(page: Page, tmp_path: Path, instant: bool) -> None:
    server = Server()
    site = build_site(
        tmp_path / "site",
        {"docs/index.md": "# Home\n\n[there](weeks/long/1-chapter-1.md#piece-1f)\n", "docs/weeks/long.md": LONG},
        site_url=server.url,
        theme={"name": "material", "font": False, "features": ["navigation.instant"] if instant else []},
        plugins=["search", {"deckbook": {"page_words": 150}}],
    )
    assert site.problems == []
    home = server.serve(site.root / "site")
    try:
        for anchor, number in {"piece-1f": 8, "slide-8": 8, "piece-1a": 3}.items():
            page.goto(f"{home}weeks/long/1-chapter-1/2/#{anchor}")
            page.wait_for_selector(f"section.slide[data-slide='{number}']")
            assert unquote(page.url).endswith(f"#{anchor}")
        # By a link of the same site, too, where the page is changed without a reload.
        page.goto(home)
        page.get_by_role("link", name="there").click()
        page.wait_for_selector("section.slide[data-slide='8']")
    finally:
        page.goto("about:blank")
        server.close()
