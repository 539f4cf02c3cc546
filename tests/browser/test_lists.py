"""Readers sort and filter a table; a page with one, and what it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from deckbook.frontend import STATIC, own
from deckbook.markup import labels
from deckbook.markup.listing import LOADS, Cell, Column, Filter, Row, table

COLUMNS = [
    Column("Name", "name", is_sorted=True),
    Column("Stars", "stars", descends=True),
    Column("Where"),
]
ROWS = [
    Row("a", [Cell("Élan"), Cell("4.6k", "4600"), Cell("w1")], {"tag": ["audio", "text"], "week": ["w1"]}),
    Row("b", [Cell("item 10"), Cell("980", "980"), Cell("w2")], {"tag": ["text"], "week": ["w2"]}),
    Row("c", [Cell("Item 9"), Cell("", ""), Cell("w2")], {"tag": [], "week": ["w2"]}),
    Row("d", [Cell("ｗｉｄｅ"), Cell("46k", "46000"), Cell("w1")], {"tag": ['"<b>&'], "week": ["w1", "w2"]}),
]
FILTERS = [
    Filter("tag", "Tag", [(tag, tag) for tag in ("audio", "text", '"<b>&')]),
    Filter("week", "Week", [("w1", "Week 1"), ("w2", "Week 2")]),
    Filter("kind", "Kind", [("one", "One")]),
]


@pytest.fixture
def address(tmp_path: Path, serve: Callable[[Path], str]) -> str:
    """A page with the table above."""
    script, sheet = (own(name) for name in LOADS)
    listed = table(COLUMNS, ROWS, FILTERS, labels("en"), name="Things")
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Things</title>'
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{sheet}"></head>'
        f'<body class="md-typeset"><h1>Things</h1>{listed}<script src="{script}" defer></script></body></html>'
    )
    for name in LOADS:
        target = tmp_path / own(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((STATIC / own(name)).read_bytes())
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    return serve(tmp_path)


def shown(page: Page) -> list[str]:
    """The ids of the rows that a reader sees, in order."""
    found: list[str] = page.locator("tbody tr:visible").evaluate_all("rows => rows.map(row => row.id)")
    return found


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).press("Enter")


def test_rows_are_sorted_by_a_column(page: Page, address: str) -> None:
    page.goto(address)
    assert shown(page) == ["a", "b", "c", "d"]

    press(page, "Stars")  # the most first; what has no number comes last either way
    assert shown(page) == ["d", "a", "b", "c"]
    assert page.locator("th[aria-sort]").evaluate_all("heads => heads.map(head => head.ariaSort)") == ["descending"]
    press(page, "Stars")
    assert shown(page) == ["b", "a", "d", "c"]
    press(page, "Name")  # numbers by their size, in any case and width
    assert page.get_by_role("columnheader", name="Name").get_attribute("aria-sort") == "ascending"
    press(page, "Name")
    assert shown(page) == ["d", "b", "c", "a"]
    assert page.get_by_role("columnheader", name="Where").get_by_role("button").count() == 0


def test_rows_are_filtered_and_found(page: Page, address: str) -> None:
    page.goto(address)
    status = page.get_by_role("status")
    assert status.text_content() == "4 of 4"
    assert page.get_by_label("Kind").count() == 0  # there is nothing to choose from
    assert page.get_by_label("Tag").locator("option").all_text_contents() == [
        "All",
        "audio (1)",
        "text (2)",
        '"<b>& (1)',
    ]

    page.get_by_label("Tag").select_option("text")
    assert shown(page) == ["a", "b"]
    page.get_by_label("Week").select_option("w2")
    assert shown(page) == ["b"]
    assert status.text_content() == "1 of 4"
    press(page, "Show all")
    assert shown(page) == ["a", "b", "c", "d"]
    page.get_by_label("Find").fill("WIDE  46")
    assert shown(page) == ["d"]
    page.get_by_label("Find").fill("nothing")
    assert shown(page) == []
    assert status.text_content() == "0 of 4"


def test_what_is_chosen_stands_in_the_address(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Tag").select_option('"<b>&')
    press(page, "Stars")
    link = page.url
    assert link == f"{address}#?tag=%22%3Cb%3E%26&sort=stars&order=descending"

    page.goto("about:blank")
    page.goto(link)
    assert shown(page) == ["d"]
    assert page.get_by_role("columnheader", name="Stars").get_attribute("aria-sort") == "descending"

    page.evaluate("location.hash = '#c'")  # a link to a row shows it
    page.wait_for_function("!document.getElementById('c').hidden")
    assert shown(page) == ["d", "a", "b", "c"]

    page.goto("about:blank")
    for odd in ("#?tag=none&sort=nothing&x=%", "#?", "#%", "#?&&=&sort="):
        page.goto(address + odd)
        page.reload()
        assert shown(page) == ["a", "b", "c", "d"]


def test_without_scripts_all_rows_are_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("tbody tr:visible").count() == 4
    assert page.get_by_role("button").count() == 0
    context.close()


def test_everyone_can_use_it(page: Page, address: str, axe: Callable[[Page], list[str]]) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        page.get_by_label("Week").select_option("w2")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
