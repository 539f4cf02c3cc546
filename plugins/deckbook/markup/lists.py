"""Which lists Python-Markdown can read: it tells tight from loose by blank lines, and no blocks in tight items."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from deckbook.markup.tree import Block, Node, Raw, Text, children, walk

_LISTS = frozenset(("bullet_list", "ordered_list"))
_TIGHT = _LISTS | {"html"}


def is_loose(node: Block) -> bool:
    """Whether a list's items hold paragraphs, with space between them."""
    return any(
        isinstance(child, Block) and child.kind == "paragraph" and not child.tight
        for item in node.children if isinstance(item, Block) for child in item.children
    )  # fmt: skip


def stands_close(before: str, kind: str) -> bool:
    """Whether a stretch of one kind may follow another in a tight item, on the next line."""
    return before in ("paragraph", "html") and (kind in _TIGHT or (before, kind) == ("html", "paragraph"))


def is_awkward(node: Block) -> bool:
    """Whether a list, or one in it, has a tight item that holds what would need a blank line, as code behind a list.

    Python-Markdown would take what follows for that item's text.
    """
    lists = (inner for inner in walk([node]) if isinstance(inner, Block) and inner.kind in _LISTS)
    return any(any(map(_is_mixed, inner.children)) for inner in lists if not is_loose(inner))


def _is_mixed(item: Node) -> bool:
    kinds = list(_kinds(children(item)))
    return any(pair != ("html", "html") and not stands_close(*pair) for pair in pairwise(kinds))


def _kinds(nodes: list[Node]) -> Iterator[str]:
    """The kinds of the stretches that nodes are printed as."""
    for node in nodes:
        if isinstance(node, Block) and node.kind in ("paragraph", "table", "extension"):
            yield node.kind
        elif isinstance(node, Block) and node.kind == "heading":
            yield "paragraph"
        elif isinstance(node, Block) and node.kind in _LISTS and node.start == 1:
            yield node.kind
        elif isinstance(node, Text | Raw) or not children(node):
            yield "html"
        else:
            yield "html"
            yield from _kinds(children(node))
            yield "html"
