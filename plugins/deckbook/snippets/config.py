"""What a mkdocs.yml says of decks, read without MkDocs: tests need none of the plugins that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os.path import normpath
from pathlib import Path
from typing import Any

from deckbook.diagnostics import Diagnostic

DEFAULT_PATTERNS = ("weeks/**/*.md", "decks/**/*.md")
"""As the plugin's option `decks`; a test holds them to be the same."""
NAMESPACES = ("chapter", "deck", "block")
"""As the book's; a test holds them to be the same."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a site has decided, as far as it matters to tests.

    Attributes:
        config_file: The mkdocs.yml.
        docs_dir: MkDocs' directory of pages.
        decks_dir: The directory that deck names are relative to.
        patterns: The globs that pick decks, relative to `decks_dir`.
        problems: Why decks cannot be found.
        namespace: Which blocks share their names, one of `NAMESPACES`.
    """

    config_file: Path
    docs_dir: Path
    decks_dir: Path
    patterns: tuple[str, ...] = DEFAULT_PATTERNS
    problems: tuple[Diagnostic, ...] = ()
    namespace: str = "chapter"

    @property
    def roots(self) -> tuple[Path, ...]:
        """The directories that a deck's files may be taken from."""
        return tuple(dict.fromkeys((self.docs_dir, self.decks_dir, self.config_file.parent)))


def read_site(config_file: Path, text: bytes) -> Site | None:
    """Reads a mkdocs.yml; None where it does not name the plugin."""
    import yaml  # noqa: PLC0415

    root = config_file.parent

    def unreadable(line: int, why: str) -> Site:
        message = f"{why}, so no deck's code is tested; correct it."
        return Site(config_file, root, root, (), (Diagnostic(config_file, line, "option-invalid", message),))

    try:
        config = _load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        return unreadable(mark.line + 1 if mark else 0, f"The file cannot be read as YAML ({_first_line(error)})")
    options = _options(config.get("plugins")) if isinstance(config, dict) else None
    if options is None:
        return None
    docs, decks, patterns = config.get("docs_dir"), options.get("decks_dir"), options.get("decks")
    for name, value in (("docs_dir", docs), ("decks_dir", decks)):
        if not isinstance(value, str | None):
            return unreadable(0, f"`{name}:` is no path")
    if not isinstance(patterns, list | None) or not all(isinstance(pattern, str) for pattern in patterns or ()):
        return unreadable(0, "`decks:` is no list of patterns")
    namespace = options.get("namespace", "chapter")
    if namespace not in NAMESPACES:
        return unreadable(0, f"`namespace:` is “{namespace}”, and can be one of {', '.join(NAMESPACES)}")
    docs_dir = Path(normpath(root / (docs or "docs")))
    decks_dir = Path(normpath(root / decks)) if decks else docs_dir
    if decks and not decks_dir.is_dir():
        message = f"`decks_dir:` is “{decks}”, which is no directory, so no deck's code is tested; correct it."
        return Site(config_file, docs_dir, decks_dir, (), (Diagnostic(config_file, 0, "decks-dir-missing", message),))
    chosen = DEFAULT_PATTERNS if patterns is None else tuple(patterns)
    return Site(config_file, docs_dir, decks_dir, chosen, namespace=namespace)


def _options(plugins: Any) -> Mapping[str, Any] | None:
    """The options of the plugin, which may stand in a list or a mapping, with options or without; None if it is off."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        if entry == "deckbook":
            return {}
        if isinstance(entry, dict) and "deckbook" in entry:
            options = entry["deckbook"]
            if not isinstance(options, dict):
                return {}
            return None if options.get("enabled") is False else options
    return None


def _load(text: bytes) -> Any:
    """Reads `!ENV`, `!!python/name:…` and any other tag as null: what they mean is MkDocs' and its plugins' matter."""
    import yaml  # noqa: PLC0415

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("", lambda loader, suffix, node: None)
    return yaml.load(text, Loader)  # noqa: S506  (it is a SafeLoader)


def _first_line(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).partition("\n")[0]
