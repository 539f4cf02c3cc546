"""Whether other forms of a page have every word of it: the page is read as browsers do, the text by another reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_NO_WORDS = re.compile(r"[\W_]+")
_NOTHING_SAID = frozenset("button noscript script select style template textarea title".split())
_LEADS_AWAY = frozenset(
    "deckbook-list__tools deckbook-mark deckbook-notes deckbook-pager deckbook-print deckbook-progress "
    "deckbook-references__back deckbook-run__bar deckbook-tabs__links deckbook-turn deckbook-way footnote-backref "
    "headerlink linenos md-code__nav".split()
)


def missing(page: Path) -> list[str]:
    """The texts of a page that the Markdown beside it does not have, in their order."""
    return absent(page, "".join(_read(beside(page))))


def absent(page: Path, read: str) -> list[str]:
    """The texts of a page that another form of it does not have, in their order; `read` is all that this one says."""
    _, _, found = page.read_text("utf-8").partition('<article class="md-content__inner md-typeset">')
    article = html5lib.parseFragment(found.rpartition("</article>")[0], namespaceHTMLElements=False)
    whole, at, lost = _NO_WORDS.sub("", read), 0, []
    for said in _said(article):
        if words := _NO_WORDS.sub("", said):
            place = whole.find(words, at)
            lost += [said.strip()] if place < 0 else []
            at = place + len(words) if place >= 0 else at
    return lost


def beside(page: Path) -> str:
    """A page's text, without its front matter."""
    return page.with_name(f"{page.name}.md").read_text("utf-8").split("\n---\n\n", 1)[1]


def markup(text: str) -> list[str]:
    """The HTML that a reader of Markdown which lets HTML through would find in a text."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [
        token.content for block in tokens for token in (block, *(block.children or ())) if token.type.startswith("html")
    ]


def _said(element: Any) -> Iterator[str]:
    """The texts of an element, in order."""
    kinds = element.get("class", "").split()
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if not tag or tag in _NOTHING_SAID or _LEADS_AWAY.intersection(kinds) or "hidden" in element.attrib:
        return
    if tag == "math" and element.get("alttext"):
        yield element.get("alttext")
        return
    yield element.text or ""
    for child in element:
        yield from _said(child)
        yield child.tail or ""


def _read(text: str) -> Iterator[str]:
    """The texts that Markdown shows; those of footnotes stand where they are written."""
    for block in _MARKDOWN.parse(re.sub(r"(?m)^\[\^[^\]]+\]: ", "", text)):
        yield block.info + block.content if block.type == "fence" else ""
        for token in block.children or ():
            yield token.content or "\n"
