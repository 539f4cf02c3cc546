"""`v-if`, `v-else-if`, `v-else` and `v-show`: which elements of a template stand on the page."""

from __future__ import annotations

from collections.abc import Callable

from deckbook.markup.tree import Element, Node, walk


def decided(
    node: Element, chain: bool | None, condition: Callable[[str | None, int], bool | None]
) -> tuple[bool, bool | None]:
    """Whether an element is shown, and whether one of its `v-if` … `v-else` was.

    Args:
        node: The element.
        chain: Whether one before it was shown (None: who knows).
        condition: Tells whether a condition on a line holds; None where code decides that.
    """
    values = node.attributes
    if "v-show" in values and condition(values["v-show"], node.line) is False:
        return False, chain
    if "v-else" in values:
        return chain is not True, False
    if "v-else-if" in values:
        if chain is True:
            return False, True
        holds = condition(values["v-else-if"], node.line)
        return holds is not False, True if holds else None if holds is None else chain
    if "v-if" in values:
        holds = condition(values["v-if"], node.line)
        return holds is not False, holds
    return True, False


def without_slots(nodes: list[Node]) -> set[int]:
    """The branches of `v-if` … `v-else` that hold no slot while another one does, such as notices, by their `id()`."""
    found: set[int] = set()
    chain: list[Element] = []
    for node in [*(node for node in nodes if isinstance(node, Element)), None]:
        if node is not None and ("v-else" in node.attributes or "v-else-if" in node.attributes):
            chain.append(node)
            continue
        if len(chain) > 1:
            lacking = [branch for branch in chain if not _has_slot(branch)]
            found |= {id(branch) for branch in lacking} if len(lacking) < len(chain) else set()
        chain = [node] if node is not None and "v-if" in node.attributes else []
    return found


def _has_slot(node: Node) -> bool:
    return any(isinstance(inner, Element) and inner.tag == "slot" for inner in walk([node]))
