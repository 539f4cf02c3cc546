"""Measures building decks with 200 recorded blocks of code, against the same decks without `{monaco-run}`.

    python benchmarks/code_pages.py [--rounds 7]

Ten decks of twenty blocks: half of them stand in the decks and half in modules of the project that import one another.
pytest records them first, as an author would. Then both sites are built in turn, each with Material in this process; a
figure is the least of the seconds of this process' CPU time, after one build that does not count: what disturbs a
build can only make it longer.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

DECKS, BLOCKS = 10, 20
MARK = " {monaco-run}"
SETTINGS = {
    "site_name": "Site",
    "theme": {"name": "material", "font": False},
    "plugins": ["search", "deckbook"],
    "repo_url": "https://github.com/example/example",
    "markdown_extensions": ["attr_list", "md_in_html", "tables", "pymdownx.highlight", "pymdownx.superfences"],
}
TEXT = "The loss of every step is what the model has not understood yet, and 训练 makes it smaller. " * 4


def files(*, runnable: bool) -> dict[str, str]:
    """A project of decks and modules by path."""
    mark = MARK if runnable else ""
    found = {"mkdocs.yml": yaml.safe_dump(SETTINGS), "docs/index.md": "# Home\n", "data/rows.csv": "1,2\n3,4\n"}
    for deck in range(DECKS):
        slides = [f"# Week {deck}\n\n{TEXT}"]
        for block in range(BLOCKS):
            chapter = f"chapter: Part {block // 5}\n---\n" if block % 5 == 0 else ""
            name = f"lesson_{deck}_{block}"
            if block % 2:
                code = f"<<< ../../lessons/{name}.py#step py{mark}\n"
                before = f"from lessons import lesson_{deck}_{block - 2}\n" if block > 1 else "import math\n"
                region = f"# region step\n{_function(block)}# endregion step\n"
                found[f"lessons/{name}.py"] = f'"""A lesson."""\n{before}\n\n{region}'
            else:
                code = f"```py{mark}\n{_statements(block)}```\n"
            slides.append(f"{chapter}\n### Step {block}\n\n{TEXT}\n\n{code}\n- one\n- two **three**\n")
        found[f"docs/weeks/week-{deck}.md"] = "\n---\n".join(slides)
    return found


def _function(number: int) -> str:
    loop = f"    for value in values:\n        total += value * {number}\n"
    return f"def step_{number}(values):\n    total = 0\n{loop}    return total\n"


def _statements(number: int) -> str:
    before = f"step_{number - 1}(rows)" if number % 5 else "1"
    rows = "rows = [len(line) for line in open('data/rows.csv')]"
    return f"{rows}\nresult = {before}\nprint(result)\nresult + {number}\n"


def write(folder: Path, project: dict[str, str]) -> Path:
    """Writes a project; its mkdocs.yml."""
    for path, content in project.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder / "mkdocs.yml"


def build(config_file: Path) -> float:
    """The seconds that a build takes."""
    gc.collect()
    start = time.process_time()
    config = load_config(str(config_file))
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    config.plugins.on_shutdown()
    return time.process_time() - start


def main() -> None:
    """Measures, and prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--rounds", type=int, default=7)
    rounds = arguments.parse_args().rounds
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    with tempfile.TemporaryDirectory() as name:
        with_code = write(Path(name) / "with", files(runnable=True))
        without = write(Path(name) / "without", files(runnable=False))
        command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--update-outputs")
        subprocess.run(command, cwd=with_code.parent, check=True, capture_output=True)  # noqa: S603
        records = sum(1 for _ in with_code.parent.rglob("*.outputs/*.json"))
        seconds: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds + 1):
            for times, config_file in zip(seconds, (with_code, without), strict=True):
                times.append(build(config_file))
    ours, theirs = (min(times[1:]) for times in seconds)
    print(f"{DECKS} decks with {records} recorded blocks, and the same without {MARK.strip()} (least of {rounds})\n")
    print(f"{'with records':44}{ours:>8.2f}s")
    print(f"{'without':44}{theirs:>8.2f}s")
    print(f"{'ratio':44}{ours / theirs:>8.2f}   (to reach: 1.10)")


if __name__ == "__main__":
    main()
