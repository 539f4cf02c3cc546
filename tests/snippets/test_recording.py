"""What blocks put out against what is recorded of them: what fails, what is written, and what is said of it."""

from __future__ import annotations

import json
import os
import stat
import sys
from textwrap import dedent

import pytest

from tests.snippets.project import Project
from tests.snippets.recorded import FOLDER, deck, names, record

pytest_plugins = ["pytester"]

HELLO = deck(
    """
    hello
    print("hello")
    print("world")
    """,
    """
    sum
    1 + 1
    """,
)
HELLO_ID, SUM_ID = "docs/weeks/w1.md::A::hello:8", "docs/weeks/w1.md::A::sum:17"


def test_without_records_blocks_pass_and_the_run_says_so(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO})

    outcome = project.run()

    assert outcome.by_id == {HELLO_ID: "passed", SUM_ID: "passed"}
    assert "The output of 2 blocks is not recorded yet; `pytest --update-outputs` does it." in outcome.output
    assert not (project.pytester.path / FOLDER).exists()


def test_update_outputs_writes_them_and_later_runs_hold_to_them(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO})

    written = project.run("--update-outputs")
    again = project.run("--update-outputs")

    assert f"{FOLDER}/A.hello.json: written\n{FOLDER}/A.sum.json: written" in written.output
    assert "outputs of decks" not in again.output
    assert record(project, "A.hello") == {"stdout": ["hello", "world"]}
    assert record(project, "A.sum") == {"result": ["2"]}
    outcome = project.run()
    assert outcome.by_id == {HELLO_ID: "passed", SUM_ID: "passed"}
    assert "outputs of decks" not in outcome.output


def test_another_output_fails_with_a_diff(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO}).run("--update-outputs")
    project.write({"docs/weeks/w1.md": HELLO.replace('"world"', '"all"').replace("1 + 1", "1 + 2")})

    outcome = project.run()

    assert outcome.by_id == {HELLO_ID: "failed", SUM_ID: "failed"}
    assert (
        "docs/weeks/w1.md:8: The output is not as recorded; `pytest --update-outputs` takes it as it is now.\n"
        "--- printed, as recorded\n+++ printed, now\n@@ -1,2 +1,2 @@\n hello\n-world\n+all\n"
        f"The record: {FOLDER}/A.hello.json\n"
    ) in outcome.output
    assert "--- last value, as recorded\n+++ last value, now\n@@ -1 +1 @@\n-2\n+3\n" in outcome.output
    assert record(project, "A.hello") == {"stdout": ["hello", "world"]}


def test_update_outputs_says_what_it_changes(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO}).run("--update-outputs")
    project.write({"docs/weeks/w1.md": HELLO.replace('"world"', '"all"')})

    outcome = project.run("--update-outputs")

    assert outcome.by_id == {HELLO_ID: "passed", SUM_ID: "passed"}
    assert f"{FOLDER}/A.hello.json: written anew\n    --- printed, as recorded" in outcome.output
    assert "    -world\n    +all" in outcome.output
    assert "A.sum.json" not in outcome.output
    assert record(project, "A.hello") == {"stdout": ["hello", "all"]}


def test_the_same_output_of_other_code_refreshes_the_record(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO}).run("--update-outputs")
    file = project.pytester.path / FOLDER / "A.sum.json"
    before = json.loads(file.read_text(encoding="utf-8"))
    project.write({"docs/weeks/w1.md": HELLO.replace("1 + 1", "2 * 1")})

    outcome = project.run()

    after = json.loads(file.read_text(encoding="utf-8"))
    assert outcome.by_id == {HELLO_ID: "passed", SUM_ID: "passed"}
    said = f"{FOLDER}/A.sum.json: refreshed: what it came from has changed, and its output has not"
    assert said in outcome.output
    assert after["inputs"] != before["inputs"]
    assert after["result"] == before["result"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user who may not write everywhere")
def test_what_cannot_be_refreshed_is_no_failure(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO}).run("--update-outputs")
    project.write({"docs/weeks/w1.md": HELLO.replace("1 + 1", "2 * 1")})
    folder = project.pytester.path / FOLDER
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        outcome = project.run()
    finally:
        folder.chmod(stat.S_IRWXU)

    assert outcome.by_id == {HELLO_ID: "passed", SUM_ID: "passed"}
    assert f"{FOLDER}/A.sum.json: not written\n    The record cannot be written (Permission denied)." in outcome.output


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits")
def test_a_full_disk_loses_no_record_and_is_no_failure(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO}).run("--update-outputs")
    before = {path: path.read_bytes() for path in project.pytester.path.rglob("*.json")}
    full = """\
        import resource, pytest

        @pytest.hookimpl(wrapper=True)
        def pytest_runtest_call():
            before = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
            try:
                return (yield)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)
        """
    project.write({"docs/weeks/w1.md": HELLO.replace("1 + 1", "2 * 1"), "conftest.py": dedent(full)})

    outcome = project.run("-s")
    updated = project.run("-s", "--update-outputs")

    assert outcome.by_id == {HELLO_ID: "passed", SUM_ID: "passed"}
    assert f"{FOLDER}/A.sum.json: not written\n    The record cannot be written (File too large)." in outcome.output
    assert updated.by_id == {HELLO_ID: "passed", SUM_ID: "failed"}
    assert {path: path.read_bytes() for path in (project.pytester.path / FOLDER).iterdir()} == before


def test_a_folder_in_place_of_records_fails_only_where_they_are_to_be_written(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO, FOLDER: "a file"})

    assert set(project.run().by_id.values()) == {"failed"}
    outcome = project.run("--update-outputs")
    assert set(outcome.by_id.values()) == {"failed"}
    assert "docs/weeks/w1.md:8: The record cannot be written (" in outcome.output


def test_an_expected_exception_is_recorded_and_another_or_none_fails(project: Project) -> None:
    text = deck("wrong\nint('x')").replace("```py", "<!-- test: raises=ValueError -->\n```py", 1)
    own = "docs/weeks/w1.md::A::wrong:9"
    project.write({"docs/weeks/w1.md": text})

    assert project.run("--update-outputs").by_id == {own: "passed"}
    assert record(project, "A.wrong") == {"error": "ValueError: invalid literal for int() with base 10: 'x'"}

    project.write({"docs/weeks/w1.md": text.replace("'x'", "'y'")})
    assert "-ValueError: invalid literal for int() with base 10: 'x'\n+ValueError" in project.run().output
    project.write({"docs/weeks/w1.md": text.replace("int('x')", "1 / 0")})
    assert "docs/weeks/w1.md:10: ZeroDivisionError" in project.run().output
    project.write({"docs/weeks/w1.md": text.replace("int('x')", "int('1')")})
    assert "docs/weeks/w1.md:9: The block raises no ValueError" in project.run().output


def test_a_class_above_the_exception_will_do(project: Project) -> None:
    text = deck("wrong\n{}['a']").replace("```py", "<!-- test: raises=LookupError -->\n```py", 1)
    project.write({"docs/weeks/w1.md": text})

    assert list(project.run().by_id.values()) == ["passed"]


def test_no_address_and_no_path_of_a_machine_is_recorded(project: Project) -> None:
    code = "import os\nfrom pathlib import Path\nprint(Path('docs').resolve(), os.getcwd())\nobject()"
    project.write({"docs/weeks/w1.md": deck(f"places\n{code}")}).run("--update-outputs")

    assert record(project, "A.places") == {"stdout": ["docs ."], "result": ["<object object at 0x…>"]}


def test_a_record_that_was_merged_badly_fails_its_block_alone_until_it_is_written_anew(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO}).run("--update-outputs")
    broken = '{\n<<<<<<< HEAD\n "result": ["1"]\n=======\n "result": ["3"]\n>>>>>>> other\n}\n'
    project.write({f"{FOLDER}/A.sum.json": broken})

    outcome = project.run()

    assert outcome.by_id == {HELLO_ID: "passed", SUM_ID: "failed"}
    assert (
        "docs/weeks/w1.md:17: The record has the marks of a merge that was not finished; `pytest --update-outputs` "
        f"writes it anew.\nThe record: {FOLDER}/A.sum.json"
    ) in outcome.output
    assert (project.pytester.path / FOLDER / "A.sum.json").read_text(encoding="utf-8") == broken
    assert project.run("--update-outputs").by_id == {HELLO_ID: "passed", SUM_ID: "passed"}
    assert record(project, "A.sum") == {"result": ["2"]}


def test_records_without_a_block_go_when_the_whole_deck_has_run(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO}).run("--update-outputs")
    project.write({"docs/weeks/w1.md": HELLO.replace("### hello", "### bonjour")})
    project.write({f"{FOLDER}/.unfinished-0123": "{"})
    bonjour = "docs/weeks/w1.md::A::bonjour:8"

    compared = project.run()
    assert f"{FOLDER}/A.hello.json: its block is no more; `pytest --update-outputs` removes it" in compared.output
    some = project.run("--update-outputs", "-k", "sum")
    assert "no more" not in some.output
    project.run("--update-outputs", "--collect-only")
    project.run("--update-outputs", bonjour)
    assert names(project) == [".unfinished-0123", "A.bonjour.json", "A.hello.json", "A.sum.json"]

    outcome = project.run("--update-outputs")

    assert f"{FOLDER}/A.hello.json: removed: its block is no more" in outcome.output
    assert names(project) == ["A.bonjour.json", "A.sum.json"]


def test_a_deck_without_blocks_has_no_records(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO}).run("--update-outputs")
    project.write({"docs/weeks/w1.md": "# A\n\n---\n\nB\n"})

    project.run("--update-outputs")

    assert names(project) == []


def test_a_deck_that_cannot_be_read_to_its_end_keeps_its_records(project: Project) -> None:
    project.write({"docs/weeks/w1.md": HELLO}).run("--update-outputs")
    project.write({"docs/weeks/w1.md": b"# A\n\n\xff\n"})

    project.run("--update-outputs")

    assert names(project) == ["A.hello.json", "A.sum.json"]


def test_workers_write_their_own_records_and_the_run_says_what(project: Project) -> None:
    pytest.importorskip("xdist", reason="needs pytest-xdist")
    blocks = [f"n{number}\nprint({number})" for number in range(8)]
    project.write({"docs/weeks/w1.md": deck(*blocks), "docs/weeks/w2.md": deck("other\n1")})
    project.write({f"{FOLDER}/A.gone.json": "{}", f"{FOLDER}/.unfinished-01": ""})

    outcome = project.run("-n", "2", "--dist", "load", "--update-outputs")

    assert set(outcome.by_id.values()) == {"passed"}
    for number in range(8):
        assert record(project, f"A.n{number}") == {"stdout": [f"{number}"]}
        assert f"{FOLDER}/A.n{number}.json: written" in outcome.output
    assert f"{FOLDER}/A.gone.json: removed" in outcome.output
    assert names(project) == [f"A.n{number}.json" for number in range(8)]
    project.write({"docs/weeks/w1.md": deck(*blocks, "new\n1"), "docs/weeks/w2.md": deck("other\n2")})
    again = project.run("-n", "2", "--dist", "load")
    assert "The output of 1 block is not recorded yet" in again.output
    assert [own for own, how in again.by_id.items() if how == "failed"] == ["docs/weeks/w2.md::A::other:8"]


def test_a_record_is_the_same_from_any_order(project: Project) -> None:
    first = "import random\nrandom.seed(47)\nx = [random.random()]"
    text = deck(f"one\n{first}\nx", "two\nx.append(random.random())\nx", "three\nprint(x, random.random())")
    project.write({"docs/weeks/w1.md": text, "test_other.py": "import random\ndef test_it(): random.random()\n"})
    project.run("--update-outputs")
    project.write({"conftest.py": "def pytest_collection_modifyitems(items):\n    items.reverse()\n"})

    outcome = project.run()

    assert set(outcome.by_id.values()) == {"passed"}
    for chosen in ("one", "two", "three"):
        assert list(project.run("-k", chosen).by_id.values()) == ["passed"]


def test_what_fails_is_not_recorded(project: Project) -> None:
    text = deck("fails\nprint(1)\n1 / 0").replace("```py", "<!-- test: xfail one day -->\n```py", 1)
    project.write({"docs/weeks/w1.md": text, "docs/weeks/w2.md": deck("fails\nprint(1)\n1 / 0")})

    outcome = project.run("--update-outputs")

    assert "1 failed, 1 xfailed" in outcome.output
    assert not list(project.pytester.path.rglob("*.json"))


@pytest.mark.parametrize("ci", ["", "true"], ids=["desk", "ci"])
def test_a_long_difference_is_cut(ci: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    project.write({"docs/weeks/w1.md": deck("much\nfor n in range(20_000): print(n)")}).run("--update-outputs")
    project.write({"docs/weeks/w1.md": deck("much\nfor n in range(20_000): print(n if n < 9_000 else -n)")})

    outcome = project.run()

    assert "--- printed, as recorded, from line 8998\n" in outcome.output
    assert "\n-9000\n" in outcome.output
    assert "lines more\n" in outcome.output
    assert 20 < sum(line.startswith(("+", "-")) for line in outcome.output.splitlines()) < 50
