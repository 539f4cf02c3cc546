"""Assembles a deck: reads the entry file and all that it imports, as Slidev loads it."""

from __future__ import annotations

import os.path
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from deckbook.deck.ecma import truthy
from deckbook.deck.files import Files, Reader, read_file, reason
from deckbook.deck.meant import DECK_KEYS
from deckbook.deck.model import Deck, Frontmatter, Slide, SourceFile, SourceSlide
from deckbook.deck.project_files import around
from deckbook.deck.ranges import slide_numbers
from deckbook.diagnostics import Diagnostic

# Files that import each other can multiply: no deck that somebody presents comes near these.
_MAX_SLIDES = 10_000
_MAX_IMPORTS = 50
_MAX_REPEATED = 100_000
"""Characters of slides that a deck shows once more; a few large ones that are imported often would never end."""


def load(path: Path, *, roots: tuple[Path, ...] | None = None, read: Reader = read_file) -> Deck:
    """Reads a deck with all that it imports.

    Args:
        path: The entry file.
        roots: The directories that imports may not leave, not even by a symbolic link; None for anywhere.
        read: Gives the files' bytes.
    """
    path = _normal(path.absolute())
    assembly = _Assembly(path.parent, roots, Files(read))
    entry = assembly.files.get(path)
    if isinstance(entry, OSError):
        message = f"The deck cannot be read ({reason(entry)}), so it has no slides; check the file."
        assembly.diagnostics.append(Diagnostic(path, 0, "deck-unreadable", message))
        entry = SourceFile(path, (), ())
    assembly.add_slides(entry, None, {}, ())
    headmatter = dict(entry.slides[0].frontmatter) if entry.slides else {}
    if assembly.slides and headmatter.get("title") is None and truthy(assembly.slides[0].title):
        headmatter["title"] = assembly.slides[0].title
    assembly.report_headmatter(entry)
    deck = Deck(
        path=path,
        headmatter=headmatter,
        slides=tuple(assembly.slides),
        entry=entry.slides,
        files=assembly.files.paths,
        diagnostics=(),
    )
    # A file that is imported twice is reported once.
    found = {*assembly.diagnostics, *assembly.files.diagnostics, *around(deck)}
    return replace(deck, diagnostics=tuple(sorted(found)))


@dataclass(slots=True)
class _Assembly:
    """The state of one `load`."""

    user_root: Path
    roots: tuple[Path, ...] | None
    files: Files
    slides: list[Slide] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: int = 0
    shown: set[int] = field(default_factory=set)
    repeated: int = 0

    def report(self, slide: SourceSlide, rule: str, message: str) -> None:
        if rule not in slide.ignored:
            self.diagnostics.append(Diagnostic(slide.path, slide.start + 1, rule, message))

    def report_headmatter(self, entry: SourceFile) -> None:
        """Reports options of an imported file that configure nothing, as the entry file has only its import there."""
        first = entry.slides[0] if entry.slides else None
        src = first.frontmatter.get("src") if first else None
        path = self._resolve(first, src.partition("#")[0]) if first and isinstance(src, str) else None
        file = self.files.get(path) if path in self.files.paths else None
        if not first or not isinstance(file, SourceFile) or not file.slides:
            return
        names = [name for name in file.slides[0].frontmatter if name in DECK_KEYS and name not in first.frontmatter]
        if names:
            self.report(
                first,
                "import-headmatter",
                f"The deck takes its options from this file only, so {', '.join(f'`{name}`' for name in names)} of "
                f"“{file.path.name}” has no effect; write it here, beside `src:`.",
            )

    def add_slides(
        self, file: SourceFile, picked: str | None, override: Frontmatter, imports: tuple[SourceSlide, ...]
    ) -> None:
        """Adds those slides of a file that a range picks; the last of `imports` imports them."""
        count = len(file.slides)
        for number in slide_numbers(count, picked):
            if number != int(number) or not 1 <= number <= count:
                self.report(
                    imports[-1],
                    "import-range",
                    f"“{file.path.name}” has {count} slides, and no slide {number:g}; correct the range.",
                )
            elif self.seen <= _MAX_SLIDES:
                self._add(file.slides[int(number) - 1], override, imports)

    def _add(self, slide: SourceSlide, override: Frontmatter, imports: tuple[SourceSlide, ...]) -> None:
        self.seen += 1
        own = slide.frontmatter
        if self.seen > _MAX_SLIDES:
            self.report(
                slide,
                "deck-too-long",
                f"The deck has more than {_MAX_SLIDES} slides, perhaps by imports that multiply, so from "
                "here on they are left out; split the deck.",
            )
        elif truthy(own.get("disabled")) or truthy(own.get("hide")):
            return
        elif truthy(own.get("src")):
            self._import(slide, own["src"], {**own, **override}, imports)
        elif self._repeats_too_much(slide):
            self.report(
                slide,
                "deck-too-long",
                f"By its imports the deck repeats more than {_MAX_REPEATED} characters of slides, so this one is not "
                "shown again; import it less often.",
            )
        else:
            self.slides.append(Slide(len(self.slides) + 1, {**own, **override}, slide, imports))

    def _repeats_too_much(self, slide: SourceSlide) -> bool:
        """Whether a slide is shown once more, and one too many."""
        if id(slide) not in self.shown:
            self.shown.add(id(slide))
            return False
        self.repeated += len(slide.content)
        return self.repeated > _MAX_REPEATED

    def _import(self, slide: SourceSlide, src: Any, override: dict[str, Any], imports: tuple[SourceSlide, ...]) -> None:
        def refuse(rule: str, what: str, mend: str) -> None:
            self.report(slide, rule, f"`src: {src}` {what}, so nothing is imported; {mend}.")

        if not isinstance(src, str):
            refuse("import-invalid", "is not a path", "write a path")
            return
        name, _, rest = src.partition("#")
        path = self._resolve(slide, name)
        if path == slide.path or any(path == importer.path for importer in imports):
            refuse("import-circular", "imports a file into itself", "remove one of the imports")
        elif len(imports) >= _MAX_IMPORTS:
            refuse("deck-too-long", f"is nested in {_MAX_IMPORTS} imports", "import the file directly")
        elif path is None or not self._is_inside(path):
            refuse("import-outside", "names a file outside the project", "move it into the project")
        elif isinstance(file := self.files.get(path), FileNotFoundError | NotADirectoryError):
            refuse("import-missing", "names a file that does not exist", "correct the path")
        elif isinstance(file, OSError):
            refuse("deck-unreadable", f"cannot be read ({reason(file)})", "check the file")
        else:
            if slide.content:
                message = "The text of a slide with `src:` is never shown; move it to a slide of its own."
                self.report(slide, "import-content", message)
            del override["src"]
            self.add_slides(file, rest.split("#")[0] or None, override, (*imports, slide))

    def _resolve(self, slide: SourceSlide, name: str) -> Path | None:
        """The file that a `src:` names; None for what no file system can hold."""
        if "\0" in name:
            return None
        name, base = (name[1:], self.user_root) if name.startswith("/") else (name, slide.path.parent)
        return _normal(base / name.replace("\\", "/"))

    def _is_inside(self, path: Path) -> bool:
        """Whether a path lies in one of the roots, its symbolic links followed."""
        return self.roots is None or any(_real(path).is_relative_to(_real(root)) for root in self.roots)


def _normal(path: Path) -> Path:
    """The path without `.` and `..`, symbolic links kept as they are: as Slidev compares paths."""
    return Path(os.path.normpath(path))


def _real(path: Path) -> Path:
    """As `Path.resolve`, which raises where symbolic links go round in a circle."""
    return Path(os.path.realpath(path))
