"""What `deckbook publish` and `deckbook editions` do: the site as committed → an edition on the published branch."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from deckbook import __version__
from deckbook.book import Book, newest_first
from deckbook.building import BuildError
from deckbook.building import build as run_build
from deckbook.deck.find import markdown_files
from deckbook.diagnostics import Diagnostic, Severity
from deckbook.gathering import gathered
from deckbook.markup import labels
from deckbook.news import EDITIONS, VERSION
from deckbook.publish.branch import Branch, Target, advance, ahead, fetch, remote_of
from deckbook.publish.composing import Built, with_edition, without
from deckbook.publish.editions import Edition, Record, Snapshot, difference, written_editions
from deckbook.publish.frontpages import front_pages
from deckbook.publish.git import Git, Refused
from deckbook.publish.names import is_name, month_of, shown_title, version_of
from deckbook.publish.records import LATEST, below, read_history, read_records, read_versions
from deckbook.publish.sharing import SHARED, share
from deckbook.publish.source import Source, dirty, identity, is_ancestor, read_source, root_of
from deckbook.publish.thinning import to_thin
from deckbook.publish.tidying import tidy
from deckbook.publish.trees import changes, paths_in
from deckbook.referring import referred
from deckbook.settings import Settings
from deckbook.site import build

_SHOWN = 20
_STALE = frozenset({"record-stale", "record-broken"})


def publish(settings: Settings, *, dry_run: bool = False, version: str = "", title: str = "") -> Iterator[str]:
    """Publishes this week's edition; gives lines to say.

    Args:
        settings: What the site has decided.
        dry_run: Whether it is only said what would change.
        version: What the edition is called, instead of by its newest deck.
        title: Its title, instead of that deck's.

    Raises:
        Refused: Nothing was published; says why.
    """
    if version and not is_name(version):
        raise Refused(f"Nothing is published, as an edition cannot be called “{version}”; take letters, digits and -.")
    target = _target(settings)
    with _git(settings, dry_run=dry_run) as git, TemporaryDirectory(prefix="deckbook-") as place:
        source = read_source(git)
        remote_of(git, target)
        books = _checked(settings)
        edition = _edition(books, source, version, title)
        work = _Work(settings, git, target, source, edition, _snapshot(settings, books), Path(place))
        if dry_run:
            branch = fetch(git, target)
            composed = work.compose(branch)
            yield from work.newer or _would(branch, composed[0], edition) if composed else work.newer
            return
        moved = advance(git, target, work.compose, identity(git, source))
        if work.newer:
            yield from work.newer
        elif not moved.commit:
            yield f"{edition.version} is published as it is, so nothing is changed."
        else:
            others = f", after {moved.tries} tries as others published, too" if moved.tries > 1 else ""
            yield f"{edition.version} “{edition.title}” is published to {target.branch} of {target.remote}{others}."
            if site := settings.publication.site_url:
                yield f"{site}{edition.version}/"


def editions(settings: Settings) -> Iterator[str]:
    """What is published: a line an edition, and the sum.

    Raises:
        Refused: The remote cannot be asked.
    """
    with _git(settings, dry_run=True) as git:
        branch = _published(git, _target(settings))
        sizes, counts = _sizes(branch)
        history = read_history(branch)
        rows = [("version", "title", "committed", "files", "size")]
        for info in read_versions(branch):
            name = str(info.version)
            aliases = f" [{', '.join(sorted(info.aliases))}]" if info.aliases else ""
            date = history[name].date if name in history else ""
            rows.append((f"{name}{aliases}", info.title, date, str(counts[name]), _bytes(sizes[name])))
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        for row in rows:
            yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        thinned = [edition.version for edition in history.values() if edition.is_thinned]
        if thinned:
            yield f"Thinned to redirects: {', '.join(thinned)}."
        yield f"Shared by all: {counts[SHARED]} files, {_bytes(sizes[SHARED])}. In all: {_bytes(sum(sizes.values()))}."


def prune(settings: Settings, *, weekly: int, monthly: int, dry_run: bool = False) -> Iterator[str]:
    """Thins old editions: redirects to the latest one stand in their place then.

    Args:
        settings: What the site has decided.
        weekly: How many of the newest editions stay.
        monthly: Of how many months before these the newest edition stays.
        dry_run: Whether it is only said what would change.

    Raises:
        Refused: Nothing was changed; says why.
    """
    target = _target(settings)
    gone: list[str] = []

    def compose(branch: Branch) -> tuple[str, str] | None:
        ahead(git, target, branch)
        gone[:] = _to_thin(branch, weekly, monthly)
        return (without(branch, gone), f"Thin {', '.join(gone)} with Deckbook {__version__}") if gone else None

    with _git(settings, dry_run=dry_run) as git:
        remote_of(git, target)
        if dry_run:
            branch = _published(git, target)
            composed = compose(branch)
            yield f"Would be thinned: {', '.join(gone)}." if gone else "No edition would be thinned."
            if composed:
                yield from _difference(branch, composed[0])
            return
        advance(git, target, compose, identity(git, read_source(git, is_whole=False)))
        yield f"Thinned: {', '.join(gone)}." if gone else "No edition is to be thinned."


def _to_thin(branch: Branch, weekly: int, monthly: int) -> list[str]:
    versions, history = read_versions(branch), read_history(branch)
    names = [str(info.version) for info in versions if str(info.version) in branch.entries]
    months = {name: month_of(name) or (history[name].date[:7] if name in history else None) for name in names}
    named = [str(info.version) for info in versions if info.aliases]
    return to_thin(names, months, named, weekly=weekly, monthly=monthly)


@dataclass(slots=True)
class _Work:
    """One edition on its way; it is built anew only where what stands on its pages has changed meanwhile."""

    settings: Settings
    git: Git
    target: Target
    source: Source
    edition: Edition
    snapshot: Snapshot
    place: Path
    newer: tuple[str, ...] = ()
    built: Built | None = None
    listed: bytes = b""

    def compose(self, branch: Branch) -> tuple[str, str] | None:
        """The tree of the branch with the edition, and the message; None where a newer commit stands there."""
        ahead(self.git, self.target, branch)
        version, versions, history = self.edition.version, read_versions(branch), read_history(branch)
        records = read_records(branch)
        known = records.get(version) if versions.find(version) else None
        if known and known.commit != self.source.commit and self._is_older(known):
            self.newer = (
                f"{version} is published of a newer commit ({known.commit[:10]}) already, so nothing is changed.",
            )
            return None
        if known and known.commit == self.source.commit and version in history:
            news = history[version].news
        else:
            versions.add(version, self.edition.title)
            since = next((name for name in below(versions, version) if name in records), None)
            news = difference(records[since].snapshot if since else None, self.snapshot, since)
        edition = dataclasses.replace(self.edition, news=news)
        for name in history:
            if versions.find(name) is None:
                versions.add(name)
        if versions.find(version) is None:
            versions.add(version)
        before = [history[name] for name in below(versions, version) if name in history]
        listed = written_editions([edition, *(dataclasses.replace(item, is_thinned=False) for item in before)])
        if self.built is None or listed != self.listed:
            self.built, self.listed = self._build(edition, listed), listed
        return with_edition(branch, self.built), f"Deploy {self.source.short} to {version} with Deckbook {__version__}"

    def _is_older(self, known: Record) -> bool:
        """Whether what is published now came after our commit: as git has it, else by the time."""
        if (comes_first := is_ancestor(self.git, self.source.commit, known.commit)) is not None and comes_first:
            return True
        return known.time > self.source.time and not is_ancestor(self.git, known.commit, self.source.commit)

    def _build(self, edition: Edition, listed: bytes) -> Built:
        place = Path(self.place, str(len(list(self.place.iterdir()))))
        site, copies, history = place / "site", place / SHARED, place / "editions.json"
        place.mkdir()
        history.write_bytes(listed)
        variables = {VERSION: edition.version, EDITIONS: str(history), "SOURCE_DATE_EPOCH": str(self.source.time)}
        try:
            run_build(self.settings.config_file, site, variables)
        except BuildError as error:
            raise Refused(f"Nothing is published, as the site cannot be built: {error}. Try `mkdocs build`.") from error
        if changed := dirty(self.git):
            raise Refused(
                f"Nothing is published, as {', '.join(changed[:3])} changed while the site was built; commit it, or "
                f"name it in .gitignore where the build itself writes it."
            )
        address = self.settings.publication.site_url
        tidy(site)
        shared = share(site, copies, f"{address}{LATEST}/" if address else "")
        words = labels(self.settings.language)
        return Built(
            site=site,
            copies=copies,
            edition=edition,
            record=Record(self.source.commit, self.source.time, shared.names, self.snapshot),
            front=front_pages(address, self.settings.language, words),
        )


def _target(settings: Settings) -> Target:
    published = settings.publication
    return Target(published.remote, published.branch, published.prefix)


@contextmanager
def _git(settings: Settings, *, dry_run: bool) -> Iterator[Git]:
    """Git where the site is; in a dry run all that it would keep is dropped at the end."""
    git = Git(root_of(settings.config_file.parent))
    if not dry_run or not git.has("rev-parse", "--git-dir"):
        yield git
        return
    own = git.line("rev-parse", "--path-format=absolute", "--git-path", "objects")
    with TemporaryDirectory(prefix="deckbook-") as place:
        yield Git(git.folder, {"GIT_OBJECT_DIRECTORY": place, "GIT_ALTERNATE_OBJECT_DIRECTORIES": own})


def _published(git: Git, target: Target) -> Branch:
    remote_of(git, target)
    branch = fetch(git, target)
    if not branch.tip:
        raise Refused(f"“{target.remote}” has no branch {target.branch} yet: `deckbook publish` makes it.")
    return branch


def _checked(settings: Settings) -> tuple[Book, ...]:
    """The decks, which have no errors and no stale records."""
    library = build(markdown_files(settings.decks_dir), settings, pages=markdown_files(settings.docs_dir))
    errors = [item for item in library.diagnostics if item.severity is Severity.ERROR and item.rule not in _STALE]
    if errors:
        raise Refused(_listed("decks have errors; mend what `deckbook check` says", errors))
    stale = [item for item in library.diagnostics if item.rule in _STALE]
    if stale:
        raise Refused(_listed("records are not those of the code; run `pytest --update-outputs`, and commit", stale))
    return library.books


def _listed(what: str, found: Iterable[Diagnostic]) -> str:
    lines = [item.shown(Path.cwd()) for item in found]
    more = [f"… and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return "\n".join((*lines[:_SHOWN], *more, f"Nothing is published, as {what}."))


def _edition(books: Iterable[Book], source: Source, version: str, title: str) -> Edition:
    newest = next(iter(newest_first(books)), None)
    version = version or version_of(newest.date if newest else None, newest.name if newest else "", source.time)
    return Edition(
        version=version,
        title=title or shown_title(version, newest.title.plain if newest else ""),
        date=f"{datetime.fromtimestamp(source.time, UTC):%Y-%m-%d}",
        commit=source.commit,
        time=source.time,
    )


def _snapshot(settings: Settings, books: Iterable[Book]) -> Snapshot:
    records = referred(settings).ledger.records.values()
    entries, _ = gathered(settings)
    ordered = newest_first(books)
    return Snapshot(
        decks={book.uri: book.title.plain for book in ordered},
        chapters={
            chapter.pages[0].uri: (chapter.title.plain, book.uri)
            for book in ordered for chapter in book.chapters if chapter.pages[0].uri != book.uri
        },
        papers={record.paper.key: record.paper.title for record in records if record.named},
        stars={entry.repository.url: (entry.repository.path, entry.star_count) for entry in entries},
    )  # fmt: skip


def _would(branch: Branch, tree: str, edition: Edition) -> Iterator[str]:
    if tree == branch.root:
        yield f"{edition.version} is published as it is, so nothing would change."
        return
    yield f"Would publish {edition.version} “{edition.title}”."
    yield from _difference(branch, tree)


def _difference(branch: Branch, tree: str) -> Iterator[str]:
    """What would change, in files and bytes: a line for each that stands at the root, and the sum."""
    groups: dict[str, list[tuple[int | None, int | None]]] = defaultdict(list)
    for change in changes(branch.git, branch.root, tree):
        path = change.path.removeprefix(branch.prefix)
        groups[path.partition("/")[0] + ("/" if "/" in path else "")].append((change.before, change.after))
    for name, sizes in sorted(groups.items()):
        yield f"  {name}: {_counted(sizes)}"
    yield f"In all: {_counted([size for sizes in groups.values() for size in sizes])}."


def _counted(sizes: list[tuple[int | None, int | None]]) -> str:
    added = sum(before is None for before, _ in sizes)
    removed = sum(after is None for _, after in sizes)
    counts = ((added, "added"), (len(sizes) - added - removed, "changed"), (removed, "removed"))
    shown = ", ".join(f"{count} {word}" for count, word in counts if count)
    growth = sum((after or 0) - (before or 0) for before, after in sizes)
    return f"{shown} ({'+' if growth >= 0 else '-'}{_bytes(abs(growth))})"


def _sizes(branch: Branch) -> tuple[dict[str, int], dict[str, int]]:
    sizes: dict[str, int] = defaultdict(int)
    counts: dict[str, int] = defaultdict(int)
    for path, size in paths_in(branch.git, f"{branch.tip}^{{tree}}").items():
        name = path.removeprefix(branch.prefix).partition("/")[0]
        sizes[name] += size
        counts[name] += 1
    return sizes, counts


def _bytes(count: int) -> str:
    if count < 1_000:
        return f"{count} bytes"
    return f"{count / 1_000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
