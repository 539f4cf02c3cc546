"""Blocks that would harm the run or the machine: each fails alone, with file and line, and the rest runs."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from deckbook.snippets import cell, limits
from tests.snippets.project import Outcome, Project
from tests.snippets.test_running import deck

pytest_plugins = ["pytester"]


def run_between_others(project: Project, code: str, mark: str = "", *arguments: str) -> Outcome:
    """Runs a block, which begins in line 12, between two that pass and one that is in another chapter."""
    text = deck(["x = 1", code, "assert x == 1"], ["print('after')"])
    fence, start = "```py {monaco-run}\n", text.index(code[:10])
    before = text[: start - len(fence)]
    project.write({"docs/weeks/w1.md": before + f"{mark}\n" + text[len(before) :]})
    outcome = project.run(*arguments)
    assert list(outcome.by_id.values()) == ["passed", "failed", "passed", "passed"], outcome.output
    return outcome


@pytest.mark.parametrize(
    ("code", "line", "said"),
    [
        ("open('made.txt', 'w')", 13, "temporary directories only (`tempfile.mkdtemp()`), not “made.txt”"),
        ("open('mkdocs.yml', 'a')", 13, "not “mkdocs.yml”"),
        ("from pathlib import Path\nPath('mkdocs.yml').unlink()", 14, "not “mkdocs.yml”"),
        ("from pathlib import Path\nPath('docs').rename('other')", 14, "not “docs”"),
        ("from pathlib import Path\nPath('new').mkdir()", 14, "not “new”"),
        ("import os\nos.symlink('mkdocs.yml', 'link')", 14, "not “link”"),
        ("import os\nos.truncate('mkdocs.yml', 0)", 14, "not “mkdocs.yml”"),
        ("import os\nos.chmod('mkdocs.yml', 0)", 14, "not “mkdocs.yml”"),
        ("import os\nos.open('made.txt', os.O_CREAT | os.O_WRONLY)", 14, "not “made.txt”"),
        ("import shutil\nshutil.rmtree('docs')", 14, "not “docs"),
        ("import sqlite3\nsqlite3.connect('made.db')", 14, "not “made.db”"),
        ("import os, tempfile\nd = tempfile.mkdtemp()\nos.symlink(os.getcwd(), d + '/x')\nopen(d + '/x/made.txt', 'w')",
         16, "not “made.txt”"),
        ("import os\nos._exit(0)", 14, "may not end the process"),
        ("import os\nos.abort()", 14, "may not end the process"),
        ("import os\nos.kill(os.getpid(), 9)", 14, "may not send signals"),
        ("import os\nos.fork()", 14, "may not start or become another process"),
        ("import os\nos.system('touch made.txt')", 14, "may not start or become another process"),
        ("import os\nos.execv('/bin/true', ['true'])", 14, "may not start or become another process"),
        ("import subprocess\nsubprocess.run(['touch', 'made.txt'])", 14, "may not start or become another process"),
        ("import subprocess\nsubprocess.check_output('ls', shell=True)", 14, "may not start or become another process"),
        ("from multiprocessing import Process\nProcess(target=print).start()", 14, "may not start or become another"),
        ("import sys\nsys.exit(3)", 14, "SystemExit: 3"),
        ("input('name? ')", 13, "A block has nobody to ask"),
        ("import sys\nsys.stdin.read()", 14, "A block has nobody to ask"),
        ("import no_such_package.part", 13, "ModuleNotFoundError: No module named 'no_such_package'"),
        ("print('x' * 100_000_000)", 13, "The block printed more than 1,000,000 bytes"),
        ("while 1:\n    try:\n        print('x' * 99)\n    except Exception:\n        pass", 15, "printed more than"),
    ],
)  # fmt: skip
@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_a_block_that_does_harm_fails_alone(project: Project, code: str, line: int, said: str) -> None:
    outcome = run_between_others(project, code)

    assert said in outcome.output
    assert f"docs/weeks/w1.md:{line}: " in outcome.output
    assert "snippets/guard.py" not in outcome.output
    assert "snippets/output.py" not in outcome.output
    made = {path.name for path in project.pytester.path.iterdir()}
    assert made - {"docs", "mkdocs.yml", ".pytest_cache"} == set()


def test_what_no_block_may_do_others_may_afterwards(project: Project) -> None:
    test = "import subprocess, sys\ndef test_it(tmp_path):\n    open('made.txt', 'w').close()\n"
    test += "    assert subprocess.run([sys.executable, '-c', '']).returncode == 0\n"
    project.write({"docs/weeks/w1.md": deck(["open('a', 'w')"]), "test_after.py": test})

    outcome = project.run("docs", "test_after.py")

    assert list(outcome.by_id.values()) == ["failed", "passed"]
    assert (project.pytester.path / "made.txt").exists()


@pytest.mark.parametrize(
    "code",
    [
        "import os, tempfile\nwith tempfile.TemporaryDirectory() as d:\n    os.close(os.open(d + '/a', os.O_CREAT))",
        "import tempfile\nwith tempfile.NamedTemporaryFile('w') as f: f.write('x')",
        "import os, shutil, tempfile\nd = tempfile.mkdtemp()\nos.mkdir(d + '/a')\nshutil.rmtree(d)",
        "import os, tempfile\nd = tempfile.mkdtemp()\nos.rename(d, d + 'b')\nos.rmdir(d + 'b')",
        "import os\nwith open(os.devnull, 'w') as f: f.write('x')",
        "with open('mkdocs.yml') as f: f.read()",
        "import sqlite3\nsqlite3.connect(':memory:').execute('select 1')",
        "import fresh_module\nassert fresh_module.x == 1",
        "import platform\nplatform.processor()",
        "import ctypes.util\nctypes.util.find_library('c')",
    ],
)
def test_what_a_block_may_do(project: Project, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    project.write({"docs/weeks/w1.md": deck([code]), "fresh_module.py": "x = 1\n"})

    outcome = project.run()

    assert list(outcome.by_id.values()) == ["passed"], outcome.output
    if "fresh_module" in code:
        assert list((project.pytester.path / "__pycache__").glob("fresh_module.*.pyc"))


def test_matplotlib_may_keep_what_it_knows_of_fonts(project: Project, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    home = Path(__file__).parent / "no-such-home"
    code = "import matplotlib.pyplot as plt\nimport matplotlib\nplt.plot([1])\nNone"
    own = "import os\nfor name in ('MPLCONFIGDIR', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME'): os.environ.pop(name, 0)\n"
    own += "os.environ['HOME'] = os.path.join(os.getcwd(), 'home')\n"
    project.write({"docs/weeks/w1.md": deck([code]), "conftest.py": own})
    (project.pytester.path / "home").mkdir()

    result = project.pytester.runpytest_subprocess("-p", "no:playwright", "-W", "error")

    result.assert_outcomes(passed=1)
    assert list((project.pytester.path / "home").rglob("fontlist-*.json"))
    assert not home.exists()


def test_bytes_that_are_no_text_fail_and_text_does_not(project: Project) -> None:
    outcome = run_between_others(project, "import sys\nprint(1)\nsys.stdout.buffer.write(b'a\\xff\\n')")

    assert (
        "docs/weeks/w1.md:12: The block prints bytes that are no text in UTF-8, first in line 2 of its output"
        in outcome.output
    )
    project.write({"docs/weeks/w1.md": deck(["import sys\nsys.stdout.buffer.write('ü\\n'.encode())\nNone"])})
    project.run("--update-outputs")
    assert '"ü"' in next(project.pytester.path.rglob("*.json")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("'x' * 2_000_000", "The block has a last value of more than 1,000,000 characters"),
        ("import matplotlib.pyplot as plt\nplt.plot([n % 7 for n in range(90_000)], '.')\nplt.title('a')",
         "The block draws a figure of "),
    ],
)  # fmt: skip
def test_what_is_too_much_for_a_page_fails(project: Project, code: str, said: str) -> None:
    pytest.importorskip("matplotlib")

    assert said in run_between_others(project, code).output


def test_a_package_that_is_not_there_can_be_said_to_be_needed(project: Project) -> None:
    outcome = run_between_others(project, "import no_such_package")

    assert "`<!-- test: requires=no_such_package -->` skips the block where no_such_package is not" in outcome.output
    text = deck(["import no_such_package", "1"]).replace("```py", "<!-- test: requires=no_such_package -->\n```py", 1)
    project.write({"docs/weeks/w1.md": text})
    assert "1 passed, 1 skipped" in project.run("-rs").output
    assert "needs no_such_package, which is not installed" in project.run("-rs").output


def test_marks_skip_and_expect_failures(project: Project) -> None:
    text = deck(["x = 1", "x = 2", "assert x == 1", "x = 3; 1 / 0", "assert x == 3"])
    parts = text.split("```py")
    text = "```py".join(
        [
            parts[0],
            parts[1] + "<!-- test: skip takes an hour -->\n",
            parts[2],
            parts[3] + "<!-- test: xfail for now -->\n",
        ]
    )
    text = "```py".join([text, *parts[4:]])
    project.write({"docs/weeks/w1.md": text})

    outcome = project.run("-rsx")

    assert "3 passed, 1 skipped, 1 xfailed" in outcome.output
    assert "takes an hour" in outcome.output
    assert "for now" in outcome.output
    assert "1 passed" in project.run("-k", "block-3").output
    assert "1 passed" in project.run("-k", "block-5").output


def test_a_mark_that_says_nothing_fails_its_block(project: Project) -> None:
    outcome = run_between_others(project, "assert True", "<!-- test: skpi -->")

    assert "docs/weeks/w1.md:12: warning: “skpi” says nothing of a test" in outcome.output


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<<< ../../no.py py {monaco-run}", "docs/weeks/w1.md:5: error: "),
        ("<<< ../../code.py#no py {monaco-run}", "docs/weeks/w1.md:5: warning: "),
        ("<<< ../../../../../etc/passwd py {monaco-run}", "docs/weeks/w1.md:5: error: "),
    ],
)
def test_code_that_cannot_be_found_fails_alone(project: Project, line: str, said: str) -> None:
    text = f"# A\n\n---\n\n{line}\n\n```py {{monaco-run}}\npass\n```\n"
    project.write({"docs/weeks/w1.md": text, "code.py": "x = 1\n"})

    outcome = project.run()

    assert list(outcome.by_id.values()) == ["failed", "passed"]
    assert said in outcome.output


# Endless blocks

ENDLESS = [
    "while True: pass",
    "import time\nwhile True:\n    try:\n        time.sleep(0.001)\n    except Exception:\n        pass",
    "while True:\n    try:\n        x = 1\n    except:\n        pass",
    "from contextlib import suppress\nwhile True:\n    with suppress(BaseException):\n        x = 1",
    # Not a generator that resists its end: Python reports that by itself, whenever it comes to it.
    (
        "class All:\n    def __iter__(self): return self\n    def __next__(self):\n        try: return 1\n"
        "        except BaseException: return 2\nfor _ in All(): pass"
    ),
    "import time\ntime.sleep(1000)",
    "import threading\nthreading.Event().wait()",
    "class A:\n    def __repr__(self):\n        while True: pass\nA()",
]


@pytest.mark.parametrize("code", ENDLESS)
@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_a_block_that_never_ends_fails_alone(project: Project, code: str) -> None:
    before = signal.getsignal(signal.SIGALRM), sys.gettrace()
    started = time.monotonic()

    outcome = run_between_others(project, code, "<!-- test: timeout=0.2 -->")

    assert "The block did not end in 0.2 seconds; `<!-- test: timeout=0.4 -->` on the line before" in outcome.output
    assert "docs/weeks/w1.md:1" in outcome.output
    assert "limits.py" not in outcome.output
    assert time.monotonic() - started < 10
    assert (signal.getsignal(signal.SIGALRM), sys.gettrace()) == before


@pytest.mark.parametrize("code", ENDLESS[:3])
def test_where_there_are_no_alarms_another_thread_ends_it(code: str) -> None:
    with limits.limited(0.2, by_signal=False):
        outcome = cell.run(code, {}, filename="w1.md", line=1)

    assert outcome.error_type == "TimedOut"


def test_an_endless_block_is_not_replayed(project: Project) -> None:
    text = deck(["x = 1\nwhile True: pass", "y = 1", "z = 1"]).replace("```py", "<!-- test: timeout=0.5 -->\n```py", 1)
    project.write({
        "docs/weeks/w1.md": text,
        "conftest.py": "def pytest_collection_modifyitems(items):\n    items.reverse()\n    items += items[:2]\n",
    })  # fmt: skip
    started = time.process_time()

    outcome = project.run()

    assert "1 failed, 4 passed" in outcome.output
    assert time.process_time() - started < 1.4


@pytest.mark.skipif(sys.platform != "linux", reason="needs pthreads")
def test_code_of_c_that_never_ends_is_left_with_a_word_where_it_was(project: Project) -> None:
    pytest.importorskip("xdist", reason="needs pytest-xdist")
    code = "import ctypes\nmutex = ctypes.create_string_buffer(64)\nlock = ctypes.CDLL(None).pthread_mutex_lock\n"
    code += "lock(mutex)\nlock(mutex)"
    text = deck(["x = 1", code], ["y = 1"]).replace("```py {monaco-run}\nimport", "<!-- test: timeout=0.1 -->\n\\g<0>")
    text = text.replace("\\g<0>", "```py {monaco-run}\nimport")
    project.write({"docs/weeks/w1.md": text})

    result = project.pytester.runpytest_subprocess("-p", "no:playwright", "-n", "1")

    output = "\n".join([*result.outlines, *result.errlines])
    result.assert_outcomes(passed=2, failed=1)
    assert "crashed while running 'docs/weeks/w1.md::A::block-2:12'" in output
    assert 'docs/weeks/w1.md", line 17 in <module>' in output


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_a_run_that_is_killed_while_it_writes_leaves_whole_records(project: Project) -> None:
    blocks = [f"for n in range(5_000): print('{{}}', n)\nprint({number})" for number in range(12)]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:playwright", "-p", "no:cacheprovider"]
    project.write({"docs/weeks/w1.md": deck([block.replace("{}", "old") for block in blocks])})
    project.run("--update-outputs")
    count = len(list(project.pytester.path.rglob("*.json")))
    project.write({"docs/weeks/w1.md": deck([block.replace("{}", "new") for block in blocks])})
    folder = project.pytester.path / "docs/weeks/w1.outputs"
    chosen = random.Random(47)  # noqa: S311 - moments, no secrets

    with subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--update-outputs"], cwd=project.pytester.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
    ) as process:  # fmt: skip
        while not any('"new 0"' in path.read_text(encoding="utf-8") for path in folder.glob("*.json")):
            assert process.poll() is None
        time.sleep(chosen.random() / 10)
        process.send_signal(signal.SIGKILL)

    assert process.returncode == -signal.SIGKILL
    states = {path.read_text(encoding="utf-8").count('"old ') for path in folder.glob("*.json")}
    assert states <= {0, 5_000}
    assert len(list(folder.glob("*.json"))) == count == 12
    assert set(project.run().by_id.values()) <= {"passed", "failed"}
    assert set(project.run("--update-outputs").by_id.values()) == {"passed"}
    assert not list(folder.glob(".*"))


def test_temporary_directories_are_where_the_block_is_told(project: Project) -> None:
    assert Path(tempfile.gettempdir()).is_dir()
    project.write({"docs/weeks/w1.md": deck(["import tempfile\ntempfile.tempdir = '.'", "open('made.txt', 'w')"])})

    assert list(project.run().by_id.values()) == ["passed", "failed"]
    assert not (project.pytester.path / "made.txt").exists()
    assert tempfile.gettempdir() != "."


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="needs a C library that waits")
def test_a_block_that_only_c_keeps_busy_ends_the_run_and_says_where(project: Project) -> None:
    lock = "lock, c = ctypes.create_string_buffer(64), ctypes.PyDLL(None)"
    code = f"import ctypes\n{lock}\nfor _ in 'ab':\n    c.pthread_mutex_lock(lock)"
    fence = f"```py {{monaco-run}}\n{code}"
    text = deck(["x = 1", code, "x"]).replace(fence, f"<!-- test: timeout=0.1 -->\n{fence}")
    project.write({"docs/weeks/w1.md": text})
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    started = time.monotonic()

    ran = subprocess.run(command, cwd=project.pytester.path, capture_output=True, text=True, check=False)  # noqa: S603

    assert ran.returncode == 1
    assert "Timeout" in ran.stderr
    assert "w1.md" in ran.stderr
    assert time.monotonic() - started < 30
