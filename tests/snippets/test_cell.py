"""What running one block gives, in any interpreter: the code on the left, its outcome on the right."""

from __future__ import annotations

import ast
import pickle
import subprocess
import sys
import warnings
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from deckbook.snippets import cell


def run(code: str, namespace: dict[str, Any] | None = None, **options: Any) -> cell.Outcome:
    """Runs code as the block of a deck that begins in its line 11."""
    options = {"filename": "docs/weeks/w1.md", "line": 10, **options}
    return cell.run(dedent(code), {} if namespace is None else namespace, **options)


@pytest.mark.parametrize(
    ("code", "result"),
    [
        ("1 + 1", "2"),
        ("x = 1\nx", "1"),
        ("x = 1; x + 1", "2"),
        ("'a'", "'a'"),
        ("None", ""),
        ("x = 1", ""),
        ("", ""),
        ("# only a comment", ""),
        ("for x in range(3):\n    x", ""),
        ("(y := 3)", "3"),
        ("object()", "<object object at 0x…>"),
        ("def f(): pass\nf", "<function f at 0x…>"),
    ],
)
def test_the_value_of_the_last_expression_is_shown_as_in_the_interpreter(code: str, result: str) -> None:
    assert run(code) == cell.Outcome(result=result)


def test_blocks_share_the_namespace_that_they_are_given() -> None:
    namespace: dict[str, Any] = {}

    run("from __future__ import annotations\ndef double(x: int) -> int:\n    return 2 * x", namespace)

    assert run("double(21)", namespace).result == "42"
    assert run("double(21)").error_type == "NameError"


def test_a_traceback_begins_in_the_block_with_the_files_line_and_text() -> None:
    outcome = run("x = 1\ndef half(x):\n    return x / 0\nhalf(x)")

    assert [line.strip() for line in outcome.error.splitlines() if line.strip(" ~^")] == [
        "Traceback (most recent call last):",
        'File "docs/weeks/w1.md", line 14, in <module>',
        "half(x)",
        'File "docs/weeks/w1.md", line 13, in half',
        "return x / 0",
        "ZeroDivisionError: division by zero",
    ]
    assert outcome.error_type == "ZeroDivisionError"
    assert isinstance(outcome.exception, ZeroDivisionError)


def test_a_traceback_may_call_the_block_by_its_name() -> None:
    assert "line 11, in 关键方法/relu\n" in run("1 / 0", name="关键方法/relu").error


def test_a_block_keeps_its_lines_when_another_of_the_file_has_run(tmp_path: Path) -> None:
    namespace: dict[str, Any] = {}
    run("def first():\n    raise ValueError", namespace, filename="w2.md", line=2)
    run("def second():\n    raise KeyError", namespace, filename="w2.md", line=8)

    assert "    raise ValueError\n" in run("first()", namespace, filename="w2.md", line=12).error
    assert "    raise KeyError\n" in run("second()", namespace, filename="w2.md", line=14).error


@pytest.mark.parametrize(
    ("code", "line", "why"),
    [
        ("x = 1\nx = = 2", 12, "invalid syntax"),
        ("x = 1\nreturn x", 12, "'return' outside function"),
        ("x = 1\n\nyield x", 13, "'yield' outside function"),
        ("  x = 1\nx = 2", 11, "unexpected indent"),
    ],
)
def test_code_that_is_no_python_names_its_line(code: str, line: int, why: str) -> None:
    outcome = cell.run(code, {}, filename="docs/weeks/w1.md", line=10)

    assert f'File "docs/weeks/w1.md", line {line}\n' in outcome.error
    assert why in outcome.error
    assert issubclass(type(outcome.exception), SyntaxError)


def test_a_warning_about_code_has_the_files_line_and_comes_once() -> None:
    with pytest.warns(SyntaxWarning) as warned:
        assert run("x = 1\nx is 1\n").result == "True"

    assert [(warning.filename, warning.lineno) for warning in warned] == [("docs/weeks/w1.md", 12)]


def test_a_warning_of_a_block_has_its_line() -> None:
    with pytest.warns(UserWarning, match="why") as warned:
        run("import warnings\nwarnings.warn('why')")

    assert [(warning.filename, warning.lineno) for warning in warned] == [("docs/weeks/w1.md", 12)]


@pytest.mark.parametrize(
    ("code", "error_type"),
    [
        ("raise SystemExit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("class E(BaseException): pass\nraise E", "E"),
        ("class E(Exception):\n    def __str__(self): return 1 / 0\nraise E", "E"),
        ("class A:\n    def __repr__(self): return 1 / 0\nA()", "ZeroDivisionError"),
        ("x = 'a\\0b'\n\0", "SyntaxError"),
    ],
)
def test_whatever_is_raised_is_in_the_outcome(code: str, error_type: str) -> None:
    outcome = run(code)

    assert outcome.error_type == error_type
    assert outcome.error
    assert outcome.result == ""


def test_classes_of_a_block_are_found_by_pickle_dataclasses_and_typing() -> None:
    code = """\
        from __future__ import annotations
        import pickle
        from dataclasses import dataclass
        from typing import get_type_hints

        @dataclass
        class Point:
            x: int

        pickle.loads(pickle.dumps(Point(1))) == Point(1), get_type_hints(Point)
        """
    assert run(code).result == "(True, {'x': <class 'int'>})"
    assert cell.NAME not in sys.modules


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module that can be imported as `relu_of_a_test`."""
    monkeypatch.syspath_prepend(str(tmp_path))
    file = tmp_path / "relu_of_a_test.py"
    file.write_text(
        "from __future__ import annotations\nimport math as m\nZERO = 0.0\n"
        "def relu(x: Unknown) -> float:\n    return m.fabs(max(x, ZERO))\n",
        encoding="utf-8",
    )
    monkeypatch.delitem(sys.modules, "relu_of_a_test", raising=False)
    return file


REGION = "def relu(x: Unknown) -> float:\n    return m.fabs(max(x, ZERO))\n"


def test_a_part_of_a_module_finds_what_stands_elsewhere_in_it(module: Path) -> None:
    namespace: dict[str, Any] = {}

    outcome = cell.run(REGION, namespace, filename=str(module), line=3, module="relu_of_a_test")

    assert outcome == cell.Outcome()
    assert run("relu(-1.5), relu(2)", namespace).result == "(0.0, 2.0)"
    assert set(namespace) == {"__builtins__", "__name__", "__parts__", "relu"}


def test_a_part_of_a_module_sees_its_module_and_not_what_blocks_call_by_the_same_name(module: Path) -> None:
    namespace: dict[str, Any] = {"ZERO": 1.0, "m": None}

    cell.run(REGION, namespace, filename=str(module), line=3, module="relu_of_a_test")

    assert run("relu(-1.5), ZERO", namespace).result == "(0.0, 1.0)"


def test_the_parts_of_a_module_see_one_another_and_the_module_itself_stays(module: Path) -> None:
    namespace: dict[str, Any] = {}
    for code in ("ZERO = 1.0\n", REGION):
        cell.run(code, namespace, filename=str(module), line=3, module="relu_of_a_test")

    assert run("import relu_of_a_test as r\nrelu(-1.5), ZERO, r.ZERO", namespace).result == "(1.0, 1.0, 0.0)"


def test_an_error_in_a_part_of_a_module_names_the_modules_line(module: Path) -> None:
    namespace: dict[str, Any] = {}
    cell.run(REGION, namespace, filename=str(module), line=3, module="relu_of_a_test")

    error = run("relu('a')", namespace).error

    assert f'File "{module}", line 5, in relu\n    return m.fabs(max(x, ZERO))\n' in error


@pytest.mark.parametrize(("text", "error_type"), [("1 / 0\n", "ZeroDivisionError"), ("x = = 1\n", "SyntaxError")])
def test_a_part_of_a_module_that_cannot_be_imported_fails(module: Path, text: str, error_type: str) -> None:
    module.write_text(text, encoding="utf-8")

    outcome = cell.run("x = 1", {}, filename=str(module), line=3, module="relu_of_a_test")

    assert outcome.error_type == error_type
    assert f'File "{module}", line 1' in outcome.error
    assert "cell.py" not in outcome.error
    assert cell.run("1", {}, filename="a.md", line=1, module="no_such_module").error_type == "ModuleNotFoundError"


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(cell.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "." for node in imports if isinstance(node, ast.ImportFrom)}

    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_it_runs_as_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "cell.py").write_bytes(Path(cell.__file__).read_bytes())
    code = "import cell; print(cell.run('x = 20\\nx + 1', {}, filename='w1.md', line=3).result)"

    ran = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )

    assert ran.stdout == "21\n"


# Figures

DRAW = """\
import matplotlib.pyplot as plt
plt.plot([0, 1, 2], [0, 1, 4], "o-", label="square")
plt.legend()
plt.title("A  parabola")
plt.show()
"""


def test_what_is_drawn_is_svg_with_its_title_and_letters_and_is_closed() -> None:
    plt = pytest.importorskip("matplotlib.pyplot")

    outcome = run(DRAW)

    assert outcome.error == ""
    assert outcome.titles == ("A parabola",)
    assert ">square</text>" in outcome.figures[0]
    assert plt.get_fignums() == []


@pytest.mark.parametrize("last", ["plt.legend()", "plt.plot([1, 2])", "plt.bar([1], [2])", "plt.gcf()"])
def test_a_part_of_a_figure_is_no_result_as_the_figure_shows_it(last: str) -> None:
    pytest.importorskip("matplotlib")

    outcome = run(f"import matplotlib.pyplot as plt\nplt.plot([1, 2], label='a')\n{last}")

    assert (outcome.error, outcome.result, len(outcome.figures)) == ("", "", 1)


def test_showing_a_figure_shows_and_warns_of_nothing() -> None:
    pytest.importorskip("matplotlib")
    code = "from deckbook.snippets import cell\no = cell.run(CODE, {}, filename='w', line=0)\nprint(o.error, o.result)"
    code = code.replace("CODE", repr(DRAW.replace("plt.title", "import warnings\nplt.title")))

    ran = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, encoding="utf-8", check=True,
        env={"DISPLAY": ":0", "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip

    assert ran.stdout.strip() == ""
    assert "non-interactive" not in ran.stderr


def test_a_figure_is_the_same_text_in_every_run() -> None:
    pytest.importorskip("matplotlib")
    first = run(DRAW).figures

    code = "from deckbook.snippets import cell\nimport pickle, sys\n"
    code += f"o = cell.run({DRAW!r}, {{}}, filename='w', line=0)\nsys.stdout.buffer.write(pickle.dumps(o.figures))"
    ran = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )

    assert first == run(DRAW).figures == pickle.loads(ran.stdout)  # noqa: S301
    assert "dc:date" not in first[0]


def test_a_figure_that_is_the_last_value_is_drawn() -> None:
    pytest.importorskip("matplotlib")
    namespace: dict[str, Any] = {}
    first = run("import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2])", namespace)

    second = run("axes.set_title('Later')\nfigure", namespace)

    assert len(first.figures) == 1
    assert (second.result, second.titles) == ("", ("Later",))
    assert ">Later</text>" in second.figures[0]


def test_a_figure_that_cannot_be_drawn_is_the_blocks_error() -> None:
    plt = pytest.importorskip("matplotlib.pyplot")

    outcome = run("import matplotlib.pyplot as plt\nplt.title(r'$\\frac{1$')")

    assert outcome.error_type == "ValueError"
    assert plt.get_fignums() == []


def test_what_others_have_drawn_stays_open() -> None:
    plt = pytest.importorskip("matplotlib.pyplot")
    plt.switch_backend("Agg")
    with warnings.catch_warnings():
        number = plt.figure().number
        try:
            assert len(run("import matplotlib.pyplot as plt\nplt.figure()\n1").figures) == 1
            assert plt.get_fignums() == [number]
        finally:
            plt.close("all")
