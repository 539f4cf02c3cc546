"""Finished HTML as a tree whose elements know where they stand in it, so that they can be kept as they are."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main menu nav noframes noscript ol"
    " optgroup option p pre script section style summary table tbody td tfoot th thead title tr ul video".split()
)
"""The elements that Python-Markdown takes for blocks, or that we write on lines of their own as if they were."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element, or a text.

    Attributes:
        tag: Its name in lower case; "" for a text, "!" for a comment and the like.
        source: The HTML that it stands in.
        start, end: Where it begins and ends there.
        inside: Where its content begins and ends.
        attributes: Its attributes, decoded; None for one without a value.
        children: What it holds.
        is_odd: Whether tags in it do not match, so that it is not to be taken apart.
    """

    tag: str
    source: str
    start: int
    end: int
    inside: tuple[int, int] = (0, 0)
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    children: tuple[Node, ...] = ()
    is_odd: bool = False

    @property
    def html(self) -> str:
        return self.source[self.start : self.end]

    @property
    def opening(self) -> str:
        return self.source[self.start : self.inside[0]]

    @property
    def closing(self) -> str:
        return self.source[self.inside[1] : self.end]

    @property
    def is_block(self) -> bool:
        return self.tag in BLOCKS

    @property
    def is_blank(self) -> bool:
        """Whether it is nothing but space between elements."""
        return not self.tag and not self.html.strip()

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


def parse(html: str) -> Node:
    """The HTML of a page's content; a node without a name holds it all."""
    parser = _Parser(html)
    parser.feed(html)
    parser.close()
    return parser.finished()


@dataclass(slots=True)
class _Open:
    tag: str
    start: int
    inside: int
    attributes: Mapping[str, str | None]
    children: list[Node] = field(default_factory=list)
    is_odd: bool = False


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._html = html
        lengths = (len(line) + 1 for line in html.split("\n"))
        self._lines = [0, *itertools.accumulate(lengths)]
        self._open = [_Open("", 0, 0, {})]

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _leaf(self, tag: str, start: int, end: int, attributes: Mapping[str, str | None]) -> None:
        self._open[-1].children.append(Node(tag, self._html, start, end, (end, end), attributes))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._at()
        end = start + len(self.get_starttag_text() or "")
        if tag in VOID:
            self._leaf(tag, start, end, dict(attrs))
        else:
            self._open.append(_Open(tag, start, end, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._at()
        self._leaf(tag, start, start + len(self.get_starttag_text() or ""), dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        start = self._at()
        end = self._html.find(">", start) + 1 or len(self._html)
        if not any(item.tag == tag for item in self._open[1:]):
            self._open[-1].is_odd = True
            self._text(start, end)
            return
        while self._open[-1].tag != tag:
            self._close(start, start, is_odd=True)
        self._close(start, end)

    def _close(self, inside_end: int, end: int, *, is_odd: bool = False) -> None:
        item = self._open.pop()
        if is_odd:
            self._open[-1].is_odd = True
        node = Node(
            item.tag, self._html, item.start, end, (item.inside, inside_end), item.attributes,
            tuple(item.children), item.is_odd or is_odd,
        )  # fmt: skip
        self._open[-1].children.append(node)

    def _text(self, start: int, end: int) -> None:
        children = self._open[-1].children
        if children and not children[-1].tag and children[-1].end == start:
            start = children.pop().start
        children.append(Node("", self._html, start, end))

    def handle_data(self, data: str) -> None:
        start = self._at()
        self._text(start, start + len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(len(name) + 1)

    def handle_charref(self, name: str) -> None:
        self._reference(len(name) + 2)

    def _reference(self, length: int) -> None:
        start = self._at()
        end = start + length
        self._text(start, end + 1 if self._html[end : end + 1] == ";" else end)

    def handle_comment(self, data: str) -> None:
        start = self._at()
        self._leaf("!", start, self._html.find(">", start + len(data)) + 1 or len(self._html), {})

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def finished(self) -> Node:
        end = len(self._html)
        while len(self._open) > 1:
            self._close(end, end, is_odd=True)
        root = self._open[0]
        return Node("", self._html, 0, end, (0, end), {}, tuple(root.children), root.is_odd)


def runs(children: Sequence[Node]) -> Iterator[tuple[bool, list[Node]]]:
    """The children in groups: blocks one by one, what stands in lines together; with whether it is a block."""
    line: list[Node] = []
    for child in children:
        if child.is_block:
            if any(not node.is_blank for node in line):
                yield False, line
            line = []
            yield True, [child]
        else:
            line.append(child)
    if any(not node.is_blank for node in line):
        yield False, line
