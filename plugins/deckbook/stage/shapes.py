"""What tables, lists of tasks and code have besides their text, as Markdown writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckbook.stage.inline import Way, line, text_of
from deckbook.stage.links import Links
from deckbook.stage.nodes import Node

_ALIGNED = {"": "---", "text-align: left;": ":---", "text-align: right;": "---:", "text-align: center;": ":---:"}


def fences(node: Node, languages: Sequence[str]) -> Iterator[str]:
    """A block of code as a fence, in each language that it may be in."""
    pre = node
    if node.tag == "div":
        inner = [child for child in node.children if not child.is_blank]
        if not {"highlight"} <= set(node.classes) or len(inner) != 1:
            return
        pre = inner[0]
    codes = [child for child in pre.children if child.tag == "code"]
    if pre.tag != "pre" or len(codes) != 1:
        return
    text, lines = text_of(codes[0].children), _marked(codes[0])
    longest = max((len(found) for found in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    named = [*node.classes, *codes[0].classes]
    said = [name.removeprefix("language-") for name in named if name.startswith("language-")]
    said += ["mermaid"] if "mermaid" in node.classes else []
    is_coloured = any(child.tag == "span" for child in codes[0].children)
    for language in dict.fromkeys([*said, *([] if is_coloured else [""]), *languages]):
        marked = f' hl_lines="{" ".join(map(str, lines))}"' if lines and language else ""
        yield f"{fence}{language}{marked}\n{text.removesuffix(chr(10))}\n{fence}"


def _marked(code: Node) -> list[int]:
    """The numbers of the lines of a block of code that are marked."""
    number = 1
    found: list[int] = []
    for child in code.children:
        count = text_of([child]).count("\n")
        found += range(number, number + max(count, 1)) if "hll" in child.classes else ()
        number += count
    return found


def is_task(item: Node) -> bool:
    """Whether an item of a list is a task."""
    return item.classes == ["task-list-item"] and set(item.attributes) == {"class"}


def task(item: Node) -> tuple[str, Sequence[Node]]:
    """The box of an item of a list of tasks, and what stands behind it."""
    if not is_task(item) or not item.children:
        return "", item.children
    box, *others = item.children
    found = next((node for node in box.walk() if node.tag == "input"), None)
    return ("", item.children) if found is None else ("[x] " if "checked" in found.attributes else "[ ] ", others)


def table(node: Node, links: Links, way: Way) -> str:
    """A table; "" where it has what Markdown has not."""
    rows = [each for each in node.walk() if each.tag == "tr"]
    head = next((each for each in node.children if each.tag == "thead"), None)
    if not rows or head is None or any(row.attributes for row in rows):
        return ""
    cells = [[cell for cell in row.children if cell.tag] for row in rows]
    rules = [_ALIGNED.get(cell.attributes.get("style") or "") for cell in cells[0]]
    if None in rules or any(set(cell.attributes) - {"style"} for row in cells for cell in row):
        return ""
    way = replace(way, in_table=True)
    lines = [[" ".join(line(cell.children, links, way).split()) for cell in row] for row in cells]
    return "\n".join(f"| {' | '.join(each)} |" for each in (lines[0], [str(rule) for rule in rules], *lines[1:]))
