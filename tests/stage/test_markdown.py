"""Finished HTML on the left, the Markdown that renders to it on the right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from deckbook.stage import Links, as_markdown, is_same, relinked
from deckbook.stage.comparing import tokens, words

LINKS = Links("w1/", "w1/index.md", {"": "index.md", "w1/": "w1/index.md", "w1/二/": "w1/二/index.md"})
EXTENSIONS = ["toc", "tables", "attr_list", "md_in_html", "footnotes", "pymdownx.highlight", "pymdownx.superfences"]
_MD = Markdown(extensions=EXTENSIONS)


def render(text: str) -> str:
    _MD.reset()
    return _MD.convert(text)


PAIRS = {
    "a heading keeps its id": (
        '<h2 id="那">A <em>b</em><a class="headerlink" href="#那">&para;</a></h2>', "## A *b* { #那 }",
    ),
    "signs that mean something are escaped": (
        "<p>2*3 a_b _c_ `d` &amp;amp; &lt;br&gt; 1\\2</p>", "2\\*3 a_b \\_c\\_ \\`d\\` &amp;amp; &lt;br> 1\\\\2",
    ),
    "a line that would begin a list does not": ("<p>1. May<br>- no</p>", "1\\. May  \n\\- no"),
    "a link leads to the other page's file": (
        '<p><a href="%E4%BA%8C/#x">b</a> <a href="../">home</a> <a href="https://a.b/">c</a></p>',
        "[b](二/index.md#x) [home](../index.md) [c](https://a.b/)",
    ),
    "attributes stand behind": (
        '<p class="deckbook-meta">A <a href="#x" class="deckbook-cite">b</a></p>',
        "A [b](#x){ .deckbook-cite }\n{ .deckbook-meta }",
    ),
    "lists inside one another": (
        "<ol><li>one<ul><li>two</li></ul></li><li>three</li></ol>", "1.  one\n    -   two\n2.  three",
    ),
    "lists beside one another": ("<ul><li>a</li></ul><ul><li>b</li></ul>", "-   a\n\n<!-- -->\n\n-   b"),
    "a list that begins later": ('<ol start="3"><li>c</li><li>d</li></ol>', '<ol start="3"><li>c</li><li>d</li></ol>'),
    "a table": (
        ('<table><thead><tr><th>a|b</th><th style="text-align: right;">c</th></tr></thead>'
         '<tbody><tr><td><code>x|y</code></td><td style="text-align: right;">1</td></tr></tbody></table>'),
        "| a&#124;b | c |\n| --- | ---: |\n| `x|y` | 1 |",
    ),
    "code with its language": (render("```python\nx = 1\n```"), "```python\nx = 1\n```"),
    "code with lines that are marked": (
        render('```python hl_lines="2"\nx = 1\ny = 2\n```'), '```python hl_lines="2"\nx = 1\ny = 2\n```',
    ),
    "a slide is HTML around Markdown": (
        ('<section class="slide" id="a" data-slide="1"><span id="slide-1"></span><p class="m" lang="en">1</p>'
         '<h2 id="a--title">A</h2><p>b</p></section>'),
        ('<section class="slide" id="a" data-slide="1" markdown="1">\n\n'
         '<p class="m" lang="en">1<span id="slide-1"></span></p>\n\n## A { #a--title }\n\nb\n\n</section>'),
    ),
    "what Markdown cannot say stays": (
        '<table role="table"><tr><td>x</td></tr></table>', '<table role="table"><tr><td>x</td></tr></table>',
    ),
    "a blank line in what stays ends nothing": (
        '<pre class="p">a\n\n\tb\n```\n</pre>', '<pre class="p">a\n&#10;&#9;b\n&#96;``\n</pre>',
    ),
    "formulas stay in their line": (
        "<p><math><mi>x</mi></math> is <math alttext=\"\\a_b\"><mi>_y_</mi></math></p>",
        '<span></span><math><mi>x</mi></math> is <math alttext="&#92;a_b"><mi>\\_y\\_</mi></math>',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("html", "markdown"), PAIRS.values(), ids=PAIRS.keys())
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    staged = as_markdown(html, LINKS, render)

    assert staged.markdown.strip() == markdown
    assert staged.is_same


TEXTS = st.text(st.sampled_from("ab中 \n*_`~\\[](){}<>&#+-.!|:=^$1'\"/@"), min_size=1, max_size=25).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
LINES = st.recursive(
    TEXTS,
    lambda inner: st.tuples(st.sampled_from(["em", "strong", "code", "b", "kbd", 'a href="#x"']), inner).map(
        lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"
    ),
    max_leaves=3,
).flatmap(lambda first: st.tuples(st.just(first), TEXTS).map("".join))
LIST, SLIDE = "<ul><li>{}</li></ul>", '<section class="slide">{}</section>'
BLOCKS = st.recursive(
    st.tuples(st.sampled_from(["p", "h2", "div", 'p class="x"', "pre"]), LINES).map(
        lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"
    ),
    lambda inner: st.tuples(
        st.sampled_from([LIST, "<blockquote>{}</blockquote>", SLIDE]), st.lists(inner, min_size=1, max_size=3)
    ).map(
        lambda pair: pair[0].format(("</li><li>" if pair[0] is LIST else "").join(pair[1]))
    ),
    max_leaves=4,
)


@settings(max_examples=40)
@given(st.lists(BLOCKS, min_size=1, max_size=4).map("".join))
def test_whatever_is_written_says_the_same(html: str) -> None:
    staged = as_markdown(html, LINKS, render)

    assert words(render(staged.markdown)) == words(html)
    assert staged.is_same


def test_what_differs_is_told() -> None:
    assert is_same("a *b*", "<p>a <em>b</em></p>", LINKS, render)
    assert not is_same("a *b*", "<p>a <strong>b</strong></p>", LINKS, render)
    assert not is_same("a b", "<p>a c</p>", LINKS, render)
    assert not is_same("[a](../index.md)", '<p><a href="../w2/">a</a></p>', LINKS, render)
    assert tokens("<pre>a  b</pre>", str) != tokens("<pre>a b</pre>", str)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a](../w.md#x)", "[a](../w/index.md#x)"),
        ("[a](<../w.md>)", "[a](<../w/index.md>)"),
        ("[a]: ../w.md", "[a]: ../w/index.md"),
        ("[a](other.md) [b](https://a.b/w.md)", "[a](other.md) [b](https://a.b/w.md)"),
    ],
)
def test_a_page_of_people_follows_a_file_that_is_called_otherwise(before: str, after: str) -> None:
    assert relinked(before, "guide/a.md", {"w.md": "w/index.md"}) == after
