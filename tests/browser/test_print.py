"""On paper: a chapter and a whole deck through Chromium's PDF, read back with pdftotext."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import REQUIRED
from tests.browser.server import Server
from tests.harness import build_site

CODE = "\n".join(f"line_{number} = {number}" for number in range(30))
LINKS = """\
## 一、链接

[Slidev](https://sli.dev/guide) 与 [Vue](https://vuejs.org/)，再看 [它](https://sli.dev/guide)。

<https://example.org/plain>

[下一章](#5)
"""
SLIDES = (
    "# 讲义",
    LINKS,
    f"### 填满\n\n{'这一段只是为了占满一页纸。' * 70}\n\n```py\n{CODE}\n```",
    f"### 图\n\n{'又是一段为了占满一页纸的话。' * 60}\n\n![图](tall.svg)\n\n图下的字",
    "## 二、第二章\n\n[GitHub](https://github.com/)",
    f"结尾。[^1]\n\n[^1]: 脚注。\n\n{'很长的一行代码' * 3}\n\n```\n{'x = 1; ' * 60}END\n```",
)
TALL = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="500"><rect width="300" height="500" fill="tan"/></svg>'
)


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a deck's own page."""
    server = Server()
    site = build_site(
        tmp_path_factory.mktemp("print") / "site",
        {"docs/index.md": "# Home\n", "docs/decks/talk.md": "\n\n---\n\n".join(SLIDES), "docs/decks/tall.svg": TALL},
        site_url=server.url,
        theme={"name": "material", "font": False, "language": "zh", "features": ["navigation.footer"]},
        plugins=["search", "deckbook"],
        markdown_extensions=["footnotes"],
    )
    assert site.problems == []
    yield f"{server.serve(site.root / 'site')}decks/talk/"
    server.close()


def printed(page: Page, address: str, folder: Path) -> list[str]:
    """The text of each sheet of paper, as it is laid out."""
    if shutil.which("pdftotext") is None:
        (pytest.fail if REQUIRED else pytest.skip)("needs pdftotext: apt install poppler-utils")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    file = folder / "page.pdf"
    page.pdf(path=file, format="A4", print_background=True)
    run = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)  # noqa: S603, S607
    return run.stdout.decode("utf-8").split("\f")[:-1]


def test_a_chapter_is_printed_without_ways_elsewhere(page: Page, talk: str, tmp_path: Path) -> None:
    sheets = printed(page, f"{talk}一链接/", tmp_path)
    text = "\n".join(sheets)

    assert "一、链接" in sheets[0]
    assert "图下的字" in text
    for word in (
        "第 2 张幻灯片",
        "上一页",
        "下一页",
        "标为已读",
        "打印版",
        "Material for MkDocs",
        "搜索",
        "Site",
        "笔记",
    ):
        assert word not in text


def test_links_are_numbered_notes_at_its_end(page: Page, talk: str, tmp_path: Path) -> None:
    sheets = printed(page, f"{talk}一链接/", tmp_path)
    text, notes = "\n".join(sheets).rsplit("链接\n", 1)

    assert [text.count(f"[{number}]") for number in (1, 2, 3)] == [2, 1, 0]
    assert re.findall(r"(\d)\. +(\S+)", notes) == [("1", "https://sli.dev/guide"), ("2", "https://vuejs.org/")]
    assert "https://example.org/plain" in text


def test_code_and_figures_stay_on_one_sheet(page: Page, talk: str, tmp_path: Path) -> None:
    sheets = printed(page, f"{talk}一链接/", tmp_path)

    [code] = [sheet for sheet in sheets if "line_0 = 0" in sheet]
    assert "line_29 = 29" in code
    assert len(sheets) >= 3
    page.emulate_media(media="print")
    assert page.locator(".slide img").evaluate("image => getComputedStyle(image).breakInside") == "avoid-page"


def test_a_deck_is_printed_whole(page: Page, talk: str, tmp_path: Path) -> None:
    page.goto(talk)
    page.get_by_role("link", name="打印版").click()
    sheets = printed(page, page.url, tmp_path)
    text = "\n".join(sheets)

    titles = [re.search(title, text) for title in ("讲义", "一、链接", "二、第二章", "结尾")]
    places = [found.start() for found in titles if found]
    assert len(places) == 4
    assert places == sorted(places)
    # A chapter begins a sheet, and ends with its own notes.
    [second] = [sheet for sheet in sheets if re.search(r"^\s*二、第二章", sheet, re.M) and "结尾" in sheet]
    assert second.lstrip().startswith("二、第二章")
    assert re.findall(r"(\d)\. +(https\S+)", text) == [
        ("1", "https://sli.dev/guide"),
        ("2", "https://vuejs.org/"),
        ("1", "https://github.com/"),
    ]
    # A long line of code is broken, not cut off; footnotes are there.
    assert "END" in text
    assert "脚注。" in text


def test_of_a_deck_on_one_page_links_lead_to_places_on_it(page: Page, talk: str) -> None:
    page.goto(f"{talk}handout/")
    links = page.locator("article a[href]").evaluate_all("links => links.map(link => link.href)")
    inside = [link for link in links if link.startswith(talk)]

    assert len(inside) > 5
    missing = page.locator("article a[href^='#']").evaluate_all(
        "links => links.map(link => decodeURIComponent(link.hash.slice(1))).filter(id => !document.getElementById(id))"
    )
    assert missing == []
    assert {link for link in inside if "/handout/#" not in link} == {talk}
    twice = page.evaluate(
        "() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id); "
        "return ids.filter((id, index) => ids.indexOf(id) !== index); }"
    )
    assert twice == []
    assert page.locator("article img").evaluate_all("images => images.every(image => image.naturalWidth > 0)")
