"""Measures building sites: Deckbook's share of a build, against pages written by hand, and with many decks.

    python benchmarks/building.py [--decks 20] [--slides 25] [--rounds 5] [--full]

Every figure comes from a real `mkdocs build` with Material, in this process, after one build that does not count, in
seconds of this process' CPU time, as builds have one thread and other programs shall not matter. What Deckbook's own
code takes is the time spent in its hooks; the parts of it that are Pygments and markdown-it are measured by doing their
work once more. `--full` measures 1,000 decks too, which takes minutes.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent

from deckbook.book import Book
from deckbook.markup import Highlighter, labels
from deckbook.markup.codeblocks.code import CodeStyle
from deckbook.markup.parser import parser
from deckbook.markup.tree import Block
from deckbook.plugin import DeckbookPlugin

ROOT = Path(__file__).parent.parent
HOOKS = ("on_config", "on_files", "on_nav", "on_page_content", "on_post_page")
EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "tables", "pymdownx.highlight", "pymdownx.superfences"]


class TimedPlugin(DeckbookPlugin):  # type: ignore[no-untyped-call]
    """Deckbook, and the seconds that its hooks have taken."""

    seconds = 0.0

    @property
    def books(self) -> tuple[Book, ...]:
        """The decks of the last build."""
        return self._library.books


def _timed(hook: Callable[..., Any]) -> Callable[..., Any]:
    def run(self: TimedPlugin, *args: Any, **kwargs: Any) -> Any:
        start = time.process_time()
        try:
            return hook(self, *args, **kwargs)
        finally:
            self.seconds += time.process_time() - start

    if priority := getattr(hook, "mkdocs_priority", None):
        run.mkdocs_priority = priority  # type: ignore[attr-defined]
    return run


for _name in HOOKS:
    _hook = vars(DeckbookPlugin)[_name]
    if isinstance(_hook, CombinedEvent):
        setattr(TimedPlugin, _name, CombinedEvent(*map(_timed, _hook.methods)))
    else:
        setattr(TimedPlugin, _name, _timed(_hook))


@dataclass(frozen=True, slots=True)
class Run:
    """One build: its seconds, those in Deckbook's hooks, and those of them that its libraries take."""

    total: float
    own: float = 0.0
    pygments: float = 0.0
    markdown_it: float = 0.0
    pages: int = 0


def build(config_file: Path, *, with_deckbook: bool) -> Run:
    """Builds a site whose mkdocs.yml does not name Deckbook, with it or without."""
    gc.collect()
    start = time.process_time()
    config: MkDocsConfig = load_config(str(config_file))
    plugin = TimedPlugin()
    if with_deckbook:
        plugin.load_config({}, str(config_file))
        config.plugins["deckbook"] = plugin
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    config.plugins.on_shutdown()
    total = time.process_time() - start
    pages = sum(1 for _ in Path(config.site_dir).rglob("*.html"))
    texts = [slide.content for book in plugin.books for slide in book.deck.slides] if with_deckbook else []
    return Run(total, plugin.seconds, _highlighting(texts), _parsing(texts), pages)


def _highlighting(texts: list[str]) -> float:
    """The seconds to highlight the slides' code: what MkDocs would spend on the same blocks anyway."""
    fences = re.compile(r"^```([^\n]*)\n(.*?)^```", re.M | re.S)
    blocks = [found.groups() for text in texts for found in fences.finditer(text)]
    highlighter, words = Highlighter({}), labels("en")
    start = time.process_time()
    for number, (info, code) in enumerate(blocks):
        highlighter.write(Block("fence", info=info, content=code), number, words, CodeStyle())
    return time.process_time() - start


def _parsing(texts: list[str]) -> float:
    """The seconds to parse the slides' Markdown: what MkDocs spends on parsing it is beside this."""
    markdown = parser()
    start = time.process_time()
    for text in texts:
        markdown.parse(text)
    return time.process_time() - start


def deck(number: int, slides: int) -> str:
    """A deck of five chapters with text, lists, tables, code, columns, a formula and a note; the same for a number."""
    chance = random.Random(number)  # noqa: S311 - a mere sample
    words = "model layer the of attention weights data trains paper figure 卷积 网络 训练 and with loss a step".split()

    def text(count: int) -> str:
        return " ".join(chance.choice(words) for _ in range(count))

    def body(slide: int) -> str:
        kind = slide % 5
        if kind == 1:
            return "\n".join(f"- {text(7)}\n  - **{text(2)}** `{text(1)}` {text(4)}" for _ in range(4))
        if kind == 2:
            lines = "\n".join(f"    value_{line} = step({line}, '{text(2)}')  # {text(3)}" for line in range(7))
            return f"```python {{2-3}}\ndef run(step):\n{lines}\n    return value_1\n```"
        if kind == 3:
            rows = "\n".join(f"| {text(2)} | {text(3)} | {line} |" for line in range(4))
            return f"| a | b | c |\n| --- | --- | --: |\n{rows}\n\n{text(25)}"
        return f"{text(40)}\n\n[{text(2)}](https://example.org/{slide}) {text(20)}\n\n1. {text(6)}\n2. {text(6)}"

    parts = [f"---\ntitle: Week {number}\ndate: 2026-01-01\n---\n\n# Week {number}\n\n{text(12)}"]
    for slide in range(1, slides):
        chapter, place = divmod(slide - 1, max(1, slides // 5))
        heading = f"### {text(3)} {slide}" if place else f"## {chapter + 1}. {text(2)}"
        note = f"\n\n<!-- {text(10)} -->" if slide % 3 == 0 else ""
        if slide % 6 == 5:
            parts.append(f"layout: two-cols\n---\n\n{heading}\n\n{body(slide)}\n\n::right::\n\n{text(20)}{note}")
        else:
            parts.append(f"\n{heading}\n\n{body(slide)}{note}")
    return "\n\n---\n".join(parts) + "\n"


def site(folder: Path, pages: dict[str, str], *, prune: bool) -> Path:
    """A site of these pages below docs/; its mkdocs.yml."""
    theme = {"name": "material", "font": False, "features": ["navigation.prune"] if prune else []}
    settings = {"site_name": "Site", "theme": theme, "plugins": ["search"], "markdown_extensions": EXTENSIONS}
    for path, content in {"mkdocs.yml": yaml.safe_dump(settings), "docs/index.md": "# Home\n", **pages}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder / "mkdocs.yml"


def decks(count: int, slides: int) -> dict[str, str]:
    """That many decks by path."""
    return {f"docs/weeks/week-{number:04}.md": deck(number, slides) for number in range(1, count + 1)}


def by_hand(config_file: Path) -> dict[str, str]:
    """The same pages as somebody would write them: a title, and the slides' Markdown as it is, one after the other."""
    config = load_config(str(config_file))
    plugin = TimedPlugin()
    plugin.load_config({}, str(config_file))
    config.plugins["deckbook"] = plugin
    mkdocs_build(config)
    written: dict[str, str] = {}
    for book in plugin.books:
        titles = {page.uri: chapter.title.plain for chapter in book.chapters for page in chapter.pages}
        for page in book.pages():
            bodies = [re.sub(r"^::\w+::$|^# .*$", "", slide.content, flags=re.M) for slide in page.slides]
            written[f"docs/{page.uri}"] = "\n\n".join([f"# {titles.get(page.uri, book.title.plain)}", *bodies]) + "\n"
    return written


def median(runs: list[Run]) -> Run:
    """The medians of several builds' seconds."""
    return Run(
        statistics.median(run.total for run in runs),
        statistics.median(run.own for run in runs),
        statistics.median(run.pygments for run in runs),
        statistics.median(run.markdown_it for run in runs),
        runs[-1].pages,
    )


def shares(folder: Path, count: int, slides: int, rounds: int) -> None:
    """Prints Deckbook's share of a build of generated decks."""
    print("Deckbook's own code within a build (medians)\n")
    print(f"{'':44}{'build':>9}{'own':>9}{'share':>8}{'Pygments':>12}{'markdown-it':>12}{'rest':>8}")
    cases = {
        f"{count} decks × {slides} slides, {name}": prune for name, prune in (("not pruned", False), ("pruned", True))
    }
    for name, prune in cases.items():
        config_file = site(folder / f"share-{prune}", decks(count, slides), prune=prune)
        run = median([build(config_file, with_deckbook=True) for _ in range(rounds + 1)][1:])
        print(f"{name:44}{_figures(run)}")


def _figures(run: Run) -> str:
    rest = run.own - run.pygments - run.markdown_it
    parts = [f"{part / run.total:.1%}" for part in (run.own, run.pygments, run.markdown_it, rest)]
    shown = f"{run.total:>8.2f}s{run.own:>8.2f}s{parts[0]:>8}{parts[1]:>12}{parts[2]:>12}{parts[3]:>8}"
    return f"{shown}   ({run.pages} pages)"


def against_pages_by_hand(folder: Path, count: int, slides: int, rounds: int) -> None:
    """Prints how long the decks take against the same text as pages, built in turn."""
    ours = site(folder / "ours", decks(count, slides), prune=True)
    theirs = site(folder / "theirs", by_hand(ours), prune=True)
    both: tuple[list[Run], list[Run]] = ([], [])
    for _ in range(rounds + 1):
        both[0].append(build(ours, with_deckbook=True))
        both[1].append(build(theirs, with_deckbook=False))
    deckbook, hand = (median(runs[1:]) for runs in both)
    print(f"\n{count} decks × {slides} slides against the same chapters as pages by hand (pruned, in turn, medians)")
    print("The pages hold the slides' Markdown under the chapter's title; no sections, columns, contents or pagers.\n")
    print(f"{'decks with Deckbook':44}{deckbook.total:>8.2f}s   ({deckbook.pages} pages)")
    print(f"{'pages by hand without it':44}{hand.total:>8.2f}s   ({hand.pages} pages)")
    print(f"{'ratio':44}{deckbook.total / hand.total:>8.2f}")


def growth(folder: Path, sizes: list[int], slides: int) -> None:
    """Prints how Deckbook's own time grows with the number of decks."""
    print(f"\nNumber of decks of {slides} slides (pruned); linear growth is a factor of 1.00\n")
    print(f"{'':>8}{'build':>10}{'own':>10}{'own/deck':>12}{'factor':>9}")
    before: float | None = None
    for count in sizes:
        config_file = site(folder / f"growth-{count}", decks(count, slides), prune=True)
        run = build(config_file, with_deckbook=True)
        each = run.own / count
        factor = f"{each / before:>9.2f}" if before else ""
        print(f"{count:>8}{run.total:>9.2f}s{run.own:>9.2f}s{each * 1000:>10.1f}ms{factor}")
        before = each


def main() -> None:
    """Measures, and prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--decks", type=int, default=20)
    arguments.add_argument("--slides", type=int, default=25)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--full", action="store_true", help="measure 1,000 decks too")
    options = arguments.parse_args()
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shares(folder, options.decks, options.slides, options.rounds)
        against_pages_by_hand(folder, options.decks, options.slides, options.rounds)
        growth(folder, [10, 100, 1000] if options.full else [10, 100], options.slides)


if __name__ == "__main__":
    main()
