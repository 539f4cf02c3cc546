"""How long pytest takes for 200 blocks of decks, beside the same code as 200 plain test functions.

    python benchmarks/testing.py

The blocks are the lines of 10 decks with 4 chapters of 5 blocks each; the functions have the same lines, five beside
one another, and print what the last line of a block shows. Outputs are recorded and as recorded, as they are in a
project at rest. Each number is a whole run of `pytest` in a process of its own, its start and its imports included;
processes of the kinds alternate, so that what else the machine does meets both. Medians over them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from textwrap import indent

DECKS, CHAPTERS, BLOCKS = 10, 4, 5
RUNS = 9
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
    for name, code in (("pure Python", PYTHON), ("numpy", NUMPY)):
        with tempfile.TemporaryDirectory() as folder:
            blocks, functions = Path(folder, "blocks"), Path(folder, "functions")
            write_blocks(blocks, code)
            write_functions(functions, code)
            run(blocks, "--update-outputs")
            run(functions)
            times: dict[Path, list[float]] = {blocks: [], functions: []}
            for _ in range(RUNS):
                for kind, own in times.items():
                    own.append(run(kind))
        ours, plain = median(times[blocks]), median(times[functions])
        ratio = median(one / other for one, other in zip(times[blocks], times[functions], strict=True))
        print(
            f"{DECKS * CHAPTERS * BLOCKS} blocks, {name:12} {ours * 1000:6.0f} ms; "
            f"as plain functions {plain * 1000:6.0f} ms; {ratio:.2f} × (at most {GOAL})"
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
                tests.append(f"def test_{chapter}_{n}():\n" + indent("\n".join(lines), "    ") + "\n")
        (folder / f"test_w{number}.py").write_text("\n\n".join(tests), "utf-8")


def of(code: str, deck: int, chapter: int, block: int) -> str:
    return code.replace("{n}", str((deck * CHAPTERS + chapter) * BLOCKS + block))


def run(folder: Path, *arguments: str) -> float:
    # Without the other plugins of a developer of Deckbook, whose imports would be most of either time.
    plugin = ("-p", "deckbook.snippets.pytest_plugin") if (folder / "mkdocs.yml").exists() else ()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugin, *arguments]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "NO_COLOR": "1"}
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=folder, capture_output=True, text=True, env=environment, check=True
    )
    taken = time.perf_counter() - start
    if f"{DECKS * CHAPTERS * BLOCKS} passed" not in done.stdout:
        raise SystemExit(done.stdout)
    return taken


if __name__ == "__main__":
    main()
