"""How a slide's elements look: their classes, utilities and `style` attributes, and the slide's own `<style>`."""

from __future__ import annotations

from collections.abc import Mapping

from deckbook.markup import styles, utilities
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Block, Element, Inline, Node, Text, walk
from deckbook.markup.utilities import PICTURES, Place, Utility, palette, readable

_OWN = "deckbook-"
_WORD, _MUCH = 4, 40
"""Parts of a row with more characters than these need a line, or a place of the page's width, where that is narrow."""
_LARGE = frozenset(
    "img table pre iframe video ul ol fence code_block image bullet_list ordered_list math_block".split()
)


def collect(nodes: list[Node], context: SlideContext) -> None:
    """Reads the style sheets of a slide, before its elements are dressed."""
    for node in walk(nodes):
        if isinstance(node, Element) and node.tag == "style":
            source = "".join(child.content for child in node.children if isinstance(child, Text))
            context.style.add(source)
            context.style_line = context.style_line or node.line
            for line in context.style.broken:
                context.report(
                    node.line + line - 1,
                    "style-invalid",
                    "What stands here in <style> is no CSS and is left out; the rest of it is kept.",
                )
            context.style.broken.clear()


def of_slide(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The slide's blocks, in an element that has the classes of the slide's frontmatter where they mean something."""
    given = context.props.get("class")
    names = given if isinstance(given, list) else [given]
    written = " ".join(name for name in names if isinstance(name, str))
    around = Element("div", {}, nodes, context.slide.line)
    around.attributes = dress(around, {"class": written}, context) if written else {}
    return [around] if around.attributes else nodes


def finish(context: SlideContext, layout: str, levels: Mapping[int, frozenset[int]]) -> None:
    """Writes the slide's own style into the page's, once its headings have their levels."""
    written = context.style.css(styles.Slide(context.id, layout, levels))
    if written:
        context.collected.styles.append(written)
    if context.style.dropped:
        names = ", ".join(list(context.style.dropped)[:8])
        message = f"A page is read in any width and palette, so of the slide's <style> this is left out: {names}."
        context.report(context.style_line or context.slide.line, "style-simplified", message)


def dress(element: Element, attributes: Mapping[str, str | None], context: SlideContext) -> dict[str, str | None]:
    """The attributes `class` and `style` that an element has on the page, from all those that it has in the deck."""
    names = utilities.classes(attributes)
    tokens = [*names, *utilities.attributified(attributes)]
    values = _dressed(element.tag, names, tokens, attributes.get("style"), context)
    if narrow := _on_narrow_pages(element, values.get("class") or ""):
        values["class"] = f"{values['class']} {_OWN}{narrow}"
    return values


def dress_drawing(tag: str, attributes: Mapping[str, str | None], context: SlideContext) -> dict[str, str | None]:
    """The same for an element of a drawing, whose attributes are its own; inside it `style` stays as it is."""
    names = utilities.classes(attributes)
    if tag in PICTURES:
        return _dressed(tag, names, names, attributes.get("style"), context)
    style = attributes.get("style")
    return _dressed(tag, names, names, None, context) | ({"style": style} if style else {})


def _dressed(tag: str, names: list[str], tokens: list[str], style: str | None, context: SlideContext
             ) -> dict[str, str | None]:  # fmt: skip
    read = [utilities.utility(token) for token in context.collected.shortcuts.expand(tokens)]
    place = Place(tag in PICTURES, _clips([one.name for one in read]))
    found = [name for name in names if name.startswith(_OWN)]
    found += [styles.PREFIX + name for name in names if name in context.style.classes]
    on_element: list[str] = []
    for one in read:
        if tag == "table":  # Material lays out and scrolls only those without a class
            rule = utilities.meaning(one, place) or utilities.NOTHING
            on_element += [rule.always] if rule.always and not one.variants and not rule.inner else []
        elif name := context.collected.sheet.add(one, place):
            found.append(name)
    if made_for := _made_for(read):
        found.append(f"{_OWN}on-{made_for}")
    kept = styles.inline(style or "", place)
    on_element += kept.always
    if kept.wide:
        found.append(context.collected.sheet.add_style(";".join(on_element), ";".join(kept.wide)))
        on_element = []
    values = {"class": " ".join(dict.fromkeys(found)), "style": ";".join(on_element)}
    return {name: value for name, value in values.items() if value}


def _clips(names: list[str]) -> bool:
    """Whether utilities cut text out of a background, which they have to give it, too."""
    return "bg-clip-text" in names and any(
        name.startswith(("from-", "to-", "via-")) or (name.startswith("bg-") and palette.named(name[3:]))
        for name in names
    )


def _made_for(read: list[Utility]) -> str | None:
    """The palette that a white or black text was written for together with a background of its own."""
    plain = [one.name for one in read if not one.variants]
    texts = [named for name in plain if (named := _colour(name, ("text-", "color-", "c-")))]
    behind = [named for name in plain if (named := _colour(name, ("bg-", "from-")))]
    return readable.wants(texts[-1], behind[-1]) if texts and behind else None


def _colour(name: str, prefixes: tuple[str, ...]) -> readable.Colour | None:
    for prefix in prefixes:
        if name.startswith(prefix):
            return palette.named(name.removeprefix(prefix))
    return None


def _on_narrow_pages(element: Element, classes: str) -> str | None:
    """What becomes of a row where a page is narrow: a column if its parts hold much, else lines if it has many."""
    names = classes.split()
    if "dk-flex" not in names or any(name.startswith("dk-flex-col") for name in names):
        return None
    lengths = [_length(node) for node in element.children if not isinstance(node, Text) or node.content.strip()]
    if sum(length > _MUCH for length in lengths) > 1:
        return "stack"
    return "wrap" if len(lengths) > 2 or sum(length > _WORD for length in lengths) > 1 else None


def _length(node: Node) -> int:
    """How many characters a part holds; one that is large by itself counts as much."""
    length = 0
    for inner in walk([node]):
        if isinstance(inner, Text):
            length += len(inner.content.strip())
        elif (isinstance(inner, Element) and inner.tag in _LARGE) or (
            isinstance(inner, Block | Inline) and inner.kind in _LARGE
        ):
            return _MUCH + 1
        if length > _MUCH:
            break
    return length
