"""A whole deck on one page: what its chapters say alike stays apart there; real builds."""

from __future__ import annotations

import re

import pytest

from tests.documents import Document, text
from tests.harness import BuildSite, Site

BIBLIOGRAPHY = "@book{key, title = {A Book of Everything}, author = {Doe, Jane}, year = {2001}}\n"

CHAPTER = """\
# {number}. Chapter

As [@key] says[^1].

[^1]: A note.

---

## Tabs

=== "Left"

    left {number}

=== "Right"

    right {number}

---

## Fields

[The first tabs](/3)

<label for="field">Name</label> <input id="field" aria-describedby="hint more">
<span id="hint">hint</span> <span id="more">more</span>
<svg viewBox="0 0 9 9"><linearGradient id="fade"/><g id="drawn"><rect fill="url(#fade)"/></g><use href="#drawn"/></svg>
"""


@pytest.fixture
def site(build: BuildSite) -> Site:
    chapters = "\n---\n\n".join(CHAPTER.format(number=number) for number in (1, 2, 3))
    return build(
        {"docs/weeks/w1.md": f"# Week\n\n---\n\n{chapters}", "docs/papers.bib": BIBLIOGRAPHY},
        theme={"name": "material", "font": False},
        plugins=["deckbook"],
        markdown_extensions=["footnotes", {"pymdownx.tabbed": {"alternate_style": True}}],
    )


def test_ids_are_apart_and_what_names_them_leads_to_its_own_chapter(site: Site) -> None:
    document = Document.of(site, "weeks/w1/handout/index.html")

    assert len(document.ids) == len(set(document.ids))
    chapters = [part for part in document.article.iter("div") if part.get("class") == "deckbook-chapter"]
    assert len(chapters) == 3
    for chapter in chapters:
        ids = {part.attrib["id"] for part in chapter.iter() if "id" in part.attrib}
        named = [part.attrib["for"] for part in chapter.iter("label")]
        named += [name for part in chapter.iter() for name in part.get("aria-describedby", "").split()]
        links = [part for part in chapter.iter() if part.get("href", "").startswith("#")]
        named += [part.attrib["href"][1:] for part in links if text(part) != "The first tabs"]
        named += [part.attrib["fill"][5:-1] for part in chapter.iter() if "fill" in part.attrib]
        assert len(named) > 8
        assert set(named) <= ids


def test_a_link_to_another_chapter_leads_there(site: Site) -> None:
    """Also where a heading of its own chapter was called like that slide."""
    document = Document.of(site, "weeks/w1/handout/index.html")

    assert [part.get("href") for part in document.article.iter("a") if text(part) == "The first tabs"] == ["#tabs"] * 3


def test_a_class_that_is_called_like_an_id_stays_what_it_is(site: Site) -> None:
    document = Document.of(site, "weeks/w1/handout/index.html")

    lists = [part.get("class") for part in document.article.iter("ul") if "references" in part.get("class", "")]
    assert lists == ["deckbook-references"] * 3


def test_tabs_are_chosen_in_each_chapter(site: Site) -> None:
    """Of buttons with one name a browser lets one be chosen."""
    document = Document.of(site, "weeks/w1/handout/index.html")

    buttons = [part for part in document.article.iter("input") if part.get("type") == "radio"]
    assert len(buttons) == 6
    assert len({button.attrib["name"] for button in buttons}) == 3
    chosen = [button.attrib["name"] for button in buttons if "checked" in button.attrib]
    assert len(chosen) == len(set(chosen)) == 3
    chapter = site.read("weeks/w1/1-chapter/index.html")
    assert set(re.findall(r'name="(__tabbed[^"]*)"', chapter)) == {"__tabbed_1"}
