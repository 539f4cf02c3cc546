"""How many slides are read a second, with Slidev's own parser beside it.

    python benchmarks/reading.py [DIRECTORY]

DIRECTORY, or the environment variable SLIDEV_PARSER, is where npm has installed `@slidev/parser`; by default it is
looked for in the checkout. The decks are those of ../shared/corpus, else generated ones.

A pass loads all decks from the disk, imports included, into slides with their frontmatter, note, title and level. It is
timed within its process: the start of the process and its own imports are shown apart. Processes of the two alternate,
so that what else the machine does meets both; each number is a median over them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
PROCESSES = 7
PASSES = 5


@dataclass(frozen=True, slots=True)
class Timing:
    """One process: the milliseconds of its first pass, the best of its later ones, and of all that is not a pass."""

    name: str
    slides: int
    fresh: float
    warm: float
    start: float


def main() -> None:
    with decks() as (source, paths):
        size = sum(path.stat().st_size for path in paths)
        commands = {"Deckbook": [sys.executable, __file__, "--worker", str(PASSES)]}
        if slidev := slidev_command():
            commands["Slidev"] = slidev
        timings: dict[str, list[Timing]] = {name: [] for name in commands}
        for _ in range(PROCESSES):
            for name, command in commands.items():
                timings[name].append(timed(command, paths))
    print(f"{len(paths)} decks, {size / 1e6:.1f} MB ({source}); medians of {PROCESSES} processes")
    print(f"{'':24} {'slides':>8} {'fresh':>9} {'warm':>9} {'start':>9} {'slides/s, fresh':>17}")
    rows = {name: row(several) for name, several in timings.items()}
    for timing in rows.values():
        print(
            f"{timing.name:24} {timing.slides:8,} {timing.fresh:6.0f} ms {timing.warm:6.0f} ms "
            f"{timing.start:6.0f} ms {timing.slides / timing.fresh * 1000:17,.0f}"
        )
    if "Slidev" in rows:
        ours, theirs = rows["Deckbook"], rows["Slidev"]
        print(f"Deckbook's fresh pass takes {ours.fresh / theirs.fresh:.2f} of Slidev's fresh pass (at most 0.5),")
        print(f"and {ours.fresh / theirs.warm:.2f} of its warm pass (at most 0.8).")
    else:
        print("Slidev's parser is not measured: it needs Node, and `npm install @slidev/parser` in a directory that")
        print("is named as the argument or by SLIDEV_PARSER.")


def slidev_command() -> list[str] | None:
    directory = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SLIDEV_PARSER", ROOT))
    node = shutil.which("node")
    if node is None or not (directory / "node_modules" / "@slidev" / "parser").is_dir():
        return None
    return [node, str(Path(__file__).with_name("slidev_parser.mjs")), str(directory), str(PASSES)]


def timed(command: list[str], paths: list[Path]) -> Timing:
    start = time.perf_counter()
    names = "".join(f"{path}\n" for path in paths)
    run = subprocess.run(command, input=names, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    wall = (time.perf_counter() - start) * 1000
    result = json.loads(run.stdout)
    ms = result["ms"]
    return Timing(result["name"], result["slides"], ms[0], min(ms[1:]), wall - sum(ms))


def row(timings: list[Timing]) -> Timing:
    fresh, warm, start = (median(getattr(t, key) for t in timings) for key in ("fresh", "warm", "start"))
    return Timing(timings[0].name, timings[0].slides, fresh, warm, start)


def worker(passes: int) -> None:
    """Prints what slidev_parser.mjs prints."""
    from deckbook.deck import load  # noqa: PLC0415 - the parent does without it

    paths = [Path(line) for line in sys.stdin.read().splitlines()]
    ms = []
    slides = 0
    for _ in range(passes):
        start = time.perf_counter()
        slides = sum(len(load(path).slides) for path in paths)
        ms.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"name": "Deckbook", "slides": slides, "ms": ms}))


@contextmanager
def decks() -> Iterator[tuple[str, list[Path]]]:
    """Where the decks are from, and their paths."""
    index = CORPUS / "index.tsv"
    if index.is_file():
        rows = index.read_text("utf-8").splitlines()[1:]
        yield "../shared/corpus", [CORPUS / line.split("\t")[2] for line in rows]
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.md") for number in range(200)]
        for number, path in enumerate(paths):
            path.write_text(generated(number), "utf-8")
        yield "generated", paths


def generated(number: int) -> str:
    """A deck of 28 slides, with what decks are made of."""
    head = (
        f"---\ntheme: default\ntitle: Week {number}\ninfo: |\n  ## Week {number}\n  What was read.\n"
        "class: text-center\ndrawings:\n  persist: false\ntransition: slide-left\nmdc: true\n---\n\n"
        "# Week\n\n<!-- welcome -->\n"
    )
    slides = (
        "---\nlayout: two-cols\nlayoutClass: gap-16\n---\n\n# Columns\n\n- one\n- two\n\n::right::\n\n![](/a.png)\n",
        "---\n\n## 代码\n\n```ts {1|2-3}\nconst a = 1\n---\n```\n\n<v-clicks>\n\n- 第一\n- 第二\n\n</v-clicks>\n",
        "---\nlayout: image-right\nimage: https://example.org/a.png?w=1&h=2\n---\n\n# Picture\n\n<!--\nSay it.\n-->\n",
        "---\nlayout: quote\nclass: [a, b]\nclicks: 3\n---\n\n> Words\n\n$$\na = b\n$$\n\n<style>\nh1 {}\n</style>\n",
    )
    return head + "\n".join(slides[n % len(slides)] for n in range(27))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(int(sys.argv[2]))
    else:
        main()
