"""Which icons are named: by a screen reader those that stand for words, as in a link or a cell that holds no others.

And for everyone what a link holds only by its name, as nobody would find that link.
"""

from __future__ import annotations

from deckbook.markup.context import SlideContext
from deckbook.markup.icons.shown import ICON, UNKNOWN
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text, children, walk

_ELEMENTS = frozenset("a button dd dt h1 h2 h3 h4 h5 h6 label li p summary td th".split())
_MEDIA = frozenset("img picture video audio iframe".split())
_BLOCKS = frozenset("list_item td th heading paragraph".split())


def resolve(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The tree with each icon either named or, where there is text beside it, hidden from screen readers."""
    if context.collected.icons:
        _settle(nodes, is_unit=False)
    for node in walk(nodes):
        if _is_link(node) and not _is_seen(children(node)):
            for inner in walk(children(node)):
                if isinstance(inner, Element) and _is(inner, UNKNOWN):
                    inner.attributes = {name: value for name, value in inner.attributes.items() if name != "class"}
    return nodes


def _is_link(node: Node) -> bool:
    if isinstance(node, Element):
        return node.tag in ("a", "button", "summary")
    return isinstance(node, Inline) and node.kind == "link"


def _is_seen(nodes: list[Node]) -> bool:
    """Whether there is anything among nodes but the names of icons that nobody has."""
    return any(
        _is_text(node) or _is_seen(children(node)) or (isinstance(node, Element) and node.tag in _MEDIA)
        for node in nodes
        if not (isinstance(node, Element) and _is(node, UNKNOWN))
    )


def _settle(nodes: list[Node], *, is_unit: bool) -> tuple[bool, list[Element]]:
    """Whether nodes hold text, and the icons in them that are not settled yet."""
    has_text, waiting = False, list[Element]()
    for node in nodes:
        if isinstance(node, Element) and _is(node, ICON):
            waiting.append(node)
            continue
        if isinstance(node, Element) and ("aria-label" in node.attributes or _is(node, UNKNOWN)):
            has_text = True
        inner, icons = _settle(children(node), is_unit=_is_unit(node))
        has_text = has_text or inner or _is_text(node)
        waiting += icons
    if not is_unit:
        return has_text, waiting
    for icon in waiting if has_text else ():
        icon.attributes = {name: value for name, value in icon.attributes.items() if name not in ("role", "aria-label")}
        icon.attributes["aria-hidden"] = "true"
    return has_text or bool(waiting), []


def _is(node: Element, kind: str) -> bool:
    return "data-added" in node.attributes and kind in (node.attributes.get("class") or "").split()


def _is_unit(node: Node) -> bool:
    if isinstance(node, Element):
        return node.tag in _ELEMENTS
    return node.kind in _BLOCKS if isinstance(node, Block) else isinstance(node, Inline) and node.kind == "link"


def _is_text(node: Node) -> bool:
    if isinstance(node, Text):
        return bool(node.content.strip())
    return isinstance(node, Raw | Inline | Block) and not _is_container(node)


def _is_container(node: Raw | Inline | Block) -> bool:
    return not isinstance(node, Raw) and (bool(node.children) or node.kind in ("softbreak", "hardbreak"))
