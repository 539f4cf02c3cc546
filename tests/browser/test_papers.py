"""Papers on pages in a browser: cards at citations, the way there and back, the list, and strangers' words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.attacks import Watched, attacks
from tests.browser.server import Server
from tests.browser.walk import SCHEMES, SIZES, overflow, unloaded
from tests.harness import build_site
from tests.papers.test_cited import BIBLIOGRAPHY
from tests.papers.test_site import seed_files

CHAPTER = "weeks/week-01/二论文阅读/"
MORE = """\
@article{other,
  title = {A Longer Title of Another Paper, Which is Read on Narrow Screens as Well as on Wide Ones},
  author = {Other, Otto and Long-Hyphenated-Name, Anna},
  journal = {The Proceedings of a Conference with a Long Name},
  year = 1998,
  doi = {10.1234/other},
}
"""
WEEK = "# 第三周\n\n---\n\n## 引用\n\n见 (Other & Long-Hyphenated-Name, 1998) 和 [@alexnet]。\n"
CARD = ".deckbook-hover"


@pytest.fixture(scope="module")
def home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of the seed deck, two more weeks and a bibliography, with instant navigation."""
    server = Server()
    files = {**seed_files(shared, BIBLIOGRAPHY + MORE), "docs/weeks/week-03.md": WEEK}
    features = ["navigation.instant", "navigation.indexes"]
    palette = [{"media": f"(prefers-color-scheme: {name})", "scheme": scheme} for name, scheme in SCHEMES.items()]
    site = build_site(
        tmp_path_factory.mktemp("papers") / "site",
        files,
        strict=True,
        site_url=server.url,
        theme={"name": "material", "font": False, "language": "zh", "features": features, "palette": palette},
        plugins=["search", "deckbook"],
    )
    assert site.problems == []
    yield server.serve(site.root / "site")
    server.close()


def test_a_citation_shows_its_card_while_it_is_pointed_at(page: Page, home: str) -> None:
    page.goto(home + CHAPTER)
    link = page.get_by_role("link", name="Krizhevsky et al., 2012, p. 4")

    link.hover()
    card = page.locator(CARD)
    expect(card).to_contain_text("Alex Krizhevsky, Ilya Sutskever")
    expect(link).to_have_accessible_description("ImageNet Classification with Deep Convolutional Neural Networks")
    card.hover()  # it stays while the pointer is on it, and its links are for use
    page.wait_for_timeout(500)
    expect(card.get_by_role("link", name="第二周")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    link.hover()
    page.mouse.move(0, 0)
    expect(card).to_have_count(0)


def test_it_shows_it_while_it_has_the_focus(page: Page, home: str) -> None:
    page.goto(home + CHAPTER)
    link, card = page.get_by_role("link", name="Krizhevsky et al., 2012, p. 4"), page.locator(CARD)

    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")  # into the card
    expect(card.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(link).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Enter")
    expect(card).to_have_count(0)
    assert page.evaluate("location.hash") == "#ref--alexnet"
    page.get_by_role("link", name="返回正文").click()
    assert page.evaluate("location.hash") == "#cite--alexnet"


def test_without_scripts_it_leads_to_the_references_and_all_papers_are_listed(browser: Browser, home: str) -> None:
    page = browser.new_page(java_script_enabled=False)

    page.goto(home + CHAPTER)
    page.get_by_role("link", name="Krizhevsky et al., 2012, p. 4").click()
    assert page.url.endswith("#ref--alexnet")
    expect(page.locator("#ref--alexnet")).to_contain_text("KRIZHEVSKY A")
    page.goto(f"{home}papers/")
    assert page.locator("tbody tr").count() == 2
    page.close()


def test_it_shows_it_where_the_deck_stands_whole(page: Page, home: str) -> None:
    """There the references of several chapters have ids of their own, and links lead another way."""
    page.goto(f"{home}weeks/week-01/handout/")

    page.get_by_role("link", name="Krizhevsky et al., 2012, p. 4").hover()
    page.locator(CARD).get_by_role("link", name="ImageNet Classification").click()
    page.wait_for_selector("h1:has-text('ImageNet Classification')")
    assert page.url == f"{home}papers/alexnet/"


def test_cards_come_after_instant_navigation_too(page: Page, home: str) -> None:
    page.goto(f"{home}decks/")

    page.get_by_role("link", name="二、论文阅读").first.click()
    page.wait_for_selector("h1:has-text('二、论文阅读')")
    page.get_by_role("link", name="Krizhevsky et al., 2012, p. 4").hover()
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".md-nav--primary a", has_text="论文").first.click()
    page.wait_for_selector("h1:has-text('论文')")
    expect(page.get_by_role("button", name="年份")).to_be_visible()
    assert page.evaluate("document.querySelectorAll('.deckbook-hover').length") == 0


def test_papers_are_sorted_and_filtered_and_lead_back(page: Page, home: str) -> None:
    def rows() -> list[str]:
        found: list[str] = page.locator("tbody tr:visible").evaluate_all("rows => rows.map(row => row.id)")
        return found

    page.goto(f"{home}papers/")
    page.get_by_role("button", name="年份").press("Enter")
    assert (rows(), page.locator("th[aria-sort]").inner_text().split()[0]) == (["ref--alexnet", "ref--other"], "年份")
    page.get_by_role("button", name="年份").press("Enter")
    assert rows() == ["ref--other", "ref--alexnet"]
    page.get_by_label("阅读").select_option(label="第 2 遍（共 3 遍） (1)")
    assert rows() == ["ref--alexnet"]
    page.get_by_role("searchbox", name="查找").fill("otto")
    assert rows() == []
    page.get_by_label("阅读").select_option("")
    assert rows() == ["ref--other"]

    page.get_by_role("link", name="A Longer Title").click()
    page.wait_for_selector("h1:has-text('A Longer Title')")
    page.locator(".deckbook-weeks a").click()
    page.wait_for_selector("h2:has-text('引用')")
    assert "week-03" in page.url


def test_an_entry_is_copied(browser: Browser, home: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{home}papers/alexnet/")

    page.get_by_role("button", name="复制 BibTeX").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@inproceedings{alexnet,")
    assert copied.endswith("}")
    context.close()


@pytest.mark.parametrize(("size", "scheme"), [("wide", "light"), ("narrow", "dark")])
def test_everyone_can_read_it_in_any_width_and_palette(
    page: Page, home: str, axe: Callable[[Page], list[str]], size: str, scheme: str
) -> None:
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    for path in (CHAPTER, "papers/", "papers/alexnet/", "weeks/week-03/"):
        page.goto(home + path)
        if path == "weeks/week-03/":
            page.locator("a.deckbook-cite").first.hover()
            expect(page.locator(CARD)).to_be_visible()
            box = page.locator(CARD).bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= SIZES[size]["width"]
        assert overflow(page) == [], path
        assert axe(page) == [], (path, scheme)
        assert unloaded(page) == [], path


def test_no_word_of_a_bibliography_runs(
    new_context: Callable[[], BrowserContext], serve: Callable[[Path], str], tmp_path: Path
) -> None:
    """Bibliographies come from everywhere; these stand beside decks that are trusted, whose pages are not cleaned."""
    strings = [" ".join(text.split()) for text in attacks(220)]
    fields = ("title", "container-title", "publisher", "URL", "DOI", "note", "abstract", "code", "volume", "page")
    items = [
        {
            "id": f"k{number}", "type": "article-journal", "issued": {"date-parts": [[2000 + number % 20]]},
            "author": [{"family": text, "given": text}, {"literal": text}], **dict.fromkeys(fields, text),
        }
        for number, text in enumerate(strings)
    ]  # fmt: skip
    odd = [
        f"@misc{{{''.join(c for c in text if c not in ' ,{}=')}, title={{{text}}}, url={{{text}}}}}" for text in strings
    ]
    read = [
        f"---\npaper: k{number}\ntldr: {json.dumps(text)}\nverdict: {json.dumps(text)}\n---\n\n## Read {number}\n"
        for number, text in enumerate(strings[:20])
    ]
    keys = [f"@k{number}" for number in range(len(strings))]
    cited = [
        f"---\n\n## Cited\n\nAs [{'; '.join(keys[start : start + 20])}] say.\n" for start in range(0, len(keys), 20)
    ]
    deck = "---\ntitle: Week\ndeckbook:\n  chapters: none\n---\n\n# Week\n\n" + "".join(read + cited)

    site = build_site(
        tmp_path / "site",
        {
            "docs/index.md": "# Home\n",
            "docs/weeks/w1.md": deck,
            "docs/papers.json": json.dumps(items),
            "docs/papers.bib": "\n".join(odd),
        },
        plugins=["search", {"deckbook": {"page_words": 1_000_000}}],
    )

    assert len(strings) >= 200
    papers = [path for path in site.pages if path.startswith("papers/")]
    weeks = [path for path in site.pages if path.startswith("weeks/")]
    assert len(papers) == len(strings) + 1
    watched = Watched(new_context(), serve(site.root / "site"))
    assert watched.run([*weeks, "papers/index.html", *papers[:200:50]]) == {}
    assert watched.slides > len(read) + len(cited)
    assert watched.search("read") == []
