"""Prints a tree as Python-Markdown source: text, headings, lists, quotes and tables; the rest is stashed as HTML."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from deckbook.markup import tags
from deckbook.markup.inlines import InlinePrinter
from deckbook.markup.lists import is_awkward, is_loose, stands_close
from deckbook.markup.mathematics.tex import Macros
from deckbook.markup.stash import BARE, Stash
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text, walk

_INDENT = "    "
_LISTS = frozenset(("bullet_list", "ordered_list"))
_NESTING = frozenset("blockquote dd dt li ol p summary td th ul".split())
_LEAVES = frozenset(("fence", "code_block", "code_group", "math_block", "hr"))
_MERGING = ({"bullet_list"}, {"ordered_list"}, {"bullet_list", "ordered_list"}, {"blockquote"})
_ALIGN = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one kind: HTML that is stashed, or Markdown source (`kind` names the block)."""

    text: str
    kind: str

    @property
    def is_html(self) -> bool:
        return self.kind == "html"


class BlockPrinter:
    """Prints blocks of one page into its stash; `code` gives the HTML of a block of code."""

    def __init__(self, stash: Stash, code: Callable[[Block], str], macros: Macros | None = None) -> None:
        self._stash = stash
        self._code = code
        self.inlines = InlinePrinter(stash, macros)
        self._nested = 0
        self._items = 0

    def print(self, nodes: list[Node]) -> str:
        """The Markdown of blocks that follow each other at the left margin."""
        return "\n\n".join(text for _, text in self._chunks(nodes))

    @contextmanager
    def _inside(self, inside: bool = True) -> Iterator[None]:
        """Where headings are no sections of the page: in an item, a quote, a cell."""
        self._nested += inside
        yield
        self._nested -= inside

    def _chunks(self, nodes: list[Node]) -> list[tuple[str, str]]:
        """The kind and the text of each stretch, neighbouring HTML in one placeholder."""
        out: list[tuple[str, str]] = []
        pending: list[str] = []

        def flush() -> None:
            if any(map(str.strip, pending)):
                out.append(("html", self._stash.put("".join(pending), block=True)))
            pending.clear()

        for piece in self._pieces(nodes, in_html=False):
            if piece.is_html:
                pending.append(piece.text)
                continue
            flush()
            if out and {out[-1][0], piece.kind} in _MERGING:
                out.append(("html", self._stash.put("", block=True)))  # or the two would become one
            out.append((piece.kind, piece.text))
        flush()
        return out

    def _pieces(self, nodes: list[Node], in_html: bool) -> Iterator[_Piece]:
        for node in nodes:
            if isinstance(node, Text):
                yield _Piece(html.escape(node.content, quote=False), "html")
            elif isinstance(node, Raw):
                yield _Piece(node.html, "html")
            elif isinstance(node, Element):
                yield _Piece(tags.open_tag(node.tag, node.attributes), "html")
                if node.tag not in tags.VOID:
                    with self._inside(node.tag in _NESTING):
                        yield from self._pieces(node.children, True)
                    yield _Piece(f"</{node.tag}>", "html")
            elif isinstance(node, Inline):
                yield _Piece(BARE + self.inlines.paragraph([node]), "paragraph")
            else:
                yield from self._block(node, in_html)

    def _block(self, node: Block, in_html: bool) -> Iterator[_Piece]:
        kind = node.kind
        if kind == "paragraph":
            yield from self._paragraph(node, in_html)
        elif kind == "heading":
            yield from self._heading(node)
        elif kind in _LISTS:
            if node.start == 1 and (self._items or not is_awkward(node)):
                yield _Piece(self._list(node), kind)
            else:
                yield from self._html_list(node)
        elif kind == "blockquote":
            yield from self._quote(node)
        elif kind == "table":
            yield from self._table(node)
        elif kind == "extension":
            yield _Piece(self._extension(node), kind)
        elif kind in _LEAVES:
            yield _Piece(self._leaf(node), "html")
        else:
            yield from self._pieces(node.children, in_html)

    def _extension(self, node: Block) -> str:
        inside = self.print(node.children)
        return "\n".join((node.info, *(["", textwrap.indent(inside, _INDENT)] if inside else [])))

    def _leaf(self, node: Block) -> str:
        if node.kind == "hr":
            return "<hr>"
        return self._math(node) if node.kind == "math_block" else self._code(node)

    def _heading(self, node: Block) -> Iterator[_Piece]:
        text = self.inlines.print(node.children).strip()
        if text and self._nested:  # Material's search fails on some sections that begin inside an item
            opening, closing = (self._stash.put(f"<{mark}h{node.level}>") for mark in ("", "/"))
            yield _Piece(f"{BARE}{opening}{text}{closing}", "paragraph")
        elif text:
            yield _Piece(f"{'#' * node.level} {text}", "heading")

    def _paragraph(self, node: Block, in_html: bool) -> Iterator[_Piece]:
        text = self.inlines.paragraph(node.children)
        if text and in_html and self._items and not node.tight:  # an item may take its <p>
            yield _Piece("<p>", "html")
            yield _Piece(BARE + text, node.kind)
            yield _Piece("</p>", "html")
        elif text:
            yield _Piece(BARE + text if node.tight and (in_html or not self._items) else text, node.kind)

    def _quote(self, node: Block) -> Iterator[_Piece]:
        with self._inside():
            if self._items:  # in an item, its marks would take the items behind it along
                yield _Piece("<blockquote>", "html")
                yield from self._pieces(node.children, True)
                yield _Piece("</blockquote>", "html")
            else:
                quoted = self.print(node.children).split("\n")
                yield _Piece("\n".join(f"> {line}".rstrip() for line in quoted), node.kind)

    def _html_list(self, node: Block) -> Iterator[_Piece]:
        """A list that Python-Markdown would not read as one: see `is_awkward`, or its first number is not 1."""
        tag = "ol" if node.kind == "ordered_list" else "ul"
        start = f' start="{node.start}"' if node.start != 1 else ""
        yield _Piece(f"<{tag}{start}>", "html")
        for item in node.children:
            yield _Piece("<li>", "html")
            with self._inside():
                yield from self._pieces(item.children if isinstance(item, Block) else [item], True)
            yield _Piece("</li>", "html")
        yield _Piece(f"</{tag}>", "html")

    def _table_head(self, node: Block) -> Iterator[_Piece]:
        yield _Piece("<table><thead><tr>", "html")
        for cell in walk(node.children):
            if isinstance(cell, Block) and cell.kind == "th":
                yield _Piece("<th>", "html")
                yield _Piece(BARE + self.inlines.paragraph(cell.children), "paragraph")
                yield _Piece("</th>", "html")
        yield _Piece("</tr></thead></table>", "html")

    def _list(self, node: Block) -> str:
        items = [item for item in node.children if isinstance(item, Block)]
        loose = is_loose(node)
        written = []
        for number, item in enumerate(items, 1):
            marker = f"{number}." if node.kind == "ordered_list" else "-"
            self._items += 1
            with self._inside():
                body = self._item(self._chunks(item.children), loose).split("\n")
            self._items -= 1
            lines = [f"{marker:<3} {body[0]}", *(_INDENT + line if line else "" for line in body[1:])]
            written.append("\n".join(lines))
        return ("\n\n" if loose else "\n").join(written)

    def _item(self, chunks: list[tuple[str, str]], loose: bool) -> str:
        """An item's blocks; it must begin with text, so one that does not gets an empty placeholder."""
        if not chunks or chunks[0][0] not in ("paragraph", "html"):
            chunks = [("html", self._stash.put("", block=True)), *chunks]
        out = chunks[0][1]
        for (before, _), (kind, text) in pairwise(chunks):
            out += ("\n" if not loose and stands_close(before, kind) else "\n\n") + text
        return out

    def _table(self, node: Block) -> Iterator[_Piece]:
        if len(node.children) == 1:  # a head alone, below which Python-Markdown would add an empty row
            yield from self._table_head(node)
        else:
            yield _Piece(self._rows(node), "table")

    def _rows(self, node: Block) -> str:
        rows: list[list[str]] = []
        aligns: list[str] = []
        for section in node.children:
            for row in section.children if isinstance(section, Block) else []:
                cells = [cell for cell in row.children if isinstance(cell, Block)] if isinstance(row, Block) else []
                aligns = aligns or [_ALIGN.get(cell.align, "---") for cell in cells]
                rows.append([self.inlines.print(cell.children, cell=True).strip() for cell in cells])
        if not rows:
            return ""
        lines = [rows[0], aligns, *rows[1:]]
        return "\n".join("| " + " | ".join(cell or " " for cell in row) + " |" for row in lines)

    def _math(self, node: Block) -> str:
        written = self.inlines.formula(node.content, node.line, block=True)
        return f'<div class="deckbook-math">{written}</div>' if written.startswith("<math") else f"<p>{written}</p>"
