"""Components that nothing is known of: what their attributes say to a reader, and their content."""

from __future__ import annotations

from deckbook.markup import attributes, slots, words
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Element, Node


def expand(element: Element, context: SlideContext) -> list[Node]:
    """What a component's attributes say to a reader, then its content."""
    values = {name: value for name, value in attributes.values(element.attributes).items() if value is not None}
    added = words.show(values, context, element.line, inline=element.inline)
    content = slots.joined(element.children)
    if content or added:
        context.report(
            element.line,
            "component-unknown",
            (
                f"<{element.tag}> is not a component Deckbook knows; its content is shown without it: give the site a "
                f"template {element.tag}.html in its `components:` directory."
            ),
        )
    else:
        context.report(
            element.line,
            "component-unknown-empty",
            (f"<{element.tag}> is not a component Deckbook knows and has no content, so nothing is shown."),
        )
    return added + content
