"""Citations in running text become links to the page's references, also across emphasis and line ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from deckbook.markup import tags, tree
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text, transform
from deckbook.markup.works.model import Cited
from deckbook.markup.works.names import cite_id, reference_id

_HIDDEN = "\ufffc"  # stands for what is no text to look into, as for those who recognise citations
_THROUGH = frozenset("b i em strong span u s small mark font sub sup abbr cite q ins del big tt".split())
_DARK = frozenset(
    "a button code h1 h2 h3 h4 h5 h6 kbd math option pre samp script style svg textarea title var".split()
)
_SPANS = frozenset(("strong", "em", "s"))
_BLOCKS = frozenset(("heading", "fence", "code_block", "code_group", "code_import", "math_block", "extension"))


def resolve(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The tree with citations as links; never in code, formulas, links and headings.

    Which papers the page refers to is collected, also those that a link leads to.
    """
    _Citations(context).within(nodes)
    return nodes


@dataclass(slots=True)
class _Leaf:
    """A text in a run; `path` are the lists of nodes that it is in, the outermost first."""

    node: Text
    path: tuple[list[Node], ...]
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.node.content)


class _Citations:
    def __init__(self, context: SlideContext) -> None:
        self._context = context
        self._works = context.site.works

    def within(self, nodes: list[Node]) -> None:
        """Changes the texts of a container, and of what it holds."""
        run: list[Node] = []
        for node in list(nodes):
            if _is_phrase(node):
                run.append(node)
                self._note_links(node)
                continue
            self._run(run, nodes)
            run = []
            is_open = isinstance(node, Block) and node.kind not in _BLOCKS
            if is_open or (isinstance(node, Element) and node.tag not in _DARK):
                self.within(tree.children(node))
        self._run(run, nodes)

    def _note_links(self, node: Node) -> None:
        """Papers that links lead to are referred to as well."""
        if isinstance(node, Inline) and node.kind == "link":
            href = node.href
        elif isinstance(node, Element) and node.tag == "a":
            href = node.attributes.get("href") or ""
        else:
            for child in node.children if isinstance(node, Inline | Element) else ():
                self._note_links(child)
            return
        if key := self._works.linked(href):
            self._context.collected.cited.setdefault(key, False)

    def _run(self, run: Sequence[Node], nodes: list[Node]) -> None:
        if not run:
            return
        texts = list(_texts(run, (nodes,)))
        pieces = [node.content if _is_read(node) else _stands_for(node) for node, _ in texts]
        whole = "".join(pieces)
        found, brackets = self._works.cite(whole)
        if not (found or brackets):
            return
        leaves: list[_Leaf] = []
        length = 0
        for (node, path), piece in zip(texts, pieces, strict=True):
            if _is_read(node):
                leaves.append(_Leaf(node, path, length))
            length += len(piece)
        for position in brackets:
            leaf = next((leaf for leaf in leaves if leaf.start <= position < leaf.end), None)
            if leaf:
                at = position - leaf.start
                mark = {"[": "(", "]": ")"}.get(leaf.node.content[at], leaf.node.content[at])
                leaf.node.content = leaf.node.content[:at] + mark + leaf.node.content[at + 1 :]
        bounds = [0, *(cited.end for cited in found), length]
        links = [self._link(cited) for cited in found]
        for index in reversed(range(len(found))):
            following = found[index + 1].start if index + 1 < len(found) else length
            written = whole[found[index].start : found[index].end]
            _wrap(found[index], written, links[index], leaves, (bounds[index], following))

    def _link(self, cited: Cited) -> Element:
        name = self._works.by_key[cited.key].name
        values: dict[str, str | None] = {"class": "deckbook-cite", "href": f"#{reference_id(name)}"}
        if self._context.collected.refer(cited.key):
            values["id"] = cite_id(name)
        return Element("a", values, inline=True)


def _is_phrase(node: Node) -> bool:
    if isinstance(node, Raw):
        return not node.block
    if isinstance(node, Element):
        return node.tag in tags.INLINE
    return isinstance(node, Text | Inline)


def _texts(nodes: Sequence[Node], path: tuple[list[Node], ...]) -> Iterator[tuple[Node, tuple[list[Node], ...]]]:
    """The texts of a run, and what stands for none, with where they are."""
    for node in nodes:
        if (isinstance(node, Inline) and node.kind in _SPANS) or (isinstance(node, Element) and node.tag in _THROUGH):
            yield from _texts(node.children, (*path, node.children))
        else:
            yield node, path


def _is_read(node: Node) -> TypeGuard[Text]:
    return isinstance(node, Text) and node.source is None


def _stands_for(node: Node) -> str:
    is_break = isinstance(node, Inline) and node.kind in ("softbreak", "hardbreak")
    return "\n" if is_break or (isinstance(node, Element) and node.tag == "br") else _HIDDEN


def _wrap(cited: Cited, written: str, link: Element, leaves: Sequence[_Leaf], room: tuple[int, int]) -> None:
    """Puts a citation into its link: whole where that takes in no other one, else its first text alone.

    Args:
        cited: The citation.
        written: What stands there.
        link: The link, still empty.
        leaves: The texts of the run; those behind the citation may have been cut already.
        room: Where the citation before ends, and where the one behind begins.
    """
    touched = [leaf for leaf in leaves if leaf.start < cited.end and leaf.end > cited.start]
    first, last = touched[0], touched[-1]
    depth = 0
    while depth < min(len(first.path), len(last.path)) and first.path[depth] is last.path[depth]:
        depth += 1
    around = first.path[depth - 1]
    low = cited.start if len(first.path) == depth else _reach(first.path[depth], leaves)[0]
    high = cited.end if len(last.path) == depth else _reach(last.path[depth], leaves)[1]
    if low < room[0] or high > room[1]:
        last, around, low, high = first, first.path[-1], cited.start, min(cited.end, first.end)
        depth = len(first.path)
    finish = _cut(last, high, around) if len(last.path) == depth else _index(around, last.path[depth]) + 1
    before = len(around)
    begin = _cut(first, low, around) if len(first.path) == depth else _index(around, first.path[depth])
    finish += len(around) - before
    held: list[Node] = [Text(cited.text)] if cited.text != written else around[begin:finish]
    # Marks of emphasis beside a tag are none to some of the site's extensions.
    link.children = transform(held, Inline, _as_element)
    around[begin:finish] = [link]


def _as_element(node: Inline) -> list[Node] | None:
    if node.kind not in _SPANS:
        return None
    return [Element({"s": "del"}.get(node.kind, node.kind), {}, node.children, node.line, inline=True)]


def _reach(inner: list[Node], leaves: Sequence[_Leaf]) -> tuple[int, int]:
    """From where to where the texts in a node reach."""
    inside = [leaf for leaf in leaves if any(part is inner for part in leaf.path)]
    return min(leaf.start for leaf in inside), max(leaf.end for leaf in inside)


def _cut(leaf: _Leaf, position: int, around: list[Node]) -> int:
    """Cuts a text in two; gives the place of its second part among the nodes around it."""
    index = next(place for place, node in enumerate(around) if node is leaf.node)
    at = position - leaf.start
    if at <= 0:
        return index
    if at < len(leaf.node.content):
        around.insert(index + 1, Text(leaf.node.content[at:]))
        leaf.node.content = leaf.node.content[:at]
    return index + 1


def _index(around: list[Node], inner: list[Node]) -> int:
    return next(
        place for place, node in enumerate(around) if isinstance(node, Inline | Element) and node.children is inner
    )
