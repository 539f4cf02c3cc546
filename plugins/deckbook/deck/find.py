"""Which Markdown files are decks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath

from deckbook.deck.ecma import truthy
from deckbook.deck.model import Deck
from deckbook.walk import markdown_files

__all__ = ["is_deck", "is_project_file", "markdown_files", "matching"]

_PAGES = frozenset(("index.md", "readme.md"))
_PLAIN = re.compile(r"(?P<folders>(?:[\w-]+/)+)\*\*/\*(?P<suffix>\.\w+)")
"""A pattern such as most sites have: all files below a folder that end alike."""


def matching(names: Iterable[str], patterns: Sequence[str]) -> tuple[list[str], list[str]]:
    """The names that patterns pick, as .gitignore's do (`!` takes back), and the patterns that pick none.

    index.md and README.md are never picked: they are a folder's page.
    """
    candidates = [name for name in names if PurePosixPath(name).name.lower() not in _PAGES]
    matches = _matcher(patterns)
    picked = [name for name in candidates if matches(name)]
    idle = [
        pattern for pattern in patterns if not pattern.startswith("!") and not any(map(_matcher([pattern]), candidates))
    ]
    return picked, idle


def _matcher(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Whether patterns pick a name. The library is asked only where it has to be: importing it takes long."""
    plain = [_PLAIN.fullmatch(pattern) for pattern in patterns]
    if all(plain):
        return lambda name: any(match and _is_below(name, match["folders"], match["suffix"]) for match in plain)
    from pathspec import PathSpec  # noqa: PLC0415

    return PathSpec.from_lines("gitignore", [_anchored(pattern) for pattern in patterns]).match_file


def _is_below(name: str, folders: str, suffix: str) -> bool:
    """Whether a file is below a folder, and its name, or that of a folder on the way, ends as said."""
    return name.startswith(folders) and any(part.endswith(suffix) for part in name[len(folders) :].split("/"))


def _anchored(pattern: str) -> str:
    """A pattern means a path from the top: `slides.md` is not any file of that name."""
    bare = pattern.removeprefix("!")
    return pattern[: len(pattern) - len(bare)] + "/" + bare.removeprefix("./").lstrip("/")


def is_deck(deck: Deck) -> bool:
    """Whether a file that was read as a deck is one: it has a slide separator, or an import."""
    return len(deck.entry) > 1 or any(truthy(slide.frontmatter.get("src")) for slide in deck.entry)


_PROJECT_FOLDERS = frozenset(("components", "layouts", "setup", "styles", "node_modules"))
_PROJECT_FILES = frozenset((
    "package.json", "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "yarn.lock",
    "bun.lock", "bun.lockb", "deno.lock", "tsconfig.json", "netlify.toml", "vercel.json", "Dockerfile", "index.html",
    "style.css",
))  # fmt: skip
_PROJECT_SUFFIXES = frozenset((".vue", ".ts", ".mts", ".cts", ".mjs", ".cjs", ".lock", ".lockb"))


def is_project_file(name: str, folders: Iterable[str]) -> bool:
    """Whether a file belongs to the Slidev project of a deck (its code, set-up and lock files), not to what it shows.

    Args:
        name: The file's path.
        folders: The directories of decks, by paths as the file's; "" for the one that paths begin at.
    """
    for folder in folders:
        if folder and not name.startswith(f"{folder}/"):
            continue
        inside = PurePosixPath(name[len(folder) :].lstrip("/"))
        if inside.parts[0] in _PROJECT_FOLDERS or inside.suffix in _PROJECT_SUFFIXES or "node_modules" in inside.parts:
            return True
        if len(inside.parts) == 1 and inside.name in _PROJECT_FILES:
            return True
    return False
