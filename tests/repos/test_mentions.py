"""Where slides name repositories: on the left what is written, on the right what is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckbook.deck import Slide, SourceSlide
from deckbook.repos import HOSTS, mentions
from deckbook.repos.pieces import blocks
from tests import clock
from tests.repos.decks import found_in

A, B = "https://github.com/x/a", "https://github.com/x/b"


def slide(content: str) -> Slide:
    source = SourceSlide(Path("/w1.md"), 0, 0, 0, content.count("\n") + 1, {}, content, 0, None, None, None)
    return Slide(1, {}, source)


NAMED = [
    # Bare
    (A, "a"),
    (f"See {A}.", "a"),
    (f"看{A}，很好", "a"),
    (f"看{A}（很好）", "a"),
    (f"{A}, {B}; {A}", "a b a"),
    (f"({A})", "a"),
    (f"“{A}”", "a"),
    ("github.com/x/a", "a"),
    ("www.github.com/x/a", "a"),
    ("git@github.com:x/a.git", "a"),
    ("git clone ssh://git@github.com/x/a.git", "a"),
    ("https://github.com/x/__a__", "__a__"),
    ("https://github.com/x/a_b_c and _so_ on", "a_b_c"),
    (f"<{A}>", "a"),
    (f"*{A}*", "a"),
    (f"**{A}**", "a"),
    # Markdown
    (f"[text]({A})", "a"),
    (f"[**bold** `code`]({A} 'title')", "a"),
    (f"[{A}]({A})", "a"),
    (f"[{B}]({A})", "a"),
    (f"[text][1]\n\n[1]: {A}", "a"),
    (f"[![badge](https://img.example.org/x/a.svg)]({A})", "a"),
    (f"# [Title]({A})", "a"),
    (f"| a | b |\n|---|---|\n| {A} | [text]({B}) |", "a b"),
    (f"> quoted {A}", "a"),
    (f"Text[^1]\n\n[^1]: {A}", "a"),
    # HTML
    (f"<h3>{A}</h3>", "a"),
    (f'<a href="{A}">text</a>', "a"),
    (f"<a class='b' href='{A}'>text</a>", "a"),
    (f"<a target=_blank href={A}>text</a>", "a"),
    (f'text <a href="{A}"><img src="a.png"/></a> text', "a"),
    (f"<div>\n\n[text]({A})\n\n</div>", "a"),
    (f'<div>\n  <div>\n    <a href="{A}?x=1&amp;y=2">text</a></div></div>', "a"),
    (f"<v-click>{A}</v-click>", "a"),
    (f'<Link to="{A}">text</Link>', "a"),
    ("<p>https:&#47;&#47;github.com/x/a</p>", "a"),
    # Not seen by a reader, or no link
    (f"`{A}`", ""),
    (f"```\n{A}\n```", ""),
    (f"```sh {{1|2}}\ngit clone {A}\n```\n{B}", "b"),
    (f"~~~\n{A}\n~~~", ""),
    (f"text\n\n    {A}", ""),
    (f"<!-- {A} -->\n\n{B}", "b"),
    (f"text <!-- {A} --> {B}", "b"),
    (f"<div>\n<!--\n\n{A}\n\n-->\n</div>\n\n{B}", "b"),
    (f"<code>{A}</code> {B}", "b"),
    (f"<pre>\n{A}\n</pre>\n\n{B}", "b"),
    (f"<script>\nconst a = '{A}'\n</script>", ""),
    (f"<style>\n/* {A} */\n</style>", ""),
    (f'<img src="{A}/raw/main/a.png">', ""),
    (f"![picture]({A}/raw/main/a.png)", ""),
    (f'<div data-href="{A}">text</div>', ""),
    ('<a :href="url">text</a>', ""),
    (f"[text](https://example.org/?to={A})", ""),
    (f"https://example.org/?to={A}", ""),
    (f"https://example.org/{A}", ""),
    ("someone@github.com/x/a", ""),
    ("./github.com/x/a", ""),
    ("https://github.com/search?q=a&type=repositories", ""),
]


@pytest.mark.parametrize(("markdown", "names"), NAMED)
def test_what_is_named(markdown: str, names: str) -> None:
    assert [mention.repository.name for mention in mentions(slide(markdown))] == names.split()


SUBJECTS = [
    (f"- {A}", "a"),
    (f"* [text]({A}) says something about {B}", "a"),
    (f"1. **[text]({A})**", "a"),
    (f"- [ ] {A}", "a"),
    (f"- ⭐4.6k {A}", "a"),
    (f"- 🔥 {A}", "a"),
    (f"- {A}\n  - {B}", "a b"),
    (f"- text\n  - {B}", "b"),
    (f"- {A}/tree/main/src", "a"),
    (f"<ul><li>{A}</li><li><a href='{B}'>text</a></li></ul>", "a b"),
    (f"<ul><li>\n\n[text]({A})\n\n</li></ul>", "a"),
    (f"- See {A}", ""),
    (f"- `a` {A}", ""),
    (f"- {A}/issues/5", ""),
    (f"- text\n\n  {A}", ""),
    (f"-\n\n{A}", ""),
    (f"<ul><li>text</li></ul>{A}", ""),
    (A, ""),
    (f"### {A}", ""),
]


@pytest.mark.parametrize(("markdown", "names"), SUBJECTS)
def test_what_an_item_is_about(markdown: str, names: str) -> None:
    found = [mention for mention in mentions(slide(markdown)) if mention.is_subject]

    assert [mention.repository.name for mention in found] == names.split()


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        (A, [A]),
        (f"[some *text*]({A})", ["some text"]),
        (f"[`code` text]({A})", ["code text"]),
        (f"[![alt](b.png)]({A})", ["alt"]),
        (f'<a href="{A}">a\n  <b>b</b> &lt;c</a>', ["a b <c"]),
        (f"[]({A})", [A]),
        (f"[one\ntwo]({A}) {B}", ["one two", B]),
    ],
)
def test_the_links_text(markdown: str, texts: list[str]) -> None:
    assert [mention.text for mention in mentions(slide(markdown))] == texts


def test_where_slidev_makes_a_link() -> None:
    found = mentions(
        slide(f"{A}\n\ngit@github.com:x/b.git\n\ngithub.com/x/c\n\n<p>{A}</p>\n\n[d](http://github.com/x/d)")
    )

    assert [(mention.repository.name, mention.is_link) for mention in found] == [
        ("a", True), ("b", False), ("c", False), ("a", False), ("d", True)
    ]  # fmt: skip


def test_places(tmp_path: Path) -> None:
    deck = f"""\
---
title: Talk
---

# One

Text
{A} and
[text
 more]({B})

---
src: more.md
---

---
class: x
---

<div>
  text

  <p>
    {A}
  </p>
</div>

| a |
|---|
| [b]({B}) |
"""
    (tmp_path / "weeks").mkdir()
    (tmp_path / "weeks/more.md").write_text(f"# More\n\n- {A}/tree/main/src/\n", encoding="utf-8")

    found = found_in(tmp_path, deck)

    lines = deck.splitlines()
    assert [(item.path.name, item.line, item.slide, item.repository.name) for item in found] == [
        ("w1.md", lines.index(f"{A} and") + 1, 1, "a"),
        ("w1.md", lines.index("[text") + 1, 1, "b"),
        ("more.md", 3, 2, "a"),
        ("w1.md", lines.index(f"    {A}") + 1, 3, "a"),
        ("w1.md", len(lines), 3, "b"),
    ]
    assert [item.part for item in found] == ["", "", "tree/main/src", "", ""]


def test_a_slide_that_is_shown_as_its_source_names_nothing() -> None:
    assert mentions(slide(f"- {A}\n" * 2000)) == ()
    assert len(mentions(slide(f"- {A}\n" * 1000))) == 1000


_WORDS = st.sampled_from(
    [A, B, " ", "\n", "\n\n", "- ", "[", "](", ")", "<a href='", "'>", "</a>", "<!--", "-->", "`", "```\n", "⭐",
     "4.6k", " stars ", "(text audio)", "#tag", "<div>", "</div>", "<li>", "| ", "git@github.com:", "字",
     "<code>", "</code>"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=30).map("".join)))
@settings(max_examples=300)
def test_any_slide_is_read(content: str) -> None:
    lines = content.count("\n") + 1

    for mention in mentions(slide(content)):
        assert 1 <= mention.line <= lines + 1
        assert mention.text
        assert mention.note.stars is None or mention.note.stars.count >= 0


HOSTILE = {
    "addresses": f"{A} ",
    "beginnings of addresses": "https://github.com/",
    "items": f"- {A} ⭐4.6k (text audio)\n",
    "tags": "<a href='",
    "open tags": f"<a href='{A}'>",
    "quotes in tags": "<a '\"<a ",
    "attributes": "<a " + " b='c'" * 20,
    "comments": "<!-- ",
    "code": "<code>",
    "brackets": "([（",
    "numbers": "123 456 ",
    "digits": "1",
    "stars": "⭐",
    "stars and numbers": "⭐ 4.6k ",
    "spaces": "star  ",
    "hashes": "#a ",
    "cells": "| a ",
    "dots": "github.com.",
    "entities": "&lt;",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_length(piece: str) -> None:
    def content(length: int) -> str:
        return f"{A} " + piece * (length // len(piece))

    assert clock.growth(content, lambda text: mentions(slide(text)), 8_000, slack=0.04) < 9


PASSAGES = [
    f"Words {A} ⭐️4.6k and\n{B} more",
    f"- {A} ★ 1.2k (text audio)\n- {B}",
    f"- item\n\n  {A}\n\n- [name]({B}) 300 stars",
    f"1. one {A}\n\n   - more {B}",
    f"2) two {A}",
    f"## Heading {A}",
    f"Another {A}\n-----------",
    f"```sh\ngit clone {A}\n\n- {B}\n```",
    f"    indented {A}",
    f"> quoted {A}\n\n> - {B}",
    f"| a | b |\n|---|---|\n| {A} | 5k stars |",
    f"[name]\n\n[name]: {A}",
    f"<{A}>",
    f"<!-- {A}\n\n{B} -->\n{A}",
    f"{A} <!-- {B}\n\n{A} --> more",
    f"<!-- {B}\n```\n\n-->",
    f"<!-->\n\n{A}\n\n-->",
    f"```\n<!-- {A}\n```",
    f"<pre>{A}\n\n{B}",
    f"<!-- open {A}",
    "***",
    "nothing",
]


@given(st.lists(st.sampled_from(PASSAGES), max_size=5), st.sampled_from(["\n\n", "\n\n\n", "\n"]))
def test_passages_name_what_the_whole_names(passages: list[str], gap: str) -> None:
    content = gap.join(passages)
    as_a_whole = mentions(slide(f"<b>reaches</b>\n\n{content}"))

    assert mentions(slide(content)) == tuple(replace(mention, line=mention.line - 2) for mention in as_a_whole)


WORDS = st.lists(
    st.sampled_from(list("aA的(（-*#=:~_\\`[]<&|@ \n\t\u3000\x0c"))
    | st.sampled_from([A, B, "1.", "\n\n", "  \n", "\n- ", "⭐️4.6k", "www.", "&amp;", "a@b.org", "_a_", "*a*"]),
    max_size=8,
).map("".join)


@given(st.builds(lambda start, text: start + text, st.sampled_from([A, f"- {A}", "a ", f"* a\n- {B}"]), WORDS))
@settings(max_examples=500)
def test_a_plain_passage_has_what_a_parser_finds(content: str) -> None:
    """With a comment behind it a passage is no plain one, so that it is parsed."""
    assert blocks(content, HOSTS) == blocks(f"{content}\n\n<!-- -->\n", HOSTS)
