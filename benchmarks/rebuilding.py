"""Measures rebuilds after one edit, as `mkdocs serve` does them, against full builds of the same site.

    python -m benchmarks.rebuilding [--pages 300 1000] [--rounds 2]

A site of Material with a pruned navigation, search and Deckbook: pages by hand in chapters of 25, and decks of 30
slides, which become a seventh of the pages. Two processes build it in turn, one with `rebuild_cache` after each edit,
and one without it after every third, as a full build takes as long after any. Shown are seconds of their CPU time, as
builds have one thread and other programs shall not matter, and the ratio of the two; of several rounds the medians. The
last figures are wall-clock time, from saving a deck to the changed page, loaded in Chromium; they are left out where
there is no Chromium.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import multiprocessing
import os
import re
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import sync_playwright

from benchmarks.building import EXTENSIONS, deck
from tests.browser.chromium import NO_CHROMIUM, chromium_flags, find_chromium

CHAPTER = 25
URL = "http://127.0.0.1:8000/"
LOADED = """async () => {
    if (document.readyState !== "complete") await new Promise(done => addEventListener("load", done));
    await new Promise(done => setTimeout(done));
    return performance.timeOrigin + performance.getEntriesByType("navigation")[0].loadEventEnd;
}"""
"""When the page was loaded, in milliseconds since 1970."""
Edit = Callable[[Path, int], None]


def page(number: int) -> str:
    """A page by hand of about 1,000 words, those of code and tables among them."""
    body = deck(number, 13).partition("\n# ")[2].partition("\n")[2]
    return f"# Page {number}\n\n{re.sub(r'(?m)^(---|layout:.*|::.*)$', '', body)}\n"


def site(folder: Path, pages: int, plugins: list[Any]) -> None:
    """Writes a site of about that many pages."""
    decks = max(1, pages // 50)
    plain = pages - 7 * decks
    files = {f"docs/part-{number // CHAPTER:02}/page-{number:04}.md": page(number) for number in range(plain)}
    if "tags" in plugins:
        files = {
            path: f"---\ntags: [tag-{number % 9}]\n---\n\n{text}\n[Page {(number + 1) % plain}][]\n"
            for number, (path, text) in enumerate(files.items())
        }
        files["docs/blog/index.md"] = "# Blog\n"
        for number in range(1, 21):
            about = f"---\ndate: 2026-01-{number:02}\ncategories: [News]\n---\n"
            files[f"docs/blog/posts/{number}.md"] = f"{about}\n# Post {number}\n\nText.\n\n<!-- more -->\n\nMore.\n"
    files |= {f"docs/weeks/week-{number:04}.md": deck(number, 30) for number in range(1, decks + 1)}
    settings = {
        "site_name": "Site",
        "theme": {"name": "material", "font": False, "features": ["navigation.prune"]},
        "plugins": [*plugins, "deckbook"],
        "markdown_extensions": EXTENSIONS,
    }
    files |= {"docs/index.md": "# Home\n", "mkdocs.yml": yaml.safe_dump(settings)}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")


def _append(path: str) -> Edit:
    def edit(folder: Path, round_: int) -> None:
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(f"\nAnd one more line, {round_}.\n")

    return edit


def _title(folder: Path, round_: int) -> None:
    path = folder / "docs/part-01/page-0030.md"
    path.write_text(re.sub(r"^# .*", f"# Renamed {round_}", path.read_text("utf-8")), encoding="utf-8")


def _new(folder: Path, round_: int) -> None:
    (folder / f"docs/part-01/page-new-{round_}.md").write_text(f"# New {round_}\n\nText.\n", encoding="utf-8")


def _deleted(folder: Path, round_: int) -> None:
    (folder / f"docs/part-01/page-new-{round_}.md").unlink()


def _moved(folder: Path, round_: int) -> None:
    (folder / f"docs/part-00/page-{2 + round_:04}.md").rename(folder / f"docs/part-01/page-moved-{round_}.md")


def _chapter(folder: Path, round_: int) -> None:
    before = next(iter(sorted((folder / "docs").glob("part-02*"))))
    before.rename(folder / "docs" / f"part-02-{round_}")


def _setting(folder: Path, round_: int) -> None:
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    (folder / "mkdocs.yml").write_text(yaml.safe_dump({**settings, "site_name": f"Site {round_}"}), encoding="utf-8")


EDITS: dict[str, Edit] = {
    "a page's text": _append("docs/part-01/page-0031.md"),
    "a slide's text": _append("docs/weeks/week-0001.md"),
    "a page's title": _title,
    "a new page": _new,
    "a deleted page": _deleted,
    "a moved page": _moved,
    "a renamed directory of 25 pages": _chapter,
    "the site's name": _setting,
}


def _worker(pipe: Connection, folder: Path, site_dir: str, *, reuse: bool) -> None:
    """Builds the site whenever it is told to, and answers with the seconds and its memory at most, in bytes."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    started = False
    while pipe.recv():
        begin = time.process_time()
        config = load_config(str(folder / "mkdocs.yml"), site_dir=site_dir)
        if not started:
            config.plugins.on_startup(command="serve", dirty=False)
            started = True
        config.site_url = URL
        config.plugins["deckbook"].config["rebuild_cache"] = "serve" if reuse else "never"
        build(config, serve_url=URL)
        pipe.send((time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))


class Worker:
    """A process that builds a site again and again."""

    def __init__(self, folder: Path, site_dir: str, *, reuse: bool) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(
            target=_worker, args=(other, folder, site_dir), kwargs={"reuse": reuse}, daemon=True
        )
        self._process.start()
        self.memory = 0

    def build(self) -> float:
        """Builds, and returns the seconds that it took."""
        self._pipe.send(obj=True)
        seconds, self.memory = self._pipe.recv()
        return float(seconds)

    def end(self) -> None:
        """Ends the process."""
        self._pipe.send(obj=False)
        self._process.join()


def measure(pages: int, plugins: list[Any], edits: dict[str, Edit], rounds: int) -> None:
    """Prints the table of a site."""
    names = ", ".join(str(plugin) for plugin in plugins)
    print(f"\n{pages} pages, with {names}\n\n{'':34}{'rebuild':>10}{'full':>10}{'ratio':>8}")
    with (
        tempfile.TemporaryDirectory() as name,
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as two,
    ):
        folder = Path(name)
        site(folder, pages, plugins)
        with_cache, without = Worker(folder, one, reuse=True), Worker(folder, two, reuse=False)
        first = with_cache.build(), without.build()
        _row("first build, cache on and off", *first)
        found: dict[str, list[float]] = {name: [] for name in edits}
        full = [first[1]]
        for number in range(1, rounds + 1):
            for place, (kind, edit) in enumerate(edits.items()):
                edit(folder, number)
                found[kind].append(with_cache.build())
                if place % 3 == 0:
                    full.append(without.build())
        for kind, times in found.items():
            _row(f"after {kind}", statistics.median(times), statistics.median(full))
        memory = with_cache.memory / 2**20, without.memory / 2**20
        print(f"{'memory at most, MiB':34}{memory[0]:>10.0f}{memory[1]:>10.0f}{memory[0] / memory[1]:>8.2f}")
        with_cache.end()
        without.end()


def _row(name: str, rebuild: float, full: float) -> None:
    print(f"{name:34}{rebuild:>9.2f}s{full:>9.2f}s{rebuild / full:>8.3f}", flush=True)


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    server = subprocess.Popen(command, cwd=folder, env=environment)  # noqa: S603
    try:
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)


def to_screen(pages: int, rounds: int) -> None:
    """Prints how long a saved deck takes to be seen in Chromium, with the cache and without."""
    chromium = find_chromium()
    if chromium is None:
        print(f"\nto the screen: not measured, as {NO_CHROMIUM}")
        return
    shown: dict[str, float] = {}
    for mode, times_saved in (("serve", 2 * rounds), ("never", rounds)):
        with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
            folder = Path(name)
            site(folder, pages, ["search"])
            settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
            settings["plugins"][-1] = {"deckbook": {"rebuild_cache": mode}}
            (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
            path = folder / "docs/weeks/week-0001.md"
            text = path.read_text("utf-8")
            times = []
            with _served(folder) as address:
                browser = playwright.chromium.launch(executable_path=chromium, args=chromium_flags())
                tab = browser.new_page()
                tab.goto(f"{address}weeks/week-0001/", timeout=300_000)
                for number in range(times_saved + 1):
                    begin = time.time()
                    path.write_text(text.replace("# Week 1\n", f"# Week 1, edit {number}\n"), encoding="utf-8")
                    tab.get_by_role("heading", name=f"edit {number}").first.wait_for(timeout=300_000)
                    # Waiting for the heading looks for it now and then; the page knows when it was there.
                    times.append(tab.evaluate(LOADED) / 1000 - begin)
                    time.sleep(1)
                browser.close()
            shown[mode] = statistics.median(times[1:])
    ratio = shown["serve"] / shown["never"]
    print(f"\n{pages} pages, from saving a deck to the page in Chromium, seconds of wall-clock time, medians\n")
    print(f"{'with the cache':34}{shown['serve']:>9.2f}s{'':>10}{ratio:>8.3f}")
    print(f"{'without':34}{shown['never']:>9.2f}s", flush=True)


def main() -> None:
    """Measures, and prints the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, nargs="+", default=[300, 1000])
    options.add_argument("--rounds", type=int, default=2)
    arguments = options.parse_args()
    for pages in arguments.pages:
        measure(pages, ["search"], EDITS, arguments.rounds)
    few = {kind: EDITS[kind] for kind in ("a page's text", "a slide's text", "a page's title")}
    measure(arguments.pages[0], ["search", "tags", "blog", "autorefs"], few, arguments.rounds)
    to_screen(arguments.pages[-1], arguments.rounds)


if __name__ == "__main__":
    main()
