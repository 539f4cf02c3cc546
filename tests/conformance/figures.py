"""The guide's tables of figures over the public decks: measured, and written between their marks.

    python -m tests.conformance.figures

needs the directory `shared` beside the checkout, and takes two minutes. Only numbers and causes are written, no deck's
text.
"""

from __future__ import annotations

import functools
import re
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from deckbook.book import Book
from deckbook.book.paginate import words
from deckbook.settings import Settings
from deckbook.site import Library, build
from deckbook.walk import markdown_files
from tests.conformance.causes import causes
from tests.conformance.corpus import Corpus, build_once
from tests.conformance.rendering import compare
from tests.conformance.script import ask
from tests.harness import ROOT, SHARED

GUIDE = ROOT / "docs" / "guide"
PLACES = {"differences": GUIDE / "differences.md", "chapters": GUIDE / "write-a-deck.md"}
"""The pages whose marks `<!-- figures: NAME -->` and `<!-- end of figures -->` a table stands between."""


def differences(corpus: Corpus) -> str:
    """How many slides are as Slidev's, and the causes where one is not."""
    slides = compare(corpus)
    same = [slide.same for slide in slides]
    text = sum(one in ("structure", "text") for one in same) / len(same)
    own = ask(corpus.shared, "render", corpus.work).figures
    decks = sum(map(len, corpus.decks.values()))
    rows = [
        f"Measured on {decks} public decks of {len(corpus.decks)} repositories, {len(slides):,} slides:",
        "",
        "| Slides with | by the program | corrected |",
        "| --- | ---: | ---: |",
        f"| every word in order, and code to the letter | {own['text']:.2%} | {text:.2%} |",
        f"| the same structure as well | {own['structure']:.2%} | {same.count('structure') / len(same):.2%} |",
        "",
        "| Cause | Slides |",
        "| --- | ---: |",
    ]
    return "\n".join(rows + [f"| {cause} | {count} |" for cause, count in sorted(causes(corpus).items(), key=_most)])


def chapters(corpus: Corpus) -> str:
    """How the decks are divided."""
    books = [book for library in libraries(corpus).values() for book in library.books]
    found = ask(corpus.shared, "chapters").figures
    measured = {
        "[Chapters](chapters.md) in a deck": [len(book.chapters) for book in books],
        "Slides in a chapter": [len(chapter.slides) for book in books for chapter in book.chapters],
        "Words on a page": [count for book in books for count in _words(book)],
    }
    rows = [
        f"Over {len(books)} public decks this gives:",
        "",
        "| | least | 10 % | half | 90 % | most |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(f"| {name} | {' | '.join(f'{value:,}' for value in spread(values))} |" for name, values in measured.items()),
        "",
        f"For {found['decks']:.0f} of the decks a reader wrote down where chapters begin:",
        f"{found['precision']:.1%} of what is found is among that, and {found['recall']:.1%} of that is found.",
    ]
    return "\n".join(rows)


TABLES = {"differences": differences, "chapters": chapters}


@functools.cache
def libraries(corpus: Corpus) -> dict[str, Library]:
    """What Deckbook makes of each repository, infos included."""
    made = {}
    for repository, decks in corpus.decks.items():
        folder = corpus.folder / repository
        settings = Settings(folder / "mkdocs.yml", folder / "docs", folder, tuple(decks))
        made[repository] = build(markdown_files(folder), settings)
    return made


def spread(values: Sequence[int]) -> list[int]:
    """The least, the 10th percentile, the median, the 90th percentile and the largest."""
    tenths = statistics.quantiles(values, n=10, method="inclusive")
    return [min(values), round(tenths[0]), round(statistics.median(values)), round(tenths[-1]), max(values)]


def by_row(table: str) -> dict[str, list[str]]:
    """The figures of a table's rows, by what stands first in them."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line[:1] == "|"]
    return {cells[0]: cells[1:] for cells in rows if re.search(r"\d", cells[-1])}


def _words(book: Book) -> Iterator[int]:
    for page in book.pages():
        if page.slides:
            yield sum(words(slide) for slide in page.slides)


def _most(row: tuple[str, int]) -> tuple[int, str]:
    return -row[1], row[0]


def between(name: str) -> tuple[str, str, str]:
    """A page of the guide: what stands before a table, the table, and what follows."""
    text = PLACES[name].read_text("utf-8")
    found = re.fullmatch(rf"(.*<!-- figures: {name} -->\n\n)(.*)(\n\n<!-- end of figures -->.*)", text, re.S)
    if not found:
        raise ValueError(f"{PLACES[name]} has no marks for the figures “{name}”")
    return found[1], found[2], found[3]


def main() -> None:
    """Measures, and writes the tables."""
    if SHARED is None:
        raise SystemExit("needs the directory `shared` beside the checkout")
    with tempfile.TemporaryDirectory() as folder:
        corpus = build_once(SHARED, Path(folder))
        for name, table in TABLES.items():
            before, _, after = between(name)
            PLACES[name].write_text(before + table(corpus) + after, encoding="utf-8")


if __name__ == "__main__":
    main()
