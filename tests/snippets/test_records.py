"""What is kept of a block's output: records as files, and files that were edited, merged badly or cut off."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest

from deckbook.snippets import records
from deckbook.snippets.records import Figure, Record

SVG = '<svg xmlns="http://www.w3.org/2000/svg">\n</svg>\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a record of the deck `weeks/2026-w47.md` is kept."""
    return records.path_of(tmp_path / "weeks" / "2026-w47.md", "关键方法/relu")


def test_a_record_is_a_sorted_file_beside_its_deck(path: Path, tmp_path: Path) -> None:
    figure = records.figure_name(path, SVG)
    inputs = {"snippets/relu.py": "3f2a9c1b3f2a9c1b", "code": "0011223344556677"}
    record = Record(inputs, ("1", "", "二"), ("3",), figures=(Figure(figure, "Ein “Bild”"),))

    records.write(path, record, {figure: SVG})

    assert path == tmp_path / "weeks" / "2026-w47.outputs" / "关键方法.relu.json"
    assert path.read_text(encoding="utf-8") == dedent(f"""\
        {{
         "figures": [
          {{
           "alt": "Ein “Bild”",
           "file": "{figure}"
          }}
         ],
         "inputs": {{
          "code": "0011223344556677",
          "snippets/relu.py": "3f2a9c1b3f2a9c1b"
         }},
         "result": [
          "3"
         ],
         "stdout": [
          "1",
          "",
          "二"
         ]
        }}
        """)
    assert (path.parent / figure).read_text(encoding="utf-8") == SVG
    assert sorted(file.name for file in path.parent.iterdir()) == sorted([path.name, figure])
    assert records.read(path) == record


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", ()), ("a", ("a",)), ("a\n", ("a",)), ("a\n\n", ("a", "")), ("\n", ("",)), ("a\u2028b\r\n", ("a\u2028b\r",))],
)
def test_a_text_is_kept_in_lines(text: str, lines: tuple[str, ...], path: Path) -> None:
    assert records.lines(text) == lines
    records.write(path, Record(stdout=lines), {})
    assert records.read(path) == Record(stdout=lines)


def test_half_of_a_character_pair_is_kept_as_its_number(path: Path) -> None:
    records.write(path, Record(stdout=records.lines("\ud83d")), {})

    assert records.read(path) == Record(stdout=("\\ud83d",))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("关键方法/relu", "关键方法.relu"),
        ("Méthode/relu", "Méthode.relu"),
        ("1 Intro/3.1 Method", "1 Intro.3.1 Method"),
        ("3.1 Method/relu", "3.1 Method.relu-"),
        ("a/b/c", "a.b.c-"),
        ('What? "A" <b>/c:d', "What- -A- -b-.c-d-"),
        ("../../etc/passwd", "_......etc.passwd-"),
        ("con", "_con-"),
        ("NUL/x", "_NUL.x-"),
        ("a/end.", "_a.end-"),
        ("长" * 200 + "/x", "长" * 40 + "-"),
    ],
)
def test_a_blocks_name_becomes_a_safe_file(name: str, file: str, tmp_path: Path) -> None:
    own = records.file_name(name)

    assert own.startswith(file)
    assert len(own) - len(file) in (0, 8)
    records.write(records.path_of(tmp_path / "w1.md", name), Record(stdout=("a",)), {})
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.json")] == [f"w1.outputs/{own}.json"]


def test_names_that_look_the_same_are_one_and_others_are_not() -> None:
    assert records.file_name("Me\u0301thode/x") == records.file_name("M\u00e9thode/x")

    names = ["a.b/c", "a/b.c", "a/b/c", "a:b/c", "a?b/c", "a-b/c", "长" * 80 + "/x", "长" * 80 + "/y"]
    assert len({records.file_name(name) for name in names}) == len(names)


def test_another_figure_takes_the_place_of_the_one_before(path: Path) -> None:
    other = SVG.replace("svg>", "svg >")
    first, second = records.figure_name(path, SVG), records.figure_name(path, other)
    neighbour = path.with_name("关键方法.relu-2.json")
    records.write(path, Record(figures=(Figure(first),)), {first: SVG})
    beside = records.figure_name(neighbour, SVG)
    records.write(neighbour, Record(figures=(Figure(beside),)), {beside: SVG})

    records.write(path, Record(figures=(Figure(second),)), {second: other})

    files = {file.name for file in path.parent.iterdir()}
    assert files == {path.name, second, neighbour.name, beside}


def test_what_has_not_changed_is_not_written(path: Path) -> None:
    figure = records.figure_name(path, SVG)
    record = Record(stdout=("a",), figures=(Figure(figure),))
    records.write(path, record, {figure: SVG})
    before = [(file.name, file.stat().st_mtime_ns, file.stat().st_ino) for file in path.parent.iterdir()]

    records.write(path, record, {figure: SVG})

    assert [(file.name, file.stat().st_mtime_ns, file.stat().st_ino) for file in path.parent.iterdir()] == before


def test_no_record_is_none(path: Path) -> None:
    assert records.read(path) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no JSON in line 1"),
        ('{"stdout": ["a"', "is no JSON in line 1"),
        ('{\n "stdout": ["a"],\n}\n', "is no JSON in line "),
        ('{\n<<<<<<< HEAD\n "error": "a"\n=======\n "error": "b"\n>>>>>>> b\n}', "marks of a merge"),
        ('{\r\n=======\r\n}', "marks of a merge"),
        ('{"stdout": ["a"], "stdout": ["b"]}', "says “stdout” twice"),
        ("[]", "is no mapping"),
        ("3", "is no mapping"),
        ('{"stdout": "a"}', "has “stdout” that is no list of texts"),
        ('{"result": [1]}', "has “result” that is no list of texts"),
        ('{"inputs": {"code": 1}}', "has “inputs” that are no texts"),
        ('{"inputs": []}', "has “inputs” that are no texts"),
        ('{"error": ["a"]}', "has an “error” that is no text"),
        ('{"figures": {}}', "has “figures” that are no list"),
        ('{"figures": ["a-00000000.svg"]}', "has a figure that names no file of it"),
        ('{"figures": [{"file": "../a-00000000.svg"}]}', "has a figure that names no file of it"),
        ('{"figures": [{"file": "a.svg"}]}', "has a figure that names no file of it"),
        ('{"figures": [{"file": "a-00000000.svg"}]}', "has a figure whose file is missing, “a-00000000.svg”"),
        (b'{"stdout": ["\xff"]}', "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ('{"stdout": ["' + "a" * records.LONGEST + '"]}', "is longer than 16,000,000 bytes"),
    ],
)  # fmt: skip
def test_a_record_that_was_edited_or_merged_badly_says_what_is_wrong(text: str | bytes, why: str, path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)

    read = records.read(path)

    assert isinstance(read, str)
    assert read.startswith("The record ")
    assert why in read
    assert read.endswith("`pytest --update-outputs` writes it anew.")


def test_a_figure_that_was_edited_is_noticed_and_ends_of_lines_are_not(path: Path) -> None:
    figure = records.figure_name(path, SVG)
    records.write(path, Record(figures=(Figure(figure),)), {figure: SVG})

    (path.parent / figure).write_bytes(SVG.replace("\n", "\r\n").encode())
    assert isinstance(records.read(path), Record)

    (path.parent / figure).write_bytes(SVG.replace("svg>", "svg><text/>").encode())
    assert "has a figure whose file was edited" in str(records.read(path))


def test_a_folder_in_a_records_place_is_no_crash(path: Path) -> None:
    path.mkdir(parents=True)

    assert "The record cannot be read" in str(records.read(path))


def test_records_without_blocks_are_found(tmp_path: Path) -> None:
    deck = tmp_path / "w1.md"
    for name in ("a/x", "a/y", "b/z"):
        records.write(records.path_of(deck, name), Record(stdout=(name,)), {})

    assert records.orphans(deck, ["a/x", "b/z", "c/new"]) == [records.path_of(deck, "a/y")]
    records.remove(records.path_of(deck, "a/y"))
    assert records.orphans(deck, ["a/x", "b/z"]) == []
    assert records.orphans(tmp_path / "w2.md", []) == []


WRITER = """\
import sys
from pathlib import Path
from deckbook.snippets import records
from deckbook.snippets.records import Figure, Record
path = Path(sys.argv[1])
for number in range(1_000_000):
    svg = f"<svg>{number}</svg>" + "\\n" * 50_000
    name = records.figure_name(path, svg)
    record = Record(stdout=(str(number),) * 20_000, figures=(Figure(name),))
    records.write(path, record, {name: svg})
    print("written", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_a_run_that_is_killed_while_it_writes_leaves_a_whole_record(path: Path) -> None:
    chosen = random.Random(47)  # noqa: S311 - moments, no secrets
    for _ in range(8):
        command = [sys.executable, "-c", WRITER, str(path)]
        with subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": ":".join(sys.path)}
        ) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(chosen.random() / 20)
            process.send_signal(signal.SIGKILL)

        record = records.read(path)

        assert isinstance(record, Record), record
        assert set(record.stdout) == {record.stdout[0]}
        assert len(record.stdout) == 20_000
