"""What runs blocks in a reader's page, here without one: streams that do not flood it, replays, imports, modules."""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deckbook.snippets.page import CHARACTERS, LINES, Output, Runner, shortened


class Page:
    """A runner, and what it told the page of the last block."""

    def __init__(self, folder: Path) -> None:
        self.runner = Runner(folder)
        self.told: list[dict[str, Any]] = []

    def run(self, *codes: str, namespace: str = "n", line: int = 10, **more: str) -> dict[str, Any]:
        self.told.clear()
        steps = [
            {"namespace": namespace, "name": "docs/w.md", "line": line, "code": code, "title": f"b{number}", **more}
            for number, code in enumerate(codes, 1)
        ]
        outcome: dict[str, Any] = json.loads(
            self.runner.run(json.dumps(steps), lambda told: self.told.append(json.loads(told)))
        )
        return outcome

    @property
    def shown(self) -> str:
        """What the block printed, as the page shows it in the end."""
        ends = [told for told in self.told if told["type"] == "end"]
        beginning = "".join(told["text"] for told in self.told if told["type"] == "output")
        if not ends:
            return beginning
        lost = ends[-1]["lost"]
        note = f"[{lost['lines']} lines, {lost['characters']} characters]" if lost["characters"] else ""
        return beginning + note + "".join(text for _, text in ends[-1]["texts"])

    def imports(self, *codes: str, module: str = "") -> list[str]:
        steps = [{"code": code, "module": module} for code in codes]
        return self.runner.imports(json.dumps(steps)).replace("import ", "").split()


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Page]:
    before = Path.cwd(), sys.path[:], sys.stdin, sys.stdout, sys.stderr, set(sys.modules)
    reader = Page(tmp_path / "project")
    reader.runner.prepare("{}")
    yield reader
    os.chdir(before[0])
    sys.path[:], sys.stdin, sys.stdout, sys.stderr = before[1:5]
    for name in set(sys.modules) - before[5]:
        del sys.modules[name]


def test_what_is_printed_comes_at_once(reader: Page) -> None:
    outcome = reader.run(
        "import sys\nprint('a', end='')\nprint('b', file=sys.stderr)\nsys.stdout.buffer.write(b'\\xff')\n7"
    )

    texts = [(told["stream"], told["text"]) for told in reader.told]
    assert texts == [("stdout", "a"), ("stderr", "b"), ("stderr", "\n"), ("stdout", "\ufffd")]
    assert outcome["result"] == {"text": "7"}
    assert outcome["error"] == {"text": ""}


def test_blocks_before_it_run_unseen_and_share_its_namespace(reader: Page) -> None:
    outcome = reader.run("x = 1\nprint('unseen')", "1/0", "print(x + 1)")

    assert reader.shown == "2\n"
    assert outcome["earlier"] == [["b2", "ZeroDivisionError: division by zero"]]
    reader.run("print('x' in globals())", namespace="another")
    assert reader.shown == "False\n"


def test_many_lines_keep_their_beginning_and_their_end(reader: Page) -> None:
    reader.run("for number in range(100_000): print(number)")

    lines = reader.shown.splitlines()
    assert lines[:LINES] == [str(number) for number in range(LINES)]
    lost = sum(len(f"{number}\n") for number in range(LINES, 100_000 - LINES))
    assert lines[LINES] == f"[{100_000 - 2 * LINES} lines, {lost} characters]{100_000 - LINES}"
    assert lines[-1] == "99999"
    # A message a line at first, and then one now and then.
    assert len(reader.told) < 2 * LINES + 1000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", {"text": ""}),
        ("a\nb", {"text": "a\nb"}),
        ("x" * 1_000_000, (CHARACTERS, CHARACTERS, 0, 1_000_000 - 2 * CHARACTERS)),
        ("\n" * 10_000, (LINES, LINES, 10_000 - 2 * LINES, 10_000 - 2 * LINES)),
        ("ab\n" * 10_000 + "c", (3 * LINES, 3 * LINES + 1, 10_000 - 2 * LINES, 3 * (10_000 - 2 * LINES))),
        ("x" * CHARACTERS + "y", {"text": "x" * CHARACTERS, "end": [["", "y"]], "lost": {"lines": 0, "characters": 0}}),
    ],
    ids=["nothing", "short", "one line", "empty lines", "lines", "a little too long"],
)
def test_a_long_text(text: str, shown: object) -> None:
    found = json.loads(json.dumps(shortened(text)))

    if isinstance(shown, tuple):
        end = "".join(piece for _, piece in found["end"])
        assert text.startswith(found["text"])
        assert text.endswith(end)
        assert (len(found["text"]), len(end), found["lost"]["lines"], found["lost"]["characters"]) == shown
    else:
        assert found == shown


def test_a_block_that_flushes_at_every_word_does_not_flood_the_page() -> None:
    told: list[str] = []
    output = Output(told.append)
    output.write("stdout", "x" * CHARACTERS)
    for _ in range(20_000):
        output.write("stdout", "word ")
        output.show()
    output.flush()

    assert len(told) < 100


def test_a_stream_that_a_block_keeps_goes_on_in_the_next_one(reader: Page) -> None:
    reader.run(
        "import logging\nlog = logging.Logger('l')\nlog.addHandler(logging.StreamHandler())", "log.error('seen')"
    )

    assert reader.shown == "seen\n"


def test_a_block_that_loses_its_streams_has_them_again(reader: Page) -> None:
    reader.run("import sys\nsys.stdout = sys.stderr = None")
    reader.run("print('here')")

    assert reader.shown == "here\n"


def test_a_warning_is_given_at_every_run(reader: Page) -> None:
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("default")
        for _ in range(2):
            reader.run("import warnings\nwarnings.warn('mind this')")

    assert [(str(one.message), one.filename, one.lineno) for one in given] == [("mind this", "docs/w.md", 12)] * 2


def test_nobody_answers_input(reader: Page) -> None:
    outcome = reader.run("name = input('Name? ')")

    assert reader.shown == "Name? "
    assert outcome["kind"] == "RuntimeError"
    assert outcome["error"]["text"].splitlines()[-1] == (
        "RuntimeError: input() gets no answer here: code in a page cannot ask. Write the value into the code."
    )
    assert 'File "docs/w.md", line 11, in b1' in outcome["error"]["text"]
    assert "page.py" not in outcome["error"]["text"]
    assert reader.run("import sys\nsys.stdin.read()")["kind"] == "RuntimeError"


def test_the_files_of_the_project(reader: Page) -> None:
    files = {"lab_a/__init__.py": "", "lab_a/deep.py": "def f():\n    raise KeyError('k')\n", "data/n.txt": "7\r\n"}
    reader.runner.prepare(json.dumps(files))

    outcome = reader.run(
        "from lab_a.deep import f\nwith open('data/n.txt', newline='') as n: print(repr(n.read()))\nf()"
    )

    assert reader.shown == "'7\\r\\n'\n"
    assert 'File "lab_a/deep.py", line 2, in f' in outcome["error"]["text"]
    assert str(Path.cwd()) not in outcome["error"]["text"]


def test_the_modules_that_have_to_be_there(reader: Page) -> None:
    reader.runner.prepare(json.dumps({
        "lab_b/__init__.py": "import numpy as np",
        "lab_b/a.py": "from .b import c\nfrom . import d",
        "lab_b/b.py": "import scipy.linalg",
        "lab_b/d.py": "def f():\n    import sympy\n",
        "lab_b/unused.py": "import torch",
        "single.py": "import lab_b.b",
    }))  # fmt: skip

    assert reader.imports("x = 1") == []
    assert reader.imports("import math, os.path\nfrom pandas import DataFrame") == ["math", "os", "pandas"]
    assert reader.imports("import lab_b") == ["numpy"]
    assert reader.imports("from lab_b.a import x") == ["numpy", "scipy", "sympy"]
    assert reader.imports("from lab_b import d") == ["numpy", "sympy"]
    assert reader.imports("pass", module="single") == ["numpy", "scipy"]
    assert reader.imports("import matplotlib", "def broken(") == ["matplotlib"]


def test_it_reads_text_as_a_browser_has_it(reader: Page) -> None:
    """Streams are streams: what asks them what they are gets an answer."""
    reader.run("import sys\nprint(sys.stdout.encoding, sys.stdout.isatty(), sys.stdout.writable())")

    assert reader.shown == "utf-8 False True\n"
    assert isinstance(sys.stdout, io.TextIOWrapper)
