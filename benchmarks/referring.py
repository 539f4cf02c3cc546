"""Measures what papers and repositories cost a build: decks that name many of both, against the same decks without.

    python -m benchmarks.referring [--papers 2000] [--repositories 2000] [--mentions 10000] [--rounds 3]

Both sites have the same decks of 25 slides, with a mention on each: a citation as Zotero writes it on one, a link to a
repository in a list on the next. One has a bibliography and a lock file that know them all, so that it gets cards,
references, a list of each kind, and a page for every paper that is named. The other has neither; its links lead to a
host that has no repositories. A third is the other with a page for each of those papers as somebody would write it by
hand, with what stands on Deckbook's: this is what so many pages cost in themselves, be they made of a bibliography or
not, and the rest is what finding, joining and showing the mentions costs. All is built with Material.

Machines are faster at one time than at another, by more than what is to be told apart. So the bare site is built beside
each of the others, by two processes at once that change places from round to round, and what is compared is the CPU
time of such two.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

from benchmarks.building import Run, build, deck, site
from deckbook.repos import Facts, Lock, written_lock

SLIDES = 25


def bibliography(count: int) -> str:
    """Entries whose citations tell them apart by name and year."""
    return "\n".join(map(_entry, range(count)))


def _entry(number: int) -> str:
    return (
        f"@article{{key{number},\n"
        f"  title = {{{_title(number)}}},\n"
        f"  author = {{{_family(number)}, A. and Second, B. and Third, C.}},\n"
        f"  journal = {{Journal of Matter {number % 40}}},\n"
        f"  year = {{{_year(number)}}},\n"
        f"  doi = {{10.5555/{number}}},\n}}"
    )


def _title(number: int) -> str:
    return f"A Study of Subject {number} and its Relation to the Whole"


def _family(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    name = "".join(letters[number // 26**place % 26] for place in range(4))
    return f"Name{name}"


def _year(number: int) -> int:
    return 1990 + number % 35


def lock_file(count: int) -> str:
    """What is known of the repositories."""
    facts = {
        f"github.com/{_path(number)}": Facts(
            description=f"Code for subject {number} and what belongs to it",
            stars={"2026-09-01": 1000 + number, "2026-10-01": 1100 + number, "2026-11-01": 1200 + number},
            license="MIT",
            language="Python",
            topics=("audio", "text"),
            pushed="2026-10-30",
        )
        for number in range(count)
    }
    return written_lock(Lock(facts))


def _path(number: int) -> str:
    return f"owner{number % 100}/name{number}"


def decks(options: argparse.Namespace, *, host: str) -> dict[str, str]:
    """Decks with a mention on each slide but their first."""
    found: dict[str, str] = {}
    for number in range(_count(options)):
        slides = deck(number, SLIDES).split("\n\n---\n")
        for place in range(1, len(slides)):
            mention, is_link = _mention(number, place)
            paper, repository = mention % options.papers, mention % options.repositories
            link = f"\n\n- https://{host}/{_path(repository)} ⭐️1.2k (text audio)\n"
            citation = f"\n\nAs ({_family(paper)} et al., {_year(paper)}, p. {place}) say.\n"
            slides[place] += link if is_link else citation
        found[f"docs/weeks/week-{number:04}.md"] = "\n\n---\n".join(slides)
    return found


def _count(options: argparse.Namespace) -> int:
    """How many decks it takes."""
    return -(-options.mentions // (SLIDES - 1))


def _mention(number: int, place: int) -> tuple[int, int]:
    """What a slide of a deck names, and whether that is a repository."""
    return divmod(number * SLIDES + place, 2)


def pages(options: argparse.Namespace) -> dict[str, str]:
    """A page for each paper that the decks name, by hand."""
    named: dict[int, list[str]] = {}
    for number in range(_count(options)):
        for place in range(1, SLIDES):
            mention, is_link = _mention(number, place)
            if not is_link:
                way = f"- **Week {number}**: [Slide {place + 1}](../weeks/week-{number:04}.md)"
                named.setdefault(mention % options.papers, []).append(way)
    return {f"docs/papers/key{paper}.md": _page(paper, ways) for paper, ways in named.items()}


def _page(paper: int, ways: list[str]) -> str:
    by = f"{_family(paper)}, A., Second, B., & Third, C. ({_year(paper)}). *Journal of Matter {paper % 40}*."
    doi = f"[DOI](https://doi.org/10.5555/{paper})"
    named, entry = "\n".join(ways), f"```bibtex\n{_entry(paper)}\n```"
    return f"# {_title(paper)}\n\n{by} {doi}\n\n## Named in\n\n{named}\n\n## Cite\n\n{by}\n\n{entry}\n"


def main() -> None:
    """Measures, and prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--papers", type=int, default=2000)
    arguments.add_argument("--repositories", type=int, default=2000)
    arguments.add_argument("--mentions", type=int, default=10_000)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    with tempfile.TemporaryDirectory() as name:
        known = decks(options, host="github.com") | {
            "docs/papers.bib": bibliography(options.papers),
            "docs/repos.lock.json": lock_file(options.repositories),
        }
        bare = decks(options, host="example.org")
        forms = {
            "neither a bibliography nor repositories": site(Path(name) / "none", bare, prune=True),
            "neither, and the papers' pages by hand": site(Path(name) / "pages", bare | pages(options), prune=True),
            "both": site(Path(name) / "both", known, prune=True),
        }
        with forms["neither, and the papers' pages by hand"].open("a", encoding="utf-8") as settings:
            settings.write("not_in_nav: /papers/*\n")  # as Deckbook's are not
        none, by_hand, both = forms
        runs: dict[str, list[tuple[Run, Run]]] = {by_hand: [], both: []}
        with ProcessPoolExecutor(1) as one, ProcessPoolExecutor(1) as another:
            for number in range(options.rounds):
                workers = (one, another) if number % 2 == 0 else (another, one)
                for form, found in runs.items():
                    found.append(_beside(workers, (forms[none], forms[form])))
    print(
        f"{options.papers:,} papers and {options.repositories:,} repositories named {options.mentions:,} times "
        f"in decks of {SLIDES} slides (medians of {options.rounds})\n"
    )
    _print(none, [bare for pairs in runs.values() for bare, _ in pairs])
    for form, pairs in runs.items():
        _print(form, [run for _, run in pairs])
    ratio, in_themselves = _ratio(runs[both]), _ratio(runs[by_hand])
    print(f"{'ratio of both to neither (to reach: 1.2)':44}{ratio:>8.2f}")
    print(f"{'  so many more pages in themselves':44}{in_themselves:>8.2f}")
    print(f"{'  finding, joining and showing mentions':44}{ratio / in_themselves:>8.2f}")
    seconds = statistics.median(run.total for _, run in runs[both]) * (1 - in_themselves / ratio)
    print(f"{'  which is for each mention':44}{seconds / options.mentions * 1000:>8.2f}ms")


def _beside(workers: tuple[Executor, Executor], config_files: tuple[Path, Path]) -> tuple[Run, Run]:
    """Builds two sites at once."""
    one, another = (
        worker.submit(build, config_file, with_deckbook=True)
        for worker, config_file in zip(workers, config_files, strict=True)
    )
    return one.result(), another.result()


def _print(form: str, runs: Sequence[Run]) -> None:
    print(f"{form:44}{statistics.median(run.total for run in runs):>8.2f}s   ({runs[0].pages} pages)")


def _ratio(pairs: Iterable[tuple[Run, Run]]) -> float:
    """How many times as long the second of each two takes."""
    return statistics.median(other.total / bare.total for bare, other in pairs)


if __name__ == "__main__":
    main()
