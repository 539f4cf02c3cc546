"""Turns Vue's elements into what they mean on a page: directives go, components become content, HTML stays."""

from __future__ import annotations

from deckbook.markup import appearance, attributes, components, foreign, slots, tags
from deckbook.markup.context import SlideContext
from deckbook.markup.icons import shown
from deckbook.markup.tree import Element, Inline, Node, Raw, Text, transform

_DROPPED = frozenset(("script", "style", "link", "meta", "base", "title", "head", "param", "noscript"))
_UNWRAPPED = frozenset(("html", "body", "template", "slot", "component", "font", "center", "frame", "frameset"))
_UNDECIDABLE = ("v-if", "v-else-if", "v-for", "v-html", "v-text")


def resolve(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The tree without Vue: every element left in it is HTML, with attributes a page may have.

    Only a <template> that fills a slot of the slide's layout is left, at the top.
    """
    templates: list[Element] = []
    appearance.collect(nodes, context)

    def change(node: Text | Inline | Element) -> list[Node] | None:
        if isinstance(node, Element) and slots.slot_name(node) is not None:
            templates.append(node)  # for the component around it, or the layout
            return None
        if isinstance(node, Element):
            return _element(node, context)
        if isinstance(node, Inline):
            return [_expression(node.content, node.line, context)] if node.kind == "expression" else None
        return _expressions(node, context) if "{{" in node.content else None

    resolved = transform(foreign.finish(nodes, context), (Text, Inline, Element), change)
    for node in resolved if templates else ():
        if not isinstance(node, Text | Raw):
            node.children = transform(
                node.children, Element, lambda inner: inner.children if inner.tag == "template" else None
            )
    return resolved


def _expressions(text: Text, context: SlideContext) -> list[Node]:
    """HTML's text with its `{{ }}` resolved."""
    parts: list[Node] = []
    line = text.line or context.slide.line
    for index, part in enumerate(attributes.EXPRESSION.split(text.content)):
        parts.append(_expression(part, line, context) if index % 2 else Text(part))
        line += part.count("\n") if text.line else 0
    return parts


def _expression(source: str, line: int, context: SlideContext) -> Node:
    """An expression's value where it is a literal; anything else shows as the code it is."""
    value = attributes.literal(source)
    if value is not None:
        return Text(value)
    shown = source.strip()
    context.report(
        line,
        "vue-expression",
        f"`{{{{ {shown} }}}}` is computed by Vue, which does not run here; its source is shown.",
    )
    return Raw(f'<code class="deckbook-expression" data-added>{tags.escape(shown)}</code>', block=False)


def _element(element: Element, context: SlideContext) -> list[Node] | None:
    name = element.tag
    for directive in _UNDECIDABLE:
        if directive in element.attributes:
            context.report(
                element.line,
                "vue-expression",
                (f"`{directive}` is decided by Vue, which does not run here; the content is shown once."),
            )
    if name in _DROPPED:
        return []
    if name not in tags.KNOWN:
        return components.expand(element, context)
    if name in _UNWRAPPED:
        return element.children
    values, unknown = attributes.bound(element.attributes)
    for bound in unknown:
        if bound.lstrip(":").removeprefix("v-bind:") in ("src", "href", "alt"):
            context.report(
                element.line,
                "vue-expression",
                f"`{bound}` is computed by Vue, which does not run here; it is left out.",
            )
    element.tag = {"strike": "s", "tt": "code", "big": "span"}.get(name, name)
    written, element.attributes = (
        element.attributes,
        {
            **attributes.for_html(name, values),
            **attributes.clicks(element.attributes),
            **appearance.dress(element, values, context),
        },
    )
    if name == "iframe":  # what it holds is text to a browser, and shown by none
        element.children = []
    shown.put_into(element, written, context)
    return None
