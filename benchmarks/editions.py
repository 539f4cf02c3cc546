"""Measures what editions weigh: 60 weeks of a book of 100 pages as plain mike keeps them, and as Deckbook does.

    python -m benchmarks.editions [--weeks 60] [--book text] [--book heavy]

Two books, each built by `deckbook.building` with Material once a week, in which one deck is written anew: one of text
alone, and one with a picture a deck, and copies of mermaid and of the Python runtime, where `make test` has fetched
those. The same build goes to mike 2.2's own `deploy` (`--update-aliases --alias-type redirect`) and to the tree that
`deckbook publish` would push. Unpacked is the sum of the files of the branch's tip, which is what a host counts; packed
is the size of the repository after `git gc`. It takes minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import struct
import sys
import tempfile
import zlib
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import yaml
from mike import commands
from mkdocs.config import load_config

from benchmarks.building import EXTENSIONS, deck
from deckbook.building import build as run_build
from deckbook.publish.branch import Branch
from deckbook.publish.composing import Built, with_edition, without
from deckbook.publish.editions import Edition, Record
from deckbook.publish.frontpages import front_pages
from deckbook.publish.git import Git
from deckbook.publish.names import month_of
from deckbook.publish.records import read_versions
from deckbook.publish.sharing import share
from deckbook.publish.thinning import to_thin
from deckbook.publish.tidying import tidy
from deckbook.publish.trees import paths_in, read_tree

ROOT = Path(__file__).parent.parent
NPM = ROOT / ".cache" / "npm"
URL = "https://example.org/book/"
DECKS, SLIDES = 17, 25
LIMIT = 1_000_000_000
"""What GitHub Pages takes."""


def picture(number: int) -> bytes:
    """A PNG of some 100 kB: a plot of noise, which nothing can make smaller."""
    chance = random.Random(number)  # noqa: S311 - a mere sample
    rows = b"".join(b"\0" + chance.randbytes(400) for _ in range(250))
    head = struct.pack(">IIBBBBB", 400, 250, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def write_book(folder: Path, *, heavy: bool) -> None:
    """The book of the first week."""
    theme = {"name": "material", "font": False, "features": ["navigation.prune"]}
    settings = {"site_name": "Book", "site_url": URL, "theme": theme, "plugins": ["search", "deckbook"]}
    (folder / "docs" / "weeks").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump({**settings, "markdown_extensions": EXTENSIONS}), "utf-8")
    (folder / "docs" / "index.md").write_text("# Book\n", "utf-8")
    for number in range(DECKS):
        write_deck(folder, number, number, heavy=heavy)
    if heavy:
        copy_scripts(folder / "docs" / "assets" / "vendor")


def write_deck(folder: Path, place: int, number: int, *, heavy: bool) -> None:
    """One deck of the book; another number is another text, and another picture."""
    text = deck(number, SLIDES)
    if heavy:
        (folder / "docs" / "weeks" / f"plot-{place}.png").write_bytes(picture(number))
        text += f"\n---\n\n## The plot\n\n![A plot](./plot-{place}.png)\n"
    (folder / "docs" / "weeks" / f"week-{place:02}.md").write_text(text, "utf-8")


def copy_scripts(folder: Path) -> None:
    """The copies that `deckbook vendor` makes, of what `make test` has fetched."""
    for name in ("mermaid-*", "pyodide-*"):
        for package in NPM.glob(name):
            files = [path for path in package.rglob("*") if path.suffix in {".mjs", ".js", ".wasm", ".zip", ".json"}]
            for file in files:
                (folder / package.name).mkdir(parents=True, exist_ok=True)
                shutil.copy(file, folder / package.name / file.name)


def build(folder: Path, version: str, time: int) -> Path:
    """Builds the book as an edition; gives its files."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    own = {"MIKE_DOCS_VERSION": version, "SOURCE_DATE_EPOCH": str(time)}
    run_build(folder / "mkdocs.yml", site, own)
    return site


def as_mike(folder: Path, site: Path, version: str) -> None:
    """The edition as mike keeps it."""
    with contextlib.chdir(folder):
        config = load_config(site_dir=str(site))
        redirect = commands.AliasType.redirect
        with commands.deploy(config, version, version, ["latest"], True, redirect, branch="plain"):
            pass  # it is built already


def as_deckbook(folder: Path, site: Path, version: str, time: int) -> None:
    """The edition as Deckbook keeps it."""
    copies = folder / "shared"
    shutil.rmtree(copies, ignore_errors=True)
    tidy(site)
    done = share(site, copies, f"{URL}latest/")
    words = {name: name for name in ("not_found", "not_found_home", "not_found_latest", "not_found_why")}
    edition = Edition(version, version, "2026-01-01", f"{time:040}", time)
    built = Built(site, copies, edition, Record(edition.commit, time, done.names), front_pages(URL, "en", words))
    commit(folder, partial(with_edition, built=built))


def commit(folder: Path, compose: partial[str]) -> None:
    """Moves the branch that Deckbook would push."""
    git = Git(folder)
    tip = git.line("rev-parse", "--verify", "-q", "refs/heads/ours", ok=(0, 1))
    branch = Branch(git, tip, "", read_tree(git, tip) if tip else {})
    parent = ["-p", tip] if tip else []
    git.run("update-ref", "refs/heads/ours", git.line("commit-tree", compose(branch), *parent, "-m", "edition"))


def measured(folder: Path, branch: str) -> tuple[int, int, int]:
    """Files and bytes of the branch, unpacked; and its bytes packed, in a repository of its own."""
    sizes = paths_in(Git(folder), f"refs/heads/{branch}^{{tree}}")
    packed = folder / f"{branch}.git"
    shutil.rmtree(packed, ignore_errors=True)
    git = Git(folder)
    words = ("--bare", "--single-branch", f"--branch={branch}", f"file://{folder}", str(packed))
    git.run("clone", "-q", *words, seconds=3600)
    Git(packed).run("gc", "-q", "--prune=now", seconds=3600)
    return len(sizes), sum(sizes.values()), sum(path.stat().st_size for path in packed.rglob("*.pack"))


def weeks(count: int) -> list[str]:
    """The versions of that many weeks, the last of which is 2026-w47."""
    last = date.fromisocalendar(2026, 47, 1)
    calendar = [(last - timedelta(weeks=back)).isocalendar() for back in reversed(range(count))]
    return [f"{year}-w{week:02}" for year, week, _ in calendar]


def measure(folder: Path, versions: list[str], *, heavy: bool) -> dict[str, tuple[int, int, int]]:
    """Publishes a book week after week; what it weighs then."""
    write_book(folder, heavy=heavy)
    git = Git(folder)
    git.run("init", "-q", "-b", "main")
    git.run("config", "user.name", "Ada")
    git.run("config", "user.email", "ada@example.org")
    git.run("add", "mkdocs.yml")
    git.run("commit", "-q", "-m", "first")
    for number, version in enumerate(versions):
        write_deck(folder, number % DECKS, DECKS + number, heavy=heavy)
        site = build(folder, version, 1_790_000_000 + number)
        if number == 0:
            pages = sum(1 for _ in site.rglob("*.html"))
            print(f"{'with pictures and scripts' if heavy else 'text alone'}: {pages} pages", file=sys.stderr)
        as_mike(folder, site, version)
        as_deckbook(folder, site, version, number)
    found = {"mike": measured(folder, "plain"), "deckbook": measured(folder, "ours")}
    tip = git.line("rev-parse", "refs/heads/ours")
    names = [str(info.version) for info in read_versions(Branch(git, tip))]
    gone = to_thin(names, {name: month_of(name) for name in names}, ["latest", names[0]], weekly=8, monthly=12)
    commit(folder, partial(without, versions_to_go=gone))
    return {**found, f"deckbook, thinned to {len(names) - len(gone)}": measured(folder, "ours")}


def main() -> None:
    """Measures, and prints the table."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--weeks", type=int, default=60)
    arguments.add_argument("--book", action="append", choices=("text", "heavy"), help="by default both")
    options = arguments.parse_args()
    versions = weeks(options.weeks)
    print("| Book | Kept by | Files | Unpacked | Of mike's | Of 1 GB | Packed |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for name in options.book or ("text", "heavy"):
        heavy = name == "heavy"
        with tempfile.TemporaryDirectory() as place:
            rows = measure(Path(place), versions, heavy=heavy)
        plain = rows["mike"][1]
        for kept, (files, unpacked, packed) in rows.items():
            shares = f"{unpacked / plain:.0%} | {unpacked / LIMIT:.0%}"
            book = "with pictures and scripts" if heavy else "text alone"
            print(
                f"| {book} | {kept} | {files:,} | {unpacked / 1e6:.1f} MB | {shares} | {packed / 1e6:.1f} MB |",
                flush=True,
            )


if __name__ == "__main__":
    main()
