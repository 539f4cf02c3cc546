"""The text of a page: decks on the left, what a reader without a browser gets on the right."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from deckbook.export import Reading, Text, uncoloured
from tests.conformance.corpus import Corpus
from tests.export.soup import pages
from tests.export.words import beside, markup, missing
from tests.harness import BuildSite, build_site

DECK = """\
---
title: 第一周
date: 2026-w46
---

# 第一周

---
chapter: true
---

## 一、公式 *与*代码

能量 $E = mc^2$，见[这里](https://example.org/a_(b))和[下面](#3)：

$$
\\frac{a}{b} < 1
$$

1. 第一
   - 其中 `x|y`
2. 5 * 3 < 16，a_b 与 _c_

<!-- a private note -->

---

### Code

```python
print("`|<b>|`")
```

![A figure](./figure.png)

| Name | Value |
|---|--:|
| a\\|b | **1** |

---
layout: quote
---

<script>alert(1)</script>
<div onclick="alert(2)">[Not a link](javascript:alert(3))</div>

- [ ] Said[^1] &lt;script&gt;alert(4)&lt;/script&gt; &amp;copy;, $a<script>$ and \\$5.

[^1]: By *someone*.
"""
TEXT = """\
---
title: "一、公式 与代码"
url: "https://example.org/notes/weeks/w1/%E4%B8%80%E5%85%AC%E5%BC%8F-%E4%B8%8E%E4%BB%A3%E7%A0%81/"
deck: "第一周"
date: "2026-w46"
---

# 一、公式 *与*代码

Slides 2–4 of the deck · 1 min

能量 $E = mc^2$，见[这里](<https://example.org/a_(b)>)和下面：

$$\\frac{a}{b} < 1$$

1. 第一
   - 其中 `x|y`
2. 5 \\* 3 \\< 16，a_b 与 *c*

## Code

```python
print("`|<b>|`")
```

![A figure](https://example.org/notes/weeks/figure.png)

| Name | Value |
| --- | ---: |
| a\\|b | **1** |

\\[Not a link\\](javascript:alert(3))

- [ ] Said[^4-1] \\<script>alert(4)\\</script> \\&copy;, $a< script>$ and \\$5.

[^4-1]: By *someone*.
"""


def site(root: Path, **config: str) -> Path:
    files: dict[str, str | bytes] = {"docs/weeks/w1.md": DECK, "docs/weeks/figure.png": b"\x89PNG"}
    return build_site(root, files, strict=False, plugins=["deckbook"], **config).root / "site"


def chapter(built: Path) -> Path:
    (page,) = (path for path in built.glob("weeks/w1/*/index.html") if path.parent.name != "handout")
    return page


def test_a_chapters_text_stands_beside_its_page(tmp_path: Path) -> None:
    page = chapter(site(tmp_path / "site", site_url="https://example.org/notes"))

    assert '<link rel="alternate " type="text/markdown" href="index.html.md">' in page.read_text("utf-8")
    assert page.with_name("index.html.md").read_text("utf-8") == TEXT
    assert missing(page) == []
    assert markup(TEXT) == []


def test_without_an_address_links_lead_from_where_the_text_stands(tmp_path: Path) -> None:
    text = beside(chapter(site(tmp_path / "site")))

    assert "![A figure](../../figure.png)" in text


def test_pages_that_are_files_have_their_texts_beside_them(build: BuildSite) -> None:
    built = build({"docs/weeks/w1.md": "# One\n\n---\n\ntwo"}, plugins=["deckbook"], use_directory_urls=False)

    assert "weeks/w1.html.md" in built.files
    assert '<link rel="alternate " type="text/markdown" href="w1.html.md">' in built.read("weeks/w1.html")
    assert "(weeks/w1.html.md)" in built.read("llms.txt")


def test_a_site_that_wants_no_other_forms_has_no_texts(build: BuildSite) -> None:
    built = build({"docs/weeks/w1.md": "# One\n\n---\n\ntwo"}, plugins=[{"deckbook": {"exports": False}}])

    assert not [path for path in built.files if path.endswith(".md")]
    assert "text/markdown" not in built.read("weeks/w1/index.html")


def test_every_word_of_the_public_decks_pages_is_in_their_texts(corpus: Corpus) -> None:
    pages = [page for _, page in corpus.pages() if page.parent.name != "handout"][::5]

    assert len(pages) > 100
    assert {page: found for page in pages if (found := missing(page))} == {}
    assert {page: found for page in pages if (found := markup(beside(page)))} == {}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<br>b</p><p># c</p><p>1. d</p>", "a\\\nb\n\n\\# c\n\n1\\. d\n"),
        ("<ul>Said:<li>a</li><p>b</p></ul>", "Said:\n\n- a\n\nb\n"),
        ("<ol start='3'><li><p>a</p><pre>b\n\nc</pre></li></ol>", "3. a\n\n   ```\n   b\n\n   c\n   ```\n"),
        ("<pre>```\na\n```</pre>", "````\n```\na\n```\n````\n"),
        ("<p><code>a`b</code> <strong> c </strong>d</p>", "``a`b``  **c** d\n".replace("  ", " ")),
        ("<div class='admonition note'><p class='admonition-title'>Note</p><p>a</p></div>", "> **Note**\n>\n> a\n"),
        ("<details><summary>More</summary>a<pre>b</pre></details>", "**More**\n\na\n\n```\nb\n```\n"),
        ("<table><tr><td>a<p>b</p></td><td colspan='2'>c</td></tr></table>",
         "|  |  |  |\n| --- | --- | --- |\n| a b | c |  |\n"),
        ("<p><img src='data:image/png;base64,AA' alt='A *figure*'></p>", "*A \\*figure\\**\n"),
        ("<p><svg><g><text>drawn</text><title>no</title></g></svg> <video src='a.mp4'></video></p>",
         "drawn\n\n[a.mp4](a.mp4)\n"),
        ("<button>no</button><p hidden>no</p><template>no</template>yes", "yes\n"),
        ("<div>" * 5000 + "deep" + "</div>" * 5000, "deep\n"),
    ],
    ids="breaks lists numbers fences ticks admonition details table data drawing hidden deep".split(),
)  # fmt: skip
def test_a_fragment(html: str, text: str) -> None:
    assert Text(lambda address: address).page(Reading().tree(html)) == text


def test_a_text_needs_no_colours_of_code(corpus: Corpus) -> None:
    found = [page.read_text("utf-8").partition("<article")[2].rpartition("</article>")[0] for _, page in corpus.pages()]
    coloured = [html for html in found if uncoloured(html) != html][::20]

    assert len(coloured) > 5
    for html in coloured:
        whole, short = (Text(str).page(Reading().tree(f"<article{one}")) for one in (html, uncoloured(html)))
        assert short == whole


@given(pages)
def test_no_page_becomes_markdown_with_html(html: str) -> None:
    assert markup(Text(lambda address: address).page(Reading().tree(html))) == []
