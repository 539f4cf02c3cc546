"""One Markdown file as Slidev reads it: its slides, each with its place; what it imports is not looked at."""

from __future__ import annotations

from pathlib import Path

from deckbook.deck import lint, matter, scanner, silence
from deckbook.deck.body import body
from deckbook.deck.model import SourceFile, SourceSlide
from deckbook.diagnostics import Diagnostic


def parse(text: str, path: Path) -> SourceFile:
    """Reads one file's text."""
    lines = scanner.split_lines(text)
    slides: list[SourceSlide] = []
    found: list[Diagnostic] = [*lint.byte_order_mark(text, path)]
    for index, cut in enumerate(scanner.cut(lines)):
        raw = "\n".join(lines[cut.start : cut.end])
        read = matter.read(raw)
        ignored = silence.ignored(raw)
        slides.append(SourceSlide(
            path=path, index=index, start=cut.start, content_start=cut.content_start, end=cut.end,
            frontmatter=read.frontmatter, content=read.content, content_line=cut.start + read.content_offset,
            note=read.note, title=read.title, level=read.level, ignored=ignored,
        ))  # fmt: skip
        said = (*lint.frontmatter(read, path, cut), *body(read, path, cut, lines))
        found += [item for item in said if item.rule not in ignored]
        if ignored:
            found += silence.unknown(ignored, path, cut.start + 1, lines[cut.start : cut.end])
    found += lint.late_headmatter(slides, path)
    return SourceFile(path, tuple(slides), tuple(found))
