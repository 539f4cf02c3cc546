"""<svg> and <math> among a slide's HTML, whose elements are not HTML's, as finished pieces of it."""

from __future__ import annotations

from deckbook.markup import appearance, attributes, tags
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Element, Node, Raw, Text

_NOT_DRAWN = tags.KNOWN - {"a", "math", "svg", "title"}
"""HTML's elements end a drawing where a browser meets them in it."""


def finish(nodes: list[Node], context: SlideContext) -> list[Node]:
    """Makes each <svg> and <math> one piece of finished HTML, as their elements are not HTML's."""
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and node.tag in ("svg", "math"):
            out.append(Raw(html(node, context), block=not node.inline))
            continue
        if not isinstance(node, Text | Raw) and node.children:
            node.children = finish(node.children, context)
        out.append(node)
    return out


def html(node: Node, context: SlideContext) -> str:
    """A drawing's element as HTML, without what runs or is not drawn."""
    if isinstance(node, Text):
        return tags.escape(
            attributes.EXPRESSION.sub(lambda match: attributes.literal(match[1]) or match[1].strip(), node.content)
        )
    if not isinstance(node, Element):
        return node.html if isinstance(node, Raw) else "".join(html(child, context) for child in node.children)
    if node.tag.lower() in ("script", "style", "foreignobject"):
        return ""
    inner = "".join(html(child, context) for child in node.children)
    if node.tag in _NOT_DRAWN or not node.tag[0].islower() or "-" in node.tag:
        return inner
    values, _ = attributes.bound(node.attributes)
    kept = {**attributes.for_foreign(values), **appearance.dress_drawing(node.tag, values, context)}
    return f"{tags.open_tag(node.tag, kept)}{inner}</{node.tag}>"
