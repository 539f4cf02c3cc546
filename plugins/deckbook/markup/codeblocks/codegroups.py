"""Code groups: Comark's `::code-group` and `<CodeGroup>` around fences that are alternatives of each other."""

from __future__ import annotations

from deckbook.markup.context import SlideContext
from deckbook.markup.templates import key
from deckbook.markup.tree import Block, Element, Node, Text, transform


def resolve(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The tree with each group of nothing but fences as one block of code; the content of others stays as it is."""

    def change(element: Element) -> list[Node] | None:
        if key(element.tag) != "codegroup":
            return None
        children = [child for child in element.children if not (isinstance(child, Text) and not child.content.strip())]
        if not children or not all(isinstance(child, Block) and child.kind == "fence" for child in children):
            return None
        return [Block("code_group", children, line=element.line)]

    return transform(nodes, Element, change)
