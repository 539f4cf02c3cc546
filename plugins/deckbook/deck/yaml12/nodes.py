"""The tree of a YAML text, before it has values."""

from __future__ import annotations

from dataclasses import dataclass, field

from deckbook.deck.yaml12.tokens import Token

LEAVES = frozenset("sq*")
"""The kinds of tokens that are a node by themselves, behind which a `:` may follow."""


@dataclass(slots=True)
class Entry:
    """An item of a collection: a key and a value, or in a sequence a value.

    Attributes:
        line: The 0-based line where it begins.
        key, value: Their nodes; None where there is none.
        keyed: Whether the key is complete, perhaps as an empty one before a `:`; always so in a sequence.
        marked: Whether the `:` is there, or in a sequence the `-`.
        explicit: Whether `?` stands before the key.
        broken: Whether a line ended since the entry began, or since its key was complete.
        key_marks, value_marks: The anchors and tags before key and value.
    """

    line: int
    key: Node | None = None
    value: Node | None = None
    keyed: bool = False
    marked: bool = False
    explicit: bool = False
    broken: bool = False
    key_marks: list[Token] = field(default_factory=list)
    value_marks: list[Token] = field(default_factory=list)

    @property
    def marks(self) -> list[Token]:
        """The anchors and tags before what comes next."""
        return self.value_marks if self.keyed else self.key_marks

    @property
    def is_in_line(self) -> bool:
        """Whether its key is complete, implicit, and the line has not ended since."""
        return self.keyed and not self.explicit and not self.broken

    def set_key(self, node: Node) -> None:
        self.key, self.keyed, self.broken, self.line = node, True, False, node.line


@dataclass(slots=True)
class Node:
    """A scalar or alias (its token's kind), a collection (`map`, `seq`, `[`, `{`), or `none`."""

    kind: str
    line: int
    indent: int
    token: Token | None = None
    entries: list[Entry] = field(default_factory=list)
    closed: bool = False

    @property
    def is_flow(self) -> bool:
        return self.kind in ("[", "{")

    @property
    def is_whole(self) -> bool:
        """Whether nothing but a `:` can follow it in its line."""
        return self.kind in LEAVES or (self.is_flow and self.closed)

    def append(self, entry: Entry) -> Entry:
        self.entries.append(entry)
        return entry


def marks_in_line(marks: list[Token], token: Token) -> list[Token]:
    """Takes off the last anchors and tags, as far as no line ends between them and the token."""
    taken: list[Token] = []
    while marks and not token.fresh:
        token = marks.pop()
        taken.append(token)
    return taken[::-1]
