"""The code of the demo decks: what their lines `<<<` name is there by Slidev's own rule, written down here again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import ROOT

WEEKS = ROOT / "docs" / "weeks"
_LINE = re.compile(r"<<<[ \t]*(\S.*?)(#[\w-]+)?[ \t]*(?:[ \t](\S+?))?[ \t]*(\{.*)?$")
_REGION = r"^\s*#\s*#?{0}region\b\s*{1}\s*$"


def lines() -> Iterator[tuple[Path, Path, int, str, bool]]:
    """The lines `<<<` of the demo decks: the entry deck, the file, the line, its text, and whether in a magic-move."""
    for path in sorted(WEEKS.rglob("*.md")):
        entry = path if path.parent == WEEKS else WEEKS / "deck.md"
        fence = ""
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            opening = re.match(r"\s*(`{3,}|~{3,})(.*)", line)
            if opening and not fence:
                fence, info = opening[1], opening[2]
            elif opening and opening[1].startswith(fence) and not opening[2].strip():
                fence = ""
            elif line.lstrip().startswith("<<<") and (not fence or "magic-move" in info):
                yield entry, path, number, line.strip(), bool(fence)


def workspace(folder: Path) -> Path:
    """Slidev's project root: the nearest package.json upwards, or the workspace above that."""
    nearest = next((one for one in (folder, *folder.parents) if (one / "package.json").is_file()), folder)
    for one in (nearest, *nearest.parents):
        package = one / "package.json"
        if (one / "pnpm-workspace.yaml").is_file():
            return one
        if package.is_file() and json.loads(package.read_text("utf-8")).get("workspaces"):
            return one
    return nearest


def fault(entry: Path, path: Path, line: str, *, in_magic_move: bool = False) -> str:
    """Why Slidev does not show what a line of a file of a deck names; "" where it does."""
    match = _LINE.match(line)
    if not match:
        return "no line that Slidev reads"
    target, region = match[1], (match[2] or "").removeprefix("#")
    file = (entry.parent / target[2:] if target.startswith("@/") else path.parent / target).resolve()
    if not file.is_file():
        return "no such file"
    if not file.is_relative_to(entry.parent if in_magic_move else workspace(entry.parent)):
        return "outside of the project"
    if region:
        text = file.read_text("utf-8")
        begin = re.search(_REGION.format("", re.escape(region)), text, re.M)
        end = _REGION.format("end", rf"(?:{re.escape(region)})?")
        if not begin or not re.search(end, text[begin.end() :], re.M):
            return "no such region"
    return ""


@pytest.mark.parametrize("found", list(lines()), ids=lambda found: f"{found[1].name}:{found[2]}")
def test_a_line_of_a_demo_deck_holds_by_slidevs_rule(found: tuple[Path, Path, int, str, bool]) -> None:
    entry, path, _, line, in_magic_move = found

    assert fault(entry, path, line, in_magic_move=in_magic_move) == ""


@pytest.mark.parametrize(
    ("line", "in_magic_move", "why"),
    [
        ("<<< ../../snippets/relu.py#relu py {monaco-run}", False, ""),
        ("<<< ../../snippets/relu.py", True, "outside of the project"),
        ("<<< @/relu.py", True, ""),
        ("<<< @/snippets/relu.py", False, "no such file"),
        ("<<< ../../../out.py", False, "outside of the project"),
        ("<<< ../../snippets/relu.py#tanh", False, "no such region"),
        ("<<<", False, "no line that Slidev reads"),
    ],
)
def test_the_rule_is_one(tmp_path: Path, line: str, in_magic_move: bool, why: str) -> None:
    site = tmp_path / "site"
    for name in ("../out.py", "snippets/relu.py", "docs/weeks/relu.py"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("# region relu\nx = 1\n# endregion relu\n")
    (site / "package.json").write_text("{}")
    deck = site / "docs/weeks/w1.md"

    assert fault(deck, deck, line, in_magic_move=in_magic_move) == why
