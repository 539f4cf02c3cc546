"""TeX cut into tokens, and its macros expanded, with bounds on all work, as macros may grow without end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

LONGEST = 20_000
"""Characters of a formula, and tokens of what its macros make of it."""
_WORK = 100_000
"""Tokens that macros may take and give, all together."""
_CALL = 50
"""What a call costs besides."""
_TOKEN = re.compile(r"%[^\n]*(?:\n\s*)?|\\[A-Za-z@]+|\\.|#[1-9]|.", re.S)
_FINISHED = "\x01"
"""Begins the token of a command whose argument is taken over as it stands."""


class Unreadable(Exception):
    """A formula that is no TeX, or too much of it."""


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro's body, and how many arguments it takes; `default` is the first one's value where it is left out."""

    body: tuple[str, ...]
    arity: int = 0
    default: tuple[str, ...] | None = None


Macros = Mapping[str, Macro]
"""Macros by their command, backslash included."""


def tokens(tex: str) -> list[str]:
    """Comments, commands, `#1` and single characters."""
    found: list[str] = _TOKEN.findall(tex)
    return found


def macro(body: str, arity: int | None = None) -> Macro:
    """A macro from its body; without an arity its highest `#n` tells, as with KaTeX."""
    found = tuple(tokens(body[:LONGEST]))
    used = max((int(piece[1]) for piece in found if _is_parameter(piece)), default=0)
    return Macro(found, used if arity is None else arity)


def finished(command: str) -> str:
    """A command that is not expanded, nor is what stands in the braces behind it."""
    return _FINISHED + command


def _is_parameter(piece: str) -> bool:
    return len(piece) == 2 and piece[0] == "#"


class Expander:
    """Expands one formula; what it defines holds from there to its end.

    `commands` are those with a meaning of their own: each takes its arguments from here and emits or pushes tokens.
    """

    def __init__(self, macros: Macros, commands: Mapping[str, Callable[[Expander], None]]) -> None:
        self.macros = dict(macros)
        self._commands = commands
        self._stack: list[str] = []
        self._out: list[str] = []
        self._left = _WORK

    def expand(self, source: list[str]) -> list[str]:
        """The tokens without macros, comments and commands with a meaning of their own.

        Raises:
            Unreadable: An argument is missing, or there is too much of it.
        """
        self._stack = source[::-1]
        while self._stack:
            piece = self._stack.pop()
            if piece in self.macros:
                self._call(self.macros[piece])
            elif piece in self._commands:
                self._commands[piece](self)
            elif piece[0] == _FINISHED and len(piece) > 1:
                self.emit(piece[1:], "{", *self.argument(), "}")
            elif _is_parameter(piece):
                raise Unreadable
            elif piece[0] != "%":
                self._out.append(piece)
            if len(self._out) > LONGEST:
                raise Unreadable
        return self._out

    def emit(self, *found: str) -> None:
        """Adds tokens to what is expanded."""
        self._out.extend(found)

    def push(self, found: Iterable[str]) -> None:
        """Puts tokens before what is still to be expanded."""
        self._stack.extend([*found][::-1])
        if len(self._stack) > 3 * LONGEST:
            raise Unreadable

    def next(self) -> str:
        """The next token that is neither space nor comment; "" at the end. It stays."""
        while self._stack and (self._stack[-1].isspace() or self._stack[-1][0] == "%"):
            self._stack.pop()
        return self._stack[-1] if self._stack else ""

    def take(self, *wanted: str) -> str:
        """Takes the next token where it is one of these, else "" and nothing."""
        return self._stack.pop() if self.next() in wanted and self._stack else ""

    def ahead(self, count: int) -> str:
        """The text of the next tokens."""
        return "".join(self._stack[: -count - 1 : -1])

    def skip(self, length: int) -> None:
        """Takes as many characters."""
        while length > 0 and self._stack:
            length -= len(self._stack.pop())

    def argument(self) -> list[str]:
        """The next group without its braces, or the next token."""
        piece = self.next()
        if not piece:
            raise Unreadable
        self._stack.pop()
        return self.until("}") if piece == "{" else [piece]

    def optional(self) -> list[str]:
        """The next argument in brackets, or nothing."""
        return self.until("]") if self.take("[") else []

    def plain(self) -> str:
        """The next argument as text."""
        return "".join(self.argument()).strip()

    def until(self, *closing: str) -> list[str]:
        """The tokens before one of these outside of inner groups, which is taken as well."""
        found: list[str] = []
        depth = 0
        while self._stack:
            piece = self._stack.pop()
            if depth == 0 and piece in closing:
                return found
            depth += (piece == "{") - (piece == "}")
            if piece[0] != "%":
                found.append(piece)
        raise Unreadable

    def _call(self, called: Macro) -> None:
        arguments: list[Sequence[str]] = []
        if called.default is not None:
            arguments.append(self.optional() or called.default)
        while len(arguments) < called.arity:
            arguments.append(self.argument())
        body: list[str] = []
        for piece in called.body:
            if _is_parameter(piece):
                number = int(piece[1])
                body += arguments[number - 1] if number <= len(arguments) else ()
            else:
                body.append(piece)
            if len(body) > LONGEST:
                raise Unreadable
        self._left -= _CALL + len(body) + sum(map(len, arguments))
        if self._left < 0:
            raise Unreadable
        self.push(body)
