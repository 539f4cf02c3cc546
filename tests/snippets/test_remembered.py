"""What pytest's cache keeps of code: it makes runs shorter, and never other ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deckbook.snippets import cell, reading
from deckbook.snippets.reading import Code
from deckbook.snippets.remembered import Remembered
from tests.snippets.project import Project

pytest_plugins = ["pytester"]

CODE = "import numpy.linalg as la\nfrom .x import y\ndef f(a):\n    return open('data/x.csv'), b\nz.w = f(1)\nz"
DECK = "# Deck\n\n---\nchapter: A\n---\n\n```py {monaco-run}\nx = 1\nx is 1\n```\n\n```py {monaco-run}\n1 / 0\n```\n"


def test_what_is_remembered_is_what_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Remembered(tmp_path)
    compiled = first.compiled(CODE, "talk.md", 7, 0, "")  # whose syntax tree is then read, without its last line lost
    found = first.code(CODE), compiled
    first.save()
    assert found == (reading.read(CODE), cell.compiled(CODE, "talk.md", 7, 0, "")[:2])

    monkeypatch.setattr(reading, "read", None)
    monkeypatch.setattr(cell, "compiled", None)
    later = Remembered(tmp_path)
    assert (later.code(CODE), later.compiled(CODE, "talk.md", 7, 0, "")) == found


def test_other_code_and_code_at_another_place_are_not_taken_for_it(tmp_path: Path) -> None:
    first = Remembered(tmp_path)
    first.compiled(CODE, "talk.md", 7, 0, "")
    first.code(CODE)
    first.save()

    later = Remembered(tmp_path)
    assert later.compiled(CODE, "talk.md", 8, 0, "")[0].co_firstlineno == 9
    assert later.compiled(CODE, "other.md", 7, 0, "")[0].co_filename == "other.md"
    assert later.code("a") == Code(reads=frozenset("a"), uses=frozenset("a"))


@pytest.mark.parametrize(
    "harm", [lambda data: b"", lambda data: data[:-9], lambda data: data[32:], lambda data: data * 2]
)
def test_a_harmed_file_is_as_none(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    first = Remembered(tmp_path)
    first.code(CODE)
    first.save()
    (file,) = tmp_path.iterdir()
    file.write_bytes(harm(file.read_bytes()))

    assert Remembered(tmp_path).code(CODE) == reading.read(CODE)


def test_runs_with_what_is_remembered_say_the_same(project: Project) -> None:
    project.write({"docs/weeks/w1.md": DECK})

    first, second = project.run("-W", "default"), project.run("-W", "default")

    assert list((project.pytester.path / ".pytest_cache" / "d" / "deckbook").glob("code-*"))
    assert first.by_id == second.by_id
    for run in (first, second):
        assert "w1.md:9: SyntaxWarning" in run.output  # is said each time
        assert "w1.md:13: ZeroDivisionError" in run.output


def test_a_project_that_nothing_can_be_kept_in_is_tested(project: Project) -> None:
    project.write({"docs/weeks/w1.md": DECK, ".pytest_cache": "a file\n"})

    assert list(project.run("-W", "ignore").by_id.values()) == ["passed", "failed"]
