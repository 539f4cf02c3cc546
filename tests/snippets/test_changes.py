"""What a change of one file does to the blocks of several decks: those that use it notice, and no others."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.snippets.project import Project

pytest_plugins = ["pytester"]

FENCE = "```py {{monaco-run}}\n{}\n```\n"
FILES: Mapping[str, str] = {
    "snippets/__init__.py": "",
    "snippets/base.py": "SLOPE = 1.0\n\n\ndef least():\n    return 0.0\n",
    "snippets/relu.py": "from snippets.base import least\n\n\n# region relu\ndef relu(x):\n    return max(x, least())\n"
    "# endregion\n\n\ndef unused():\n    return 1\n",
    "snippets/tanh.py": "import math\n\n\ndef tanh(x):\n    return math.tanh(x)\n",
    "docs/weeks/shows.md": "# A\n\n---\nchapter: Shown\n---\n\n<<< ../../snippets/relu.py#relu py {monaco-run}\n\n"
    + FENCE.format("relu(-1.0)")
    + FENCE.format("1 + 1")
    + "\n---\nchapter: Other\n---\n\n"
    + FENCE.format("2 + 2"),
    "docs/weeks/uses.md": "# B\n\n---\nchapter: Used\n---\n\n"
    + FENCE.format("from snippets.relu import relu\nrelu(2.0)")
    + "\n---\nchapter: Base\n---\n\n"
    + FENCE.format("from snippets import base\nbase.SLOPE")
    + "\n---\nchapter: Tanh\n---\n\n"
    + FENCE.format("from snippets.tanh import tanh\ntanh(0.0)"),
}
SHOWN, SHOWN_USED, PLAIN, OTHER = (
    f"shows/{name}" for name in ("Shown.block", "Shown.block-2", "Shown.block-3", "Other.block")
)
USED, BASE, TANH = (f"uses/{name}.block" for name in ("Used", "Base", "Tanh"))
ALL = {SHOWN, SHOWN_USED, PLAIN, OTHER, USED, BASE, TANH}


@pytest.fixture
def recorded(project: Project) -> Project:
    """The project with all its outputs recorded."""
    outcome = project.write(FILES).run("--update-outputs")
    assert set(outcome.by_id.values()) == {"passed"}, outcome.output
    assert set(inputs(project)) == ALL
    return project


def inputs(project: Project) -> dict[str, object]:
    """The inputs of every record, by deck and block."""
    weeks = project.pytester.path / "docs/weeks"
    return {
        f"{path.parent.name.removesuffix('.outputs')}/{path.stem}": json.loads(path.read_text("utf-8"))["inputs"]
        for path in weeks.rglob("*.json")
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "stale"),
    [
        ("snippets/tanh.py", "import math", "import math  # as in C", {TANH}),
        ("snippets/base.py", "SLOPE = 1.0", "SLOPE = 2.0 / 2", {SHOWN, SHOWN_USED, USED, BASE}),
        ("snippets/relu.py", "return 1", "return 2", {SHOWN, SHOWN_USED, USED}),
        ("docs/weeks/shows.md", "1 + 1", "1 * 2", {PLAIN}),
        ("docs/weeks/shows.md", "# A\n", "# Another\n\nMore words.\n", set()),
    ],
)
def test_an_edit_makes_stale_what_comes_from_the_file_and_nothing_else(
    recorded: Project, file: str, old: str, new: str, stale: set[str]
) -> None:
    before = inputs(recorded)
    assert old in FILES[file]

    outcome = recorded.write({file: FILES[file].replace(old, new)}).run()

    assert set(outcome.by_id.values()) == {"passed"}, outcome.output
    after = inputs(recorded)
    assert {name for name in ALL if after[name] != before[name]} == stale
    assert outcome.output.count(": refreshed: ") == len(stale)
    assert "refreshed" not in recorded.run().output


@pytest.mark.parametrize(
    ("file", "old", "new", "failing"),
    [
        ("snippets/relu.py", "    return max(x, least())", "    return max(x, most())", {SHOWN_USED, USED}),
        ("snippets/relu.py", "def relu(x):", "def relu(x:", {SHOWN, SHOWN_USED, USED}),
        ("snippets/base.py", "def least():", "def most():", {SHOWN, SHOWN_USED, USED}),
        ("snippets/base.py", "    return 0.0", "    return -7.0", {SHOWN_USED}),
        ("snippets/tanh.py", "math.tanh(x)", "math.tan(x) + 1", {TANH}),
        ("snippets/tanh.py", "import math", "import maths", {TANH}),
    ],
)
def test_breaking_a_line_fails_the_blocks_that_show_or_use_it_and_no_others(
    recorded: Project, file: str, old: str, new: str, failing: set[str]
) -> None:
    assert old in FILES[file]

    outcome = recorded.write({file: FILES[file].replace(old, new)}).run()

    places = {"7": SHOWN, "9": SHOWN_USED, "12": PLAIN, "20": OTHER}
    places |= {f"uses:{line}": name for line, name in (("7", USED), ("16", BASE), ("25", TANH))}
    found = set()
    for own, result in outcome.by_id.items():
        line = own.rpartition(":")[2]
        name = places[f"uses:{line}" if "uses.md" in own else line]
        if result == "failed":
            found.add(name)
    assert found == failing, outcome.output
    assert len(outcome.by_id) == len(ALL)
