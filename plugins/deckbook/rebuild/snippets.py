"""The files that pymdownx.snippets puts into a page: noted while it is converted, compared before it is reused."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class SnippetReads:
    """The snippets of a page.

    Attributes:
        found: Each name that was looked for, the file that was found, and what stood in it.
        fault: Why the page cannot be reused, if it cannot.
        finder: The preprocessor that looks for them.
    """

    found: dict[str, tuple[str, bytes] | None] = field(default_factory=dict)
    fault: str | None = None
    finder: Any = None

    def follow(self, preprocessor: Any) -> None:
        """Notes what a page's preprocessor looks for from now on."""
        self.finder = preprocessor
        find, download = preprocessor.get_snippet_path, preprocessor.download

        def noted(path: str) -> str | None:
            found: str | None = find(path)
            self.found[path] = _state(found)
            return found

        def fetched(url: str) -> Any:
            self.fault = "a snippet of another host is in it"
            return download(url)

        fetched.cache_clear = download.cache_clear  # type: ignore[attr-defined]
        preprocessor.get_snippet_path, preprocessor.download = noted, fetched

    def finish(self) -> None:
        """Lets the preprocessor look as it did."""
        if self.finder is not None:
            del self.finder.get_snippet_path, self.finder.download


def unchanged(found: dict[str, tuple[str, bytes] | None], finder: Any) -> bool:
    """Whether the same names lead to the same files, with the same content."""
    if found and finder is None:
        return False
    for name, state in found.items():
        # It keeps for a page's time which of its directories there are.
        finder.bases = None
        if _state(finder.get_snippet_path(name)) != state:
            return False
    return True


def _state(path: str | None) -> tuple[str, bytes] | None:
    if path is None:
        return None
    try:
        return path, hashlib.blake2b(Path(path).read_bytes(), digest_size=16).digest()
    except OSError:
        return path, b""
