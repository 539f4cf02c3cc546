"""A site around an existing Slidev project, which stays as it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from deckbook.scaffold.templates import render
from deckbook.scaffold.writing import Placed, ScaffoldError, place

_DOCS = ("docs", "book", "site-docs", "deckbook-docs")
"""Directories that the site's own pages may stand in: the first that is free."""
_MANY = 12
_INDEX = "index.md"


@dataclass(frozen=True, slots=True)
class Slides:
    """The decks of a Slidev project.

    Attributes:
        names: Their paths in it, with `/`.
        title: What they are called, "" where nothing says it.
        language: Their language, "" where it is not known.
    """

    names: tuple[str, ...]
    title: str
    language: str


def write_around(root: Path, slides: Slides, *, name: str, language: str, docs: str = "") -> list[Placed]:
    """Writes mkdocs.yml, and a directory with the site's first page, into a Slidev project.

    Args:
        root: The project's directory.
        slides: Its decks.
        name: The title of the site; "" for what the project says of itself.
        language: One of `templates.languages()`.
        docs: The directory of the site's own pages, where there is a site already.

    Raises:
        ScaffoldError: Something is in the way; then nothing is written.
    """
    docs = docs or _docs(root, slides)
    files = render(
        ("slidev",),
        language,
        {
            "name": name or slides.title or _package_name(root) or root.absolute().name,
            "docs": docs,
            "decks": patterns(slides.names),
            "count": len(slides.names),
            "has_package": (root / "package.json").is_file(),
        },
    )
    index = files.pop(f"{language}.md")
    files = {file: data for file, data in files.items() if not file.endswith(".md")}
    return place(root, dict(sorted({**files, f"{docs}/{_INDEX}": index}.items())))


def patterns(names: tuple[str, ...]) -> list[str]:
    """What picks decks in mkdocs.yml: their paths, or one pattern where there are many of one name."""
    if len(names) <= _MANY:
        return [_escaped(name) for name in names]
    kinds = sorted({PurePosixPath(name).name for name in names})
    return [f"**/{_escaped(kind)}" for kind in kinds] if len(kinds) <= _MANY else ["**/*.md"]


def _docs(root: Path, slides: Slides) -> str:
    """A directory that does not exist yet, or holds nothing but what was written there before."""
    for name in _DOCS:
        folder = root / name
        try:
            held = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else None
        except OSError as error:
            raise ScaffoldError(f"Nothing is written: {error.strerror} ({error.filename}).") from error
        is_free = held in ([], [_INDEX]) if held is not None else not folder.exists()
        if is_free and not any(PurePosixPath(deck).parts[0] == name for deck in slides.names):
            return name
    raise ScaffoldError(
        f"The site needs a directory for its own pages, and {', '.join(_DOCS)} are all in use; rename one of them."
    )


def _package_name(root: Path) -> str:
    try:
        package: Any = json.loads((root / "package.json").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    name = package.get("name") if isinstance(package, dict) else None
    return name if isinstance(name, str) else ""


def _escaped(name: str) -> str:
    """A path as a pattern that means itself."""
    return "".join(f"\\{character}" if character in "*?[]\\!# " else character for character in name)
