"""The project that code in decks belongs to: where its modules are imported from, and what it may read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Project:
    """A site's project, as far as it matters to code.

    Attributes:
        root: The directory of mkdocs.yml: first on `sys.path` and the current one while code runs.
        roots: The directories that a deck's files may be taken from.
    """

    root: Path
    roots: tuple[Path, ...]

    def module(self, file: Path) -> str:
        """The dotted name by which a file can be imported; "" where it has none."""
        if file.suffix != ".py" or not file.is_relative_to(self.root):
            return ""
        parts = file.relative_to(self.root).with_suffix("").parts
        if parts[-1] == "__init__":
            parts = parts[:-1]
        return ".".join(parts) if all(part.isidentifier() for part in parts) else ""
