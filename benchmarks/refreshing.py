"""How long `deckbook repos refresh` takes for 2,000 repositories, against GitHub as its own schema plays it.

    python -m benchmarks.refreshing

The played GitHub stands in this process and executes each question; the command is a process of its own, as users
start it. Its own CPU time, start-up and reading of 40 decks included, is what Deckbook costs; the rest of the time it
waits for answers. Needs the npm package @octokit/graphql-schema, which `make bench` gets.
"""

from __future__ import annotations

import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from pytest_httpserver import HTTPServer

from deckbook.repos import load_lock
from tests.repos.github import TOKEN, GitHub, schema

REPOSITORIES = 2_000
DECKS = 40


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: seconds, those of its own CPU time, and the questions that it asked."""

    seconds: float
    cpu: float
    questions: int


def main() -> None:
    loaded = schema()
    if loaded is None:
        print("Refreshing is not measured: it needs the npm package @octokit/graphql-schema, which `make bench` gets.")
        return
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    played = GitHub(loaded)
    for number in range(REPOSITORIES):
        played.add(f"x/r{number:04}", number)
    with tempfile.TemporaryDirectory() as folder, HTTPServer(host="127.0.0.1", port=0) as server:
        server.expect_request("/graphql", method="POST").respond_with_handler(played.answer)
        site, url = Path(folder), server.url_for("").rstrip("/")
        write_site(site)
        runs = {
            "the first time": run(site, url, played),
            "again on that day": run(site, url, played),
            "a week later": run(site, url, played, day=7),
        }
        lock = site / "docs" / "repos.lock.json"
        facts = load_lock(lock).facts
        assert [len(facts[f"github.com/x/r{n:04}"].stars) for n in range(REPOSITORIES)] == [2] * REPOSITORIES  # noqa: S101
        print(f"{len(facts):,} repositories in {DECKS} decks; repos.lock.json has {lock.stat().st_size / 1e6:.2f} MB")
    print(f"{'':20} {'seconds':>8} {'own CPU':>8} {'questions':>10}")
    for name, done in runs.items():
        print(f"{name:20} {done.seconds:8.2f} {done.cpu:8.2f} {done.questions:10}")


def run(site: Path, url: str, played: GitHub, *, day: int = 0) -> Run:
    environment = {
        **os.environ,
        "GITHUB_API_URL": url,
        "GITHUB_TOKEN": TOKEN,
        "SOURCE_DATE_EPOCH": str(1_795_824_000 + day * 86_400),
    }
    played.asked.clear()
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "deckbook.cli", "repos", "refresh"]
    subprocess.run(command, cwd=site, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, cpu, len(played.asked))


def write_site(site: Path) -> None:
    (site / "docs" / "weeks").mkdir(parents=True)
    (site / "mkdocs.yml").write_text("site_name: S\nplugins: [deckbook]\n", "utf-8")
    each = REPOSITORIES // DECKS
    for deck in range(DECKS):
        links = "".join(f"- https://github.com/x/r{deck * each + number:04} ⭐4.6k\n" for number in range(each))
        (site / "docs" / "weeks" / f"w{deck:02}.md").write_text(f"# Week {deck}\n\n---\n\n{links}", "utf-8")


if __name__ == "__main__":
    main()
