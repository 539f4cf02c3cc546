"""What `deckbook check` finds in decks: all that a build would say of them, inside a site and outside any."""

from __future__ import annotations

import dataclasses
import difflib
import os.path
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deckbook.book import Book
from deckbook.check.repair import repair
from deckbook.check.report import relative
from deckbook.check.save import save
from deckbook.deck.files import read_file, reason
from deckbook.diagnostics import Diagnostic, Severity
from deckbook.settings import Settings
from deckbook.site import Library, build
from deckbook.walk import markdown_files

FindSettings = Callable[[Path], Settings | None]
"""Gives the settings of the site that a directory belongs to; None where it belongs to none."""

_SPECIAL = re.compile(r"([*?\[\]\\!# ])")


@dataclass(slots=True)
class Checked:
    """What was checked.

    Attributes:
        decks: The decks' files.
        files: All files that they were read from.
        skipped: Named files that are no decks, and named directories without any.
        diagnostics: What is to be said, each once.
    """

    decks: set[Path] = field(default_factory=set)
    files: set[Path] = field(default_factory=set)
    skipped: set[Path] = field(default_factory=set)
    diagnostics: set[Diagnostic] = field(default_factory=set)

    def of_level(self, least: Severity) -> list[Diagnostic]:
        """The diagnostics that are at least as severe, in the order of their places."""
        levels = list(Severity)
        return sorted(item for item in self.diagnostics if levels.index(item.severity) <= levels.index(least))

    def notes(self, base: Path) -> list[str]:
        """What is to be said of targets that were not checked."""
        return [
            f"There is no deck in {relative(path, base)}/." if path.is_dir() else
            f"{relative(path, base)} is no deck: it has no slide separator, or is a folder's index.md or README.md."
            for path in sorted(self.skipped)
        ]  # fmt: skip

    def exit_code(self, *, strict: bool) -> int:
        """2 where there was nothing to check, 1 where there is an error (if `strict`, a warning), else 0."""
        if not self.files:
            return 2
        failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
        return int(any(item.severity in failing for item in self.diagnostics))


def check(targets: Iterable[Path], settings_of: FindSettings) -> Checked:
    """Checks decks.

    Args:
        targets: Decks, or directories whose decks are meant: in a site those that its `decks:` picks, elsewhere every
            Markdown file that is a deck by its text.
        settings_of: Finds the site of a directory.
    """
    checked = Checked()
    groups: dict[tuple[Path, Path], _Group] = {}
    for target in dict.fromkeys(Path(os.path.normpath(target.absolute())) for target in targets):
        folder = target if target.is_dir() else target.parent
        settings = settings_of(folder)
        inside = settings is not None and _meets(target, settings.decks_dir)
        group = _Group.of_site(settings) if settings and inside else _Group.of_folder(_root(folder), settings)
        key = (group.settings.config_file, group.settings.decks_dir)
        groups.setdefault(key, group).targets.append(target)
    for group in groups.values():
        group.check(checked)
    return checked


def mend(targets: Sequence[Path], settings_of: FindSettings, *, write: bool) -> Iterator[str]:
    """Repairs decks and the files they import; gives the lines of a diff, and a sentence where a file is not repaired.

    Args:
        targets: As `check` takes them.
        settings_of: As `check` takes it.
        write: Whether the files are changed; else the diff only shows what would be.
    """
    base = Path.cwd()
    seen: set[Path] = set()
    # A repaired `src:` imports files that were not known before.
    while waiting := sorted(check(targets, settings_of).files - seen):
        seen.update(waiting)
        for path in waiting:
            yield from _mend_file(path, relative(path, base), write=write)


def _mend_file(path: Path, name: str, *, write: bool) -> Iterator[str]:
    try:
        before = read_file(path).decode()
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        yield f"{name} is not repaired: {reason(error) if isinstance(error, OSError) else 'it is not UTF-8'}."
        return
    repaired = repair(before)
    if repaired.text == before:
        return
    if write:
        try:
            save(path, repaired.text.encode())
        except OSError as error:
            yield f"{name} is not repaired: {reason(error)}."
            return
    old, new = (text.replace("\r\n", "\n").splitlines() for text in (before, repaired.text))
    yield from difflib.unified_diff(old, new, name, f"{name} (repaired)", lineterm="")


def _meets(target: Path, folder: Path) -> bool:
    return target.is_relative_to(folder) or folder.is_relative_to(target)


def _root(folder: Path) -> Path:
    """The directory of the project that a directory belongs to: that of its repository, else of its package."""
    parents = (folder, *folder.parents)
    repository = next((parent for parent in parents if (parent / ".git").exists()), None)
    package = next((parent for parent in parents if (parent / "package.json").is_file()), None)
    return repository or package or folder


@dataclass(slots=True)
class _Group:
    """Targets that are built together."""

    settings: Settings
    is_site: bool
    targets: list[Path] = field(default_factory=list)

    @classmethod
    def of_site(cls, settings: Settings) -> _Group:
        return cls(settings, True)

    @classmethod
    def of_folder(cls, root: Path, site: Settings | None) -> _Group:
        """Decks that no site builds; the site around them, if any, still says what is silenced, and has templates."""
        if site is None:
            own = Settings(config_file=root / "mkdocs.yml", docs_dir=root, decks_dir=root, patterns=())
        else:
            folder = site.config_file.parent
            own = dataclasses.replace(site, docs_dir=folder, decks_dir=folder, patterns=())
        return cls(own, False)

    def check(self, checked: Checked) -> None:
        folder = self.settings.decks_dir
        candidates = markdown_files(folder) if self.is_site else {}
        named = [target for target in self.targets if not target.is_dir()]
        patterns = [*self.settings.patterns, *(_pattern(path, folder) for path in named)]
        candidates |= {_name(path, folder): path for path in named}
        for target in self.targets:
            if target.is_dir() and not self.is_site:
                found = {_name(path, folder): path for path in markdown_files(target).values()}
                candidates |= found
                patterns += [_pattern(path, folder) for path in found.values()]
        settings = dataclasses.replace(self.settings, patterns=tuple(patterns))
        pages = markdown_files(self.settings.docs_dir) if self.is_site else {}
        self._collect(build(candidates, settings, pages=pages), settings, checked)

    def _collect(self, library: Library, settings: Settings, checked: Checked) -> None:
        written: dict[Path, set[Diagnostic]] = {}
        for book in library.books:
            written[book.deck.path] = _about(book, library)
        for target in self.targets:
            if target.is_dir():
                asked = [book for book in library.books if book.deck.path.is_relative_to(target)]
                if self.is_site and settings.config_file.is_relative_to(target):
                    checked.diagnostics |= {item for item in library.diagnostics if item.path == settings.config_file}
            else:
                asked = [book for book in library.books if book.deck.path == target]
            for book in asked:
                checked.decks.add(book.deck.path)
                checked.files |= set(book.deck.files)
                checked.diagnostics |= written[book.deck.path]
            if not asked and target in library.imported:
                checked.files.add(target)
                checked.diagnostics |= {item for item in library.diagnostics if item.path == target}
            elif not asked:
                checked.skipped.add(target)


def _about(book: Book, library: Library) -> set[Diagnostic]:
    """What is said of a book: of its files, its arrangement, and its pages."""
    said = {*book.deck.diagnostics, *book.diagnostics}
    for page in book.pages():
        if page.uri in library.pages:
            said |= set(library.pages[page.uri].written.diagnostics)
    return {item for item in library.diagnostics if item in said or item.path == book.deck.path}


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _pattern(path: Path, folder: Path) -> str:
    """The pattern of `decks:` that picks one file."""
    return _SPECIAL.sub(r"\\\1", _name(path, folder))
