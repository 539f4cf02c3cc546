"""What Comark takes for its own in Slidev, so that its marks or its words vanish there; a page keeps them."""

from __future__ import annotations

import re

from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Inline, Node, Raw, Text, located

_MARKS = re.compile(r"(\[\^[^\[\]\s]+\])|(\[[^\[\]]+\])|(?<!\S):[A-Za-z0-9][\w-]*", re.A)
_WORDS = re.compile(r"<span data-added>([^<]*)")  # as the tree has words in braces
_OF_GITHUB = re.compile(r"\s*\[(?:[ xX]|!\w+)\]")


def report(nodes: list[Node], context: SlideContext) -> None:
    """Reports what Slidev would not show of a slide as it is written, as the deck turns Comark on."""
    for node, line in located(nodes, context.slide.line):
        if isinstance(node, Inline) and node.kind == "footnote_ref":
            message = "Comark is on, so Slidev has no footnotes and shows nothing of this one; write it into the text."
            context.report(line, "comark-eats", message)
        elif isinstance(node, Raw) and (words := _WORDS.match(node.html)):
            _say(line, f"{{{words[1]}}}", "takes it for attributes and shows nothing of it", context)
        elif isinstance(node, Text) and node.source is None and not node.line:
            _text(node.content, line, context)


def _text(text: str, line: int, context: SlideContext) -> None:
    opening = _OF_GITHUB.match(text)
    for match in _MARKS.finditer(text, opening.end() if opening else 0):
        if match[1]:
            how = "shows nothing of it, as it has no footnotes then"
        elif match[2]:
            how = "shows it without its brackets"
        else:
            how = f"takes it for a component <{match[0][1:]}>"
        _say(line, match[0], how, context)


def _say(line: int, what: str, how: str, context: SlideContext) -> None:
    message = f"Comark is on, so Slidev {how}: “{what[:60]}”; escape it with a backslash, or write it as code."
    context.report(line, "comark-eats", message)
