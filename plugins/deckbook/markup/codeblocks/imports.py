"""Code from files: the line `<<< ./relu.py#region py {1,3}`, as Slidev resolves it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from deckbook.markup import references
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Block, Node, transform

_LINE = re.compile(
    r"<<<\s+(?P<path>\S[^#{]*?)(?:#(?P<region>[\w-]+))?(?:\s+(?P<language>[\w+-]+))?\s*(?P<meta>(?:\{.*\})?)\s*\Z"
)
_START = r"^\s*(?:{0})\s*#?region\b\s*{1}\s*(?:-->|\*/)?\s*$"
_END = r"^\s*(?:{0})\s*#?end ?region\b"
_MARKS = r"//|/\*|#|<!--|--|;|%|\(\*|REM"


def enable(md: MarkdownIt) -> None:
    """Adds the rule for code from files, which may interrupt a paragraph."""
    md.block.ruler.before("fence", "code_import", _rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not line.startswith("<<<") or not _LINE.match(line):
        return False
    if not silent:
        token = state.push("code_import", "", 0)
        token.info = line
        token.map = [start, start + 1]
        state.line = start + 1
    return True


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
    read = parse(line)
    if read is None:
        return None
    path, name, info = read
    found = references.find_source(path, context.slide.path, context.book.deck.root, context.site.roots)
    if found.file is None:
        where = "lies outside the project" if found.reason == "outside" else "does not exist"
        context.report(
            at,
            f"import-code-{found.reason}",
            (f"`<<< {path}` names a file that {where}, so no code is shown; correct the path."),
        )
        return None
    context.collected.sources.append(found.file)
    text = found.file.read_text("utf-8", errors="replace")
    if not name:
        return text, info
    part = region(text, name)
    if part is None:
        context.report(
            at,
            "import-code-region",
            (
                f"“{found.file.name}” has no region “{name}”, so the whole file is shown; mark it with "
                f"`# region {name}`."
            ),
        )
    return (text if part is None else part), info


def parse(line: str) -> tuple[str, str, str] | None:
    """The path, the region ("" for the whole file) and the info string of an import line."""
    match = _LINE.match(line.strip())
    if not match:
        return None
    path = match["path"].strip()
    suffix = path.rpartition("/")[2].rpartition(".")
    language = match["language"] or (suffix[2] if suffix[1] else "")
    return path, match["region"] or "", f"{language} {match['meta']}".strip()


def region(text: str, name: str) -> str | None:
    """The lines between `# region name` and `# endregion`, dedented; None where there is no such region."""
    return textwrap.dedent("\n".join(_region_lines(text, name))) if _has(text, name) else None


def _has(text: str, name: str) -> bool:
    return bool(re.search(_START.format(_MARKS, re.escape(name)), text, re.M))


def _region_lines(text: str, name: str) -> Iterator[str]:
    """The region's lines without the marks of regions inside it."""
    start, any_start = (re.compile(_START.format(_MARKS, pattern)) for pattern in (re.escape(name), r"[\w-]*"))
    end = re.compile(_END.format(_MARKS))
    depth = 0
    for line in text.splitlines():
        if depth and any_start.match(line):
            depth += 1
        elif depth and end.match(line):
            depth -= 1
            if not depth:
                return
        elif depth:
            yield line
        elif start.match(line):
            depth = 1
