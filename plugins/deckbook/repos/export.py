"""The ledger as a file of its own: Markdown in the manner of the awesome lists, CSV, or JSON.

What authors and strangers wrote is text in it and nothing else: no markup, no formula.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from deckbook.repos.facts import Facts
from deckbook.repos.ledger import Entry, Reference, by_tag, then_and_now


def markdown(entries: Sequence[Entry], _: Path) -> str:
    """A list by tags, each with its repositories, those with the most stars first, and the decks that name them."""
    lines = ["# Repositories"]
    for tag, group in by_tag(entries):
        lines += ["", f"## {_text(tag or 'Other')}", ""]
        lines += [_item(entry) for entry in sorted(group, key=lambda entry: (-(entry.star_count or 0), entry.key))]
    return "\n".join(lines) + "\n"


def _item(entry: Entry) -> str:
    facts = entry.facts or Facts()
    told = [f"- [{_text(entry.repository.path)}]({entry.repository.url})"]
    if stars := _stars(entry):
        told.append(f"⭐ {_text(stars)}")
    if entry.description:
        told.append(f"– {_text(entry.description)}")
    if known := [_text(part) for part in (facts.language, facts.license, *_state(facts)) if part]:
        told.append(f"({' · '.join(known)})")
    decks = dict.fromkeys(reference.title.plain for reference in entry.references)
    return f"{' '.join(told)} – *{', '.join(map(_text, decks))}*"


def _stars(entry: Entry) -> str:
    """`5.1k (4.6k when noted)`: now, and what was noted first."""
    noted = next((item for item in entry.references if item.mention.note.stars), entry.references[0])
    then, now = then_and_now(noted.mention, entry.facts)
    return f"{now} ({then} when noted)" if then and now else now or then


def _state(facts: Facts) -> list[str]:
    return [
        *(["archived"] if facts.archived else []),
        *([f"now {facts.moved}"] if facts.moved else []),
        *([f"gone since {facts.gone}"] if facts.gone else []),
    ]


def _place(reference: Reference, base: Path) -> str:
    path = reference.mention.path
    return f"{(path.relative_to(base) if path.is_relative_to(base) else path).as_posix()}:{reference.mention.line}"


_MARKS = re.compile(r"([\\`*_\[\]()#])|([&<>{}~$^=])")


def _text(text: str) -> str:
    """A text that is shown as it is, by CommonMark and by Python-Markdown with all its extensions."""
    return _MARKS.sub(lambda mark: f"\\{mark[1]}" if mark[1] else f"&#{ord(mark[2])};", " ".join(text.split()))


_COLUMNS: Mapping[str, Callable[[Entry, Path], object]] = {
    "repository": lambda entry, _: f"{entry.repository.host}/{entry.repository.path}",
    "url": lambda entry, _: entry.repository.url,
    "stars": lambda entry, _: "" if entry.star_count is None else entry.star_count,
    "stars noted": lambda entry, _: next(
        (item.mention.note.stars.text for item in entry.references if item.mention.note.stars), ""
    ),
    "description": lambda entry, _: entry.description,
    "tags": lambda entry, _: ", ".join(entry.tags),
    "language": lambda entry, _: entry.facts.language if entry.facts else "",
    "license": lambda entry, _: entry.facts.license if entry.facts else "",
    "topics": lambda entry, _: ", ".join(entry.facts.topics) if entry.facts else "",
    "last push": lambda entry, _: entry.facts.pushed if entry.facts else "",
    "state": lambda entry, _: ", ".join(_state(entry.facts)) if entry.facts else "",
    "named in": lambda entry, base: ", ".join(_place(item, base) for item in entry.references),
}
# Spreadsheets take a cell that begins so for a formula, also in full width.
_FORMULA = re.compile(r"[=+\-@＝＋－＠|%]")


def comma_separated(entries: Sequence[Entry], base: Path) -> str:
    """A table, a repository a row, which a spreadsheet shows and does not compute."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for entry in entries:
        writer.writerow([_cell(column(entry, base)) for column in _COLUMNS.values()])
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = " ".join(value.replace("\x00", "").split())
    return f"'{text}" if _FORMULA.match(text) else text


def as_json(entries: Sequence[Entry], base: Path) -> str:
    """An array, a repository an object; the fields stay what they are."""
    return json.dumps([_object(entry, base) for entry in entries], ensure_ascii=False, indent=1) + "\n"


def _object(entry: Entry, base: Path) -> dict[str, Any]:
    facts = entry.facts or Facts()
    return {
        "repository": f"{entry.repository.host}/{entry.repository.path}",
        "url": entry.repository.url,
        "description": entry.description,
        "tags": list(entry.tags),
        "stars": entry.star_count,
        "history": dict(facts.stars),
        "language": facts.language or None,
        "license": facts.license or None,
        "topics": list(facts.topics),
        "archived": facts.archived,
        "pushed": facts.pushed or None,
        "moved": facts.moved or None,
        "gone": facts.gone or None,
        "mentions": [_mention(reference, base) for reference in entry.references],
    }


def _mention(reference: Reference, base: Path) -> dict[str, Any]:
    mention = reference.mention
    stars = mention.note.stars
    file, _, line = _place(reference, base).rpartition(":")
    return {
        "file": file,
        "line": int(line),
        "slide": mention.slide,
        "deck": reference.title.plain,
        "chapter": reference.chapter.plain,
        "page": reference.uri,
        "id": reference.id,
        "address": mention.href,
        "text": mention.text,
        "part": mention.part,
        "note": mention.note.description,
        "tags": list(mention.note.tags),
        "stars": {"text": stars.text, "count": stars.count} if stars else None,
    }


FORMATS: Mapping[str, Callable[[Sequence[Entry], Path], str]] = {
    "markdown": markdown,
    "csv": comma_separated,
    "json": as_json,
}
"""How the ledger can be written, by name."""
