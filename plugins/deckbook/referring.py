"""What `deckbook papers` does: adds entries to a bibliography, checks it, and lists what is to be read again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from deckbook.book import Book, arrange
from deckbook.check.report import relative
from deckbook.check.save import save
from deckbook.deck.files import reason
from deckbook.deck.project import load_project
from deckbook.diagnostics import Diagnostic
from deckbook.hosts import Unavailable
from deckbook.papers import Bibliography, Index, Ledger, default_files, ledger, read_bibliography
from deckbook.papers.hygiene import hygiene
from deckbook.papers.people import folded
from deckbook.papers.remote import Asking, Hosts, meant
from deckbook.papers.writing import key_for, new
from deckbook.settings import Settings
from deckbook.walk import markdown_files

_REFUSED = (
    "“{}” is neither a DOI, nor a number at arXiv, nor an address at doi.org, arXiv, OpenReview or the ACL Anthology, "
    "so it is not added; find the paper at one of these."
)


@dataclass(frozen=True, slots=True)
class Result:
    """A line to say; `is_fault` where something was not done."""

    text: str
    is_fault: bool = False


@dataclass(frozen=True, slots=True)
class Referred:
    """The papers of a site, and what its decks say of them."""

    settings: Settings
    bibliography: Bibliography
    books: tuple[Book, ...]
    ledger: Ledger

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is to be said of the bibliography and of the decks' citations, silenced rules left out."""
        found = {*self.bibliography.diagnostics, *hygiene(self.bibliography), *self.ledger.diagnostics}
        return sorted(item for item in found if item.rule not in self.settings.silence)


def referred(settings: Settings, files: Sequence[Path] = ()) -> Referred:
    """Reads a site's decks and its bibliography: `files`, else what mkdocs.yml names."""
    bibliography = read_bibliography(files or settings.bibliography or default_files(settings.docs_dir))
    project = load_project(markdown_files(settings.decks_dir), settings.patterns, settings.roots)
    books = tuple(arrange(deck, name, options=settings.options) for name, deck in project.decks.items())
    return Referred(settings, bibliography, books, ledger(books, bibliography))


def todo(found: Referred, base: Path) -> Iterator[str]:
    """The papers that were judged worth another pass which has not been made, the longest waiting first."""
    waiting = [record for record in found.ledger.records.values() if record.is_to_be_read]
    order = {book.name: place for place, book in enumerate(reversed(_by_date(found.ledger)))}
    for record in sorted(waiting, key=lambda record: order[record.last.book.name] if record.last else 0):
        last = record.last
        if last is None:
            continue
        when = f" ({last.date})" if last.date else ""
        place = f"{relative(last.slide.path, base)}:{last.slide.line}"
        decided = f"pass {record.passed + 1} is next; “{last.verdict}”{when}"
        yield f"{record.paper.key}: {decided} — {record.paper.title} [{place}]"


def _by_date(found: Ledger) -> list[Book]:
    """The decks that name papers, the newest first, as the ledger went through them."""
    books = {named.book.name: named.book for record in found.records.values() for named in record.named}
    return [books[name] for name in found.mentions if name in books]


def add(
    texts: Iterable[str], target: Path, files: Sequence[Path], hosts: Hosts, allowed: Collection[str]
) -> Iterator[Result]:
    """Appends an entry for each paper that is named, unless the bibliography has it.

    Args:
        texts: DOIs, numbers at arXiv, addresses.
        target: The BibTeX file that entries are appended to; it is created where there is none.
        files: The other files of the bibliography.
        hosts: The hosts that are asked.
        allowed: The hosts of private networks that may be asked.
    """
    base = Path.cwd()
    with Asking(hosts, allowed) as asking:
        for text in texts:
            identifier = meant(text)
            if identifier is None:
                yield Result(_REFUSED.format(text[:200]), is_fault=True)
                continue
            existing = [path for path in dict.fromkeys((*files, target)) if path.is_file()]
            bibliography = read_bibliography(existing)
            known = Index(bibliography.papers).identified(identifier)
            if known:
                yield Result(f"{identifier.url} is “{known.key}” in {relative(known.path, base)} already.")
                continue
            try:
                item = asking.item(identifier)
            except Unavailable as error:
                yield Result(str(error), is_fault=True)
                continue
            key = key_for(item, bibliography.papers)
            try:
                _append(target, new(item, key))
            except OSError as error:
                yield Result(f"{relative(target, base)} cannot be written: {reason(error)}.", is_fault=True)
                return
            yield Result(f"“{key}” is added to {relative(target, base)}: {item['title']}.".replace("..", "."))
            same = [other for other in bibliography.papers.values() if folded(other.title) == folded(item["title"])]
            for other in same[:1]:
                yield Result(f"“{other.key}” has the same title; `deckbook papers check` says more.")


def _append(target: Path, entry: str) -> None:
    """Adds an entry behind all that the file holds, which stays as it is; never half of one."""
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    before = target.read_bytes()
    ends = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before else ends if before.endswith(b"\n") else ends * 2
    save(target, before + gap + entry.encode().replace(b"\n", ends) + ends)
