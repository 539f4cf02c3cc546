"""Books in other forms than pages: decks on the left, the files of a real build on the right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import feedparser
import pytest

from tests.harness import BuildSite, Site, build_site

FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Home",
    "docs/weeks/w1.md": """\
---
title: 第一周 & a < b
date: 2026-w46
author: [Ada, 李雷]
info: "What we read:\\n  two papers"
---

# 第一周

---
chapter: true
---

## 一、论文

- [text](https://github.com/ada/engine) ⭐️4.6k

<!-- a private note -->

---
src: ./more.md
---
""",
    "docs/weeks/more.md": "---\nchapter: true\n---\n\n## Two *times*\n",
    "docs/weeks/w2.md": "# Second\n\nx\x07y\n\n---\n\nz\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(
        tmp_path_factory.mktemp("forms") / "site",
        FILES,
        plugins=["deckbook"],
        site_url="https://example.org/notes",
        site_name="Ours & <yours>",
        site_description="Notes\nof ours",
    )


def read(site: Site, path: str) -> str:
    return (site.root / "site" / path).read_text("utf-8")


def test_the_feed_has_an_entry_a_deck_newest_first(site: Site) -> None:
    feed = feedparser.parse((site.root / "site/feed.xml").read_bytes())

    assert not feed.bozo
    assert (feed.feed.title, feed.feed.subtitle) == ("Ours & <yours>", "Notes of ours")
    assert feed.feed.id == feed.feed.links[0].href == "https://example.org/notes/feed.xml"
    assert feed.feed.updated == "2026-11-09T00:00:00Z"
    assert [(entry.title, entry.link, entry.updated) for entry in feed.entries] == [
        ("第一周 & a < b", "https://example.org/notes/weeks/w1/", "2026-11-09T00:00:00Z"),
        ("Second", "https://example.org/notes/weeks/w2/", "1970-01-01T00:00:00Z"),
    ]
    assert [author.name for author in feed.entries[0].authors] == ["Ada", "李雷"]
    assert [author.name for author in feed.entries[1].authors] == ["Ours & <yours>"]
    assert feed.entries[0].summary == "What we read: two papers"
    linked = '<a href="https://example.org/notes/weeks/w1/一论文/">一、论文</a>'
    assert "<h3>Repositories</h3>\n<ul>" in feed.entries[0].content[0].value
    assert '<a href="https://github.com/ada/engine">ada/engine</a>' in feed.entries[0].content[0].value
    assert linked in unquote(feed.entries[0].content[0].value)


def test_a_decks_pages_name_the_feed_and_no_others_do(site: Site) -> None:
    named = '<link rel="alternate" type="application/atom+xml" title="Ours &amp; &lt;yours&gt;" href="../../feed.xml">'

    assert named in read(site, "weeks/w1/index.html")
    assert "atom+xml" not in read(site, "index.html")


def test_the_listing_has_every_slide_with_its_address_and_line(site: Site) -> None:
    listing = json.loads(read(site, "book.json"))
    first, second = listing["books"]

    assert (listing["version"], listing["url"], listing["title"]) == (1, "https://example.org/notes/", "Ours & <yours>")
    assert (first["title"], first["date"], first["authors"], first["language"], first["source"]) == (
        "第一周 & a < b", "2026-w46", ["Ada", "李雷"], "zh", "docs/weeks/w1.md",
    )  # fmt: skip
    assert [(slide["number"], slide["title"], slide["line"]) for slide in first["slides"]] == [(1, "第一周 & a < b", 1)]
    chapters = [chapter for part in first["parts"] for chapter in part["chapters"]]
    assert [(chapter["title"], len(chapter["pages"])) for chapter in chapters] == [("一、论文", 1), ("Two times", 1)]
    assert chapters[1]["pages"][0]["slides"][0]["source"] == "docs/weeks/more.md"
    assert first["repositories"] == [{"name": "ada/engine", "url": "https://github.com/ada/engine"}]
    assert second["url"] == "https://example.org/notes/weeks/w2/"


def test_every_address_of_the_listing_is_there(site: Site) -> None:
    found = list(slides(json.loads(read(site, "book.json"))["books"]))

    assert len(found) == 5
    for url in found:
        path, _, anchor = unquote(url).removeprefix("https://example.org/notes/").partition("#")
        assert f'id="{anchor}"' in read(site, f"{path}index.html")


def slides(value: Any) -> Iterator[str]:
    """The addresses of the slides in a listing."""
    if isinstance(value, dict) and "number" in value:
        yield value["url"]
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from slides(item)


def test_the_guide_for_models_is_a_link_a_chapter(site: Site) -> None:
    assert (
        unquote(read(site, "llms.txt"))
        == """\
# Ours & \\<yours\\>

> Notes of ours

## 第一周 & a \\< b (2026-w46)

- [第一周 & a \\< b](https://example.org/notes/weeks/w1/index.html.md): What we read: two papers
- [一、论文](https://example.org/notes/weeks/w1/一论文/index.html.md)
- [Two times](https://example.org/notes/weeks/w1/two-times/index.html.md)
- Repositories: [ada/engine](https://github.com/ada/engine)

## Second

- [Second](https://example.org/notes/weeks/w2/index.html.md)
"""
    )


def test_nothing_private_and_no_path_of_the_machine_is_in_them(site: Site) -> None:
    for name in ("feed.xml", "book.json", "llms.txt"):
        assert "private" not in read(site, name)
        assert str(site.root) not in read(site, name)


def test_without_an_address_there_is_no_feed(build: BuildSite) -> None:
    site = build({"docs/weeks/w1.md": "# One\n\n---\n\ntwo"}, plugins=["deckbook"], use_directory_urls=False)

    assert not (site.root / "site/feed.xml").exists()
    assert "atom+xml" not in read(site, "weeks/w1.html")
    assert json.loads(read(site, "book.json"))["books"][0]["url"] == "weeks/w1.html"


def test_a_sites_own_files_stay_and_it_can_be_turned_off(build: BuildSite) -> None:
    site = build({"docs/weeks/w1.md": "# One\n\n---\n\ntwo", "docs/llms.txt": "ours"}, plugins=["deckbook"])
    assert read(site, "llms.txt") == "ours"

    site = build({"docs/weeks/w1.md": "# One\n\n---\n\ntwo"}, plugins=[{"deckbook": {"exports": False}}])
    assert not (site.root / "site/book.json").exists()


def test_a_site_without_decks_gets_nothing(build: BuildSite) -> None:
    site = build({"docs/index.md": "# Home"}, plugins=["deckbook"], site_url="https://example.org/")

    assert not {"feed.xml", "book.json", "llms.txt"} & {path.name for path in (site.root / "site").iterdir()}
