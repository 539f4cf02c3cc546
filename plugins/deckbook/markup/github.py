"""What GitHub adds to Markdown and Slidev reads as well: task lists and alerts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deckbook.markup.context import SlideContext
from deckbook.markup.tags import escape
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text, transform

_TASK = re.compile(r"\[([ xX])\](?=\s)")
_ALERT = re.compile(r"\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*\Z", re.I)
_ADMONITIONS = {"note": "note", "tip": "tip", "important": "info", "warning": "warning", "caution": "danger"}


def resolve(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The tree with check boxes for `[ ]` and `[x]`, and admonitions for quotes that begin with `[!NOTE]`."""

    def change(block: Block) -> list[Node] | None:
        if block.kind == "list_item":
            _check(block, context.site.labels)
        elif block.kind == "blockquote":
            return _alert(block, context.site.labels)
        return None

    return transform(nodes, Block, change)


def _check(item: Block, labels: Mapping[str, str]) -> None:
    paragraph = item.children[0] if item.children else None
    text = paragraph.children[0] if isinstance(paragraph, Block) and paragraph.children else None
    match = _TASK.match(text.content) if isinstance(text, Text) and text.source is None else None
    if not match or not isinstance(paragraph, Block) or not isinstance(text, Text):
        return
    done = match[1] != " "
    box: dict[str, str | None] = {
        "type": "checkbox",
        "disabled": None,
        "aria-label": labels["done" if done else "open"],
    }
    text.content = text.content[match.end() :]
    paragraph.children.insert(0, Element("input", {**box, "checked": None} if done else box, inline=True))


def _alert(quote: Block, labels: Mapping[str, str]) -> list[Node] | None:
    paragraph = quote.children[0] if quote.children else None
    if not isinstance(paragraph, Block) or paragraph.kind != "paragraph":
        return None
    end = next(
        (index for index, node in enumerate(paragraph.children) if isinstance(node, Inline)),
        len(paragraph.children),
    )
    match = _ALERT.match("".join(node.content for node in paragraph.children[:end] if isinstance(node, Text)))
    if not match:
        return None
    paragraph.children = paragraph.children[end + 1 :]
    kind = match[1].lower()
    title = Raw(f'<p class="admonition-title">{escape(labels[kind])}</p>')
    rest = quote.children if paragraph.children else quote.children[1:]
    return [Element("div", {"class": f"admonition {_ADMONITIONS[kind]}"}, [title, *rest], quote.line)]
