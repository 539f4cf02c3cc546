"""BibTeX and BibLaTeX files → entries with their fields and lines; of a broken entry what can be read."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ExplicitComment,
    ParsingFailedBlock,
    String,
)
from bibtexparser.splitter import Splitter

_MONTHS = {name: str(number) for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
)}  # fmt: skip
_NOT_ENTRIES = frozenset(("comment", "preamble", "string"))
_OPENING = re.compile(r"@(\w+)[ \t]*[{(][ \t]*([^\s,={}()\"]+)[ \t]*(?:,|\n|$)")
_FIELD = re.compile(r"(?<![\w{])([A-Za-z][\w+-]*)\s*=\s*(?P<value>[{\"]|\w+)")
_FOLLOWING = re.compile(r"\s*\n\s*([A-Za-z][\w+-]*)[ \t]*=[ \t]*(?=[{\"\w])")
_SWALLOWED = re.compile(r"\n[ \t]*[A-Za-z][\w+-]*[ \t]*=[ \t]*[{\"]")
_BARE = re.compile(r"[^\s#{}\",]+")
_MOST_BROKEN = 20  # fields of an entry: each that is not closed may be looked through to its end
_BRACE = re.compile(r"\\.|[{}]", re.S)
_KEY = re.compile(r"[^\s,={}\"#%\\]+")


@dataclass(frozen=True, slots=True)
class Field:
    """A field's value as LaTeX has it, without what encloses it, and its 1-based line."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as its file has it; types and names of fields in lower case."""

    kind: str
    key: str
    line: int
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file: a line, a rule, and the sentence."""

    line: int
    rule: str
    message: str


def read(text: str) -> tuple[list[RawEntry], list[Fault]]:
    """The entries of a file, the ones that could be read in part as well, and what is wrong."""
    entries: list[RawEntry] = []
    faults: list[Fault] = []
    macros = dict(_MONTHS)
    with _quiet():
        blocks = Splitter(text).split().blocks
    for found in blocks:
        block = found.ignore_error_block if isinstance(found, DuplicateBlockKeyBlock) else found
        if block is None:
            continue
        line = (block.start_line or 0) + 1
        if isinstance(block, String):
            macros[block.key.lower()] = _value(block.value, macros, line, faults)
        elif isinstance(block, ExplicitComment):
            continue
        elif isinstance(block, DuplicateFieldKeyBlock) and isinstance(block.ignore_error_block, Entry):
            names = ", ".join(f"`{name}`" for name in sorted(block.duplicate_keys))
            message = f"The entry has {names} twice; the first counts, so remove the other."
            faults.append(Fault(line, "papers-field-twice", message))
            _add(block.ignore_error_block, line, macros, entries, faults)
        elif isinstance(block, Entry):
            _add(block, line, macros, entries, faults)
        elif isinstance(block, ParsingFailedBlock):
            _salvage(block.raw or "", line, macros, entries, faults)
    return entries, faults


def _add(entry: Entry, line: int, macros: Mapping[str, str], entries: list[RawEntry], faults: list[Fault]) -> None:
    fields: dict[str, Field] = {}
    for written in entry.fields:
        first = (written.start_line or 0) + 1
        for name, value, place in _divided(written.key.lower().strip(), str(written.value), first):
            if place != first:
                message = f"A comma is missing before `{name}`, which is read all the same; add it."
                faults.append(Fault(place, "papers-entry-broken", message))
            if name and name not in fields:
                fields[name] = Field(_value(value, macros, place, faults), place)
    key = str(entry.key).strip()
    if not _KEY.fullmatch(key):
        message = f"The entry's key “{key[:40]}” is none, so the entry is left out; give it one of letters and digits."
        faults.append(Fault(line, "papers-entry-broken", message))
        return
    entries.append(RawEntry(str(entry.entry_type).lower(), key, line, fields))


def _divided(name: str, written: str, line: int) -> Iterator[tuple[str, str, int]]:
    """A field, and those behind it that no comma parts from it, as (name, value, line)."""
    start = position = 0
    while position < len(written):
        if written[position] in '{"':
            position = _closing(written, position)
            following = _FOLLOWING.match(written, position)
            if following:
                yield name, written[start:position], line
                line += written.count("\n", start, following.end())
                name, start = following[1].lower(), following.end()
                position = start
        else:
            position += 1
    yield name, written[start:], line


def _salvage(
    raw: str, line: int, macros: Mapping[str, str], entries: list[RawEntry], faults: list[Fault]
) -> None:
    """What a broken block still says: the fields that are closed before the next one begins."""
    opening = _OPENING.match(raw)
    if opening is None or opening[1].lower() in _NOT_ENTRIES:
        message = "This is not closed, or no BibTeX, so it is left out; compare it with its neighbours."
        faults.append(Fault(line, "papers-entry-broken", message))
        return
    fields: dict[str, Field] = {}
    broken: list[int] = []
    position = counted = opening.end()
    place = line + raw.count("\n", 0, counted)
    while len(broken) < _MOST_BROKEN and (match := _FIELD.search(raw, position)):
        begin = match.start("value")
        end = _closing(raw, begin) if raw[begin] in '{"' else match.end()
        place, counted = place + raw.count("\n", counted, match.start(1)), match.start(1)
        if end > len(raw) or _SWALLOWED.search(raw, begin, end):
            broken.append(place)
            position = raw.find("\n", begin)
            if position < 0:
                break
        else:
            fields.setdefault(match[1].lower(), Field(_value(raw[begin:end], macros, place, faults), place))
            position = end
    message = (
        f"The entry “{opening[2]}” is broken: a comma, a quote or a brace is missing. Its whole fields are read; "
        "correct it."
    )
    faults.append(Fault(broken[0] if broken else line, "papers-entry-broken", message))
    entries.append(RawEntry(opening[1].lower(), opening[2], line, fields))


def _value(written: str, macros: Mapping[str, str], line: int, faults: list[Fault]) -> str:
    """A value of braces, quotes, numbers and macros joined by `#`."""
    parts: list[str] = []
    position = 0
    while position < len(written):
        char = written[position]
        if char in '{"':
            end = _closing(written, position)
            parts.append(written[position + 1 : end - 1])
        elif word := _BARE.match(written, position):
            end = word.end()
            parts.append(_macro(word[0], macros, line, faults))
        else:
            end = position + 1
        position = end
    return "".join(parts)


def _macro(name: str, macros: Mapping[str, str], line: int, faults: list[Fault]) -> str:
    if not name[0].isalpha():
        return name
    found = macros.get(name.lower())
    if found is None:
        message = f"`{name[:40]}` is no @string of this file, so it stands for itself; define it, or put it in braces."
        faults.append(Fault(line, "papers-macro-unknown", message))
        return name
    return found[:10_000]  # macros of macros could grow without end


def _closing(text: str, start: int) -> int:
    """The position behind the brace or quote that closes the one at `start`; the text's end where none does."""
    if text[start] == '"':
        depth, quote = 0, re.compile(r'\\.|[{}"]', re.S)
        for match in quote.finditer(text, start + 1):
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if match[0] == '"' and depth <= 0:
                return match.end()
        return len(text) + 1
    depth = 0
    for match in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and match[0] == "}":
            return match.end()
    return len(text) + 1


@contextmanager
def _quiet() -> Iterator[None]:
    """The parser logs what it cannot read, which is returned here instead."""
    logger = logging.getLogger("bibtexparser.splitter")

    def drop(_: logging.LogRecord) -> bool:
        return False

    logger.addFilter(drop)
    try:
        yield
    finally:
        logger.removeFilter(drop)
