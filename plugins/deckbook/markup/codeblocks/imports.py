"""Code from files: the line `<<< ./relu.py#region py {1,3}`, as Slidev resolves it."""

from __future__ import annotations

from collections.abc import Iterator

from deckbook.deck.code.fetch import fetch
from deckbook.deck.code.files import CodeLine, parse
from deckbook.deck.code.steps import is_magic_move, steps
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Block, Node, transform


def resolve(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The tree with every import as the fence it stands for; where the file is not found, its line is shown instead."""

    def change(node: Block) -> list[Node] | None:
        if node.kind == "code_import":
            said = parse(node.info)
            code = _fetched(said, node.line, context) if said else None
            if said is None or code is None:
                return [Block("fence", content=f"{node.info}\n", line=node.line)]
            return [Block("fence", content=code, info=said.info, line=node.line)]
        if node.kind == "fence" and is_magic_move(node.info):
            node.children = [*_steps(node, context)]
        return None

    return transform(nodes, Block, change)


def _steps(node: Block, context: SlideContext) -> Iterator[Block]:
    """The steps of a magic-move as fences; one whose file is not found is left out."""
    for step in steps(node.content, node.info):
        line = node.line + 1 + step.line
        if step.file is None:
            yield Block("fence", content=step.code, info=step.info, line=line)
        elif (code := _fetched(step.file, line, context)) is not None:
            yield Block("fence", content=f"{code.rstrip()}\n", info=step.info, line=line)


def _fetched(said: CodeLine, at: int, context: SlideContext) -> str | None:
    """The code of an import line; None where there is no such file."""
    found = fetch(said, context.slide.path, context.book.deck.root, context.site.roots)
    for rule, message in found.faults:
        context.report(at, rule, message)
    if found.file is None:
        return None
    context.collected.sources.append(found.file)
    return found.code
