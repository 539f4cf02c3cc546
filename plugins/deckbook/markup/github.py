"""What GitHub adds to Markdown and Slidev reads as well: task lists and alerts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile

from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Block, Element, Inline, Node, Text, plain, transform

_TASK = re.compile(r"\[([ \u00a0xX])\](?=\s)")
_ALERT = re.compile(r"\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.I)
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
    done = not match[1].isspace()
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
    end = next((index for index, node in enumerate(paragraph.children) if _is_break(node)), len(paragraph.children))
    line = paragraph.children[:end]
    match = _ALERT.match(plain([*takewhile(lambda node: isinstance(node, Text), line)]))
    if not match:
        return None
    kind = match[1].lower()
    label = _behind(line, match.end()) or [Text(labels[kind])]
    paragraph.children = paragraph.children[end + 1 :]
    title = Element("p", {"class": "admonition-title"}, [Block("paragraph", label, tight=True, line=quote.line)])
    rest = quote.children if paragraph.children else quote.children[1:]
    return [Element("div", {"class": f"admonition {_ADMONITIONS[kind]}"}, [title, *rest], quote.line)]


def _is_break(node: Node) -> bool:
    return isinstance(node, Inline) and node.kind in ("softbreak", "hardbreak")


def _behind(nodes: list[Node], length: int) -> list[Node]:
    """The nodes without the first characters of their text; nothing where only space is left."""
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, Text) and length:
            cut = min(length, len(node.content))
            length -= cut
            if cut < len(node.content):
                out.append(Text(node.content[cut:].lstrip()))
        else:
            out.append(node)
    return out if plain(out).strip() else []
