"""What a block sees, what becomes of one that fails, and what its failure shows."""

from __future__ import annotations

import sys
from textwrap import dedent

import pytest

from tests.snippets.project import Project

pytest_plugins = ["pytester"]


def deck(*chapters: list[str]) -> str:
    """A deck with the given blocks of code by chapter, which are called A, B and C."""
    slides = ["# Deck\n"]
    for name, blocks in zip("ABC", chapters, strict=False):
        fences = "\n".join(f"```py {{monaco-run}}\n{dedent(code).strip()}\n```\n" for code in blocks)
        slides.append(f"chapter: {name}\n---\n\n{fences}")
    return "\n---\n".join(slides)


def test_the_blocks_of_a_chapter_share_a_namespace_and_another_begins_anew(project: Project) -> None:
    project.write({"docs/weeks/w1.md": deck(["x = 1", "assert x == 1; x = 2", "assert x == 2"], ["x"])})

    outcome = project.run()

    assert list(outcome.by_id.values()) == ["passed", "passed", "passed", "failed"]
    assert "NameError: name 'x' is not defined" in outcome.output


COUNTED = deck(
    ["print('one'); seen = [1]", "print('two'); seen.append(2)", "print('three', seen); assert seen == [1, 2]"]
)
FIRST, SECOND, THIRD = COUNTED_IDS = [
    f"docs/weeks/w1.md::A::block-{n}:{line}" for n, line in ((1, 7), (2, 11), (3, 15))
]


def test_a_block_alone_runs_after_those_before_it_whose_output_is_dropped(project: Project) -> None:
    project.write({"docs/weeks/w1.md": COUNTED})

    outcome = project.run(THIRD)

    assert outcome.by_id == {THIRD: "passed"}
    assert "three [1, 2]" in outcome.output
    assert not {"one", "two"} & set(outcome.output.split())


@pytest.mark.parametrize("order", ["items.reverse()", "items[:] = items * 2", "items.insert(0, items.pop())"])
def test_blocks_may_run_in_any_order_and_again(project: Project, order: str) -> None:
    project.write({
        "docs/weeks/w1.md": COUNTED,
        "conftest.py": f"def pytest_collection_modifyitems(items):\n    {order}\n",
    })  # fmt: skip

    assert project.run().by_id == dict.fromkeys(COUNTED_IDS, "passed")


def test_a_block_sees_nothing_of_a_later_one_that_ran_before_it(project: Project) -> None:
    project.write({
        "docs/weeks/w1.md": deck(["x = 1", "assert 'y' not in globals()\n1 / 0", "y = 1\nassert y == 2"]),
        "conftest.py": "def pytest_collection_modifyitems(items):\n    items.reverse()\n",
    })  # fmt: skip

    outcome = project.run()

    assert list(outcome.by_id.values()) == ["passed", "failed", "failed"]
    assert "docs/weeks/w1.md:13: ZeroDivisionError" in outcome.output
    assert "docs/weeks/w1.md:16: AssertionError" not in outcome.output


def test_blocks_may_run_in_two_processes(project: Project) -> None:
    pytest.importorskip("xdist", reason="needs pytest-xdist")
    project.write({
        "docs/weeks/w1.md": COUNTED,
        "docs/weeks/w2.md": COUNTED,
        "pytest.ini": "[pytest]\ntestpaths = tests\n",
        "tests/test_one.py": "def test_one(): pass\n",
    })  # fmt: skip

    outcome = project.run("-n", "2", "--dist", "load")

    assert sorted(outcome.by_id) == sorted([
        *COUNTED_IDS, *(own.replace("w1", "w2") for own in COUNTED_IDS), "tests/test_one.py::test_one",
    ])  # fmt: skip
    assert set(outcome.by_id.values()) == {"passed"}


def test_what_failed_last_runs_again_alone(project: Project) -> None:
    project.write({"docs/weeks/w1.md": deck(["x = 1"], ["y = 1", "assert y == 2", "assert y == 1"])})
    failing = "docs/weeks/w1.md::B::block-2:19"

    assert project.run("-x").by_id == {
        "docs/weeks/w1.md::A::block-1:7": "passed",
        "docs/weeks/w1.md::B::block-1:15": "passed",
        failing: "failed",
    }
    assert project.run("--lf").by_id == {failing: "failed"}


def test_a_block_is_no_script_but_its_module_can_be_found(project: Project) -> None:
    code = """\
        from __future__ import annotations
        import pickle
        from dataclasses import dataclass
        from typing import get_type_hints

        @dataclass
        class Point:
            x: int

        assert __name__ != "__main__"
        assert pickle.loads(pickle.dumps(Point(1))) == Point(1)
        assert get_type_hints(Point) == {"x": int}
        """
    project.write({"docs/weeks/w1.md": deck([code, "assert Point(2).x == 2"])})

    assert set(project.run().by_id.values()) == {"passed"}
    assert "__deck__" not in sys.modules


def test_a_traceback_shows_the_block_and_the_decks_lines(project: Project) -> None:
    project.write(
        {"docs/weeks/w1.md": deck(["def half(x):\n    y = x + 1\n    return y / 0", "z = 1\nhalf(z)\nz = 2"])}
    )

    shown = project.run().output.partition(" A › block-2:13 ")[2].partition("=====")[0].splitlines()[1:]

    assert [line.rstrip() for line in shown if line.strip(" ^_")] == [
        "    z = 1",
        ">   half(z)",
        "docs/weeks/w1.md:15:",
        "x = 1",
        "    def half(x):",
        "        y = x + 1",
        ">       return y / 0",
        "E       ZeroDivisionError: division by zero",
        "docs/weeks/w1.md:10: ZeroDivisionError",
    ]


@pytest.mark.parametrize("style", ["short", "native", "line"])
def test_every_style_of_traceback_leaves_the_plugin_out(project: Project, style: str) -> None:
    project.write({"docs/weeks/w1.md": deck(["x = 1\nx / 0"])})

    output = project.run(f"--tb={style}").output

    assert "docs/weeks/w1.md:9" in output or 'w1.md", line 9' in output
    assert "run.py" not in output


def test_code_that_is_no_python_names_its_line(project: Project) -> None:
    project.write({"docs/weeks/w1.md": deck(["x = 1\nx = = 2", "assert 'x' not in globals()"])})

    outcome = project.run()

    assert list(outcome.by_id.values()) == ["failed", "passed"]
    assert "docs/weeks/w1.md:7: the block cannot be compiled" in outcome.output
    assert 'w1.md", line 9\n    x = = 2\n        ^\nSyntaxError: invalid syntax' in outcome.output


def test_a_block_in_a_list_is_run_without_its_indentation(project: Project) -> None:
    project.write({
        "docs/weeks/w1.md": "# A\n\n---\n\n- one\n\n  ```py {monaco-run}\n  if True:\n      1 / 0\n  ```\n"
    })  # fmt: skip

    outcome = project.run()

    assert outcome.by_id == {"docs/weeks/w1.md::A::block-1:7": "failed"}
    assert "docs/weeks/w1.md:9: ZeroDivisionError" in outcome.output


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys\nsys.exit(3)", "SystemExit: 3"),
        ("exit()", "SystemExit: None"),
        ("raise KeyboardInterrupt", "The block raised KeyboardInterrupt."),
        ("raise GeneratorExit", "GeneratorExit"),
        ("def f(): f()\nf()", "RecursionError"),
    ],
)
def test_a_block_that_wants_to_end_everything_fails_alone(project: Project, code: str, said: str) -> None:
    project.write({"docs/weeks/w1.md": deck(["x = 1", code, "assert x == 1"], ["pass"])})

    outcome = project.run()

    assert list(outcome.by_id.values()) == ["passed", "failed", "passed", "passed"]
    assert said in outcome.output
    assert project.run("-k", "block-3").by_id == {next(own for own in outcome.by_id if "block-3" in own): "passed"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_ctrl_c_ends_the_run(project: Project) -> None:
    project.write({
        "docs/weeks/w1.md": deck(["import signal\nsignal.raise_signal(signal.SIGINT)", "pass"])
    })  # fmt: skip

    assert project.run().status == pytest.ExitCode.INTERRUPTED
    assert project.run("-k", "block-2").status == pytest.ExitCode.INTERRUPTED


@pytest.mark.parametrize("arguments", [[], ["-k", "block-2"]])
def test_a_failure_names_the_blocks_that_failed_before_it(project: Project, arguments: list[str]) -> None:
    project.write({"docs/weeks/w1.md": deck(["x = 1 / 0", "x"])})

    output = project.run(*arguments).output

    assert "NameError: name 'x' is not defined" in output
    assert "docs/weeks/w1.md:7: ZeroDivisionError: division by zero" in output
