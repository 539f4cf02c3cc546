"""Code from files: what the line `<<< ./relu.py#region py {1,3}` says, and the file that it means by Slidev's rules."""

from __future__ import annotations

import json
import os.path
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_LINE = re.compile(
    r"<<<\s+(?P<path>\S[^#{]*?)(?:#(?P<region>[\w-]+))?(?:\s+(?P<language>[\w+-]+))?\s*(?P<meta>(?:\{.*)?)\s*\Z"
)


@dataclass(frozen=True, slots=True)
class CodeLine:
    """What a line `<<<` says.

    Attributes:
        path: The file, as it is written.
        region: The name of the part that is shown; "" for the whole file.
        info: The info string of the fence that it stands for.
    """

    path: str
    region: str
    info: str


@dataclass(frozen=True, slots=True)
class CodeFile:
    """What the path of such a line leads to.

    Attributes:
        file: The file; None where there is none that may be shown.
        reason: Why there is none.
        is_above: Whether it was found above the deck's directory only, where Slidev does not look.
    """

    file: Path | None = None
    reason: Literal["", "missing", "outside"] = ""
    is_above: bool = False


def parse(line: str) -> CodeLine | None:
    """Reads a line; None where it is none."""
    match = _LINE.match(line.strip())
    if not match:
        return None
    path = match["path"].strip()
    suffix = path.rpartition("/")[2].rpartition(".")
    language = match["language"] or (suffix[2] if suffix[1] else "")
    return CodeLine(path, match["region"] or "", f"{language} {match['meta']}".strip())


def find(target: str, source: Path, user_root: Path, roots: tuple[Path, ...]) -> CodeFile:
    """The file that `<<< target` in the file `source` means.

    A path is relative to that file, and `@/` is the directory of the entry deck, `user_root`. Where nothing is found
    there, `@/` is looked for in the directories above. Nothing is taken from outside of the project: of `roots`, and
    where a package.json in them says what Slidev's project is, of that.
    """
    if "\0" in target:
        return CodeFile(reason="missing")
    project = _project(user_root, roots)
    name = target.removeprefix("@/")
    is_rooted = name != target
    first = _look(user_root / name if is_rooted else source.parent / target, project, roots)
    if first.reason != "missing" or not is_rooted:
        return first
    for folder in user_root.parents:
        if not _is_inside(folder, roots):
            break
        found = _look(folder / name, project, roots)
        if found.file:
            return CodeFile(found.file, is_above=True)
    return first


def looked_at(target: str, source: Path, user_root: Path, roots: tuple[Path, ...]) -> Iterator[Path]:
    """The files that `find` may look at, be they there or not: where none of them has changed, it finds the same."""
    if "\0" in target:
        return
    name = target.removeprefix("@/")
    yield Path(os.path.normpath(source.parent / target if name == target else user_root / name))
    for folder in (user_root, *user_root.parents):
        if not _is_inside(folder, roots):
            break
        yield from (folder / "package.json", folder / "pnpm-workspace.yaml")
        if name != target:
            yield Path(os.path.normpath(folder / name))


def read(file: Path) -> str:
    """The text of a file of code; raises OSError where it cannot be read."""
    return file.read_text("utf-8-sig", errors="replace")


def _look(path: Path, project: Path | None, roots: tuple[Path, ...]) -> CodeFile:
    name = os.path.normpath(path)
    if not _is_inside(name, roots if project is None else (project,)):
        return CodeFile(reason="outside")
    try:
        real = os.path.realpath(name)
        if real != name and not _is_inside(real, [os.path.realpath(root) for root in roots]):
            return CodeFile(reason="outside")
        return CodeFile(Path(name)) if _is_file(real) else CodeFile(reason="missing")
    except OSError:
        return CodeFile(reason="missing")


def _is_inside(path: str | Path, folders: Iterable[str | Path]) -> bool:
    """As `is_relative_to`, without which many such lines would take long."""
    return any(f"{path}{os.sep}".startswith(f"{str(folder).rstrip(os.sep)}{os.sep}") for folder in folders)


def _is_file(path: str) -> bool:
    return os.path.isfile(path)  # noqa: PTH113  (for the same reason)


def _project(user_root: Path, roots: tuple[Path, ...]) -> Path | None:
    """The directory of Slidev's project in the site; None where the site has none.

    It is the nearest one upwards with a package.json, or the workspace that this belongs to.
    """
    nearest: Path | None = None
    for folder in (user_root, *user_root.parents):
        if not _is_inside(folder, roots):
            break
        has_package = _is_file(f"{folder}/package.json")
        nearest = nearest or (folder if has_package else None)
        is_workspace = has_package and _has_workspaces(folder / "package.json")
        if nearest and (is_workspace or _is_file(f"{folder}/pnpm-workspace.yaml")):
            return folder
    return nearest


def _has_workspaces(package: Path) -> bool:
    try:
        data = json.loads(package.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(data, dict) and bool(data.get("workspaces"))
