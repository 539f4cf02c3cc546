"""Writes blocks (headings, paragraphs, lists, tables, code, what holds others) as Markdown that renders to the same.

Each is rendered and compared before it is taken; where no way of writing it gives the same, it stays HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from deckbook.stage.comparing import Token, tokens
from deckbook.stage.inline import WAYS, Way, attribute_list, is_plain, line, paragraph, text_of
from deckbook.stage.links import Links
from deckbook.stage.nodes import Node, runs

Render = Callable[[str], str]
"""Renders Markdown as the site does, without any plugin."""

_HEADING = re.compile(r"h[1-6]\Z")
_HOLDING = frozenset("article aside details div figure footer header main nav section".split())
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_INDENTED = re.compile(r"\n\s+")
_FENCE = re.compile(r"^([ \t]*)([`~])(?=[`~]{2})", re.M)
_RULE = re.compile(r"<hr\b([^>]*?)\s*/?>", re.I)
_SNIPPET = re.compile(r"--(?=8<--)")
_INFO = re.compile(r"`{3,}(\S+)\n")
_INDENT = " " * 4
COMMON = ("text", "python", "bash", "js", "ts", "json", "yaml", "html", "css", "java", "c", "cpp", "rust", "go", "sql")
_AS_HTML = Way(tags=True)
SEPARATED = "\n\n<!-- -->\n\n"
"""Between two lists, which would be one otherwise."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many blocks became what.

    Attributes:
        markdown: Those that are Markdown.
        mixed: Those that are Markdown with elements of HTML in their lines.
        html: Those that stayed HTML.
    """

    markdown: int = 0
    mixed: int = 0
    html: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.markdown + other.markdown, self.mixed + other.mixed, self.html + other.html)


@dataclass(frozen=True, slots=True)
class Block:
    """A block as it is written.

    Attributes:
        node: The element.
        text: Its Markdown.
        counts: What the blocks in it became.
        is_html: Whether it stays HTML as a whole.
    """

    node: Node
    text: str
    counts: Counts
    is_html: bool = False


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
        if node.is_odd or not _shows(node):
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
            yield from self._code(node)
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
                return _table(node, self.links, way)
        return ""

    def _list(self, node: Node, way: Way) -> str:
        items = [child for child in node.children if child.tag]
        if any(item.tag != "li" or (not _is_task(item) and item.attributes) for item in items):
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
        task, children = _task(item)
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
        return task + "".join(pieces)

    def _code(self, node: Node) -> Iterator[str]:
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
        for language in dict.fromkeys([*said, *([] if is_coloured else [""]), *self.languages]):
            marked = f' hl_lines="{" ".join(map(str, lines))}"' if lines and language else ""
            yield f"{fence}{language}{marked}\n{text.removesuffix(chr(10))}\n{fence}"


def holds(node: Node) -> bool:
    """Whether an element may be HTML around Markdown: not code, nor the list of notes, which an extension looks for."""
    return node.tag in _HOLDING and not {"highlight", "footnote"} & set(node.classes)


def html_block(node: Node) -> Block:
    """An element that stays HTML, written so that Markdown leaves it alone."""
    return Block(node, _kept(node), Counts(html=_leaves(node)), is_html=True)


def _leaves(node: Node) -> int:
    """How many blocks of an author's an element is: those in it that hold no others."""
    if "data-added" in node.attributes or not _shows(node):
        return 0
    return sum(map(_leaves, node.children)) or int(node.is_block)


def _marked(code: Node) -> list[int]:
    """The numbers of the lines of a block of code that are marked."""
    number = 1
    found: list[int] = []
    for child in code.children:
        count = text_of([child]).count("\n")
        found += range(number, number + max(count, 1)) if "hll" in child.classes else ()
        number += count
    return found


def _kept(node: Node) -> str:
    if node.tag in {"script", "style"}:
        return _BLANK_LINES.sub("\n", node.html)
    kept, at = "", node.start
    for pre in (each for each in node.walk() if each.tag in {"pre", "textarea"}):
        if pre.start >= at:
            kept += _INDENTED.sub("\n", node.source[at : pre.start])
            kept += _BLANK_LINES.sub(lambda found: "\n" + "&#10;" * (found[0].count("\n") - 1), pre.html)
            at = pre.end
    kept += _INDENTED.sub("\n", node.source[at : node.end])
    kept = kept.replace("\t", "&#9;")
    kept = _FENCE.sub(lambda found: f"{found[1]}&#{ord(found[2])};", kept)
    # The extension footnotes takes an element of exactly this class for its own list.
    kept = kept.replace('class="footnote"', 'class="footnote "')
    # The extension md_in_html loses what stands behind a rule that is not closed.
    kept = _RULE.sub(r"<hr\1 />", kept)
    return _SNIPPET.sub("&#45;-", kept)


def joined(blocks: Sequence[Block]) -> str:
    """Blocks below one another."""
    written = ""
    for before, block in zip([None, *blocks], blocks, strict=False):
        is_list = before is not None and not before.is_html and {before.node.tag, block.node.tag} <= {"ul", "ol"}
        written += (SEPARATED if is_list else "\n\n" if before else "") + block.text
    return written


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


def _shows(node: Node) -> bool:
    """Whether it has words or a picture."""
    if node.tag in {"script", "style", "template"}:
        return False
    return node.tag in {"img", "hr"} or (not node.tag and bool(node.html.strip())) or any(map(_shows, node.children))


def _without_code(written: str) -> str:
    return "" if written.startswith("```") else re.sub(r"(`+).*?\1", "", written)


def _is_task(item: Node) -> bool:
    return item.classes == ["task-list-item"] and set(item.attributes) == {"class"}


def _task(item: Node) -> tuple[str, Sequence[Node]]:
    """The box of an item of a list of tasks, and what stands behind it."""
    if not _is_task(item) or not item.children:
        return "", item.children
    box, *others = item.children
    found = next((node for node in box.walk() if node.tag == "input"), None)
    return ("", item.children) if found is None else ("[x] " if "checked" in found.attributes else "[ ] ", others)


def _table(node: Node, links: Links, way: Way) -> str:
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


_ALIGNED = {"": "---", "text-align: left;": ":---", "text-align: right;": "---:", "text-align: center;": ":---:"}
