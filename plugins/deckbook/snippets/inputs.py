"""The inputs of a block's record: hashes of all that its output depends on. Where one differs, the record is stale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckbook.snippets.block import Block
from deckbook.snippets.dependencies import Needs, from_elsewhere, needs_of
from deckbook.snippets.project import Project, digest


def inputs_of(block: Block, earlier: Sequence[Block], project: Project) -> dict[str, str]:
    """The inputs of a block that stands behind `earlier` in its namespace, by their names.

    `code`, and `earlier` for the code of the blocks that it needs; the path of a module or a data file from the
    directory of mkdocs.yml; and `package numpy` with the version that the project declares.
    """
    return inputs_from(block, needs_of(block, earlier, project), project)


def inputs_from(block: Block, needs: Needs, project: Project) -> dict[str, str]:
    """The same, where it is known what the block depends on."""
    found = {"code": digest(block.code.encode(errors="replace"))}
    if needs.earlier:
        found["earlier"] = digest("\0".join(one.code for one in needs.earlier).encode(errors="replace"))
    found |= {project.shown(file): project.hash_of(file) for file in needs.modules | needs.data}
    for package in from_elsewhere(needs.packages):
        if version := project.version(package):
            found[f"package {version[0]}"] = version[1]
    return dict(sorted(found.items()))


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The names of the inputs that differ, in their order."""
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
