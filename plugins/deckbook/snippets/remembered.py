"""What earlier runs of pytest have made of code: what it says, and what it is compiled to."""

from __future__ import annotations

import ast
import marshal
from pathlib import Path
from types import CodeType

from deckbook.snippets import cell, reading
from deckbook.snippets.kept import Kept, key
from deckbook.snippets.reading import Code, Import

Parts = tuple[CodeType, CodeType | None]


class Remembered:
    """What is known of code, from a file that is read when it is first needed; without one, nothing is."""

    def __init__(self, folder: Path | None = None) -> None:
        self._kept = Kept(folder, "code")
        self._parsed: tuple[str, ast.Module] | None = None
        # Most sets of names are empty, or those of many blocks: the fewer objects there are, the less Python looks
        # through them for garbage.
        self._sets: dict[frozenset[str], frozenset[str]] = {}

    def code(self, text: str) -> Code:
        """What code says, as `reading.read` has it."""
        if not self._kept.is_on:
            return reading.read(text)
        own = key("says", text)
        if (data := self._kept.recall(own)) is not None:
            *sets, is_wild, imports = marshal.loads(data)  # noqa: S302  (as all that is kept)
            reads, later, uses, binds, surely, fixed, changes, texts = map(self._set, sets)
            imports = tuple(Import(*one) for one in imports)
            return Code(reads, later, uses, binds, surely, fixed, changes, is_wild, imports, texts)
        known, tree = self._parsed or ("", None)
        code = reading.read(text, tree=tree if known == text else None)
        imports = tuple((one.module, one.names, one.level, one.is_certain) for one in code.imports)
        sets = (code.reads, code.later, code.uses, code.binds, code.surely, code.fixed, code.changes, code.texts)
        # As tuples: marshal writes sets in an order that takes long to find.
        self._kept.keep(own, marshal.dumps((*map(tuple, sets), code.is_wild, imports)))
        return code

    def compiled(self, code: str, filename: str, line: int, flags: int, name: str) -> Parts:
        """What code is compiled to, as `cell.compiled` has it; what is warned of is so each time."""
        if not self._kept.is_on:
            return cell.compiled(code, filename, line, flags, name)[:2]
        own = key("is", code, filename, line, flags, name)
        if (data := self._kept.recall(own)) is not None:
            parts: Parts = marshal.loads(data)  # noqa: S302  (as all that is kept)
            return parts
        body, last, is_warned, tree = cell.compiled(code, filename, line, flags, name)
        self._parsed = code, tree
        if not is_warned:
            self._kept.keep(own, marshal.dumps((body, last)))
        return body, last

    def _set(self, names: tuple[str, ...]) -> frozenset[str]:
        own = frozenset(names)
        return self._sets.setdefault(own, own)

    def save(self) -> None:
        """Writes what is new."""
        self._kept.save()
