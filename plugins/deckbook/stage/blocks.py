"""Writes blocks (headings, paragraphs, lists, tables, code, what holds others) as Markdown that renders to the same.

Each is rendered and compared before it is taken; where no way of writing it gives the same, it stays HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from deckbook.stage.comparing import Token, tokens
from deckbook.stage.inline import WAYS, Way, attribute_list, is_plain, line, paragraph
from deckbook.stage.kept import Block, Counts, holds, html_block, joined, shows
from deckbook.stage.links import Links
from deckbook.stage.nodes import Node, runs
from deckbook.stage.shapes import fences, is_task, table, task

Render = Callable[[str], str]
"""Renders Markdown as the site does, without any plugin."""

_HEADING = re.compile(r"h[1-6]\Z")
_INFO = re.compile(r"`{3,}(\S+)\n")
_INDENT = " " * 4
COMMON = ("text", "python", "bash", "js", "ts", "json", "yaml", "html", "css", "java", "c", "cpp", "rust", "go", "sql")
_AS_HTML = Way(tags=True)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the blocks of a page.

    Attributes:
        render: Renders Markdown as the site does.
        links: The page's links.
        languages: The languages in which its code may be; the one that fitted last comes first.
    """

    render: Render
    links: Links
    languages: list[str] = field(default_factory=list)

    def block(self, node: Node) -> Block:
        """An element, in the plainest way that renders to the same."""
        if node.is_odd or not shows(node):
            return html_block(node)
        if holds(node) and (held := self._holding(node)):
            return held
        wanted = self.wanted(node)
        tried = set()
        for written in self._ways(node):
            if written not in tried and self.shown(written) == wanted:
                self._remember(written)
                is_mixed = "</" in _without_code(written) or "<span" in written
                return Block(node, written, Counts(mixed=1) if is_mixed else Counts(markdown=1))
            tried.add(written)
        return html_block(node)

    def wanted(self, node: Node) -> list[Token]:
        """What an element shows."""
        return tokens(node, self.links.of_page)

    def shown(self, written: str) -> list[Token]:
        """What Markdown renders to."""
        return tokens(self.render(written), self.links.of_markdown)

    def settled(self, nodes: Iterable[Node], wanted: list[Token], around: tuple[str, str], skip: int) -> list[Block]:
        """Blocks that render to what is wanted where they stand together; [] where nothing does.

        Args:
            nodes: The elements.
            wanted: What all of them, and what is around them, shows.
            around: What is written before and after them.
            skip: How many of the tokens that are wanted stand before theirs.
        """
        blocks = [self.block(node) for node in nodes]
        lengths = [len(self.wanted(block.node)) for block in blocks]
        while (shown := self.shown(f"{around[0]}{joined(blocks)}{around[1]}")) != wanted:
            pairs = zip(shown, wanted, strict=False)
            place = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(shown), len(wanted)))
            if (index := _culprit(blocks, lengths, place - skip)) is None:
                return []
            blocks[index] = html_block(blocks[index].node)
        return blocks

    def _remember(self, written: str) -> None:
        """The language of a block of code is probably that of the next one."""
        if (found := _INFO.match(written)) and found[1] in self.languages:
            self.languages.remove(found[1])
            self.languages.insert(0, found[1])

    def _holding(self, node: Node) -> Block | None:
        """An element that holds blocks or a line, as HTML around Markdown."""
        groups = list(runs(node.children))
        opening = " ".join(node.opening.removesuffix(">").split("\n"))
        wanted = self.wanted(node)
        if [is_block for is_block, _ in groups] == [False]:
            for way in WAYS:
                inside = line(groups[0][1], self.links, way).strip()
                written = f'{opening} markdown="span">{inside}{node.closing}'
                if inside != line(groups[0][1], self.links, _AS_HTML).strip() and self.shown(written) == wanted:
                    return Block(node, written, Counts(mixed=1))
            return None
        if not all(is_block for is_block, _ in groups):
            return None
        around = f'{opening} markdown="1">\n\n', f"\n\n{node.closing}"
        blocks = self.settled((found for _, (found,) in groups), wanted, around, 1)
        if not blocks or all(block.is_html for block in blocks):
            return None
        return Block(node, f"{around[0]}{joined(blocks)}{around[1]}", sum((each.counts for each in blocks), Counts()))

    def _ways(self, node: Node) -> Iterator[str]:
        if node.tag == "hr" and not node.attributes:
            yield "---"
        elif node.tag in {"pre", "div"}:
            yield from fences(node, self.languages)
        else:
            for way in WAYS:
                if written := self._one(node, way):
                    yield written

    def _one(self, node: Node, way: Way) -> str:
        if _HEADING.match(node.tag):
            text = " ".join(line(node.children, self.links, way).split())
            return f"{'#' * int(node.tag[1])} {text} {attribute_list(node)}".rstrip() if is_plain(node) else ""
        if node.tag == "p" and set(node.attributes) <= {"class", "id"}:
            return f"{paragraph(node.children, self.links, way)}\n{attribute_list(node)}".rstrip()
        if node.attributes:
            return f"{self._list(node, way)}" if node.tag == "ol" and set(node.attributes) == {"start"} else ""
        match node.tag:
            case "ul" | "ol":
                return self._list(node, way)
            case "blockquote":
                written = joined([self.block(child) for child in node.children if child.tag])
                return "\n".join(f"> {each}".rstrip() for each in written.split("\n"))
            case "table":
                return table(node, self.links, way)
        return ""

    def _list(self, node: Node, way: Way) -> str:
        items = [child for child in node.children if child.tag]
        if any(item.tag != "li" or (not is_task(item) and item.attributes) for item in items):
            return ""
        first = node.attributes.get("start") or "1"
        numbers = range(int(first) if first.isdigit() else 1, len(items) + int(first if first.isdigit() else 1))
        loose = any(child.tag == "p" for item in items for child in item.children)
        written = []
        for number, item in zip(numbers, items, strict=False):
            mark = (f"{number}." if node.tag == "ol" else "-").ljust(4)
            inside = self._item(item, way)
            written.append(mark + f"\n{_INDENT}".join(inside.split("\n")).replace(f"{_INDENT}\n", "\n"))
        return ("\n\n" if loose else "\n").join(each.rstrip() for each in written)

    def _item(self, item: Node, way: Way) -> str:
        box, children = task(item)
        pieces: list[str] = []
        nested = False
        for is_block, nodes in runs(children):
            node = nodes[0]
            if not is_block or (node.tag == "p" and not node.attributes):
                text = paragraph(nodes if not is_block else node.children, self.links, way)
            elif node.tag in {"ul", "ol"} and not node.attributes:
                text, nested = self._list(node, way) or html_block(node).text, True
            else:
                text = self.block(node).text
            is_tight = nested and len(pieces) == 1 and not any(child.tag == "p" for child in item.children)
            pieces.append(("\n" if is_tight else "\n\n" if pieces else "") + text)
            nested = False
        return box + "".join(pieces)

def _culprit(blocks: Sequence[Block], lengths: Sequence[int], place: int) -> int | None:
    """The block that is to stay HTML: the one at a place among all tokens, or the nearest that can."""
    at = 0
    for found, length in enumerate(lengths):  # noqa: B007
        at += length
        if at > place:
            break
    else:
        found = len(blocks) - 1
    able = [index for index, block in enumerate(blocks) if not block.is_html]
    return min(able, key=lambda index: (abs(index - found), index), default=None)


def _without_code(written: str) -> str:
    return "" if written.startswith("```") else re.sub(r"(`+).*?\1", "", written)


