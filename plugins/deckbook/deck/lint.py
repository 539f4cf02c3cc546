"""What is to be said of frontmatter: Slidev is silent where it loses, or shows as text, what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from deckbook.deck import meant
from deckbook.deck.matter import Matter
from deckbook.deck.model import SourceSlide
from deckbook.deck.scanner import Cut
from deckbook.diagnostics import Diagnostic

_SEPARATOR = re.compile(r"\A---.*\n\s*\n")
_DASHES = re.compile(r"^(?:--|-{4,}|[–—]+)[ \t]*$", re.M)
_LAST_HEADING = re.compile(r"\n[ \t]*\n#{1,6} [^:\n]+(?=\n\s*\Z)")

_BYTE_ORDER_MARK = (
    "The file begins with a byte order mark, so Slidev takes its first `---` and the frontmatter for text; "
    "save it as UTF-8 without BOM."
)
_LATE = (
    "This does not begin in the file's first line, so its options do not configure the deck, and an empty slide stands "
    "before it; remove what stands above it."
)
_NOT_MAPPING = (
    "The text right under `---` is taken for frontmatter, so it is not shown, but is not `key: value`; put a "
    "blank line under the `---`, or a space behind the colon."
)
_FENCE_NOT_MAPPING = (
    "YAML at the top of a slide is taken for its frontmatter, so it is not shown, but this is not `key: "
    "value`; put a heading above it."
)
_OPEN_END = (
    "All up to the next `---`, even one within a value, is taken for this slide's frontmatter, so text is "
    "lost or frontmatter shown; end it with a line `---`, and write no `---` in a value."
)
_NEVER_CLOSED = (
    "What begins with this `---` is never closed, so it is shown as text; close it with a line `---`, or put "
    "a blank line under this one."
)
_DETACHED = (
    "A blank line parts this from the `---` above, so it is not frontmatter but the text of a slide; delete "
    "the blank line."
)


def byte_order_mark(text: str, path: Path) -> Iterator[Diagnostic]:
    if text.startswith("\ufeff---"):
        yield Diagnostic(path, 1, "deck-byte-order-mark", _BYTE_ORDER_MARK)


def late_headmatter(slides: list[SourceSlide], path: Path) -> Iterator[Diagnostic]:
    """Whether only blank lines or a comment stand above what is therefore no headmatter."""
    if len(slides) < 2 or slides[0].content or slides[0].frontmatter or slides[0].content_start:
        return
    if slides[1].content_start > slides[1].start and not slides[1].frontmatter.keys().isdisjoint(meant.DECK_KEYS):
        yield Diagnostic(path, slides[1].start + 1, "frontmatter-late", _LATE)


def frontmatter(read: Matter, path: Path, cut: Cut) -> Iterator[Diagnostic]:
    """What is wrong with one slide's frontmatter, or with text that was meant to be frontmatter."""
    first = cut.start + 1
    if not read.style:
        yield from _meant_as_frontmatter(read, path, cut)
        return
    between_dashes = read.style == "frontmatter"
    if not read.is_mapping:
        message = _NOT_MAPPING if between_dashes else _FENCE_NOT_MAPPING
        yield Diagnostic(path, first + read.begin, "frontmatter-not-mapping", message)
        return
    open_end = _open_end(read, cut) if between_dashes else None
    if open_end is not None:
        yield Diagnostic(path, first + open_end, "frontmatter-unclosed", _OPEN_END)
    for error in read.errors:
        if error.duplicate:
            message = f"In this frontmatter {error.message}; the last one counts: delete the other."
            yield Diagnostic(path, first + error.line, "frontmatter-duplicate-key", message)
        elif open_end is None or error.line < open_end:
            message = f"This frontmatter is not valid YAML, so Slidev guesses: {error.message}."
            yield Diagnostic(path, first + error.line, "frontmatter-yaml", message)


def _open_end(read: Matter, cut: Cut) -> int | None:
    """The line of the slide from which its frontmatter reaches too far, or not far enough."""
    if read.end != cut.content_start - cut.start - 1:
        return read.end
    found = _DASHES.search(read.yaml) or _LAST_HEADING.search(read.yaml)
    return read.begin + read.yaml.count("\n", 0, found.end()) if found else None


def _meant_as_frontmatter(read: Matter, path: Path, cut: Cut) -> Iterator[Diagnostic]:
    """Text of a slide without frontmatter that was meant as such."""
    # A deck that begins with a separator has it in its first slide's text.
    text = _SEPARATOR.sub("", read.content) if cut.start == 0 else read.content
    line = cut.start + read.content_offset + read.content.count("\n", 0, len(read.content) - len(text)) + 1
    heading = meant.heading(text)
    if cut.content_start > cut.start + 1:
        yield Diagnostic(path, cut.start + 1, "frontmatter-unclosed", _NEVER_CLOSED)
    elif heading:
        message = (
            f"“{heading}” was frontmatter that a formatter made a heading, so it is the slide's title; "
            "write it as YAML between two lines `---`."
        )
        yield Diagnostic(path, line, "frontmatter-heading", message)
    elif (cut.start or text != read.content) and meant.is_yaml(text):
        yield Diagnostic(path, line, "frontmatter-detached", _DETACHED)
