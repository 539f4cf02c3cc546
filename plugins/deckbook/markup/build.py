"""Builds a slide's tree from its Markdown: containers, inline constructs, and the elements that its HTML opens."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from deckbook.markup import tags
from deckbook.markup.bounds import BOUNDED
from deckbook.markup.comments import UNCLOSED
from deckbook.markup.stash import cleaned
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text, plain

_MAX_DEPTH = 60
"""Elements nested deeper lose their tags: no page needs them, and browsers stop at a few hundred."""

_OF_TEXT = frozenset(("paragraph", "heading", "th", "td"))
_SPANS = {"strong_open": "strong", "em_open": "em", "s_open": "s"}

Report = Callable[[int, str, str], None]
"""Takes a diagnostic's 1-based line, rule and message."""


def tree(markdown: MarkdownIt, content: str, first_line: int, report: Report) -> list[Node]:
    """The tree of a slide's Markdown, whose first line is line `first_line` of its file.

    Every element is closed where its container ends, so the tree, and what is printed of it, is always balanced.
    """
    builder = _Builder(first_line, report)
    environment: dict[str, object] = {}
    for token in markdown.parse(cleaned(content), environment):
        builder.take(token)
    if environment.get(BOUNDED):
        message = "The slide is too long for a page, so its source is shown; split it, or move code into a file."
        report(first_line, "slide-too-long", message)
    if environment.get(UNCLOSED):
        line = first_line + content.count("\n", 0, content.rfind("<!--"))
        report(line, "comment-unclosed", "A comment that begins here is not closed, so the rest is hidden; add `-->`.")
    return builder.finish()


def elements(source: str) -> list[Node]:
    """The tree of a text that is HTML alone, such as a component's file; lines count from 1."""
    builder = _Builder(1, lambda *_: None)
    builder.html(cleaned(source), 1)
    return builder.finish()


@dataclass(slots=True)
class _Frame:
    """A node whose content is being collected: an element, which an end tag may close, or a Markdown block."""

    children: list[Node]
    element: str | None = None
    line: int = 0
    holds_text: bool = False


class _Builder:
    def __init__(self, first_line: int, report: Report) -> None:
        self._first_line = first_line
        self._report = report
        self._frames = [_Frame([])]
        self._elements = 0
        self._behind: Block | None = None

    def finish(self) -> list[Node]:
        self._close_elements(0)
        return self._frames[0].children

    def take(self, token: Token) -> None:
        line = self._first_line + token.map[0] if token.map else 0
        if token.nesting > 0:
            self._open_block(token, line)
        elif token.nesting < 0:
            self._close_block()
        elif token.type == "inline":
            self._inline(token, line)
        elif token.type in ("html_block", "html_inline"):
            self._flow(line)
            self.html(token.content, line)
            self._separate()
        elif token.type == "footnote_anchor":
            self._add(Inline("footnote_anchor", number=token.meta["id"] + 1, line=line))
        else:
            self._add(Block(token.type, info=token.info, content=token.content, line=line))

    def _add(self, node: Node) -> None:
        self._frames[-1].children.append(node)

    def _open_block(self, token: Token, line: int) -> None:
        kind = token.type.removesuffix("_open")
        block = Block(kind, line=line)
        if kind == "heading":
            block.level = int(token.tag[1])
        elif kind == "ordered_list":
            block.start = int(token.attrGet("start") or 1) if token.attrGet("start") != 0 else 0
        elif kind in ("th", "td"):
            block.align = str(token.attrGet("style") or "").removeprefix("text-align:")
        elif kind == "paragraph":
            block.tight = token.hidden
        elif kind == "extension":
            block.info = token.info
        elif kind == "footnote":
            block.start = token.meta["id"] + 1
        self._add(block)
        self._frames.append(_Frame(block.children, holds_text=kind in _OF_TEXT))

    def _close_block(self) -> None:
        depth = max(index for index, frame in enumerate(self._frames) if frame.element is None)
        self._close_elements(depth)
        self._frames.pop()

    def _inline(self, token: Token, line: int) -> None:
        nodes = _Inlines(line, self._report).nodes(token.children or [])
        if self._frames[-1].holds_text:
            self._frames[-1].children.extend(nodes)
        elif nodes:
            self._add(self._behind_component(nodes, line))

    def _behind_component(self, nodes: list[Node], line: int) -> Block:
        """The text that stands behind a component, or a comment, on its line, with that component."""
        siblings = self._frames[-1].children
        component = siblings[-2] if len(siblings) > 1 else None
        if isinstance(component, Element) and component.line == line and _is_gap(siblings[-1]):
            component.inline = True
            del siblings[-2:]
            nodes = [component, Text(" "), *nodes]
        self._behind = Block("paragraph", nodes, tight=len(self._frames) > 1, line=line)
        return self._behind

    def _flow(self, line: int) -> None:
        """Lets such a line and HTML on the next one be one text."""
        if self._behind and self._behind.line == line - 1:
            self._behind.tight = True

    def html(self, source: str, line: int) -> None:
        at, counted = line, 0
        for piece in tags.pieces(source):
            at += source.count("\n", counted, piece.offset)
            counted = piece.offset
            if isinstance(piece, tags.Text):
                if piece.source.strip() or self._frames[-1].element or self._follows_words():
                    self._add(Text(html.unescape(piece.source), line=at))
            elif isinstance(piece, tags.End):
                self._end(piece.name, at)
            else:
                self._start(piece, at)

    def _follows_words(self) -> bool:
        children = self._frames[-1].children
        return bool(children) and isinstance(children[-1], Element) and children[-1].tag in tags.INLINE

    def _separate(self) -> None:
        """Keeps the words of two blocks apart where a component leaves nothing but text of them."""
        children = self._frames[-1].children
        if children and isinstance(children[-1], Element) and children[-1].tag not in tags.KNOWN:
            self._add(Text("\n"))

    def _start(self, tag: tags.Tag, line: int) -> None:
        element = Element(tag.name, tag.attributes, line=line)
        if self._elements >= _MAX_DEPTH:
            self._report(
                line,
                "html-unbalanced",
                f"<{tag.name}> is nested more than {_MAX_DEPTH} deep; its tag is dropped.",
            )
            return
        self._add(element)
        if not tag.closed and tag.name not in tags.VOID:
            self._frames.append(_Frame(element.children, tag.name, line))
            self._elements += 1

    def _end(self, name: str, line: int) -> None:
        if not self._closes(name) and not self._closes(name.lower()):
            self._report(line, "html-unbalanced", f"</{name}> closes nothing here and is left out; remove it.")

    def _closes(self, name: str) -> bool:
        for depth in range(len(self._frames) - 1, 0, -1):
            frame = self._frames[depth]
            if frame.element is None:
                break
            if frame.element == name:
                self._close_elements(depth)
                self._frames.pop()
                self._elements -= 1
                return True
        return False

    def _close_elements(self, depth: int) -> None:
        """Closes the elements that are still open above a frame."""
        while len(self._frames) > depth + 1:
            frame = self._frames.pop()
            self._elements -= 1
            self._report(
                frame.line,
                "html-unbalanced",
                (f"<{frame.element}> is not closed where it should be; it is closed for it: add </{frame.element}>."),
            )


def _is_gap(node: Node) -> bool:
    return isinstance(node, Text) and node.content == "\n"


class _Inlines:
    """Builds the tree of one paragraph's content."""

    def __init__(self, line: int, report: Report) -> None:
        self._line = line
        self._report = report
        self._stack: list[tuple[str, list[Node]]] = [("", [])]
        self._open: Counter[str] = Counter()

    def nodes(self, tokens: Iterable[Token]) -> list[Node]:
        for token in tokens:
            self._take(token)
        while len(self._stack) > 1:
            name, _ = self._stack.pop()
            if name.startswith("<"):
                self._unbalanced(name[1:])
        return self._stack[0][1]

    def _unbalanced(self, name: str) -> None:
        self._report(
            self._line,
            "html-unbalanced",
            (f"<{name}> is not closed where its paragraph ends; it is closed for it: add </{name}>."),
        )

    def _push(self, name: str, node: Element | Inline) -> None:
        """Opens a construct; one that is nested too deep is only text, but is closed as if it were there."""
        self._open[name] += 1
        if len(self._stack) < _MAX_DEPTH:
            self._add(node)
            self._stack.append((name, node.children))
        else:
            self._stack.append((name, self._stack[-1][1]))

    def _add(self, node: Node) -> None:
        self._stack[-1][1].append(node)

    def _pop(self, name: str) -> bool:
        """Closes the innermost open construct of that name, and what stands open inside it."""
        if not self._open[name]:
            return False
        while True:
            popped, _ = self._stack.pop()
            self._open[popped] -= 1
            if popped == name:
                return True
            if popped.startswith("<"):
                self._unbalanced(popped[1:])

    def _take(self, token: Token) -> None:
        kind = token.type
        if kind == "text":
            if token.content:
                self._add(Text(token.content))
        elif kind == "text_special":
            self._add(Text(token.content, token.markup))
        elif kind in _SPANS:
            self._push(_SPANS[kind], Inline(_SPANS[kind], line=self._line))
        elif kind == "link_open":
            auto = token.info == "auto"
            title = str(token.attrGet("title") or "")
            self._push(
                "link",
                Inline("link", href=str(token.attrGet("href")), title=title, auto=auto, line=self._line),
            )
        elif kind.endswith("_close"):
            self._pop(kind.removesuffix("_close"))
        elif kind == "image":
            alt = plain(_Inlines(self._line, self._report).nodes(token.children or []))
            title = str(token.attrGet("title") or "")
            sizes: dict[str, str | None] = {
                name: str(size) for name in ("width", "height") if (size := token.attrGet(name))
            }
            self._add(
                Inline(
                    "image",
                    content=alt,
                    href=str(token.attrGet("src")),
                    title=title,
                    attributes=sizes,
                    line=self._line,
                )
            )
        elif kind == "html_inline":
            self._html(token.content)
        elif kind == "footnote_ref":
            self._add(Inline(kind, number=token.meta["id"] + 1, line=self._line))
        elif kind == "comark_attributes":
            self._attribute(token.meta["attributes"], last=token.meta["last"])
        elif kind == "comark_words":
            self._add(Raw(f"<span data-added>{tags.escape(token.content)}</span>", block=False))
        else:
            self._line += kind in ("softbreak", "hardbreak")
            self._add(Inline(kind, content=token.content, line=self._line))

    def _attribute(self, values: dict[str, str | None], *, last: bool) -> None:
        """Gives attributes to what they stand behind: to a construct, or at the end of a text to all of it."""
        siblings = self._stack[-1][1]
        before = siblings[-1] if siblings else None
        if isinstance(before, Inline) and before.kind == "image":
            known: dict[str, str | None] = {"src": before.href, "alt": before.content}
            if before.title:
                known["title"] = before.title
            siblings[-1] = Element("img", {**values, **known}, line=self._line, inline=True)
        elif isinstance(before, Element) and before.inline:
            before.attributes = {**values, **before.attributes}
        elif isinstance(before, Inline) and before.kind not in ("softbreak", "hardbreak"):
            siblings[-1] = Element("span", values, [before], self._line, inline=True)
        elif last and before is not None and len(self._stack) < _MAX_DEPTH:
            if isinstance(before, Text):
                before.content = before.content.rstrip()
            siblings[:] = [Element("span", values, siblings[:], self._line, inline=True)]

    def _html(self, source: str) -> None:
        for piece in tags.pieces(source):
            if isinstance(piece, tags.Text):
                self._add(Text(html.unescape(piece.source)))
            elif isinstance(piece, tags.End):
                if not self._pop("<" + piece.name) and not self._pop("<" + piece.name.lower()):
                    self._report(
                        self._line,
                        "html-unbalanced",
                        f"</{piece.name}> closes nothing here and is left out; remove it.",
                    )
            else:
                element = Element(piece.name, piece.attributes, line=self._line, inline=True)
                if piece.closed or piece.name in tags.VOID:
                    self._add(element)
                else:
                    self._push("<" + piece.name, element)
