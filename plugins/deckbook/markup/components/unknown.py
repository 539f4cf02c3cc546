"""Components that nothing is known of: their content, their texts and their picture."""

from __future__ import annotations

from deckbook.markup import references, slots, tags
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Element, Node, Raw

_TEXT_PROPS = (
    "title",
    "subtitle",
    "label",
    "text",
    "caption",
    "description",
    "author",
    "content",
    "message",
    "quote",
)


def expand(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    """What a component's attributes say to a reader, then its content."""
    texts = [text for name in _TEXT_PROPS if (text := values.get(name))]
    tag = "span" if element.inline else "p"
    added: list[Node] = [
        Raw(f"<{tag} data-added>{tags.escape(text)}</{tag}>", block=not element.inline) for text in texts
    ]
    source = values.get("src") or values.get("image")
    if source and (references.is_elsewhere(source) or "." in source):
        url = context.asset(source, element.line, by_page=True)
        if url:
            alt = tags.open_tag(
                "img", {"src": url, "alt": values.get("alt") or "", "loading": "lazy", "data-added": None}
            )
            added.append(Raw(alt, block=not element.inline))
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
