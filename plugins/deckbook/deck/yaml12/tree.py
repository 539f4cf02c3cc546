"""Arranges YAML tokens as a tree, whatever they are, and nests them as Slidev's YAML reader does.

What YAML does not allow has a place too: `title: A: B` opens a mapping behind `title:` that is indented as
its line is, so that all that follows at that indentation lies in it; text without a colon is a key alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from deckbook.deck.yaml12.nodes import LEAVES, Entry, Node, marks_in_line
from deckbook.deck.yaml12.tokens import Token
from deckbook.deck.yaml12.values import MAX_DEPTH, YamlError

_MARKS = frozenset("&!")
_OPENING = frozenset("sq*b[{-?:")
_ENDING = frozenset((":", ",", "]", "}", "---", "..."))
_BEHIND = "text stands behind a value that is closed: quote the value as a whole"
_NESTED = "a value holds a colon and a space, so it is read as a mapping: quote it"


class Tree:
    """Receives a document's tokens; `errors` is what YAML does not allow among them."""

    def __init__(self) -> None:
        self.errors: list[YamlError] = []
        self._document = Node("document", 0, -1, entries=[Entry(0, keyed=True)])
        self._stack = [self._document]
        self._on_key_line = False
        self._started = self._ended = False

    def read(self, tokens: Iterable[Token]) -> Entry:
        """The document, as the entry whose value is its outermost node."""
        for token in tokens:
            if token.error:
                self._error(token, token.error)
            if token.fresh:
                self._end_line(token)
            if not self._take(token):
                break
            if len(self._stack) > MAX_DEPTH + 2:
                self._error(token, f"collections are nested more than {MAX_DEPTH} deep")
                break
        while len(self._stack) > 1:
            self._pop()
        return self._document.entries[0]

    def _error(self, where: Token | Node, message: str) -> None:
        self.errors.append(YamlError(where.line, message))

    def _end_line(self, token: Token) -> None:
        """Ends what the end of the line before a token ends: a whole node, the line of a key."""
        opens_entry = token.apart
        if self._stack[-1].is_whole:
            self._pop()
            self._on_key_line = False
        else:
            opens_entry = True
        top = self._stack[-1]
        if top.kind not in ("map", "seq"):
            return
        self._on_key_line = False
        if not top.entries[-1].value:
            top.entries[-1].broken = True
        elif opens_entry:
            top.append(Entry(token.line, keyed=top.kind == "seq", broken=True))

    # What a token does depends on the innermost open node.

    def _take(self, token: Token) -> bool:
        """Puts a token where it belongs; False where the document ends with it."""
        while len(self._stack) > 1:
            top = self._stack[-1]
            if top.is_whole:
                taken = self._behind_whole(top, token)
            elif top.kind == "map":
                taken = token.indent >= top.indent and self._in_mapping(top, token)
            elif top.kind == "seq":
                taken = self._in_sequence(top, token)
            else:
                taken = self._in_flow(top, token)
            if taken:
                return True
            self._pop()
        return self._in_document(token)

    def _in_document(self, token: Token) -> bool:
        entry = self._document.entries[0]
        again = token.kind == "---" and self._started
        if self._ended or again or (entry.value and token.kind != "..."):
            self._error(token, "nothing from here on is read")
            return False
        self._started = True
        if token.kind == "...":
            self._ended = True
        elif token.kind in _MARKS:
            entry.marks.append(token)
        elif token.kind in _OPENING:
            self._open(token)
        elif token.kind not in ("---", "%"):
            self._error(token, f"“{token.kind}” has no place here")
        return True

    def _behind_whole(self, top: Node, token: Token) -> bool:
        parent = self._stack[-2]
        is_key = not top.is_flow or not (parent.is_flow or (parent.kind == "map" and parent.indent == top.indent))
        if token.kind == ":" and is_key:
            self._stack.pop()
            self._check_mapping(parent, top)
            first = Entry(top.line, key=top, keyed=True, marked=True)
            if not parent.is_flow and top.token is not None:
                first.key_marks = marks_in_line(parent.entries[-1].marks, top.token)
            self._stack.append(Node("map", top.line, top.indent, entries=[first]))
            self._on_key_line = True
        elif token.kind in _ENDING:
            return False
        else:
            self._error(token, _BEHIND)
        return True

    def _check_mapping(self, parent: Node, first: Node) -> None:
        """Reports a mapping that opens in a flow collection, or behind a key in the same line."""
        if parent.is_flow or (parent.kind == "map" and parent.entries[-1].is_in_line):
            self._error(first, _NESTED)

    # Mappings

    def _in_mapping(self, top: Node, token: Token) -> bool:
        entry = top.entries[-1]
        at_indent = not self._on_key_line and token.indent == top.indent
        begun = entry.keyed or entry.explicit
        is_next = entry.value is not None or (at_indent and begun and token.kind != "-")
        if token.kind in _MARKS:
            self._mark(top, token, is_next=is_next)
        elif token.kind == "?":
            self._question_mark(top, token, is_next=is_next)
        elif token.kind == ":":
            self._colon(top, token, is_next=is_next)
        elif token.kind in LEAVES:
            self._leaf(top, token, is_next=is_next)
        elif token.kind == "-" and entry.is_in_line:
            self._error(token, "a list may not begin behind a key: put it in the next line")
            self._put(Node("none", token.line, token.indent))
        elif token.kind in _OPENING:
            if token.kind != "-" and at_indent:
                top.append(Entry(token.line))
            self._open(token)
        else:
            return False
        return True

    def _mark(self, top: Node, token: Token, *, is_next: bool) -> None:
        if is_next:
            top.append(Entry(token.line))
            self._on_key_line = True
        top.entries[-1].marks.append(token)

    def _question_mark(self, top: Node, token: Token, *, is_next: bool) -> None:
        entry = top.entries[-1]
        if is_next:
            top.append(Entry(token.line, explicit=True))
        elif entry.keyed or entry.explicit:
            self._open(token)
        else:
            entry.explicit, entry.broken = True, False
        self._on_key_line = True

    def _leaf(self, top: Node, token: Token, *, is_next: bool) -> None:
        entry = top.append(Entry(token.line)) if is_next else top.entries[-1]
        if entry.keyed:
            self._open(token)
            return
        entry.set_key(Node(token.kind, token.line, token.indent, token))
        if not entry.explicit and token.indent != top.indent:
            self._error(token, "the indentation is not that of the lines above")
        self._on_key_line = True

    def _colon(self, top: Node, token: Token, *, is_next: bool) -> None:
        entry = top.entries[-1]
        if not entry.keyed and entry.explicit and not entry.broken:
            self._open(token)
        elif not entry.keyed:
            entry.keyed = entry.marked = True
        elif entry.value is not None or (is_next and not entry.explicit):
            top.append(Entry(token.line, keyed=True, marked=True))
        elif entry.marked:
            self._open(token)
        elif entry.explicit and not entry.broken and entry.key and entry.key.is_whole:
            # `? a: b`: the pair is the key.
            first = Entry(entry.line, key=entry.key, keyed=True, marked=True, key_marks=entry.key_marks)
            entry.key, entry.keyed, entry.key_marks = None, False, []
            self._stack.append(Node("map", token.line, token.indent, entries=[first]))
        else:
            entry.marked = True
        self._on_key_line = True

    # Sequences and flow collections

    def _in_sequence(self, top: Node, token: Token) -> bool:
        entry = top.entries[-1]
        inside = token.indent > top.indent
        if token.kind in _MARKS and inside and not entry.value:
            entry.marks.append(token)
        elif token.kind == "-" and token.indent == top.indent:
            if entry.value or entry.marked:
                entry = top.append(Entry(token.line, keyed=True))
            entry.marked = True
        elif token.kind in _OPENING and inside:
            if not entry.marked or entry.value:
                self._error(token, "text without a “-” stands in a list")
            self._open(token)
        else:
            return False
        return True

    def _in_flow(self, top: Node, token: Token) -> bool:
        kind = token.kind
        if kind == "x":
            while self._stack[-1].is_flow:
                self._pop()
        elif kind in ("]", "}"):
            top.closed = True
            if (kind == "]") != (top.kind == "["):
                self._error(token, f"“{top.kind}” is closed by “{kind}”")
        elif kind in (",", "?"):
            self._separate(top, token)
        else:
            entry = top.entries[-1] if top.entries else top.append(Entry(token.line))
            if entry.value or (entry.keyed and not entry.marked and kind in _OPENING and kind != ":"):
                self._error(token, "a comma is missing")
            if entry.value:
                entry = top.append(Entry(token.line))
            if kind == ":":
                entry.keyed = entry.marked = True
            elif kind in _MARKS:
                entry.marks.append(token)
            elif kind in LEAVES and not entry.keyed:
                entry.set_key(Node(kind, token.line, token.indent, token))
            elif kind in _OPENING:
                self._open(token)
            else:
                return False
        return True

    def _separate(self, top: Node, token: Token) -> None:
        """A comma, or the `?` that may stand behind one."""
        entry = top.entries[-1] if top.entries else None
        if token.kind == "," and not (entry and entry.keyed):
            self._error(token, "there is nothing before a comma")
        if entry is None or entry.keyed:
            entry = top.append(Entry(token.line))
        entry.explicit = entry.explicit or token.kind == "?"

    # Opening and closing nodes

    def _open(self, token: Token) -> None:
        kind = token.kind
        parent = self._stack[-1]
        node = Node(kind, token.line, token.indent, token)
        self._stack.append(node)
        if kind == "b":
            self._pop()
        elif kind == "-":
            node.kind = "seq"
            node.append(Entry(token.line, keyed=True, marked=True))
        elif kind in ("?", ":"):
            node.kind = "map"
            self._check_mapping(parent, node)
            first = node.append(Entry(token.line))
            first.explicit = kind == "?"
            first.keyed = first.marked = kind == ":"
            first.key_marks = marks_in_line(parent.entries[-1].marks, token)
            self._on_key_line = True

    def _pop(self) -> None:
        node = self._stack.pop()
        if node.is_flow and not node.closed:
            self._error(node, f"“{node.kind}” is not closed")
        self._put(node)

    def _put(self, node: Node) -> None:
        """Gives a node its place in the innermost open node: as a value where one is due, else as a key."""
        top = self._stack[-1]
        entry = top.entries[-1] if top.entries else top.append(Entry(node.line))
        if entry.keyed and not entry.value:
            entry.value = node
        elif top.kind == "seq":
            top.append(Entry(node.line, value=node, keyed=True))
        else:
            entry = top.append(Entry(node.line)) if entry.value else entry
            entry.set_key(node)
            if top.kind == "map":
                self._on_key_line = not entry.explicit
