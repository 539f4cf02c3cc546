"""How icons stand on a page: drawn as large as the text beside them, or by name where nobody has them."""

from __future__ import annotations

from deckbook.markup import appearance, attributes, tags
from deckbook.markup.context import SlideContext
from deckbook.markup.icons import names
from deckbook.markup.icons.drawing import Drawing
from deckbook.markup.icons.names import Icon
from deckbook.markup.tree import Element, Node, Raw, Text

ICON = "deckbook-icon"
UNKNOWN = "deckbook-hidden"
_MOST_DRAWN = 2_000_000
"""How many characters of drawings a page takes, so that a small deck makes no huge page."""
_FRAME = "deckbook-icon-frame"
_FRAMES = frozenset(("span", "div", "i", "em", "b"))
"""Elements that are there for their icon where they hold nothing else; it fills them."""


def of_component(element: Element, context: SlideContext) -> list[Node] | None:
    """What stands for `<mdi-account />`; None where the element is no icon."""
    values, _ = attributes.bound(element.attributes)
    icon = names.of_component(element.tag, values)
    if icon is None:
        return None
    if not all(isinstance(node, Text) and not node.content.strip() for node in element.children):
        return None  # icons hold nothing
    drawn = _drawn(icon, element.line, context)
    drawn.attributes = _with_class(_dressed(values, context), drawn.attributes)
    return [drawn]


def put_into(element: Element, written: dict[str, str | None], context: SlideContext) -> None:
    """Draws the icon that an element's classes name before what the element holds.

    Args:
        element: The element, with the attributes that it has on the page.
        written: The attributes that the deck gives it.
        context: The slide.
    """
    icon = names.of_attributes(written)
    if icon is None or element.tag in tags.VOID:
        return
    drawn = _drawn(icon, element.line, context)
    if element.tag in _FRAMES and not element.children:
        element.attributes = _with_class(_dressed(written, context), {"class": _FRAME})
    element.children = [drawn, *element.children]


def _dressed(written: dict[str, str | None], context: SlideContext) -> dict[str, str | None]:
    """What an icon keeps of its attributes; it has sizes, as a picture has."""
    kept = attributes.for_html("span", written)
    return {**kept, **appearance.dress(Element("svg", {}), written, context)}


def _with_class(own: dict[str, str | None], icon: dict[str, str | None]) -> dict[str, str | None]:
    classes = " ".join(filter(None, (icon["class"], own.get("class"))))
    return {**icon, **own, "class": classes}


def _drawn(icon: Icon, line: int, context: SlideContext) -> Element:
    """An icon's element."""
    found = context.site.icons.find(icon, context.book.deck.root)
    is_full = context.collected.drawn > _MOST_DRAWN
    if found is None or is_full:
        why = "does not fit on this page, which holds very many" if is_full else "is not at hand"
        context.report(
            line,
            "icon-unknown",
            f"The icon {icon.collection}:{icon.name} {why}, so only its name stands there, for screen "
            f"readers: install @iconify-json/{icon.collection} in the deck's project, or name a folder in `icons:`.",
        )
        label = Raw(tags.escape(icon.words), block=False)  # no text of the heading that it may stand in
        return Element("span", {"class": UNKNOWN, "data-added": None}, [label], line, inline=True)
    context.collected.icons += 1
    values: dict[str, str | None] = {"class": ICON, "data-added": None, **_named(icon.words)}
    inside = found if isinstance(found, str) else _svg(found, context)
    return Element("span", values, [Raw(inside, block=False)], line, inline=True)


def _named(words: str) -> dict[str, str | None]:
    return {"role": "img", "aria-label": words}


def _svg(drawing: Drawing, context: SlideContext) -> str:
    """A drawing; the first of a collection on a page brings its notice."""
    collected = context.collected
    collected.drawn += len(drawing.body)
    notice = ""
    if drawing.notice and drawing.notice not in collected.notices:
        collected.notices.add(drawing.notice)
        notice = drawing.notice
    return drawing.svg(collected.icons, notice)
