"""What `deckbook inspect` shows of a deck: its slides, its chapters, and the signals that gave them."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deckbook.book import Book, arrange, slide_title
from deckbook.deck import Deck, load


@dataclass(frozen=True, slots=True)
class Inspection:
    """A deck as read and arranged: `data` for programs, `text` for people."""

    data: dict[str, Any]
    text: str


def inspect(path: Path) -> Inspection:
    """Reads and arranges one deck, which may import files from anywhere in the project it stands in."""
    deck = load(path)
    book = arrange(deck, path.name)
    return Inspection(_data(path, deck, book), _text(path, deck, book))


def _data(path: Path, deck: Deck, book: Book) -> dict[str, Any]:
    return {
        "file": str(path),
        "headmatter": _plain(deck.headmatter),
        "errors": [
            {
                "file": os.path.relpath(item.path, deck.root), "line": item.line, "rule": item.rule,
                "severity": item.severity.value, "message": item.message,
            }
            for item in (*deck.diagnostics, *book.diagnostics)
        ],
        "slides": [
            {
                "no": slide.no, "file": os.path.relpath(slide.path, deck.root), "start": slide.source.start,
                "end": slide.source.end, "frontmatter": _plain(slide.frontmatter), "content": slide.content,
                "note": slide.note, "title": _plain(slide.title), "level": _plain(slide.level),
            }
            for slide in deck.slides
        ],
        "outline": [
            {
                "part": part.title.plain if part.title else None, "title": chapter.title.plain,
                "first": chapter.slides[0].no, "last": chapter.slides[-1].no, "signal": chapter.signal,
            }
            for part in book.parts for chapter in part.chapters
        ],
    }  # fmt: skip


def _plain(value: Any) -> Any:
    """A YAML value as JSON has it: no infinity, and nothing that is not a number."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _text(path: Path, deck: Deck, book: Book) -> str:
    lines = [f"{path}: {book.title.plain} ({len(deck.slides)} slides)"]
    for part in book.parts:
        if part.title:
            lines.append(f"  {part.title.plain}")
        for chapter in part.chapters:
            first, last = chapter.slides[0].no, chapter.slides[-1].no
            span = f"{first}" if first == last else f"{first}–{last}"
            lines.append(f"  {span:>7}  {chapter.title.plain}  [{chapter.signal}]")
            for slide in chapter.slides:
                title = slide_title(slide)
                place = f"{os.path.relpath(slide.path, deck.root)}:{slide.line}"
                lines.append(f"    {slide.no:>5}  {title.plain if title else '—'}  ({place})")
    lines += [item.shown(deck.root) for item in (*deck.diagnostics, *book.diagnostics)]
    return "\n".join(lines)
