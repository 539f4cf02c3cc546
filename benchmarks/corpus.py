"""Measures building the public decks of ../shared: seconds, memory, Deckbook's share, and the slowest slides.

    python benchmarks/corpus.py [--only TEXT]

Each repository's decks are built as a site with Material by a process of its own, one after the other. Seconds are of
the processes' CPU time; the first ones of each, in which Python loads MkDocs, are shown apart. Memory is the most that
a process had resident. A slide's time is what writing it takes (the first one with code of a language loads Pygments'
lexer); reading its deck, and what Python-Markdown does to it later, are not in it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
OPTIONS = "deckbook.json"
SLOWEST = 10


def measure(config_file: Path) -> dict[str, Any]:
    """Builds a site in this process; its figures, and the seconds of each slide.

    mkdocs.yml does not name Deckbook, whose options are in a file beside it.
    """
    from building import TimedPlugin  # noqa: PLC0415 - loads MkDocs, whose time is to be known
    from mkdocs.commands.build import build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    from deckbook.markup import Writer  # noqa: PLC0415

    slides: list[tuple[float, str, int]] = []
    write = vars(Writer)["_slide"]

    def timed(self: Writer, context: Any, *others: Any) -> Any:
        start = time.process_time()
        try:
            return write(self, context, *others)
        finally:
            slides.append((time.process_time() - start, context.book.name, context.slide.no))

    setattr(Writer, "_slide", timed)  # noqa: B010
    started = time.process_time()
    config = load_config(str(config_file))
    plugin = TimedPlugin()
    plugin.load_config(json.loads(config_file.with_name(OPTIONS).read_text("utf-8")), str(config_file))
    config.plugins["deckbook"] = plugin
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    return {
        "loading": started,
        "seconds": time.process_time() - started,
        "own": plugin.seconds,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "pages": sum(1 for _ in Path(config.site_dir).rglob("*.html")),
        "slides": slides,
    }


def site(folder: Path, repository: str, decks: list[str]) -> Path:
    """A site of a repository's decks; its mkdocs.yml."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text(f"# {repository}\n", encoding="utf-8")
    settings = {
        "site_name": repository,
        "theme": {"name": "material", "font": False, "features": ["navigation.prune"]},
        "plugins": ["search"],
    }
    options = {"decks_dir": str((CORPUS / repository).resolve()), "decks": decks}
    (folder / OPTIONS).write_text(json.dumps(options), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
    return folder / "mkdocs.yml"


def repositories(only: str) -> dict[str, list[str]]:
    """The decks' paths by repository, of those whose path holds a text."""
    found = defaultdict(list)
    for row in (CORPUS / "index.tsv").read_text("utf-8").splitlines()[1:]:
        path = row.split("\t")[2]
        if only in path:
            repository, _, deck = path.partition("/")
            found[repository].append(deck)
    return dict(found)


def run(config_file: Path) -> dict[str, Any]:
    """The figures of one site, built by another process."""
    command = [sys.executable, __file__, "--site", str(config_file)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - this file
    if answer.returncode:
        raise SystemExit(f"{config_file}: {answer.stderr[-2000:]}")
    figures: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return figures


def show(results: dict[str, dict[str, Any]], decks: int) -> None:
    """Prints the figures of all sites."""
    total = {name: sum(result[name] for result in results.values()) for name in ("loading", "seconds", "own", "pages")}
    slides = [(*slide, name) for name, result in results.items() for slide in result["slides"]]
    largest = max(results, key=lambda name: results[name]["memory"])
    print(f"{decks} public decks, {len(slides)} slides, as {len(results)} sites of {total['pages']} pages\n")
    print(f"{'building':24}{total['seconds']:>9.1f} s   ({total['loading']:.1f} s more for loading Python's modules)")
    print(f"{'Deckbook of it':24}{total['own']:>9.1f} s   ({total['own'] / total['seconds']:.1%})")
    print(f"{'writing a slide':24}{1000 * sum(slide[0] for slide in slides) / len(slides):>9.2f} ms  (mean)")
    print(f"{'peak memory':24}{results[largest]['memory'] / 1024:>9.0f} MB  ({largest})\n")
    print(f"The slowest {SLOWEST} slides\n")
    for seconds, deck, number, repository in sorted(slides, reverse=True)[:SLOWEST]:
        print(f"{1000 * seconds:>9.1f} ms   {repository}/{deck} {number}")


def main() -> None:
    """Measures, and prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--only", default="", help="repositories or decks whose path contains this text")
    arguments.add_argument("--site", type=Path, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if options.site:
        print(json.dumps(measure(options.site)))
    elif not CORPUS.is_dir():
        print("The public decks are not beside the checkout, so building them is not measured.")
    else:
        chosen = repositories(options.only)
        with tempfile.TemporaryDirectory() as name:
            sites = {each: site(Path(name) / each, each, decks) for each, decks in chosen.items()}
            results = {each: run(config_file) for each, config_file in sites.items()}
        show(results, sum(map(len, chosen.values())))


if __name__ == "__main__":
    main()
