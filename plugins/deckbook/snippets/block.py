"""A runnable block of a deck, and those that share a namespace: plain values, however they were found."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from deckbook.diagnostics import Diagnostic
from deckbook.snippets.marks import Marks


@dataclass(frozen=True, slots=True)
class Source:
    """Where the code of a line `<<<` comes from.

    Attributes:
        file: The file, absolute.
        line: The 1-based line on which the code begins there.
        module: The dotted name that it is imported by with the directory of mkdocs.yml on `sys.path`, or "".
    """

    file: Path
    line: int
    module: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Code that Slidev runs: a fence, a line `<<<`, or a step of a magic-move.

    Attributes:
        path: The file it stands in, absolute; not the deck's where that imports it.
        line: The 1-based line of the fence, or of the line `<<<`.
        code: What is run, without the indentation of all its lines.
        name: The name of its record, such as `关键方法/relu`; unique in the deck, and without line numbers.
        source: The file that the code comes from; None where it stands in the deck.
        caption: The fence's title, which describes its figures.
        marks: What a comment on the line before says of its test.
        problem: Why it cannot be run.
        slide: Slidev's number of its slide; a file that is imported twice has each block twice.
    """

    path: Path
    line: int
    code: str
    name: str = ""
    source: Source | None = None
    caption: str = ""
    marks: Marks = field(default_factory=Marks)
    problem: Diagnostic | None = None
    slide: int = 0


@dataclass(frozen=True, slots=True)
class NamedBlocks:
    """The blocks that share a namespace, in order, by what their tests are called; such names are unique in the deck.

    A namespace is called as its chapter, or as the deck where it is one for all. Where each block has its own, several
    are called the same.
    """

    name: str
    blocks: tuple[tuple[str, Block], ...]
