"""Headings: HTML's become Markdown's, a repeated chapter title goes, and levels follow each other without a gap."""

from __future__ import annotations

import re

from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text, plain, transform, walk

_TAG = re.compile(r"h([1-6])\Z")
_LEADING = frozenset(("footnote_ref", "image", "link"))


def unify(nodes: list[Node]) -> list[Node]:
    """The tree with every <h1>…<h6> that holds only inline content as a Markdown heading."""

    def change(element: Element) -> list[Node] | None:
        match = None if element.inline else _TAG.match(element.tag)
        content = _inline(element.children) if match else None
        if not match or content is None:
            return None
        looks = {name: value for name, value in element.attributes.items() if name in ("class", "style")}
        if looks:
            content = [Element("span", looks, content, element.line, inline=True)]
        return [Block("heading", content, level=int(match[1]), line=element.line)]

    return transform(nodes, Element, change)


def _inline(nodes: list[Node]) -> list[Node] | None:
    """Nodes of a heading's content as inline nodes; None where a block stands among them."""
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, Block):
            if node.kind != "paragraph":
                return None
            out.extend(node.children)
        elif isinstance(node, Element):
            if node.tag in ("div", "p", "ul", "ol", "table", "pre", "figure", "section", "blockquote"):
                return None
            inner = _inline(node.children)
            if inner is None:
                return None
            out.append(Element(node.tag, node.attributes, inner, node.line, inline=True))
        elif isinstance(node, Raw):
            out.append(Raw(node.html, block=False))
        else:
            out.append(_one_line(node))
    return out


def _one_line(node: Text | Inline) -> Node:
    return Text(" ".join(node.content.split("\n")), node.source) if isinstance(node, Text) else node


class Levels:
    """Gives the headings of one page their levels, from 2 on, below the page's own title.

    Args:
        titles: What stands above them: the page's title, and others where they are `below` more than that.
        below: The level of what they stand below.
    """

    def __init__(self, *titles: str, below: int = 1) -> None:
        self._titles = frozenset(map(_compared, titles))
        # What stands above all headings of a slide is never closed by them.
        self._open = [0] * (below - 1)
        self.of_slide: dict[int, frozenset[int]] = {}
        """The levels that the last slide's headings got, by those that they were written with."""

    def apply(self, nodes: list[Node]) -> list[Node]:
        """A slide's tree with its headings' levels.

        A slide's first heading is left out where it only repeats the page's title: words, and nothing to follow. So are
        the first ones where they repeat several titles.
        """
        is_first = True
        self.of_slide = {}

        def change(node: Block) -> list[Node] | None:
            nonlocal is_first
            if node.kind != "heading":
                return None
            repeats = is_first and _compared(plain(node.children)) in self._titles
            is_first = repeats and len(self._titles) > 1
            if repeats and not _leads_on(node):
                return []
            while self._open and self._open[-1] >= node.level:
                self._open.pop()
            self._open.append(node.level)
            level = min(len(self._open) + 1, 6)
            self.of_slide[node.level] = self.of_slide.get(node.level, frozenset()) | {level}
            node.level = level
            return None

        return transform(nodes, Block, change)


def _leads_on(heading: Block) -> bool:
    return any(isinstance(node, Inline) and node.kind in _LEADING for node in walk(heading.children))


def _compared(text: str) -> str:
    return "".join(text.split()).casefold()
