"""What a block depends on: the blocks before it, the project's modules and data files, and the packages they import."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from deckbook.snippets.block import Block
from deckbook.snippets.project import Project
from deckbook.snippets.reading import Code


@dataclass(frozen=True, slots=True)
class Needs:
    """What a block depends on.

    Attributes:
        earlier: The blocks before it in its namespace whose names it shares, directly or through others, in order.
        modules: The project's modules that these and the block itself import, directly or through others.
        data: The project's files that all of these name.
        packages: The top-level modules from elsewhere that they import, in the standard library or not.
        certain: Those of them without which the block cannot run at all.
    """

    earlier: tuple[Block, ...] = ()
    modules: frozenset[Path] = frozenset()
    data: frozenset[Path] = frozenset()
    packages: frozenset[str] = frozenset()
    certain: frozenset[str] = frozenset()


def needs_of(block: Block, earlier: Sequence[Block], project: Project) -> Needs:
    """What a block depends on; `earlier` are the blocks before it in its namespace, in order."""
    needed = _needed(block, earlier, project)
    codes = [project.read(one.code) for one in (*needed, block)]
    files = {file for code in codes for file in project.imported(code.imports)}
    for one in (*needed, block):
        if one.source and one.source.module:
            files.update(project.files_of(one.source.module))
    reached = [project.reach(file) for file in files]
    packages = frozenset().union(*(code.packages() for code in codes), *(one.packages for one in reached))
    certain = frozenset().union(*(code.packages(certain=True) for code in codes), *(one.certain for one in reached))
    named = project.data(text for code in codes for text in code.texts)
    return Needs(
        earlier=needed,
        modules=frozenset().union(*(one.modules for one in reached)),
        data=frozenset(named).union(*(one.data for one in reached)),
        packages=frozenset(name for name in packages if not project.is_own(name)),
        certain=frozenset(name for name in certain if not project.is_own(name)),
    )


def from_elsewhere(packages: Iterable[str]) -> list[str]:
    """Those of top-level modules that are not the standard library's."""
    return sorted(name for name in packages if name not in sys.stdlib_module_names)


def _needed(block: Block, earlier: Sequence[Block], project: Project) -> tuple[Block, ...]:
    """The blocks before a block that may have made what it reads what it is."""
    codes = [_code(one, project) for one in earlier]
    own = _code(block, project)
    known = frozenset(name for code in codes for name in code.binds)
    loose = frozenset(name for code in codes for name in code.binds - code.fixed)
    wanted = known if own.is_wild else own.reads & known
    while True:
        found = [*_sharing(wanted, earlier, codes, known, loose)]
        # What a function of theirs reads may be bound behind it.
        later = wanted.union(*(code.later & known for _, code in found))
        if later == wanted:
            return tuple(one for one, _ in reversed(found))
        wanted = later


def _sharing(
    wanted: frozenset[str],
    earlier: Sequence[Block],
    codes: Sequence[Code],
    known: frozenset[str],
    loose: frozenset[str],
) -> Iterator[tuple[Block, Code]]:
    """The blocks that have to do with wanted names, or with what is wanted by those of them that come later."""
    for one, code in zip(reversed(earlier), reversed(codes), strict=True):
        if code.is_wild or not wanted.isdisjoint(code.binds | code.changes | (code.uses & loose)):
            yield one, code
            surely = frozenset() if one.marks.raises else code.surely
            wanted = (wanted - surely) | (known if code.is_wild else code.reads & known)


def _code(block: Block, project: Project) -> Code:
    """What a block says; a part of a module sees its module's names alone, and only binds its own for the others."""
    code = project.read(block.code)
    if block.source is None or not block.source.module:
        return code
    return Code(binds=code.binds, surely=code.surely, fixed=code.fixed)
