"""The page that lists all decks, and the home page where a site has none; real builds."""

from __future__ import annotations

import re

import pytest

from tests.decks import SHORT, TALK
from tests.documents import Document, text
from tests.harness import BuildSite

HOME = {"docs/index.md": "# Home\n"}


def deck(title: str, date: str = "") -> str:
    said = f"date: {date}\n" if date else ""
    return TALK.replace("title: Talk\n", f"title: {title}\n{said}")


def test_decks_are_listed_newest_first_with_dates_and_chapters(build: BuildSite) -> None:
    site = build(
        HOME
        | {
            "docs/weeks/2026-w02.md": deck("Second week"),
            "docs/weeks/2026-w10.md": deck("Tenth week"),
            "docs/weeks/a.md": deck("Dated", "2026-01-20"),
            "docs/weeks/b.md": deck("Undated"),
            "docs/weeks/c.md": SHORT,
        },
        plugins=["deckbook"],
        strict=True,
    )

    assert site.aborted is None
    page = Document.of(site, "decks/index.html")
    assert page.headings == [
        (1, "Decks"),
        (2, "Tenth week"),
        (2, "Dated"),
        (2, "Second week"),
        (2, "Short"),
        (2, "Undated"),
    ]
    facts = [text(item) for item in page.article.iter("p") if item.get("class") == "deckbook-meta"]
    assert facts == [
        "2026-w10 · 5 slides",
        "2026-01-20 · 5 slides",
        "2026-w02 · 5 slides",
        "Undated · 2 slides",
        "Undated · 5 slides",
    ]
    links = [page.target(link.attrib["href"]) for item in page.article.iter("li") for link in item.iter("a")]
    assert links[:2] == ["weeks/2026-w10/1-first", "weeks/2026-w10/2-second"]


WORDS = re.sub(r"\n## \d\. (\w+)", r"chapter: \1\n---\n\n## \1", TALK)


@pytest.mark.parametrize(
    ("talk", "tag", "titles"), [(TALK, "ul", ["1. First", "2. Second"]), (WORDS, "ol", ["First", "Second"])]
)
def test_chapters_that_number_themselves_are_not_numbered_again(
    build: BuildSite, talk: str, tag: str, titles: list[str]
) -> None:
    page = Document.of(build(HOME | {"docs/weeks/w1.md": talk}, plugins=["deckbook"]), "decks/index.html")

    assert [[text(item) for item in listed.iter("li")] for listed in page.article.iter(tag)] == [titles]


def test_its_words_are_the_sites_language(build: BuildSite) -> None:
    theme = {"name": "material", "font": False, "language": "zh-TW"}

    site = build(HOME | {"docs/weeks/w1.md": TALK}, plugins=["deckbook"], theme=theme)

    assert Document.of(site, "decks/index.html").headings[0] == (1, "笔记")


def test_a_site_without_home_page_gets_the_list_there_too(build: BuildSite) -> None:
    site = build({"docs/weeks/w1.md": TALK}, plugins=["search", "deckbook"], strict=True)

    assert site.aborted is None
    assert Document.of(site, "index.html").headings == [(1, "Decks"), (2, "Talk")]
    # Neither the navigation nor the search says the same twice.
    assert site.nav.startswith("- Decks: decks.md\n- Weeks:")
    assert [location for location in site.search if not location.startswith("weeks")] == ["decks/", "decks/#talk"]


def test_a_page_of_ones_own_is_kept(build: BuildSite) -> None:
    for path in ("decks.md", "decks/index.md", "decks/README.md"):
        site = build(
            HOME | {f"docs/{path}": "# My decks\n", "docs/weeks/w1.md": TALK}, plugins=["deckbook"], strict=True
        )
        assert site.aborted is None
        assert Document.of(site, "decks/index.html").headings == [(1, "My decks")]


def test_the_list_may_stand_elsewhere_or_nowhere(build: BuildSite) -> None:
    files = HOME | {"docs/weeks/w1.md": TALK}

    elsewhere = build(files, plugins=[{"deckbook": {"decks_page": "weeks/index.md"}}])
    assert Document.of(elsewhere, "weeks/index.html").headings[0] == (1, "Decks")

    home = build({"docs/weeks/w1.md": TALK}, plugins=[{"deckbook": {"decks_page": "index.md"}}])
    assert [path for path in home.pages if not path.startswith("weeks")] == ["index.html"]
    assert home.nav.startswith("- Decks: index.md\n")

    nowhere = build(files, plugins=[{"deckbook": {"decks_page": ""}}])
    assert [path for path in nowhere.pages if not path.startswith("weeks")] == ["index.html"]


def test_a_site_without_decks_has_no_list_unless_its_nav_asks(build: BuildSite) -> None:
    assert build(HOME, plugins=["deckbook"]).pages == ["index.html"]

    asked = build(HOME, plugins=["deckbook"], nav=["index.md", {"Weeks": "decks.md"}], strict=True)
    assert asked.aborted is None
    assert "There are no decks yet." in asked.article("decks/index.html")
