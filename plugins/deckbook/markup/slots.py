"""Slots: what `::right::` and `<template #right>` send to a place of the layout or component around them."""

from __future__ import annotations

from deckbook.markup.tree import Block, Element, Node, Text

DEFAULT = "default"


def split(nodes: list[Node]) -> dict[str, list[Node]]:
    """The content of each slot, in the order of their first appearance; `default` is always there.

    A marker line begins a slot that reaches to the next marker; a <template> is a slot of its own.
    """
    slots: dict[str, list[Node]] = {DEFAULT: []}
    current = DEFAULT
    for node in nodes:
        if isinstance(node, Block) and node.kind == "slot":
            current = node.info
            slots.setdefault(current, [])
        elif isinstance(node, Element) and (name := slot_name(node)) is not None:
            slots.setdefault(name, []).extend(node.children)
        else:
            slots.setdefault(current, []).append(node)
    for name, content in slots.items():
        if all(isinstance(node, Text) and not node.content.strip() for node in content):
            slots[name] = []
    return slots


def joined(nodes: list[Node]) -> list[Node]:
    """The content of all slots, one after the other."""
    return [node for content in split(nodes).values() for node in content]


def slot_name(element: Element) -> str | None:
    """The slot that a <template> fills; None where it fills none."""
    if element.tag != "template":
        return None
    for name in element.attributes:
        if name.startswith("#"):
            return name[1:] or DEFAULT
        if name == "v-slot" or name.startswith("v-slot:"):
            return name.removeprefix("v-slot").removeprefix(":") or DEFAULT
    return None
