"""Code from files: the line `<<< ./relu.py#region py {1,3}`, as Slidev resolves it."""

from __future__ import annotations

import os.path
from pathlib import Path

from deckbook.deck.code import files
from deckbook.deck.code.regions import region
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
    """The code and the info string of an import line; None, and a diagnostic, where there is no such file."""
    said = files.parse(line)
    if said is None:
        return None
    found = files.find(said.path, context.slide.path, context.book.deck.root, context.site.roots)
    if found.file is None:
        where = "lies outside the project" if found.reason == "outside" else "does not exist"
        context.report(
            at,
            f"import-code-{found.reason}",
            (f"`<<< {said.path}` names a file that {where}, so no code is shown; correct the path."),
        )
        return None
    if found.is_above:
        context.report(
            at,
            "import-code-above",
            f"Slidev looks for `<<< {said.path}` in the deck's directory only, and finds nothing; write "
            f"`{_relative(found.file, context.slide.path)}`.",
        )
    context.collected.sources.append(found.file)
    text = files.read(found.file)
    if not said.region:
        return text, said.info
    part = region(text, said.region)
    if part is None:
        context.report(
            at,
            "import-code-region",
            (
                f"“{found.file.name}” has no region “{said.region}” with an end, so the whole file is shown; mark it "
                f"with `# region {said.region}` and `# endregion {said.region}`."
            ),
        )
    return (text if part is None else part.code), said.info


def _relative(file: Path, source: Path) -> str:
    return Path(os.path.relpath(file, source.parent)).as_posix()
