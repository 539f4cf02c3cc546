"""The command `deckbook`, run as a command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deckbook import __version__
from deckbook.vendor import PACKAGES
from tests.decks import TALK
from tests.harness import ROOT

DECK = TALK + "\n---\nsrc: ./more.md\ntitle: Imported\n---\n\n---\nsrc: nowhere.md\n---\n"
LINE = DECK.splitlines().index("src: nowhere.md")


def deckbook(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deckbook.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(  # noqa: S603 - our own command
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "talk.md").write_text(DECK, encoding="utf-8")
    (tmp_path / "more.md").write_text("# 更多\n\n<!-- A note -->\n", encoding="utf-8")
    return tmp_path


def test_it_says_its_version(tmp_path: Path) -> None:
    shown = deckbook("--version", cwd=tmp_path)

    assert shown.returncode == 0
    assert __version__ in shown.stdout


def test_inspect_shows_the_outline_and_what_gave_it(folder: Path) -> None:
    shown = deckbook("inspect", "talk.md", cwd=folder)

    assert shown.returncode == 0
    assert shown.stdout.splitlines() == [
        "talk.md: Talk (6 slides)",
        "      2–3  1. First  [levels]",
        "        2  1. First  (talk.md:8)",
        "        3  Inside the first  (talk.md:14)",
        "      4–6  2. Second  [levels]",
        "        4  2. Second  (talk.md:20)",
        "        5  Inside the second  (talk.md:26)",
        "        6  更多  (more.md:1)",
        (
            f"talk.md:{LINE}: error: `src: nowhere.md` names a file that does not exist, so nothing is imported; "
            "correct the path. [import-missing]"
        ),
    ]


def test_json_has_the_fields_that_programs_rely_on(folder: Path) -> None:
    shown = deckbook("inspect", "--json", "talk.md", "more.md", cwd=folder)

    assert shown.returncode == 0
    talk, more = (json.loads(line) for line in shown.stdout.splitlines())
    assert list(talk) == ["file", "headmatter", "errors", "slides", "outline"]
    assert talk["file"] == "talk.md"
    assert talk["headmatter"] == {"title": "Talk"}
    [error] = talk["errors"]
    assert error | {"message": "…"} == {
        "file": "talk.md",
        "line": LINE,
        "rule": "import-missing",
        "severity": "error",
        "message": "…",
    }
    assert talk["slides"][5] == {
        "no": 6,
        "file": "more.md",
        "start": 0,
        "end": 4,
        "frontmatter": {"title": "Imported"},
        "content": "# 更多",
        "note": "A note",
        "title": "更多",
        "level": 1,
    }
    assert talk["outline"] == [
        {"part": None, "title": "1. First", "first": 2, "last": 3, "signal": "levels"},
        {"part": None, "title": "2. Second", "first": 4, "last": 6, "signal": "levels"},
    ]
    assert [slide["title"] for slide in more["slides"]] == ["更多"]


def test_json_is_json_whatever_yaml_holds(tmp_path: Path) -> None:
    deck = '---\na: .inf\nb: .nan\nc: [0x10, 2026-11-08]\n? [1, 2]\n: d\ntitle: "\\ud800"\n---\n\n# A\n'
    (tmp_path / "talk.md").write_text(deck, encoding="utf-8")

    shown = deckbook("inspect", "--json", "talk.md", cwd=tmp_path)

    assert shown.returncode == 0, shown.stderr
    read = json.loads(shown.stdout, parse_constant=pytest.fail)
    assert read["headmatter"]["c"] == [16, "2026-11-08"]
    assert deckbook("inspect", "talk.md", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("latin.md", "# A\n\n---\n\nna\xefve\n".encode("latin-1"), "latin.md:5: error: "),
        ("wide.md", "# A\n".encode("utf-16"), "wide.md:1: error: "),
    ],
)
def test_a_file_that_is_not_utf_8_is_shown_as_far_as_it_goes(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)

    shown = deckbook("inspect", name, cwd=tmp_path)

    assert shown.returncode == 0
    assert said in shown.stdout
    assert "[deck-encoding]" in shown.stdout


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for name in ("missing.md", "."):
        shown = deckbook("inspect", name, cwd=tmp_path)
        assert shown.returncode == 2
        assert "Invalid value for 'DECKS...'" in shown.stderr
        assert "Traceback" not in shown.stderr


def test_a_pipe_is_told_as_unreadable(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")

    shown = deckbook("inspect", "pipe.md", cwd=tmp_path)

    assert shown.returncode == 0
    assert "[deck-unreadable]" in shown.stdout


def test_vendor_puts_a_copy_into_the_site_that_stands_here(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: S\ndocs_dir: pages\nplugins: [deckbook]\n", encoding="utf-8")
    (tmp_path / "package/dist").mkdir(parents=True)
    (tmp_path / "package/dist/mermaid.min.js").write_text("another", encoding="utf-8")

    shown = deckbook("vendor", "mermaid", "--from", "package", cwd=tmp_path)
    checked = deckbook("vendor", "mermaid", "--check", cwd=tmp_path)

    assert shown.returncode == checked.returncode == 1
    assert [line.partition(" is not")[0].partition(" holds")[0] for line in shown.stderr.splitlines()] == [
        "dist/mermaid.min.js",
        "package",
    ]
    assert "/pages/assets/vendor/mermaid-" in checked.stderr
    assert not (tmp_path / "pages").exists()


def test_vendor_mermaid(tmp_path: Path) -> None:
    package = ROOT / ".cache" / "npm" / PACKAGES["mermaid"].folder
    if not (package / "package.json").exists():
        pytest.skip("needs the npm package mermaid: `make test` gets it where there is npm")
    (tmp_path / "mkdocs.yml").write_text("site_name: S\nplugins: [deckbook]\n", encoding="utf-8")

    first, again, checked = (
        deckbook("vendor", "mermaid", *more, cwd=tmp_path)
        for more in (["--from", package], ["--from", package], ["--check"])
    )

    assert [first.returncode, again.returncode, checked.returncode] == [0, 0, 0], first.stderr
    folder = Path("docs/assets/vendor") / package.name
    assert first.stdout == f"{folder}/mermaid.min.js is written.\n{folder}/LICENSE is written.\n"
    assert again.stdout == checked.stdout == f"{folder} is complete.\n"


def test_vendor_pyodide(tmp_path: Path) -> None:
    pyodide = PACKAGES["pyodide"]
    package = ROOT / ".cache" / "npm" / pyodide.folder
    if not (package / "package.json").exists():
        pytest.skip("needs the npm package pyodide: `make test` gets it where there is npm")
    (tmp_path / "mkdocs.yml").write_text("site_name: S\nplugins: [deckbook]\n", encoding="utf-8")
    (tmp_path / "wheels").mkdir()

    def vendor(*more: object) -> subprocess.CompletedProcess[str]:
        return deckbook("vendor", "pyodide", *more, cwd=tmp_path)

    first, checked = vendor("--from", package), vendor("--check")
    unknown = vendor("--package", "numppy")
    missing = vendor("--package", "packaging", "--packages-from", "wheels")

    assert [first.returncode, checked.returncode] == [0, 0], first.stderr
    folder = Path("docs/assets/vendor") / pyodide.folder
    written = "".join(f"{folder}/{file.path} is written.\n" for file in pyodide.files)
    assert first.stdout == f"{written}{folder} is complete.\n"
    assert checked.stdout == f"{folder} is complete.\n"
    assert (unknown.returncode, missing.returncode) == (2, 1)
    assert "pyodide 314.0.7 has no package numppy; numpy is meant?" in unknown.stderr
    [fault] = missing.stderr.splitlines()
    assert fault.startswith("wheels/packaging-")
    assert fault.endswith("cannot be read: No such file or directory.")


def test_vendor_without_a_site_asks_where(tmp_path: Path) -> None:
    shown = deckbook("vendor", "mermaid", "--check", cwd=tmp_path)

    assert shown.returncode == 2
    assert "No mkdocs.yml here names the plugin deckbook" in shown.stderr


def test_an_empty_file_is_a_deck_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_bytes(b"")

    shown = deckbook("inspect", "empty.md", cwd=tmp_path)

    assert shown.returncode == 0
    assert "Traceback" not in shown.stderr
