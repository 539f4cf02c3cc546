"""Where readers are: the way above a page, what it is of its deck, its neighbours, and the marks of slides."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Formatter

import pytest

from tests.harness import ROOT, BuildSite, Site

LOCALES = ROOT / "plugins" / "deckbook" / "theme" / "locales"
MATERIAL = {"name": "material", "font": False}
TALK = "# Talk\n\n---\n\n## 1. One\n\n---\n\nA slide.\n\n---\n\n## 2. Two\n\n---\n\nThe last.\n"
LONG = "# Long\n\n---\n\n## 1. One\n\n" + "".join(f"---\n\n### Piece {n}\n\n{'word ' * 90}\n\n" for n in range(6))


def way(site: Site, path: str) -> list[tuple[str, str]]:
    """The links above a page's heading, in order: where each leads, and its text."""
    found = re.search(r'<nav class="deckbook-way".*?</nav>(?=<h1)', site.read(path), re.S)
    return re.findall(r'<a (?:href="([^"]*)"|aria-current="page")[^>]*>([^<]*)</a>', found[0]) if found else []


def meta(site: Site, path: str) -> str:
    found = re.search(r'<p class="deckbook-meta">([^<]*)</p>', site.article(path))
    return found[1] if found else ""


def marks(site: Site, path: str) -> list[list[tuple[str, str]]]:
    """The links of each slide's mark: where each leads, and its text."""
    found = re.findall(r'<p class="deckbook-mark"[^>]*>(.*?)</p>', site.article(path))
    return [re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>([^<]*)</a>', mark) for mark in found]


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_the_way_to_a_page_stands_above_it(build: BuildSite, theme: str) -> None:
    site = build({"docs/index.md": "# Home\n", "docs/decks/talk.md": TALK}, plugins=["deckbook"], theme={"name": theme})

    assert way(site, "decks/index.html") == []
    assert way(site, "decks/talk/index.html") == [("../", "Decks")]
    assert way(site, "decks/talk/1-one/index.html") == [("../../", "Decks"), ("../", "Talk")]


def test_of_a_long_chapter_it_says_which_page(build: BuildSite) -> None:
    site = build(
        {"docs/index.md": "# Home\n", "docs/decks/long.md": LONG + "---\n\n## 2. Two\n"},
        plugins=[{"deckbook": {"page_words": 150}}],
    )

    assert way(site, "decks/long/1-one/index.html") == [
        ("../../", "Decks"),
        ("../", "Long"),
        ("", "Page 1 of 4"),
    ]
    assert way(site, "decks/long/1-one/2/index.html") == [
        ("../../../", "Decks"),
        ("../../", "Long"),
        ("../", "1. One"),
        ("", "Page 2 of 4"),
    ]
    assert meta(site, "decks/long/1-one/2/index.html") == "Slides 4–5 of the deck · 1 min"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("word " * 100, "1 min"), ("word " * 1000, "5 min"), ("字" * 2000, "5 min"), ("```py\nx\n```\n", "1 min")],
)
def test_a_page_says_how_long_it_takes(build: BuildSite, text: str, minutes: str) -> None:
    files = {"docs/decks/talk.md": TALK.replace("A slide.", text)}

    site = build(files, plugins=[{"deckbook": {"page_words": 5000}}])

    assert meta(site, "decks/talk/1-one/index.html") == f"Slides 2–3 of the deck · {minutes}"


def test_what_the_theme_shows_is_not_shown_twice(build: BuildSite) -> None:
    files = {"docs/index.md": "# Home\n", "docs/decks/talk.md": TALK}
    theme = MATERIAL | {"features": ["navigation.path", "navigation.footer"]}

    alone = build(files, plugins=["deckbook"])
    both = build(files, plugins=["deckbook"], theme=theme)

    for part in ("deckbook-way", "deckbook-turn"):
        assert f'class="{part}"' in alone.read("decks/talk/1-one/index.html")
        assert f'class="{part}"' not in both.read("decks/talk/1-one/index.html")


def test_the_pages_before_and_after_are_named(build: BuildSite) -> None:
    site = build({"docs/decks/talk.md": TALK}, plugins=["deckbook"])

    def turns(path: str) -> list[tuple[str, str, str]]:
        found = re.search(r'<nav class="deckbook-turn".*?</nav>', site.article(path))
        assert found
        return re.findall(r'<a rel="(\w+)" href="([^"]*)">.*?<b>(.*?)</b>', found[0])

    assert turns("decks/talk/index.html") == [("next", "1-one/", "1. One")]
    assert turns("decks/talk/1-one/index.html") == [("prev", "../", "Talk"), ("next", "../2-two/", "2. Two")]
    assert turns("decks/talk/2-two/index.html") == [("prev", "../1-one/", "1. One")]


def test_every_slide_has_a_mark_that_links_to_it(build: BuildSite) -> None:
    site = build({"docs/decks/talk.md": TALK}, plugins=["deckbook"])
    article = site.article("decks/talk/1-one/index.html")

    found = marks(site, "decks/talk/1-one/index.html")
    assert [number for [(_, number)] in found] == ["2", "3"]
    for [(target, number)] in found:
        assert f'<section class="slide" id="{target[1:]}" data-deck="decks/talk.md" data-slide="{number}"' in article
        assert f'aria-label="Slide {number} of the deck"' in article


def test_a_mark_leads_to_the_line_in_the_repository(build: BuildSite) -> None:
    site = build({"docs/decks/talk.md": TALK}, plugins=["deckbook"], repo_url="https://github.com/a/b")

    [[_, first], [_, second]] = marks(site, "decks/talk/1-one/index.html")
    shown = "https://github.com/a/b/blob/master/docs/decks/talk.md"
    assert [first, second] == [(f"{shown}#L4", "Source"), (f"{shown}#L8", "Source")]
    lines = TALK.splitlines()
    assert lines[4 - 1 : 5] == ["", "## 1. One"]
    assert lines[8 - 1 : 9] == ["", "A slide."]


@pytest.mark.parametrize(
    ("presented", "address"),
    [
        ("https://slides.example.org/{deck}/{slide}", "https://slides.example.org/decks/%E7%AC%AC%201/3"),
        ("https://slides.example.org/#/{slide}", "https://slides.example.org/#/3"),
        ("/talks/{deck}/#/{slide}", "/talks/decks/%E7%AC%AC%201/#/3"),
        ("slides/{deck}/{slide}", "../../../slides/decks/%E7%AC%AC%201/3"),
    ],
)
@pytest.mark.parametrize("name", ["第 1.md", "第 1/slides.md"])
def test_a_mark_leads_to_the_presented_slide(build: BuildSite, name: str, presented: str, address: str) -> None:
    site = build({f"docs/decks/{name}": TALK}, plugins=[{"deckbook": {"presented": presented}}])

    [path] = [path for path in site.pages if path.endswith("1-one/index.html")]
    deeper = "../" * (path.count("/") - 3)
    [_, [_, link]] = marks(site, path)
    assert link == (deeper * address.startswith("..") + address, "In Slidev")


def test_presented_has_to_say_where_the_number_is(build: BuildSite) -> None:
    site = build({"docs/decks/talk.md": TALK}, plugins=[{"deckbook": {"presented": "https://example.org/"}}])

    [problem] = site.problems
    assert "`presented` lacks `{slide}`" in problem
    assert "In Slidev" not in site.article("decks/talk/1-one/index.html")


def test_marks_are_in_the_sites_language(build: BuildSite) -> None:
    slides = "# 第一周", "## 一、正文", "这里是中文，不是英文。", "## 二、结尾", "最后一张。"
    files = {"docs/decks/talk.md": "\n\n---\n\n".join(slides)}

    english = build(files, plugins=["deckbook"]).article("decks/talk/一正文/index.html")
    chinese = build(files, plugins=["deckbook"], theme=MATERIAL | {"language": "zh"}).article(
        "decks/talk/一正文/index.html"
    )

    assert '<p class="deckbook-mark" lang="en"' in english
    assert '<p class="deckbook-mark" data-added' in chinese
    assert 'aria-label="第 2 张幻灯片"' in chinese


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("locale", sorted(LOCALES.glob("*.json")), ids=lambda file: file.stem)
def test_every_language_has_all_words(locale: Path) -> None:
    english = json.loads((LOCALES / "en.json").read_text("utf-8"))
    words = json.loads(locale.read_text("utf-8"))

    assert list(words) == sorted(english)
    assert {key for key, text in words.items() if not text.strip()} == set()
    for key, text in words.items():
        assert placeholders(text) <= placeholders(english[key]), key


def test_every_word_that_is_asked_for_is_there_and_no_other() -> None:
    english = set(json.loads((LOCALES / "en.json").read_text("utf-8")))
    package = LOCALES.parent.parent
    sources = "".join(
        file.read_text("utf-8") for suffix in ("py", "js", "html") for file in package.rglob(f"*.{suffix}")
    )

    asked = set(re.findall(r"""\b(?:labels\.(?!items\b)|(?:labels|words)[\[(]")([a-z_]+)\b""", sources))
    assert asked - english == set()
    # Some are put together: `paper_{name}`.
    begun = tuple(set(re.findall(r"""\b([a-z]+_)(?=[{$"'])""", sources)))
    unused = {word for word in english if not re.search(rf"\b{word}\b", sources) and not word.startswith(begun)}
    assert unused == set()
