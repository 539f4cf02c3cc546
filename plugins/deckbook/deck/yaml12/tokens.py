"""Cuts a YAML text into tokens: what YAML does not allow is marked on a token, never refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deckbook.deck.yaml12 import extent
from deckbook.deck.yaml12 import text as texts
from deckbook.deck.yaml12.extent import EMPTY

_EMPTY_OR_FLOW = EMPTY | frozenset(",[]{}")
_SPACES = re.compile(r"[ \t]*")
_LINE = re.compile(r"[^\n]*")
_DIRECTIVES = re.compile(r"\ufeff?(?:[ \t]*(?:#[^\n]*)?\n|(%)[^\n]*(?:\n|\Z))*")
_NAME = re.compile(r"[^ \t\r\n,\[\]{}]*")
_TAG = re.compile(r"!<[^ \t\r\n>]*>?|!(?:[\w\-#;/?:@&=+$.!~*'()]|%[0-9a-fA-F]{2})*", re.A)
_KNOWN_TAG = re.compile(r"!(?:!?[^!<]*|<[^>]+>)\Z")
_BLOCK_HEADER = re.compile(r"[|>][-+1-9]*\Z")


@dataclass(slots=True)
class Token:
    """One token.

    Attributes:
        kind: `s` plain, `q` quoted, `b` block scalar; `*` alias, `&` anchor, `!` tag; `---`, `...`; `%` a
            directive that no document follows; `x` where a flow collection ends for want of indentation; else
            the indicator: `-`, `?`, `:`, `,`, a bracket.
        line: Its 0-based line.
        indent: How far its line is indented, with the `- `, `? ` and `: ` before it at the line's start.
        fresh: Whether a line ends between the token before it and this.
        apart: Whether a blank line, a comment or indentation lies between them too.
        text: A scalar's value, or a name.
        error: What is wrong with it.
        lines: Whether it goes over several lines.
    """

    kind: str
    line: int
    indent: int
    fresh: bool
    apart: bool
    text: str = ""
    error: str = ""
    lines: bool = False


class Scanner:
    """Cuts one text.

    As in Slidev's YAML reader it is the indentation of a line, not of a collection, that later lines are held
    against: a scalar goes on as long as lines are indented further than the key or `-` that it stands behind.
    """

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._at = 0
        self._line = 0
        self._indent = 0  # what tokens are told
        self._column = 0  # the spaces this line begins with, and its indicators but the last
        self._needed = 0  # the indentation that the next line needs for a scalar to go on
        self._at_start = True  # only spaces and indicators so far in this line
        self._fresh = False
        self._apart = False
        self._tab = False  # a tab is in the indentation of this line
        self._depth = 0  # of flow collections
        self._after_key = False  # a `:` without a space may follow
        self._anchors: set[str] = set()

    def tokens(self) -> Iterator[Token]:
        """All tokens, in order."""
        directives = _DIRECTIVES.match(self._text)
        if directives:
            self._move(directives.end())
            if directives[1] and not self._text.startswith("---", self._at):
                yield self._token("%", error="a line may not begin with “%”")
        yield from self._line_start()
        while self._at < len(self._text):
            yield from self._in_flow() if self._depth else self._in_block()

    # The position

    def _peek(self, offset: int = 0) -> str:
        return self._text[self._at + offset : self._at + offset + 1]

    def _here(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        return found[0] if found else ""

    def _move(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to

    def _token(self, kind: str, text: str = "", *, error: str = "", to: int | None = None) -> Token:
        """A token that begins here and ends at `to`, where the scanner then stands."""
        if self._tab:
            error = error or "a tab indents this line: use spaces"
        token = Token(kind, self._line, self._indent, self._fresh, self._apart, text, error)
        self._fresh = self._apart = self._tab = False
        if to is not None:
            self._move(to)
            token.lines = self._line > token.line
        if kind in ("-", "?", ":"):
            self._indent += self._at_start
        else:
            self._at_start = False
        return token

    def _spaces(self) -> int:
        """Skips white space; how much."""
        spaces = self._here(_SPACES)
        if self._at_start and spaces.startswith(" "):
            self._indent += len(spaces)
        self._at += len(spaces)
        return len(spaces)

    def _comment(self) -> None:
        self._at += len(self._here(_LINE))
        self._apart |= self._fresh

    def _newline(self) -> None:
        self._move(self._at + 1)
        self._apart |= self._fresh
        self._fresh = self._at_start = True
        self._indent = 0

    # Outside of flow collections

    def _line_start(self) -> Iterator[Token]:
        if marker := extent.marker(self._text, self._at):
            self._column = self._needed = 0
            yield self._token(marker, to=self._at + 3)
            return
        self._column = extent.indent(self._text, self._at)
        # A line of one character does not end what is above it: so Slidev's reader has it.
        if self._needed > self._column and self._peek(self._column + 1) not in EMPTY:
            self._needed = self._column
        self._apart |= self._fresh and self._column > 0
        begin = self._text.rfind("\n", 0, self._at) + 1
        self._spaces()
        self._tab = "\t" in self._text[begin : self._at]
        while (char := self._peek()) in ("-", "?", ":") and self._peek(1) in EMPTY:
            self._needed = self._column + 1
            yield self._token(char, to=self._at + 1)
            self._column += 1 + self._spaces()

    def _in_block(self) -> Iterator[Token]:
        self._spaces()
        char = self._peek()
        if char == "\n":
            self._newline()
            yield from self._line_start()
        elif char in ("-", "?", ":") and self._peek(1) in EMPTY:
            self._needed = self._column + 1
            yield self._token(char, to=self._at + 1)
        elif char in ("|", ">"):
            yield self._block_scalar()
            yield from self._line_start()
        else:
            yield from self._anywhere(char)

    def _block_scalar(self) -> Token:
        block = extent.block(self._text, self._at, self._needed)
        self._needed = block.indent
        lines = self._text[block.begin : block.end].split("\n")
        if lines[-1] == "":
            lines.pop()
        error = ""
        if (block.behind and not block.behind.startswith("#")) or not _BLOCK_HEADER.match(block.header):
            error = f"text may not stand behind “{block.header[0]}”: put it in the next line"
        token = self._token("b", texts.block(lines, block.indent, block.header), error=error, to=block.end)
        self._at_start = True
        self._fresh = bool(lines) and not lines[-1].strip(" ") and "+" not in block.header
        self._indent = 0
        return token

    # In flow collections

    def _in_flow(self) -> Iterator[Token]:
        self._spaces()
        char = self._peek()
        indicator = char in ("-", "?", ":") and self._peek(1) in _EMPTY_OR_FLOW
        if char == "\n":
            self._newline()
            yield from self._flow_line_start()
        elif char == "," or indicator or (char == ":" and self._after_key):
            self._after_key = False
            yield self._token(char, to=self._at + 1)
        else:
            yield from self._anywhere(char)

    def _flow_line_start(self) -> Iterator[Token]:
        """Ends all flow collections where the line is indented too little; the last bracket may be so."""
        self._column = extent.indent(self._text, self._at)
        document_ends = bool(extent.marker(self._text, self._at))
        self._spaces()
        char = self._peek()
        closes = char in ("]", "}") and self._depth == 1 and self._column == self._needed - 1
        is_text = char not in ("", "\n", "#")
        if document_ends or (is_text and self._column < self._needed and not closes):
            self._depth = 0
            yield self._token("x")
            self._at_start = True
            yield from self._line_start()

    # Everywhere

    def _anywhere(self, char: str) -> Iterator[Token]:
        at = self._at
        self._after_key = char in ("'", '"')
        if char == "#":
            self._comment()
        elif char == "!":
            yield self._tag()
        elif char == "&":
            name = self._here(_NAME)[1:]
            self._anchors.add(name)
            yield self._token("&", name, error="" if name else "“&” must be quoted", to=at + 1 + len(name))
        elif char == "*" and (name := self._here(_NAME)[1:]) in self._anchors:
            yield self._token("*", name, to=at + 1 + len(name))
        elif char in ("[", "{"):
            self._depth += 1
            yield self._token(char, to=at + 1)
        elif char in ("]", "}"):
            self._after_key = self._depth > 0
            self._depth = max(self._depth - 1, 0)
            yield self._token(char, to=at + 1)
        elif char in ("'", '"'):
            yield self._quoted(char)
        elif char:
            end = extent.plain(self._text, at, self._needed, in_flow=self._depth > 0)
            error = f"a value may not begin with “{char}”: quote it" if char in ",%@`|>*" else ""
            yield self._token("s", texts.fold(self._text[at:end]), error=error, to=end)

    def _tag(self) -> Token:
        tag = self._here(_TAG)
        behind = self._peek(len(tag))
        is_tag = _KNOWN_TAG.match(tag) and (behind in EMPTY or (behind == "," and self._depth))
        error = "" if is_tag else f"“{tag}” is not a tag: quote a value that begins with “!”"
        return self._token("!", tag, error=error, to=self._at + len(tag))

    def _quoted(self, quote: str) -> Token:
        start = self._at
        end, closed = extent.quoted(self._text, start, self._needed)
        # What is not closed loses its last character: so Slidev's reader has it.
        inner = self._text[start + 1 : end - 1]
        value, unknown = (texts.single_quoted(inner), "") if quote == "'" else texts.double_quoted(inner)
        error = f"“{unknown}” is not an escape: write two backslashes for one" if unknown else ""
        return self._token("q", value, error=error if closed else f"a quote ({quote}) is not closed", to=end)
