"""Keeps blocks out of paragraphs: a figure or a list that a component brings into one stands behind it instead."""

from __future__ import annotations

from deckbook.markup.tags import BLOCK, INLINE
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text, transform


def lift(nodes: list[Node]) -> list[Node]:
    """The tree with paragraphs split around the blocks among their content; empty paragraphs vanish."""

    def change(node: Block) -> list[Node] | None:
        if node.kind != "paragraph" or not any(map(_is_block, node.children)):
            return None
        out: list[Node] = []
        text: list[Node] = []
        for child in node.children:
            if not _is_block(child):
                text.append(child)
                continue
            out += _paragraph(text, node)
            out.append(child)
            text = []
        return out + _paragraph(text, node)

    return transform(nodes, Block, change)


def without_spacers(nodes: list[Node]) -> list[Node]:
    """Blocks without the <br> that slides put between them for space; a page has margins."""
    for node in nodes:
        if isinstance(node, Element) and node.tag in _SPACED:
            node.children = without_spacers(node.children)
    if any(
        isinstance(node, Inline) or (isinstance(node, Text) and node.content.strip()) or _is_phrase(node)
        for node in nodes
    ):
        return nodes
    return [node for node in nodes if not (isinstance(node, Element) and node.tag == "br")]


_SPACED = frozenset("article aside center div footer header main section".split())


def _is_phrase(node: Node) -> bool:
    if isinstance(node, Block):  # what stands behind a component on its line
        return node.kind == "paragraph" and node.tight
    return isinstance(node, Element) and node.tag in INLINE and node.tag not in ("br", "img")


def _paragraph(children: list[Node], like: Block) -> list[Node]:
    if all(map(_is_space, children)):
        return []
    return [Block("paragraph", children, tight=like.tight, line=like.line)]


def _is_space(node: Node) -> bool:
    if isinstance(node, Text):
        return not node.content.strip()
    return isinstance(node, Inline) and node.kind in ("softbreak", "hardbreak")


def _is_block(node: Node) -> bool:
    if isinstance(node, Raw):
        return node.block
    return isinstance(node, Block) or (isinstance(node, Element) and node.tag in BLOCK)
