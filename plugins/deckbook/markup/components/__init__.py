"""Components: a site's by its templates, a deck's own by their .vue files, Slidev's, icons, then unknown ones."""

from __future__ import annotations

from typing import Any

from deckbook.markup import attributes, slots
from deckbook.markup.components import builtin, local, unknown
from deckbook.markup.components.template import render
from deckbook.markup.context import SlideContext
from deckbook.markup.icons import shown
from deckbook.markup.tree import Element, Node, Raw

__all__ = ["expand", "local", "render"]


def expand(element: Element, context: SlideContext, values: dict[str, Any] | None = None) -> list[Node]:
    """What stands on the page for a component; its children are resolved already.

    `values` are what it is given where that is known better than its attributes say.
    """
    templates = context.site.templates
    if not templates.is_sites("component", element.tag):
        own = _own(element, context, attributes.values(element.attributes) if values is None else values)
        if own is not None:
            return own
        written, _ = attributes.bound(element.attributes)
        if (known := builtin.expand(element, written, context)) is not None:
            return known
    file = templates.find("component", element.tag)
    if file:
        written, _ = attributes.bound(element.attributes)
        rendered = render(file, written, slots.split(element.children), element.line, context)
        return [_inlined(node) for node in rendered] if element.inline and len(rendered) == 1 else rendered
    if (icon := shown.of_component(element, context)) is not None:
        return icon
    return unknown.expand(element, context)


def _own(element: Element, context: SlideContext, values: dict[str, Any]) -> list[Node] | None:
    """What a .vue file shows; of one that replaces a component Deckbook knows only if it is understood."""
    path = local.find("component", element.tag, context)
    if path is None:
        return None
    given = {name: value for name, value in values.items() if not attributes.is_directive(name)}
    found = local.arrange(
        path, given, slots.split(element.children), element, context, lambda inner, held: expand(inner, context, held)
    )
    if found is None or (not found.is_whole and _is_known(element.tag, context)):
        return None
    return local.component(element, found, context)


def _is_known(name: str, context: SlideContext) -> bool:
    return builtin.knows(name) or context.site.templates.find("component", name) is not None


def _inlined(node: Node) -> Node:
    return Raw(node.html, block=False) if isinstance(node, Raw) else node
