"""Components: Slidev's own, then a site's by its templates, then what can be said of an unknown one."""

from __future__ import annotations

from deckbook.markup import attributes, slots
from deckbook.markup.components import builtin, unknown
from deckbook.markup.components.template import render
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Element, Node, Raw

__all__ = ["expand", "render"]


def expand(element: Element, context: SlideContext) -> list[Node]:
    """What stands on the page for a component; its children are resolved already."""
    values, _ = attributes.bound(element.attributes)
    if (known := builtin.expand(element, values, context)) is not None:
        return known
    file = context.site.templates.find("component", element.tag)
    if file:
        rendered = render(file, values, slots.split(element.children), element.line, context)
        return [_inlined(node) for node in rendered] if element.inline and len(rendered) == 1 else rendered
    return unknown.expand(element, context)


def _inlined(node: Node) -> Node:
    return Raw(node.html, block=False) if isinstance(node, Raw) else node
