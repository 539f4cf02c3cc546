"""Search finds the slide: each location of the index leads to an id that is on the page; real builds."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from tests.documents import Document, text
from tests.harness import BuildSite

DECK = """\
---
title: 谈话
---

# 谈话

---

## 一、开头

Opening words.

---

### 开头之内

Inner words.

---

## 二、两栏

Column words.

---
layout: two-cols
---

### 左栏

Left words.

::right::

### 右栏

Right words.

---

<h3>用标签写的</h3>

<div>

#### Deep in HTML

Deep words.

</div>

---

### Opening

```js
const inCode = 1
```

<Toc />
"""


@pytest.mark.parametrize("permalink", [False, True])
@pytest.mark.parametrize("use_directory_urls", [True, False])
@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_every_location_is_on_its_page(build: BuildSite, theme: str, use_directory_urls: bool, permalink: bool) -> None:
    site = build(
        {"docs/index.md": "# Home", "docs/weeks/w1.md": DECK},
        plugins=["search", "deckbook"],
        theme={"name": theme} | ({"font": False} if theme == "material" else {}),
        use_directory_urls=use_directory_urls,
        markdown_extensions=[{"toc": {"permalink": permalink}}],
    )

    for location in site.search:
        path, _, anchor = unquote(location).partition("#")
        page = Document.of(site, f"{path}index.html" if path.endswith("/") or not path else path)
        assert not anchor or anchor in page.ids
        assert len(page.ids) == len(set(page.ids))

    # Whoever finds a word lands in the slide that has it.
    for word, slide in {"Inner": 3, "Left": 5, "Right": 5, "Deep words": 6, "inCode": 7}.items():
        found = [place for place, entry in site.search.items() if word in entry["text"] and "#" in place]
        assert len(found) == 1, word
        path, _, anchor = unquote(found[0]).partition("#")
        page = Document.of(site, f"{path}index.html" if path.endswith("/") else path)
        section = page.slides[slide]
        assert anchor in {section.attrib["id"], *(item.get("id") for item in section.iter())}


def test_its_titles_are_those_of_the_slides(build: BuildSite) -> None:
    site = build({"docs/index.md": "# Home", "docs/weeks/w1.md": DECK}, plugins=["search", "deckbook"])

    titles = [entry["title"] for place, entry in site.search.items() if place.startswith("weeks")]
    assert titles == [
        "谈话",
        "一、开头",
        "开头之内",
        "二、两栏",
        "左栏",
        "右栏",
        "用标签写的",
        "Deep in HTML",
        "Opening",
    ]


def test_the_contents_of_a_page_lead_to_its_headings(build: BuildSite) -> None:
    site = build(
        {"docs/index.md": "# Home", "docs/weeks/w1.md": DECK},
        plugins=["search", "deckbook"],
        markdown_extensions=[{"toc": {"permalink": True}}],
    )

    page = Document.of(site, "weeks/w1/二两栏/index.html")
    aside = next(item for item in page.root.iter("nav") if "md-nav--secondary" in item.get("class", ""))
    links = {text(link): link.attrib["href"].removeprefix("#") for link in aside.iter("a")}
    assert list(links) == ["左栏", "右栏", "用标签写的", "Deep in HTML", "Opening"]
    headings = {text(item): item.get("id") for item in page.article.iter() if item.tag in ("h2", "h3")}
    assert links == {title: anchor for title, anchor in headings.items() if title in links}
    # The permalink of a slide's first heading is the slide's own address.
    [permalink] = [item for item in page.slides[5].iter("a") if item.get("class") == "headerlink"][:1]
    assert permalink.attrib["href"] == "#左栏"


def test_a_formula_in_a_heading_stands_in_the_table_of_contents(build: BuildSite) -> None:
    deck = "# Talk\n\n---\n\n## Spaces\n\n---\n\n### The space $L^2$ and <b>more</b>\n\n---\n\n## Other\n\ntext\n"
    site = build({"docs/index.md": "# Home\n", "docs/weeks/w.md": deck}, plugins=["deckbook"])
    page = next(site.read(path) for path in site.pages if "The space" in site.article(path))
    contents = page[page.index('data-md-component="toc"') :].partition("</nav>")[0]
    assert re.search(r'The space <math[^>]*alttext="L\^2"', contents)
    assert "<b>" not in contents


def test_what_scripts_read_is_not_found(build: BuildSite) -> None:
    site = build({"docs/weeks/w1.md": "# One\n\n---\n\n# Two\n"}, plugins=["search", "deckbook"])

    assert "Present" not in site.read("search/search_index.json")
    assert "Mark as read" not in site.read("search/search_index.json")
    assert "Mark as read" in site.article("weeks/w1/index.html")
