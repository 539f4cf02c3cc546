"""Measures what papers and repositories cost a build: decks that name many of both, against the same decks without.

    python -m benchmarks.referring [--papers 2000] [--repositories 2000] [--mentions 10000] [--rounds 3]

Both sites have the same decks of 25 slides, with a mention on each: a citation as Zotero writes it on one, a link to a
repository in a list on the next. One has a bibliography and a lock file that know them all, so that it gets cards,
references, a list of each kind, and a page for every paper that is named. The other has neither; its links lead to a
host that has no repositories. All is built with Material, in turn, in seconds of this process' CPU time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from benchmarks.building import Run, build, deck, site
from deckbook.repos import Facts, Lock, written_lock

SLIDES = 25


def bibliography(count: int) -> str:
    """Entries whose citations tell them apart by name and year."""
    return "\n".join(
        f"@article{{key{number},\n"
        f"  title = {{A Study of Subject {number} and its Relation to the Whole}},\n"
        f"  author = {{{_family(number)}, A. and Second, B. and Third, C.}},\n"
        f"  journal = {{Journal of Matter {number % 40}}},\n"
        f"  year = {{{_year(number)}}},\n"
        f"  doi = {{10.5555/{number}}},\n}}"
        for number in range(count)
    )


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
    count = -(-options.mentions // (SLIDES - 1))
    found: dict[str, str] = {}
    for number in range(count):
        slides = deck(number, SLIDES).split("\n\n---\n")
        for place in range(1, len(slides)):
            mention, is_link = divmod(number * SLIDES + place, 2)
            paper, repository = mention % options.papers, mention % options.repositories
            link = f"\n\n- https://{host}/{_path(repository)} ⭐️1.2k (text audio)\n"
            citation = f"\n\nAs ({_family(paper)} et al., {_year(paper)}, p. {place}) say.\n"
            slides[place] += link if is_link else citation
        found[f"docs/weeks/week-{number:04}.md"] = "\n\n---\n".join(slides)
    return found


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
        with_both = site(Path(name) / "both", known, prune=True)
        with_none = site(Path(name) / "none", decks(options, host="example.org"), prune=True)
        runs: tuple[list[Run], list[Run]] = ([], [])
        for _ in range(options.rounds):
            runs[0].append(build(with_none, with_deckbook=True))
            runs[1].append(build(with_both, with_deckbook=True))
        none, both = (statistics.median(run.total for run in found) for found in runs)
    print(
        f"{options.papers:,} papers and {options.repositories:,} repositories named {options.mentions:,} times "
        f"in decks of {SLIDES} slides (medians of {options.rounds})\n"
    )
    print(f"{'neither a bibliography nor repositories':44}{none:>8.2f}s   ({runs[0][0].pages} pages)")
    print(f"{'both':44}{both:>8.2f}s   ({runs[1][0].pages} pages)")
    print(f"{'ratio':44}{both / none:>8.2f}")


if __name__ == "__main__":
    main()
