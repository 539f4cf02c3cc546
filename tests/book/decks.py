"""Decks in one line a slide, and books in one line a chapter: what the golden pairs are written in.

[section] # Reading {routeAlias: read}     a slide: its layout, a line of Markdown, its other frontmatter
## Why …                                   the ellipsis stands for a dozen words
  - an item                                indented lines are more of its Markdown
| a.md > # Basics …                        a slide of a file that the deck imports
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from deckbook.book import Book
from deckbook.deck import Deck, load

_SLIDE = re.compile(r"(?:\| (?P<file>\S+) > )?(?:\[(?P<layout>[\w-]+)\] ?)?(?P<text>.*?)(?P<more> ?\{\w+: .*\})?")
_DOZEN = "\n\nA dozen words that say enough for a slide of its own."


def write(folder: Path, slides: str, headmatter: Mapping[str, Any] | None = None) -> Deck:
    """Writes a deck given in one line a slide, and reads it."""
    found: list[tuple[str, str]] = []
    for line in slides.rstrip().splitlines():
        if line.startswith("  "):
            file, text = found[-1]
            found[-1] = file, f"{text}{line[2:]}\n"
        else:
            found.append(_slide(line, headmatter if headmatter and not found else {}))
    deck = []
    for file, group in groupby(found, key=lambda slide: slide[0]):
        text = "".join(slide for _, slide in group)
        if file:
            (folder / file).write_text(text, "utf-8")
        deck.append(f"---\nsrc: ./{file}\n---\n" if file else text)
    (folder / "deck.md").write_text("".join(deck), "utf-8")
    return load(folder / "deck.md")


def _slide(line: str, headmatter: Mapping[str, Any]) -> tuple[str, str]:
    match = _SLIDE.fullmatch(line)
    assert match
    frontmatter = {**headmatter, **(yaml.safe_load(match["more"] or "") or {})}
    if match["layout"]:
        frontmatter["layout"] = match["layout"]
    opening = "---\n" + yaml.safe_dump(frontmatter, allow_unicode=True) + "---\n" if frontmatter else "---\n"
    text = match["text"].replace(" …", _DOZEN).replace("…", _DOZEN)
    return match["file"] or "", f"{opening}\n{text}\n\n"


def shown(book: Book) -> str:
    """A book in one line a part and chapter, with the numbers of the slides on each page."""
    lines = [f"{_numbers([slide.no for slide in book.front])} front"] if book.front else []
    for part in book.parts:
        lines += [f"= {part.title.plain}"] if part.title else []
        for chapter in part.chapters:
            pages = [_numbers([slide.no for slide in page.slides]) for page in chapter.pages]
            lines.append(f"{' | '.join(pages)} {chapter.title.plain} ({chapter.signal})")
    return "\n".join(lines)


def _numbers(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
