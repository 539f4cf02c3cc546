"""Layouts: what a slide's frontmatter shows beside its text, and how its slots stand on the page."""

from __future__ import annotations

from deckbook.markup import components, slots
from deckbook.markup.context import SlideContext
from deckbook.markup.templates import key
from deckbook.markup.tree import Node

_PLAIN = frozenset("default cover intro section center full none end 404 error".split())
"""Slidev's layouts that place one slot and nothing else; on a page they need no template."""


def apply(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The slide's blocks as its layout arranges them; every slot is shown, also one the layout does not know."""
    content = slots.split(nodes)
    name = context.book.deck.layout(context.slide)
    file = context.site.templates.find("layout", name)
    if file is None and key(name) not in _PLAIN:
        context.report(
            context.slide.line,
            "layout-unknown",
            (
                f"The layout “{name}” is not one Deckbook knows; its slots follow each other, a picture stands beside: "
                f"give the site a template {name}.html in its `layouts:` directory."
            ),
        )
        file = context.site.templates.find("layout", "unknown")
    if file is None:
        return [node for slot in content.values() for node in slot]
    return components.render(file, dict(context.props), content, context.slide.line, context)
