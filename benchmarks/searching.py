"""Measures the search of generated books with Deckbook's part in it and without: size, time, and what is found.

    python -m benchmarks.searching [--pages 1000] [--rounds 5] [--languages zh ja en]

Real sites in Chinese, Japanese and English, each built twice in Material with the theme in its language, and asked in a
headless Chromium: 1,000 rare words from inside sentences, and 1,000 headings, those that many decks have with their
deck's title. Found is what stands among the first ten sections. Times are medians of wall-clock time, taken in turn.
Needs Chromium; where it is missing this says so and measures nothing.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import books
from tests.browser.chromium import NO_CHROMIUM, chromium_flags, find_chromium
from tests.browser.finding import ask, found_headings, found_words, headings, read_index
from tests.browser.server import Server
from tests.harness import Site, build_site

COUNT = 1000


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of a site: bytes, gzip'ed bytes, milliseconds, and shares."""

    index: int
    packed: int
    worker: int
    first: float
    each: float
    words: float
    headings: float


def main() -> None:
    """Measures, and prints the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--languages", nargs="+", choices=books.LANGUAGES, default=list(books.LANGUAGES))
    given = options.parse_args()
    chromium = find_chromium()
    if chromium is None:
        print(f"search: not measured, as {NO_CHROMIUM}")
        return
    print(f"search of books of {given.pages} pages, without Deckbook's part → with it; {given.rounds} rounds\n")
    print("| Book | Index | compressed | First result | A word | Words found | Headings found |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=chromium_flags())
        for language in given.languages:
            stock, own = _measure(browser, language, given.pages, given.rounds)
            cells = (
                f"{stock.index / 1000:,.0f} → {own.index / 1000:,.0f} kB",
                f"{stock.packed / 1000:,.0f} → {own.packed / 1000:,.0f} kB",
                f"{stock.first / 1000:.2f} → {own.first / 1000:.2f} s",
                f"{stock.each:.1f} → {own.each:.1f} ms",
                f"{stock.words:.3f} → {own.words:.3f}",
                f"{stock.headings:.3f} → {own.headings:.3f}",
            )
            print(f"| {language} | {' | '.join(cells)} |", flush=True)
        browser.close()
    print(f"\nThe worker, compressed: {stock.worker / 1000:.1f} → {own.worker / 1000:.1f} kB")


def _measure(browser: Browser, language: str, pages: int, rounds: int) -> tuple[Figures, Figures]:
    """A book's figures without Deckbook's part in the search, and with it."""
    book = books.make(language, pages, rare=4 * pages)
    words = list(book.words.items())[:COUNT]
    theme = {"name": "material", "font": False, "language": language, "features": ["navigation.prune"]}
    files: dict[str, str | bytes] = {"docs/index.md": "# Home\n", **book.decks}
    with tempfile.TemporaryDirectory() as folder:
        stock, own = (
            build_site(Path(folder, str(part)), files, plugins=["search", {"deckbook": {"search": part}}], theme=theme)
            for part in (False, True)
        )
        wanted = list(headings(read_index(own.root / "site")).items())
        wanted = wanted[:: max(1, len(wanted) // COUNT)][:COUNT]
        times = [(_time(browser, stock, words[0][0]), _time(browser, own, words[0][0])) for _ in range(rounds)]
        firsts = [statistics.median(column) for column in zip(*times, strict=True)]
        return _ask(browser, stock, words, wanted, firsts[0]), _ask(browser, own, words, wanted, firsts[1])


def _time(browser: Browser, site: Site, word: str) -> float:
    """Milliseconds from the start of the worker, with nothing loaded yet, to the first result."""
    server = Server()
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server.serve(site.root / "site"))
        first = ask(page, [word]).first
    server.close()
    return first


def _ask(
    browser: Browser, site: Site, words: Sequence[tuple[str, set[str]]], wanted: Sequence[tuple[str, str]], first: float
) -> Figures:
    server = Server()
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server.serve(site.root / "site"))
        asked = ask(page, [word for word, _ in words])
        of_words = found_words(asked, words)
        of_headings = found_headings(ask(page, [query for _, query in wanted]), [location for location, _ in wanted])
    server.close()
    index = (site.root / "site" / "search" / "search_index.json").read_bytes()
    worker = next((site.root / "site" / "assets" / "javascripts" / "workers").glob("search.*.min.js")).read_bytes()
    return Figures(
        index=len(index),
        packed=len(gzip.compress(index)),
        worker=len(gzip.compress(worker)),
        first=first,
        each=asked.each,
        words=statistics.mean(of_words),
        headings=statistics.mean(of_headings),
    )


if __name__ == "__main__":
    main()
