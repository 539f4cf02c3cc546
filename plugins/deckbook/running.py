"""Joins the runnable blocks of decks with their records: what pages show of them, and what a page needs to run them."""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deckbook.book import Book
from deckbook.diagnostics import Diagnostic
from deckbook.markup.codeblocks.runnable import Link, Runnable, Shown
from deckbook.settings import Settings
from deckbook.snippets import pyodide, records
from deckbook.snippets.block import Block
from deckbook.snippets.blocks import chapters, runnable
from deckbook.snippets.decks import unreadable
from deckbook.snippets.dependencies import Needs, needs_of
from deckbook.snippets.figures import size_of
from deckbook.snippets.inputs import changed, inputs_from
from deckbook.snippets.project import Project
from deckbook.vendor import FOLDER as COPIES

FOLDER = "assets/deckbook/run"
"""Where a site holds what its decks' blocks need to be run, a file a deck."""
_REMOVES = "`pytest --update-outputs` removes them"
_LARGEST = 500_000
"""Bytes of a data file that a page may bring to a block."""

Place = tuple[Path, int, int]
"""Where a block stands: its deck, Slidev's number of its slide, and its line."""


@dataclass(frozen=True, slots=True)
class Running:
    """What is known of a site's runnable blocks.

    Attributes:
        blocks: What pages show of each.
        needed: What the blocks of a deck need to be run, as JSON, by its path in the site.
        watched: What the blocks depend on.
        diagnostics: What is to be said of records.
    """

    blocks: Mapping[Place, Runnable] = field(default_factory=dict)
    needed: Mapping[str, str] = field(default_factory=dict)
    watched: frozenset[Path] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()


def running(books: Sequence[Book], settings: Settings) -> Running:
    """What is known of the runnable blocks of a site's decks; nothing is run."""
    shared = _Shared(settings, Project(settings.config_file.parent, settings.roots))
    decks = [_Deck(book, shared) for book in books if runnable(book.deck.slides) or _has_records(book)]
    for deck in decks:
        deck.read()
    return Running(
        blocks={place: block for deck in decks for place, block in deck.blocks.items()},
        needed={deck.uri: deck.needed() for deck in decks if deck.is_run},
        watched=frozenset(file for deck in decks for file in deck.watched),
        diagnostics=tuple(diagnostic for deck in decks for diagnostic in deck.diagnostics),
    )


def runtime(settings: Settings, uri: str) -> str:
    """Where Pyodide is for a file of the site: where mkdocs.yml says, else the site's own copy, else its CDN."""
    base = settings.pyodide
    copy = f"{COPIES}/pyodide-{pyodide.VERSION}"
    if not base:
        base = copy if (settings.docs_dir / copy / "pyodide.mjs").is_file() else pyodide.CDN
    if "://" not in base and not base.startswith("/"):
        base = posixpath.relpath(base, posixpath.dirname(uri))
    return f"{base.rstrip('/')}/"


class _Shared:
    """What is read once for all decks."""

    def __init__(self, settings: Settings, project: Project) -> None:
        self.settings = settings
        self.project = project
        self.runs = settings.run and settings.trusted
        self._tests: dict[str, list[str]] | None = None
        self._texts: dict[Path, str | None] = {}

    def text(self, file: Path) -> str | None:
        """A file that a page may bring to a block; None for one that is hidden, too large or no text."""
        if file not in self._texts:
            hidden = any(part.startswith(".") for part in self.project.shown(file).split("/"))
            self._texts[file] = None if hidden else _text(file)
        return self._texts[file]

    def source(self, block: Block) -> Link | None:
        """Where the code of a `<<<` line stands."""
        if block.source is None or not block.source.file.is_relative_to(self.project.root):
            return None
        path, line = self.project.shown(block.source.file), block.source.line
        return Link(f"{path}:{line}", self.settings.repository.address(path, line))

    def tests(self, block: Block) -> Link | None:
        """Where its module is tested: in a folder called as the module's, else in another one."""
        if block.source is None or not block.source.module or not self.settings.repository.before:
            return None
        if self._tests is None:
            self._tests = _tests(self.project.root)
        own = block.source.file.parent.name
        found = self._tests.get(f"test_{block.source.file.name}", [])
        path = min(found, key=lambda test: (own not in test.split("/"), test), default="")
        return Link(path, self.settings.repository.address(path)) if path else None


class _Deck:
    """One deck's blocks, joined one after the other."""

    def __init__(self, book: Book, shared: _Shared) -> None:
        self._book = book
        self._shared = shared
        self._ignored = {slide.no: slide.source.ignored for slide in book.deck.slides}
        self._folder = records.folder_of(book.deck.path)
        self._entries: list[dict[str, object]] = []
        self._files: set[Path] = set()
        self.uri = f"{FOLDER}/{book.name.removesuffix('.md')}.json"
        self.blocks: dict[Place, Runnable] = {}
        self.watched: set[Path] = set()
        self.diagnostics: list[Diagnostic] = []

    @property
    def is_run(self) -> bool:
        """Whether a page runs any of its blocks."""
        return any(block.book for block in self.blocks.values())

    def read(self) -> None:
        """Joins all blocks."""
        missing: list[Block] = []
        names: set[str] = set()
        for namespace in chapters(self._book, self._shared.project):
            blocks = [block for _, block in namespace.blocks]
            names.update(block.name for block in blocks)
            for index, block in enumerate(blocks):
                if block.problem is None:
                    name = block.name if self._book.namespace == "block" else namespace.name
                    missing += self._join(block, needs_of(block, blocks[:index], self._shared.project), name)
                elif block.problem.rule == "test-mark":
                    self._report(block, "test-mark", block.problem.message)
        if self._folder.is_dir():
            self.watched.add(self._folder)
            for block in missing:
                message = f"“{block.name}” has no recorded output; `pytest --update-outputs` writes it."
                self._report(block, "record-missing", message)
            self._report_orphans(names)
        elif missing:
            message = "No block of the deck has a recorded output; `pytest --update-outputs` writes them."
            self._report(missing[0], "record-none", message)
        if self.is_run and (base := runtime(self._shared.settings, self.uri)).startswith("http"):
            message = f"Who presses Run fetches Python from {base}; `deckbook vendor pyodide` copies it into the site."
            self.diagnostics.append(Diagnostic(self._book.deck.path, 0, "run-remote", message))

    def _report_orphans(self, names: set[str]) -> None:
        """Says which records have no block any more; of a deck that cannot be read whole, nobody knows its blocks."""
        deck = self._book.deck
        if unreadable(deck):
            return
        files = [path.name for path in records.orphans(deck.path, names)]
        if files:
            shown = ", ".join(f"“{name}”" for name in files[:3]) + (f" and {len(files) - 3} more" if files[3:] else "")
            message = f"{self._folder.name}/ has outputs of blocks that are no more: {shown}; {_REMOVES}."
            self.diagnostics.append(Diagnostic(deck.path, 0, "record-orphaned", message))

    def needed(self) -> str:
        """What the blocks need to be run, as JSON."""
        shown = {self._shared.project.shown(file): self._shared.text(file) or "" for file in self._files}
        value = {
            "runtime": runtime(self._shared.settings, self.uri),
            "files": dict(sorted(shown.items())),
            "blocks": self._entries,
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def _join(self, block: Block, needs: Needs, namespace: str) -> Iterator[Block]:
        """Joins a block with its record; gives the block where there is none."""
        project = self._shared.project
        self.watched |= needs.modules | needs.data
        refused = [*pyodide.missing(needs.certain), *self._unfit(needs)] if self._shared.runs else []
        is_run = self._shared.runs and not refused
        record = records.read(records.path_of(self._book.deck.path, block.name))
        stale: list[str] = []
        if isinstance(record, records.Record):
            stale = changed(record.inputs, inputs_from(block, needs, project))
        elif record:
            self._report(block, "record-broken", f"{record} Until then no output is shown.")
        elif block.marks.skip is None and block.marks.xfail is None and not block.marks.requires:
            yield block
        if stale:
            message = (
                f"The recorded output of “{block.name}” may be another one now that {_listed(stale)} changed, so it is "
                "marked as not verified; run pytest, which compares it."
            )
            self._report(block, "record-stale", message)
        output = record if isinstance(record, records.Record) else records.Record()
        self.blocks[self._book.deck.path, block.slide, block.line] = Runnable(
            key=block.name,
            book=self.uri if is_run else "",
            stdout=output.stdout,
            result=output.result,
            error=output.error,
            figures=tuple(self._figures(block, output)),
            is_verified=not stale,
            source=self._shared.source(block),
            reference=self._reference(block) if self._shared.settings.has_references else "",
            tests=self._shared.tests(block),
            refused=tuple(refused),
        )
        if is_run:
            self._files |= needs.modules | needs.data
            self._entries.append({
                "key": block.name,
                "namespace": namespace,
                "name": self._shown(block.source.file if block.source else block.path),
                "line": block.source.line - 1 if block.source else block.line,
                "code": block.code,
                "module": block.source.module if block.source else "",
                "figure": block.caption,
            })  # fmt: skip

    def _unfit(self, needs: Needs) -> list[str]:
        """The files that a page cannot bring to a block."""
        files = needs.data | needs.modules
        return sorted(self._shared.project.shown(file) for file in files if self._shared.text(file) is None)

    def _figures(self, block: Block, record: records.Record) -> Iterator[Shown]:
        for figure in record.figures:
            # Of several figures, each may have its own title behind the caption.
            has_both = len(record.figures) > 1 and figure.alt.startswith(f"{block.caption}: ")
            alt = figure.alt if has_both or not block.caption else block.caption
            if not alt:
                message = "A figure of this block says nothing to who does not see it; write `{monaco-run} [words]`."
                self._report(block, "figure-no-alt", message)
            file = self._folder / figure.file
            yield Shown(file, alt, block.caption, size_of(file))

    def _reference(self, block: Block) -> str:
        """What a reference page may call the code of a `<<<` line: the one function or class in it, or its module."""
        if block.source is None or not block.source.module:
            return ""
        code = self._shared.project.read(block.code)
        own = code.binds if len(code.binds) == 1 and code.binds == code.fixed and not code.imports else ()
        return ".".join((block.source.module, *own))

    def _shown(self, file: Path) -> str:
        root = self._shared.project.root
        return self._shared.project.shown(file) if file.is_relative_to(root) else file.name

    def _report(self, block: Block, rule: str, message: str) -> None:
        if rule not in self._ignored.get(block.slide, ()):
            self.diagnostics.append(Diagnostic(block.path, block.line, rule, message))


def _has_records(book: Book) -> bool:
    return records.folder_of(book.deck.path).is_dir()


def _listed(names: Sequence[str]) -> str:
    """Inputs of a record as a sentence names them."""
    words = {"code": "its code", "earlier": "the code of earlier blocks"}
    return ", ".join(words.get(name, name) for name in names)


def _text(file: Path) -> str | None:
    try:
        if file.stat().st_size > _LARGEST:
            return None
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError):
        return None
    return None if "\0" in text else text


def _tests(root: Path) -> dict[str, list[str]]:
    """The files of tests, by name."""
    found: dict[str, list[str]] = {}
    for folder, folders, names in os.walk(root / "tests"):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in names:
            if name.startswith("test_") and name.endswith(".py"):
                found.setdefault(name, []).append((Path(folder) / name).relative_to(root).as_posix())
    return found
