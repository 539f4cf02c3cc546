"""Reads YAML that is not quite YAML, with the values that Slidev's YAML reader gives it."""

from __future__ import annotations

from typing import Any

from deckbook.deck.yaml12.nodes import Entry, Node
from deckbook.deck.yaml12.tokens import Scanner, Token
from deckbook.deck.yaml12.tree import Tree
from deckbook.deck.yaml12.values import Builder, TooMuch, YamlError


def load(text: str) -> tuple[Any, list[YamlError]]:
    """The value of the first document, and what is wrong with the text, at most one error a line."""
    tree = Tree()
    document = tree.read(Scanner(text).tokens())
    builder = Builder(errors=tree.errors)
    try:
        _emit(document.value, document.value_marks, builder, 0)
    except TooMuch as error:
        builder.errors.append(YamlError(error.line, str(error)))
    value = builder.finish(0)
    return value, list({error.line: error for error in sorted(builder.errors, reverse=True)}.values())[::-1]


def _emit(node: Node | None, marks: list[Token], builder: Builder, line: int) -> None:
    """Gives a node, with the anchors and tags before it, to the builder."""
    anchor = next((mark.text for mark in marks if mark.kind == "&"), None)
    if node is None or node.kind == "none":
        builder.scalar("", plain=True, tag=_tag(marks), anchor=anchor, line=line)
    elif node.kind == "*" and node.token is not None:
        if not builder.alias(node.token.text, node.line):
            builder.errors.append(YamlError(node.line, "“*” must be quoted"))
            builder.scalar("*" + node.token.text, plain=True, tag=None, anchor=None, line=node.line)
    elif node.kind in ("map", "{"):
        builder.open({}, anchor, node.line)
        for entry in node.entries:
            if entry.keyed or entry.explicit or entry.key_marks:
                _emit_pair(entry, builder, in_block=node.kind == "map")
        builder.close(node.line)
    elif node.kind in ("seq", "["):
        builder.open([], anchor, node.line)
        for entry in node.entries:
            if node.kind == "seq":
                if entry.marked or entry.value or entry.value_marks:
                    _emit(entry.value, entry.value_marks, builder, entry.line)
            elif entry.marked or entry.explicit or entry.value:
                builder.open({}, None, entry.line)
                _emit_pair(entry, builder, in_block=False)
                builder.close(entry.line)
            elif entry.keyed or entry.key_marks:
                _emit(entry.key, entry.key_marks, builder, entry.line)
        builder.close(node.line)
    elif node.token is not None:
        plain = node.kind == "s"
        builder.scalar(node.token.text, plain=plain, tag=_tag(marks), anchor=anchor, line=node.line)


def _emit_pair(entry: Entry, builder: Builder, *, in_block: bool) -> None:
    if in_block and not entry.explicit:
        _check_key(entry, builder.errors)
    _emit(entry.key, entry.key_marks, builder, entry.line)
    # Without a colon there is no value, whatever stands there; in a flow mapping there is.
    has_value = entry.marked or not in_block
    _emit(entry.value if has_value else None, entry.value_marks if has_value else [], builder, entry.line)


def _check_key(entry: Entry, errors: list[YamlError]) -> None:
    key = entry.key
    if key is not None and key.kind == "seq":
        errors.append(YamlError(key.line, "a list stands where a key is due: indent it under its key"))
    elif key is not None and key.token is not None and key.token.lines:
        errors.append(YamlError(key.line, "a key goes over several lines: put a colon behind each key"))
    elif not entry.marked:
        errors.append(YamlError(entry.line, "there is no colon in this line"))


def _tag(marks: list[Token]) -> str | None:
    tag = next((mark.text for mark in marks if mark.kind == "!" and not mark.error), None)
    return f"tag:yaml.org,2002:{tag[2:]}" if tag and tag.startswith("!!") else tag
