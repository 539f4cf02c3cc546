"""Code from files: what a line `<<<` says, which file it means, and which lines of that are a region."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from deckbook.deck.code.files import find, parse
from deckbook.deck.code.regions import region
from deckbook.deck.code.steps import steps


@pytest.mark.parametrize(
    ("line", "path", "name", "info"),
    [
        ("<<< ./relu.py", "./relu.py", "", "py"),
        ("<<< @/snippets/relu.py#relu", "@/snippets/relu.py", "relu", "py"),
        ("<<< ./relu.txt#a-b python {1,3}", "./relu.txt", "a-b", "python {1,3}"),
        ("<<< ../a b.py py {monaco-run} {autorun:false}", "../a b.py", "", "py {monaco-run} {autorun:false}"),
        ("<<< ./relu.py {monaco-run} [ReLU]", "./relu.py", "", "py {monaco-run} [ReLU]"),
        ("<<<\t./Makefile", "./Makefile", "", ""),
    ],
)
def test_a_line_says_its_file_its_region_and_its_fence(line: str, path: str, name: str, info: str) -> None:
    read = parse(line)

    assert read
    assert (read.path, read.region, read.info) == (path, name, info)


@pytest.mark.parametrize("line", ["<<<", "<<<./a.py", "<< ./a.py"])
def test_any_other_line_is_none(line: str) -> None:
    assert parse(line) is None


FILES = ("a.py", "snippets/relu.py", "docs/weeks/b.py", "docs/weeks/pages/c.py", "../secret.py")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with files of code, in which docs/weeks/deck.md and docs/weeks/pages/one.md would be."""
    root = tmp_path / "site"
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x = 1\n")
    return root


@pytest.mark.parametrize(
    ("target", "source", "found"),
    [
        ("./b.py", "deck.md", "docs/weeks/b.py"),
        ("b.py", "deck.md", "docs/weeks/b.py"),
        ("./b.py", "pages/one.md", "missing"),
        ("./c.py", "pages/one.md", "docs/weeks/pages/c.py"),
        ("@/b.py", "pages/one.md", "docs/weeks/b.py"),
        ("../../snippets/relu.py", "deck.md", "snippets/relu.py"),
        ("@/../../snippets/relu.py", "pages/one.md", "snippets/relu.py"),
        ("@/snippets/relu.py", "deck.md", "snippets/relu.py (above)"),
        ("@/snippets/none.py", "deck.md", "missing"),
        ("snippets/relu.py", "deck.md", "missing"),
        ("../../../secret.py", "deck.md", "outside"),
        ("@/../../../secret.py", "deck.md", "outside"),
        ("@/secret.py", "deck.md", "missing"),
        ("/etc/passwd", "deck.md", "outside"),
        ("./pages", "deck.md", "missing"),
        ("./\0.py", "deck.md", "missing"),
        ("./" + "a" * 300, "deck.md", "missing"),
    ],
)
def test_a_path_is_relative_to_the_file_or_to_the_deck(site: Path, target: str, source: str, found: str) -> None:
    weeks = site / "docs/weeks"

    got = find(target, weeks / source, weeks, (site / "docs", site))

    shown = got.file.relative_to(site).as_posix() + " (above)" * got.is_above if got.file else got.reason
    assert shown == found


@pytest.mark.parametrize(
    ("packages", "found"),
    [
        ({}, "a.py"),
        ({"package.json": "{}"}, "a.py"),
        ({"docs/package.json": "{}"}, "outside"),
        ({"docs/package.json": "{}", "package.json": '{"workspaces": ["docs"]}'}, "a.py"),
        ({"docs/package.json": "{}", "package.json": "{}"}, "outside"),
        ({"docs/package.json": "{}", "pnpm-workspace.yaml": ""}, "a.py"),
        ({"docs/package.json": "{}", "package.json": "[[["}, "outside"),
        ({"docs/package.json": "{}", "../package.json": '{"workspaces": ["site"]}'}, "outside"),
    ],
)
def test_nothing_is_taken_from_outside_of_slidevs_project(site: Path, packages: dict[str, str], found: str) -> None:
    for name, text in packages.items():
        (site / name).write_text(text)
    weeks = site / "docs/weeks"

    got = find("../../a.py", weeks / "deck.md", weeks, (site / "docs", site))

    assert (got.file.relative_to(site).as_posix() if got.file else got.reason) == found


def test_a_link_does_not_lead_out(site: Path) -> None:
    (site / "docs/weeks/link.py").symlink_to(site.parent / "secret.py")
    (site / "docs/weeks/circle.py").symlink_to(site / "docs/weeks/circle.py")
    weeks = site / "docs/weeks"

    assert find("./link.py", weeks / "deck.md", weeks, (site,)).reason == "outside"
    assert find("./circle.py", weeks / "deck.md", weeks, (site,)).reason == "missing"


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("# region relu", "# endregion relu"),
        ("# region relu", "# endregion"),
        ("#region relu", "#endregion"),
        ("# #region relu", "# #endregion"),
        ("// #region relu", "// #endregion relu"),
        ("<!-- #region relu -->", "<!-- #endregion -->"),
        ("/* #region relu */", "/* #endregion */"),
        ("-- #region relu", "-- #endregion"),
        ("#pragma region relu", "#pragma endregion"),
        ("(* #region relu *)", "(* #endregion *)"),
        ("# --8<-- [start:relu]", "# --8<-- [end:relu]"),
        ("// --8<-- [ start: relu ]", "// --8<-- [ end: relu ]"),
    ],
)
def test_a_region_stands_between_its_marks(begin: str, end: str) -> None:
    got = region(f"import x\n\n  {begin}\n  def f():\n      pass\n  {end}\n\ny = 1\n", "relu")

    assert got
    assert (got.code, got.line) == ("def f():\n    pass", 4)


def test_marks_inside_a_region_are_left_out_and_its_lines_stay_known() -> None:
    text = dedent("""\
        # region a
        one = 1
        # --8<-- [start:b]
        two = 2
        # region c
        three = 3
        # endregion
        # --8<-- [end:b]
        four = 4
        # endregion
        five = 5
        """)

    a, b, c = (region(text, name) for name in "abc")

    assert a
    assert b
    assert c
    assert a.code == "one = 1\ntwo = 2\nthree = 3\nfour = 4"
    assert a.exact == "one = 1\n\ntwo = 2\n\nthree = 3\n\n\nfour = 4"
    assert (b.code, b.line) == ("two = 2\nthree = 3", 4)
    assert (c.code, c.line) == ("three = 3", 6)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# region a\n1\n# region b\n2\n# endregion a\n3\n# endregion b\n", {"a": "1\n2", "b": "2\n3"}),
        ("# region a\n# region growing\n1\n# endregion\n2\n", {"a": "1"}),
        ("# region a\n1\n# region of interest\n2\n# endregion\n", {"a": "1\n# region of interest\n2"}),
        ("# region a\n1\n", {"a": None}),
        ("# region ab\n1\n# endregion\n", {"a": None}),
        ("# --8<-- [start:a]\n1\n# endregion a\n# --8<-- [end:a]\n", {"a": "1"}),
        ("1\n", {"a": None}),
    ],
)
def test_regions_that_overlap_or_do_not_end(text: str, code: dict[str, str | None]) -> None:
    assert {name: found.code if (found := region(text, name)) else None for name in code} == code


def test_the_steps_of_a_magic_move_know_their_lines() -> None:
    content = "```py\na = 1\n```\n\nText\n\n<<< ./a.py#b py\n\n```py [t]\n<<< ./a.py\n```\n\n```py\nnot closed\n"

    got = steps(content, "md magic-move [s] {lines:true}")

    assert [(step.line, step.info, step.code) for step in got] == [
        (0, "py [s] {lines:true}", "a = 1\n"),
        (6, "py [s] {lines:true}", ""),
        (8, "py [t] {lines:true}", "<<< ./a.py\n"),
    ]
    assert [step.file.path if step.file else "" for step in got] == ["", "./a.py", ""]
    assert steps(content, "py") == []
