"""The code that a line `<<<` stands for, and what is to be said where there is none."""

from __future__ import annotations

import contextlib
import os.path
from dataclasses import dataclass
from pathlib import Path

from deckbook.deck.code.files import CodeLine, find, read
from deckbook.deck.code.regions import region


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a line leads to.

    Attributes:
        file: The file; None where there is none to be read.
        code: The code that is shown.
        line: The 1-based line of the file on which it begins.
        exact: The same code, each of its lines one of the file.
        faults: The rule and the message of what is to be said of it.
    """

    file: Path | None = None
    code: str = ""
    line: int = 1
    exact: str = ""
    faults: tuple[tuple[str, str], ...] = ()


def fetch(said: CodeLine, source: Path, user_root: Path, roots: tuple[Path, ...]) -> Fetched:
    """The code that a line in the file `source` stands for; `files.find` says which file that is."""
    found = find(said.path, source, user_root, roots)
    text = None
    if found.file:
        with contextlib.suppress(OSError):
            text = read(found.file)
    if found.file is None or text is None:
        where = {"outside": "lies outside the project", "missing": "does not exist"}.get(found.reason, "cannot be read")
        message = f"`<<< {said.path}` names a file that {where}, so no code is shown; correct the path."
        return Fetched(faults=((f"import-code-{found.reason or 'missing'}", message),))
    faults = []
    if found.is_above:
        path = Path(os.path.relpath(found.file, source.parent)).as_posix()
        message = f"Slidev looks for `{said.path}` in the deck's directory only, where it is not; write `<<< {path}`."
        faults.append(("import-code-above", message))
    part = region(text, said.region) if said.region else None
    if said.region and part is None:
        message = (
            f"“{found.file.name}” has no region “{said.region}” that ends, so the whole file is shown; mark it with "
            f"`# region {said.region}` and `# endregion {said.region}`."
        )
        faults.append(("import-code-region", message))
    if part is None:
        return Fetched(found.file, text, 1, text, tuple(faults))
    return Fetched(found.file, part.code, part.line, part.exact, tuple(faults))
