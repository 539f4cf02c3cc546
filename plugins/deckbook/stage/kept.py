"""Blocks of a page as they are written: as Markdown, or as HTML that Markdown leaves alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deckbook.stage.nodes import Node

_HOLDING = frozenset("article aside details div figure footer header main nav section".split())
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_INDENTED = re.compile(r"\n\s+")
_TAB = re.compile(r"(<[^<>]*>)|\t")
_FENCE = re.compile(r"^([ \t]*)([`~])(?=[`~]{2})", re.M)
_RULE = re.compile(r"<hr\b([^>]*?)\s*/?>", re.I)
_SNIPPET = re.compile(r"--(?=8<--)")
_SEPARATED = "\n\n<!-- -->\n\n"
"""Between two lists, which would be one otherwise."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many blocks became what.

    Attributes:
        markdown: Those that are Markdown.
        mixed: Those that are Markdown with elements of HTML in their lines.
        html: Those that stayed HTML.
    """

    markdown: int = 0
    mixed: int = 0
    html: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.markdown + other.markdown, self.mixed + other.mixed, self.html + other.html)


@dataclass(frozen=True, slots=True)
class Block:
    """A block as it is written.

    Attributes:
        node: The element.
        text: Its Markdown.
        counts: What the blocks in it became.
        is_html: Whether it stays HTML as a whole.
    """

    node: Node
    text: str
    counts: Counts
    is_html: bool = False


def holds(node: Node) -> bool:
    """Whether an element may be HTML around Markdown: not code, nor the list of notes, which an extension looks for."""
    return node.tag in _HOLDING and not {"highlight", "footnote"} & set(node.classes)


def html_block(node: Node) -> Block:
    """An element that stays HTML, written so that Markdown leaves it alone."""
    return Block(node, _kept(node), Counts(html=_leaves(node)), is_html=True)


def _leaves(node: Node) -> int:
    """How many blocks of an author's an element is: those in it that hold no others."""
    if "data-added" in node.attributes or not shows(node):
        return 0
    return sum(map(_leaves, node.children)) or int(node.is_block)


def _kept(node: Node) -> str:
    """The HTML of an element without what ends HTML for Markdown, or begins something in it."""
    if node.tag in {"script", "style"}:
        return _BLANK_LINES.sub("\n", node.html)
    kept, at = "", node.start
    for pre in (each for each in node.walk() if each.tag in {"pre", "textarea"}):
        if pre.start >= at:
            kept += _INDENTED.sub("\n", node.source[at : pre.start])
            text = _BLANK_LINES.sub(lambda found: "\n" + "&#10;" * (found[0].count("\n") - 1), pre.html)
            kept += _TAB.sub(lambda found: found[1] or "&#9;", text)
            at = pre.end
    kept += _INDENTED.sub("\n", node.source[at : node.end])
    kept = _FENCE.sub(lambda found: f"{found[1]}&#{ord(found[2])};", kept)
    # The extension footnotes takes an element of exactly this class for its own list.
    kept = kept.replace('class="footnote"', 'class="footnote "')
    # The extension md_in_html loses what stands behind a rule that is not closed.
    kept = _RULE.sub(r"<hr\1 />", kept)
    return _SNIPPET.sub("&#45;-", kept)


def joined(blocks: Sequence[Block]) -> str:
    """Blocks below one another."""
    written = ""
    for before, block in zip([None, *blocks], blocks, strict=False):
        is_list = before is not None and not before.is_html and {before.node.tag, block.node.tag} <= {"ul", "ol"}
        written += (_SEPARATED if is_list else "\n\n" if before else "") + block.text
    return written


def shows(node: Node) -> bool:
    """Whether it has words or a picture."""
    if node.tag in {"script", "style", "template"}:
        return False
    return node.tag in {"img", "hr"} or (not node.tag and bool(node.html.strip())) or any(map(shows, node.children))
