"""Code from files: the line `<<< ./relu.py#region py {1,3}`, as Slidev resolves it."""

from __future__ import annotations

from deckbook.deck.code.fetch import fetch
from deckbook.deck.code.files import parse
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Block, Node, transform


def resolve(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The tree with every import as the fence it stands for; where the file is not found, its line is shown instead."""

    def change(node: Block) -> list[Node] | None:
        if node.kind == "code_import":
            code, info = _fetched(node.info, node.line, context) or (node.info + "\n", "")
            return [Block("fence", content=code, info=info, line=node.line)]
        if node.kind == "fence" and "magic-move" in node.info:
            node.content = _with_steps(node.content, node.line, context)
        return None

    return transform(nodes, Block, change)


def _with_steps(content: str, at: int, context: SlideContext) -> str:
    """A magic-move with the code of its imports; a line that looks like one inside a step is code."""
    lines = content.split("\n")
    inside = False
    for index, line in enumerate(lines):
        if line.startswith("```"):
            inside = not inside
        elif line.startswith("<<<") and not inside:
            lines[index] = _step(line, at, context)
    return "\n".join(lines)


def _step(line: str, at: int, context: SlideContext) -> str:
    fetched = _fetched(line, at, context)
    return f"```{fetched[1]}\n{fetched[0].rstrip()}\n```" if fetched else line


def _fetched(line: str, at: int, context: SlideContext) -> tuple[str, str] | None:
    """The code and the info string of an import line; None where there is no such file."""
    said = parse(line)
    if said is None:
        return None
    found = fetch(said, context.slide.path, context.book.deck.root, context.site.roots)
    for rule, message in found.faults:
        context.report(at, rule, message)
    if found.file is None:
        return None
    context.collected.sources.append(found.file)
    return found.code, said.info
