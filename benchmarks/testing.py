"""What pytest takes for 200 blocks of decks, beside the same code as 200 plain test functions.

    python benchmarks/testing.py [--rounds 5]

The blocks are the lines of 10 decks with 4 chapters of 5 blocks each. The functions promise the same, as somebody would
write them without Deckbook: a function has the lines of a block, prints what its last line shows, and `assert`s that
what `capsys` has captured is the expected text. Outputs are recorded and as recorded, as they are in a project at rest.

A number is the CPU time of a whole run of `pytest` in a process of its own, its start, its imports and all that it
reads included; processes of the two kinds alternate, after one of each that does not count. Shown are medians, and
their ratio: as on an author's machine, where an earlier run has left what Python and pytest keep of code, and as in CI,
where a checkout has none of that. Installed packages have theirs in both.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from textwrap import indent

DECKS, CHAPTERS, BLOCKS = 10, 4, 5
GOAL = 1.3

PYTHON = """\
def relu{n}(x):
    return max(x, 0.0)

rates = [0.5, 0.1, 0.02]
losses = []
for rate in rates:
    weight = 3.0
    for step in range(60):
        weight -= rate * 2 * (weight - 1.0)
    losses.append(round((weight - 1.0) ** 2, 6))
print(losses)
sum(relu{n}(step - {n}) for step in range(200))
"""
NUMPY = """\
import numpy as np

generator = np.random.default_rng({n})
inputs = generator.normal(size=(64, 8))
wanted = inputs @ np.arange(8.0)
weights = np.zeros(8)
for step in range(100):
    weights -= 0.1 * inputs.T @ (inputs @ weights - wanted) / len(inputs)
print(np.round(weights, 3))
float(np.round(np.abs(weights - np.arange(8.0)).max(), 6))
"""


def main() -> None:
    """Measures, and prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    for name, code in (("pure Python", PYTHON), ("numpy", NUMPY)):
        with tempfile.TemporaryDirectory() as folder:
            blocks, functions = Path(folder, "blocks"), Path(folder, "functions")
            write_blocks(blocks, code)
            write_functions(functions, code)
            run(blocks, "--update-outputs")
            for is_fresh in (False, True):
                times: tuple[list[float], list[float]] = ([], [])
                for _ in range(rounds + 1):
                    for own, kind in zip(times, (blocks, functions), strict=True):
                        if is_fresh:
                            forget(kind)
                        own.append(run(kind))
                ours, plain = (median(own[1:]) for own in times)
                when = "a new checkout" if is_fresh else "run before"
                print(
                    f"{DECKS * CHAPTERS * BLOCKS} blocks, {name:11}, {when:14} "
                    f"{ours * 1000:5.0f} ms; as plain functions {plain * 1000:5.0f} ms; "
                    f"{ours / plain:.2f} × (to reach: {GOAL})"
                )


def write_blocks(folder: Path, code: str) -> None:
    (folder / "docs" / "weeks").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Blocks\nplugins: [deckbook]\n", "utf-8")
    for number in range(DECKS):
        slides = [f"# Week {number}\n\nWhat was read.\n"]
        for chapter in range(CHAPTERS):
            fences = (f"```py {{monaco-run}}\n{of(code, number, chapter, n)}```\n" for n in range(BLOCKS))
            slides += [f"chapter: Method {chapter}\n---\n\n{next(fences)}"]
            slides += [f"\n### Step {n}\n\nSome words.\n\n{fence}" for n, fence in enumerate(fences)]
        (folder / "docs" / "weeks" / f"w{number}.md").write_text("\n---\n".join(slides), "utf-8")


def write_functions(folder: Path, code: str) -> None:
    folder.mkdir()
    for number in range(DECKS):
        tests = []
        for chapter in range(CHAPTERS):
            for n in range(BLOCKS):
                lines = of(code, number, chapter, n).splitlines()
                lines[-1] = f"print({lines[-1]})"
                lines.append(f"assert capsys.readouterr().out == {printed(lines)!r}")
                tests.append(f"def test_{chapter}_{n}(capsys):\n" + indent("\n".join(lines), "    ") + "\n")
        (folder / f"test_w{number}.py").write_text("\n\n".join(tests), "utf-8")


def printed(lines: list[str]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec("\n".join(lines), {})  # noqa: S102 - our own code
    return out.getvalue()


def of(code: str, deck: int, chapter: int, block: int) -> str:
    return code.replace("{n}", str((deck * CHAPTERS + chapter) * BLOCKS + block))


def forget(folder: Path) -> None:
    for kept in [*folder.rglob("__pycache__"), folder / ".pytest_cache"]:
        shutil.rmtree(kept, ignore_errors=True)


def run(folder: Path, *arguments: str) -> float:
    # Without the other plugins of a developer of Deckbook, whose imports would be most of either time.
    plugin = ("-p", "deckbook.snippets.pytest_plugin") if (folder / "mkdocs.yml").exists() else ()
    command = [sys.executable, "-m", "pytest", "-q", *plugin, *arguments]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "NO_COLOR": "1"}
    start = cpu_time()
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=folder, capture_output=True, text=True, env=environment, check=True
    )
    taken = cpu_time() - start
    if f"{DECKS * CHAPTERS * BLOCKS} passed" not in done.stdout:
        raise SystemExit(done.stdout)
    return taken


def cpu_time() -> float:
    """The seconds that the processes which this one has started, and which have ended, have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
