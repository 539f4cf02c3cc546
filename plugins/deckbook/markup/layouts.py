"""Layouts: what a slide's frontmatter shows beside its text, and how its slots stand on the page."""

from __future__ import annotations

from typing import Any

from deckbook.book import slide_title
from deckbook.markup import components, headings, links, paragraphs, slots, themes, words
from deckbook.markup.context import SlideContext
from deckbook.markup.templates import key
from deckbook.markup.tree import Block, Element, Node, Text

_PLAIN = frozenset("default cover intro section center full none end 404 error".split())
"""Slidev's layouts that place one slot and nothing else; on a page they need no template."""


_OF_DECK = frozenset("author date description info keywords title".split())
"""What the headmatter, which is the first slide's frontmatter too, says of the whole deck: its page shows that."""
_OF_PAPER = frozenset("paper pass verdict tldr".split())
"""What a slide says of a paper that is read: the paper's card and page show that."""


def apply(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The slide's blocks as its layout arranges them; every slot is shown, also one the layout does not know."""
    content = slots.split(nodes)
    name = context.book.deck.layout(context.slide)
    if not context.site.templates.is_sites("layout", name):
        own = _own(name, content, context)
        if own is not None:
            return own
        themed = themes.of_theme(context.book.deck.headmatter.get("theme"), name)
        if themed is not None:
            return _themed(themed, content, context)
    file = context.site.templates.find("layout", name)
    if file is None and key(name) not in _PLAIN:
        if (themed := themes.of_any(name)) is not None:
            return _themed(themed, content, context)
        return _unknown(name, content, context)
    if file is None:
        return [node for slot in content.values() for node in slot]
    return components.render(file, dict(context.props), content, context.slide.line, context)


def _own(name: str, content: dict[str, list[Node]], context: SlideContext) -> list[Node] | None:
    """What the .vue file of a deck's own layout shows, with the frontmatter that it declares and does not show."""
    path = components.local.find("layout", name, context)
    if path is None:
        return None
    place = Element("div", {}, line=context.slide.line)

    def expand(element: Element, values: dict[str, Any]) -> list[Node]:
        shown = components.expand(element, context, values)
        # The slide's own links are resolved already.
        return links.resolve(shown, context) if key(element.tag) in ("link", "routerlink") else shown

    found = components.local.arrange(path, context.props, content, place, context, expand)
    if found is None:
        return None
    body = [node for slot in content.values() for node in slot]
    head, tail = texts(found.left, context, shown=found.shown | words.shown_in(body))
    picture = found.left.get("image")
    if isinstance(picture, str) and words.compared(picture) not in found.shown:
        title = slide_title(context.slide)
        tail += words.picture(picture, title.plain if title else "", context, context.slide.line)
    return paragraphs.lift(headings.unify(head + found.nodes + tail))


def _themed(how: themes.Arrangement, content: dict[str, list[Node]], context: SlideContext) -> list[Node]:
    """A published theme's layout, with the texts of the frontmatter."""
    props = dict(context.props)
    body = [node for slot in content.values() for node in slot]
    title = slide_title(context.slide)
    alt = str(props.get("alt") or props.get("caption") or props.get("figureCaption") or (title.plain if title else ""))
    shown = themes.arrange(how, content, props, context, alt)
    left = {name: value for name, value in props.items() if name not in how.pictures}
    head, tail = texts(left, context, shown=words.shown_in(body))
    return head + shown + tail


def _unknown(name: str, content: dict[str, list[Node]], context: SlideContext) -> list[Node]:
    """A layout that nothing is known of: the title and subtitle, the slots with the picture beside, the other texts."""
    context.report(
        context.slide.line,
        "layout-unknown",
        (
            f"The layout “{name}” is not one Deckbook knows; its slots follow each other, a picture stands beside: "
            f"give the site a template {name}.html in its `layouts:` directory."
        ),
    )
    file = context.site.templates.find("layout", "unknown")
    body = [node for slot in content.values() for node in slot]
    arranged = components.render(file, dict(context.props), content, context.slide.line, context) if file else body
    head, tail = texts(dict(context.props), context, shown=words.shown_in(body))
    return head + arranged + tail


def texts(props: dict[str, Any], context: SlideContext, *, shown: set[str]) -> tuple[list[Node], list[Node]]:
    """What frontmatter says to a reader besides the slide's own text: what stands before that, and what behind it.

    `shown` are the texts that stand there already, as `words.compared` gives them.
    """
    left = {name: value for name, value in props.items() if name not in ("image", "alt", "caption")}
    if context.slide.no == 1:
        left = {name: value for name, value in left.items() if name not in _OF_DECK}
    if "paper" in left and context.site.works.by_key:
        left = {name: value for name, value in left.items() if name not in _OF_PAPER}
    shown = {*shown, words.compared(context.book.title.plain)}
    title = slide_title(context.slide) if left.pop("title", None) else None
    head: list[Node] = []
    if title and words.compared(title.plain) not in shown:
        heading = Block("heading", [Text(title.plain)], level=2, line=context.slide.line)
        head.append(Element("div", {"data-added": None}, [heading], context.slide.line))
    first: dict[str, Any] = {name: left.pop(name) for name in ("subtitle", "subheading") if name in left}
    head += words.show(first, context, context.slide.line, already=shown)
    return head, words.show(left, context, context.slide.line, already=shown)
