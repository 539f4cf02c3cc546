"""A deck as it was read: the values that every later step works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deckbook.diagnostics import Diagnostic

Frontmatter = Mapping[str, Any]
"""YAML values by key, as Slidev's own YAML reader gives them (YAML 1.2 core: dates and `yes` are strings)."""


@dataclass(frozen=True, slots=True)
class SourceSlide:
    """One slide of one file, before imports are resolved.

    Attributes:
        path: The file it stands in, absolute.
        index: Its 0-based position among all slides of that file, hidden ones too.
        start: The 0-based line of the `---` that opens its frontmatter, else the line after the separator.
        content_start: The 0-based line after the frontmatter block that the line scanner found.
        end: The 0-based line after its last one.
        frontmatter: Its own frontmatter, not merged with that of importing slides.
        content: Its Markdown, trimmed, without frontmatter and note.
        content_line: The 0-based line on which `content` begins.
        note: The presenter's note, or None.
        title: Frontmatter's `title` or `name` (any YAML type), else the first heading's Markdown, else None.
        level: The heading's level or frontmatter's `level` (any YAML type), else None.
        ignored: The rules that a comment in it silences: `<!-- deckbook: ignore RULE -->`.
    """

    path: Path
    index: int
    start: int
    content_start: int
    end: int
    frontmatter: Frontmatter
    content: str
    content_line: int
    note: str | None
    title: Any
    level: Any
    ignored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Markdown file as Slidev's scanner cuts it."""

    path: Path
    slides: tuple[SourceSlide, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """One visible slide of an assembled deck.

    Attributes:
        no: Slidev's 1-based number.
        frontmatter: Its own frontmatter, overridden by that of the slides that import it.
        source: The slide as its file has it.
        imports: The slides that import it, outermost first; empty where it stands in the entry file.
    """

    no: int
    frontmatter: Frontmatter
    source: SourceSlide
    imports: tuple[SourceSlide, ...] = ()

    @property
    def path(self) -> Path:
        """The file it stands in."""
        return self.source.path

    @property
    def line(self) -> int:
        """The 1-based line in that file where it begins."""
        return self.source.start + 1

    @property
    def content(self) -> str:
        return self.source.content

    @property
    def note(self) -> str | None:
        return self.source.note

    @property
    def title(self) -> Any:
        """Slidev's title of the slide: raw Markdown, or any YAML value, or None."""
        return self.source.title

    @property
    def level(self) -> Any:
        return self.source.level


@dataclass(frozen=True, slots=True)
class Deck:
    """An entry file with all that it imports.

    Attributes:
        path: The entry file, absolute.
        headmatter: The frontmatter of the entry file's first slide; its `title` is by default that of the
            first visible slide.
        slides: The visible slides, in order.
        entry: All slides of the entry file, hidden and importing ones too.
        files: Every file it was read from, the entry file first, and the missing ones it asks for: what is to
            be watched for changes.
        diagnostics: What is to be said of these files.
    """

    path: Path
    headmatter: Frontmatter
    slides: tuple[Slide, ...]
    entry: tuple[SourceSlide, ...]
    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def root(self) -> Path:
        """Slidev's user root: the directory of the entry file."""
        return self.path.parent

    @property
    def defaults(self) -> Frontmatter:
        """The frontmatter that the headmatter gives to all slides (`defaults:`)."""
        value = self.headmatter.get("defaults")
        return value if isinstance(value, dict) else {}

    def layout(self, slide: Slide) -> str:
        """The layout that Slidev gives a slide: its own, else the deck's, else `cover` for the first one."""
        own = slide.frontmatter.get("layout") or self.defaults.get("layout")
        return str(own) if own else ("cover" if slide.no == 1 else "default")
