"""Puts what is known of repositories beside the links to them.

A card stands at the end of a list's item, or below a heading, that begins with the link; elsewhere a badge follows it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from deckbook.markup.context import SlideContext
from deckbook.markup.repositories import SHEET, Named, badge, card
from deckbook.markup.tags import BLOCK
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text, children


def resolve(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The tree with a card or a badge beside the links to repositories, once for each of them."""
    named = context.site.repositories.get((context.book.deck.path, context.slide.no))
    if not named:
        return nodes
    resolver = _Resolver(named, context)
    nodes = [*resolver.within(nodes), *resolver.taken()]
    if resolver.is_shown:
        context.collected.loads.add(SHEET)
    return nodes


class _Resolver:
    """Goes through a slide's tree once, and through what it names in the same order."""

    def __init__(self, named: tuple[Named, ...], context: SlideContext) -> None:
        self._context = context
        self._waiting: dict[str, deque[Named]] = {}
        for item in named:
            self._waiting.setdefault(item.repository.key, deque()).append(item)
        self._subjects = {item.repository.key for item in named if item.is_subject}
        self._done: set[str] = set()
        self._cards: list[Node] = []
        self._in_heading = False

    @property
    def is_shown(self) -> bool:
        return bool(self._done)

    def within(self, nodes: list[Node]) -> list[Node]:
        """Nodes with what stands beside their links; cards wait for the end of their text."""
        out: list[Node] = []
        for node in nodes:
            if isinstance(node, Text | Raw):  # the most of them, and none is a link
                out.append(node)
                continue
            if self._cards and _is_block(node):
                out += self.taken()
            is_heading = _is_heading(node)
            self._in_heading = self._in_heading or is_heading
            inner = children(node)
            if inner:
                inner[:] = self.within(inner)
            out.append(node)
            if href := _href(node):
                out += self._beside(href)
            if is_heading:
                self._in_heading = False
                out += self.taken(block=True)
            elif isinstance(node, Block | Element) and _is_block(node) and self._cards:
                inner += self.taken()
        return out

    def taken(self, *, block: bool = False) -> list[Node]:
        """The cards that wait."""
        if self._in_heading:
            return []
        taken, self._cards = self._cards, []
        return [Raw(node.html, block=True) for node in taken if isinstance(node, Raw)] if block else taken

    def _beside(self, href: str) -> Iterator[Node]:
        key = self._context.site.repository_of(href)
        waiting = self._waiting.get(key)
        if not waiting:
            return
        item = waiting.popleft() if len(waiting) > 1 else waiting[0]
        if key in self._done:
            return
        if item.is_subject or self._in_heading:
            self._done.add(key)
            self._cards.append(Text(" "))  # what is read aloud, or found by a search, is words
            self._cards.append(Raw(card(item, self._link(item), self._context.site.labels), block=False))
        elif key not in self._subjects and (written := badge(item, self._link(item), self._context.site.labels)):
            self._done.add(key)
            yield Text(" ")
            yield Raw(written, block=False)

    def _link(self, item: Named) -> str:
        page = self._context.site.repositories_page
        return self._context.page_link(page, item.repository.row, markdown=False) if page else ""


def _href(node: Node) -> str:
    if isinstance(node, Inline) and node.kind == "link":
        return node.href
    return node.attributes.get("href") or "" if isinstance(node, Element) and node.tag == "a" else ""


def _is_heading(node: Node) -> bool:
    if isinstance(node, Block):
        return node.kind == "heading"
    return isinstance(node, Element) and len(node.tag) == 2 and node.tag[0] == "h" and node.tag[1].isdigit()


def _is_block(node: Node) -> bool:
    return isinstance(node, Block) or (isinstance(node, Element) and node.tag in BLOCK)
