"""<svg> and <math> among a slide's HTML, whose elements are not HTML's, as finished pieces of it."""

from __future__ import annotations

from itertools import groupby

from deckbook.markup import appearance, attributes, paper, tags
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Element, Node, Raw, Text, children

_NOT_DRAWN = tags.KNOWN - {"a", "math", "svg", "title"}
"""HTML's elements end a drawing where a browser meets them in it."""
_SAYING = frozenset("desc math text textPath title tspan".split())
"""The elements whose text is drawn, or said; anything else's text in a drawing is nowhere to be seen."""
_PLACED = frozenset("dx dy fill font-family font-size font-style font-weight opacity text-anchor transform x y".split())


def finish(nodes: list[Node], context: SlideContext) -> list[Node]:
    """Makes each <svg> and <math> one piece of finished HTML, as their elements are not HTML's."""
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and node.tag in ("svg", "math"):
            out.append(Raw(drawing(node, context), block=not node.inline))
            out += finish(html_in(node), context)
            continue
        if not isinstance(node, Text | Raw) and node.children:
            node.children = finish(node.children, context)
        out.append(node)
    return out


def html_in(node: Node) -> list[Node]:
    """The HTML that a drawing holds (`<foreignObject>`), which stands below it: a page's Markdown cannot be in it."""
    found: list[Node] = []
    for inner in children(node):
        if isinstance(inner, Element) and inner.tag.lower() == "foreignobject":
            found.append(Element("div", {}, inner.children, inner.line))
        else:
            found += html_in(inner)
    return found


def drawing(node: Element, context: SlideContext) -> str:
    """A whole drawing, or formula, as HTML; with white behind it in the dark palette where it is drawn in black."""
    if node.tag == "svg" and paper.needs_paper(node):
        node.attributes["class"] = f"{node.attributes.get('class') or ''} {paper.PAPER}".lstrip()
    return html(node, context)


def html(node: Node, context: SlideContext, *, draws_text: bool = False) -> str:
    """A drawing's element as HTML, without what runs or is not drawn.

    Args:
        node: The element, or what stands in one.
        context: The slide.
        draws_text: Whether text is drawn where it stands.
    """
    if isinstance(node, Text):
        return tags.escape(
            attributes.EXPRESSION.sub(lambda match: attributes.literal(match[1]) or match[1].strip(), node.content)
        )
    if isinstance(node, Raw):
        return node.html
    if not isinstance(node, Element):
        return "".join(html(child, context, draws_text=draws_text) for child in node.children)
    if node.tag.lower() in ("script", "style", "foreignobject"):
        return ""
    draws_text = draws_text or node.tag in _SAYING
    inner = [html(child, context, draws_text=draws_text) for child in node.children]
    values, _ = attributes.bound(node.attributes)
    if not node.tag[0].islower() or "-" in node.tag:
        return "".join(inner) if draws_text else _component(node, inner, values, context)
    if node.tag in _NOT_DRAWN:
        return "".join(inner)
    kept = {**attributes.for_foreign(values), **appearance.dress_drawing(node.tag, values, context)}
    return f"{tags.open_tag(node.tag, kept)}{''.join(inner)}</{node.tag}>"


def _component(node: Element, inner: list[str], values: dict[str, str | None], context: SlideContext) -> str:
    """What a component in a drawing holds, its texts where the component stands."""
    kept = {name: value for name, value in attributes.for_foreign(values).items() if name in _PLACED}
    place = {"dominant-baseline": "hanging", **kept, **appearance.dress_drawing("text", values, context)}
    out = []
    texts = groupby(zip(node.children, inner, strict=True), lambda pair: isinstance(pair[0], Element))
    for is_element, pairs in texts:
        written = "".join(text for _, text in pairs)
        is_drawn = is_element or not written.strip()
        out.append(written if is_drawn else f"{tags.open_tag('text', place)}{written.strip()}</text>")
    return "".join(out)
