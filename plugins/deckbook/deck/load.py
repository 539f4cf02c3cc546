"""Assembles a deck: reads the entry file and all that it imports, as Slidev loads it."""

from __future__ import annotations

import os.path
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deckbook.deck import matter, scanner
from deckbook.deck.ecma import truthy
from deckbook.deck.model import Deck, Frontmatter, Slide, SourceFile, SourceSlide
from deckbook.deck.ranges import slide_numbers
from deckbook.diagnostics import Diagnostic

Reader = Callable[[Path], bytes]
"""Gives a file's bytes; raises OSError where it cannot."""

_MAX_SLIDES = 10_000  # imports that import each other's files can multiply; a deck of that many slides is an attack


def parse(text: str, path: Path) -> SourceFile:
    """Reads one file's text; what it imports is not looked at."""
    lines = scanner.split_lines(text)
    slides: list[SourceSlide] = []
    found: list[Diagnostic] = []
    if text.startswith("\ufeff"):
        found.append(Diagnostic(path, 1, "deck-byte-order-mark", (
            "The file begins with a byte order mark, so Slidev does not see its headmatter; save it as UTF-8 without BOM.")))
    for index, cut in enumerate(scanner.cut(lines)):
        read = matter.read("\n".join(lines[cut.start : cut.end]))
        slides.append(SourceSlide(
            path=path, index=index, start=cut.start, content_start=cut.content_start, end=cut.end,
            frontmatter=read.frontmatter, content=read.content, content_line=cut.start + read.content_offset,
            note=read.note, title=read.title, level=read.level,
        ))  # fmt: skip
        found += _frontmatter_diagnostics(read, path, cut)
    return SourceFile(path, tuple(slides), tuple(found))


def _frontmatter_diagnostics(read: matter.Matter, path: Path, cut: scanner.Cut) -> list[Diagnostic]:
    found = []
    for error in read.errors:
        line = cut.start + error.line + 1
        if error.duplicate:
            found.append(Diagnostic(path, line, "frontmatter-duplicate-key", (
                f"In this frontmatter {error.message}; the last one counts: delete the other.")))
        else:
            found.append(Diagnostic(path, line, "frontmatter-yaml", (
                f"This frontmatter is not valid YAML ({error.message}); what could be read of it is used: mend it, "
                "for instance by quoting values that hold a colon.")))
    if not read.is_mapping:
        found.append(Diagnostic(path, cut.start + 2, "frontmatter-not-mapping", (
            "The text right under `---` is taken for frontmatter but is not `key: value`, so it is not shown; put a "
            "blank line between the separator and the text, or a space behind the colon.")))
    elif read.style == "frontmatter" and read.end != cut.content_start - cut.start - 1:
        found.append(Diagnostic(path, cut.start + 1, "frontmatter-unclosed", (
            "This frontmatter does not end where its closing `---` line stands, but at the first `---` in it; quote or "
            "reword the value that holds it, or close the block with a line `---`.")))
    elif not read.style and cut.content_start > cut.start + 1 and cut.content_start >= cut.end:
        found.append(Diagnostic(path, cut.start + 1, "frontmatter-unclosed", (
            "This frontmatter is never closed, so it is shown as text; close it with a line `---`.")))
    return found


def load(path: Path, *, roots: tuple[Path, ...] | None = None, read: Reader = Path.read_bytes) -> Deck:
    """Reads a deck with all that it imports.

    Args:
        path: The entry file.
        roots: The directories that imports may not leave; None for anywhere.
        read: Gives the files' bytes.
    """
    path = path.absolute()
    assembly = _Assembly(user_root=path.parent, roots=roots, read=read)
    entry = assembly.file(path, None)
    assembly.add_slides(entry, None, {}, ())
    headmatter = dict(entry.slides[0].frontmatter) if entry.slides else {}
    if assembly.slides and headmatter.get("title") is None and truthy(assembly.slides[0].title):
        headmatter["title"] = assembly.slides[0].title
    files = assembly.files
    return Deck(
        path=path,
        headmatter=headmatter,
        slides=tuple(assembly.slides),
        files=tuple(files),
        diagnostics=tuple(sorted({*assembly.diagnostics, *(d for file in files.values() for d in file.diagnostics)})),
    )


@dataclass(slots=True)
class _Assembly:
    """The state of one `load`."""

    user_root: Path
    roots: tuple[Path, ...] | None
    read: Reader
    files: dict[Path, SourceFile] = field(default_factory=dict)
    slides: list[Slide] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def report(self, slide: SourceSlide, rule: str, message: str) -> None:
        line = slide.start + 1
        self.diagnostics.append(Diagnostic(slide.path, line, rule, message))

    def file(self, path: Path, importer: SourceSlide | None) -> SourceFile:
        """A file, read once; an unreadable one is empty and reported."""
        if path not in self.files:
            try:
                data = self.read(path)
            except OSError as error:
                place, line = (importer.path, importer.start + 1) if importer else (path, 0)
                reason = error.strerror or "it cannot be read"
                self.diagnostics.append(Diagnostic(place, line, "deck-unreadable", (
                    f"“{path.name}” cannot be read ({reason}), so its slides are missing; check the file.")))
                data = b""
            self.files[path] = self._decode(data, path)
        return self.files[path]

    def _decode(self, data: bytes, path: Path) -> SourceFile:
        try:
            return parse(data.decode(), path)
        except UnicodeDecodeError as error:
            self.diagnostics.append(Diagnostic(path, data.count(b"\n", 0, error.start) + 1, "deck-encoding", (
                "The file is not UTF-8 from here on; what cannot be decoded is shown as �: save it as UTF-8.")))
            return parse(data.decode(errors="replace"), path)

    def add_slides(
        self, file: SourceFile, picked: str | None, override: Frontmatter, imports: tuple[SourceSlide, ...]
    ) -> None:
        for number in slide_numbers(len(file.slides), picked):
            if not (number == int(number) and 1 <= number <= len(file.slides)):
                self.report(imports[-1], "import-range", (
                    f"Slide {number:g} does not exist in “{file.path.name}”, which has {len(file.slides)} slides; "
                    "correct the range behind `#`."))  # fmt: skip
                continue
            self._add(file.slides[int(number) - 1], override, imports)

    def _add(self, slide: SourceSlide, override: Frontmatter, imports: tuple[SourceSlide, ...]) -> None:
        own = slide.frontmatter
        if truthy(own.get("disabled")) or truthy(own.get("hide")):
            return
        if not truthy(own.get("src")):
            if len(self.slides) < _MAX_SLIDES:
                self.slides.append(Slide(len(self.slides) + 1, {**own, **override}, slide, imports))
            return
        self._import(slide, own["src"], {**own, **override}, imports)

    def _import(
        self, slide: SourceSlide, src: Any, override: dict[str, Any], imports: tuple[SourceSlide, ...]
    ) -> None:
        if not isinstance(src, str):
            self.report(slide, "import-invalid", f"`src: {src}` is not a path, so nothing is imported; write a path.")
            return
        name, _, rest = src.partition("#")
        path = self._resolve(slide, name)
        del override["src"]
        if path == slide.path or any(path == importer.path for importer in imports):
            self.report(slide, "import-circular", (
                f"`src: {src}` imports a file into itself, so nothing is imported here; remove one of the imports."))
        elif path is None or not self._inside(path):
            self.report(slide, "import-outside", (
                f"`src: {src}` names a file outside the project, so nothing is imported; move it into the project."))
        elif not path.is_file():
            self.files.setdefault(path, SourceFile(path, (), ()))
            self.report(slide, "import-missing", (
                f"`src: {src}` names a file that does not exist, so nothing is imported; correct the path."))
        else:
            if slide.content:
                self.report(slide, "import-content", (
                    "The text of a slide with `src:` is never shown; move it to a slide of its own."))
            self.add_slides(self.file(path, slide), rest.split("#")[0] or None, override, (*imports, slide))

    def _resolve(self, slide: SourceSlide, name: str) -> Path | None:
        """The file that a `src:` names; None for what no file system can hold."""
        if "\0" in name:
            return None
        base = self.user_root / name.lstrip("/") if name.startswith("/") else slide.path.parent / name
        return Path(_normal(base))

    def _inside(self, path: Path) -> bool:
        """Whether a path lies in one of the roots, also after its symbolic links are followed."""
        return self.roots is None or any(
            path.is_relative_to(root) and path.resolve().is_relative_to(root.resolve()) for root in self.roots
        )


def _normal(path: Path) -> str:
    """The path without `.` and `..`, symbolic links kept as they are: as Slidev compares paths."""
    return os.path.normpath(path)
