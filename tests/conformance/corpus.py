"""The sites of the public decks: built once for all tests, by the script that measures them."""

from __future__ import annotations

import fcntl
import html
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.script import ask

LINE = re.compile(r"WARNING +-  deckbook: (?P<place>.*?): (?:error|warning): (?P<message>.*) \[(?P<rule>[a-z-]+)\]")
"""A line of a build's log that tells an author something."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The public decks, and the sites that were built of them, one a repository.

    Attributes:
        shared: The directory beside the checkout.
        work: Where the sites are: `REPOSITORY/site`, with `REPOSITORY/log` beside each.
    """

    shared: Path
    work: Path

    @property
    def folder(self) -> Path:
        """Where the decks are."""
        return self.shared / "corpus"

    @property
    def decks(self) -> dict[str, list[str]]:
        """The decks' paths in their repository, by repository."""
        found = defaultdict(list)
        for row in (self.folder / "index.tsv").read_text("utf-8").splitlines()[1:]:
            repository, _, deck = row.split("\t")[2].partition("/")
            found[repository].append(deck)
        return dict(found)

    def site(self, repository: str) -> Path:
        return self.work / repository / "site"

    def pages(self) -> Iterator[tuple[str, Path]]:
        """The pages of all sites that show slides, each with its repository."""
        for repository in self.decks:
            for page in sorted(self.site(repository).rglob("*.html")):
                if b"data-slide=" in page.read_bytes():
                    yield repository, page

    def expected(self, deck: str) -> list[str]:
        """What Slidev's own pipeline makes of a deck: a JSON object a slide."""
        return (self.folder / "expected" / f"{deck}.html.jsonl").read_text("utf-8").splitlines()

    def log(self, repository: str) -> list[re.Match[str]]:
        """What the build of a repository told its author; the groups are LINE's."""
        text = (self.work / repository / "log").read_text("utf-8")
        return [found for line in text.splitlines() if (found := LINE.match(line))]

    def missing(self, repository: str) -> frozenset[str]:
        """The addresses of the pictures and files that the build of a repository did not find."""
        lines = [line for line in self.log(repository) if line["rule"] == "asset-missing"]
        return frozenset(html.unescape(address) for line in lines for address in re.findall("“(.*)”", line["message"]))


def build_once(shared: Path, folder: Path) -> Corpus:
    """The corpus with its sites below `folder`; of several processes that ask for them, the first one builds them.

    DECKBOOK_CORPUS names a directory whose sites are taken as they are, for work on the tests themselves.
    """
    if ready := os.environ.get("DECKBOOK_CORPUS"):
        return Corpus(shared, Path(ready))
    work = folder / "corpus"
    work.mkdir(parents=True, exist_ok=True)
    done = work / ".built"
    with (folder / "corpus.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            ask(shared, "build", work)
            done.touch()
    return Corpus(shared, work)
