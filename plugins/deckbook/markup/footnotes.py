"""Footnotes: a number in the text, the note at the end of its slide, and the way there and back."""

from __future__ import annotations

from deckbook.markup.context import SlideContext
from deckbook.markup.tags import escape
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, transform


def resolve(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The tree with footnotes as HTML, their ids made of the slide's number, so that a page has each once."""
    slide = context.own_id or context.slide.no
    marked: set[str] = set()

    def change(node: Inline | Block) -> list[Node] | None:
        if isinstance(node, Inline) and node.kind == "footnote_ref":
            note = f"{slide}-{node.number}"
            # The way back leads to the first mark of a note.
            name = "" if note in marked else f' id="fnref-{note}"'
            marked.add(note)
            link = f'<a class="footnote-ref"{name} href="#fn-{note}">{node.number}</a>'
            return [Raw(f'<sup class="footnote-ref">{link}</sup>', block=False)]
        if isinstance(node, Inline) and node.kind == "footnote_anchor":
            label = escape(context.site.labels["back_to_text"])
            href = f"#fnref-{slide}-{node.number}"
            if href in marked:
                return []
            marked.add(href)
            return [Raw(f' <a class="footnote-backref" href="{href}" aria-label="{label}">↩</a>', block=False)]
        if isinstance(node, Block) and node.kind == "footnote":
            return [Element("li", {"id": f"fn-{slide}-{node.start}"}, node.children, node.line)]
        if isinstance(node, Block) and node.kind == "footnote_block":
            return [Element("div", {"class": "footnote"}, [Element("hr", {}), Element("ol", {}, node.children)])]
        return None

    return transform(nodes, (Inline, Block), change)
