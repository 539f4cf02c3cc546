"""The words that Deckbook writes itself, in the site's language."""

from __future__ import annotations

import functools
import json
from pathlib import Path

_LOCALES = Path(__file__).parent.parent / "theme" / "locales"


def labels(language: str) -> dict[str, str]:
    """The words by key, in a language such as `zh-TW`; English where there is no translation."""
    found: dict[str, str] = {}
    for name in ("en", language.partition("-")[0].lower(), language.lower()):
        found |= _read(name)
    return found


@functools.cache
def _read(name: str) -> dict[str, str]:
    file = _LOCALES / f"{name}.json"
    is_there = name.replace("-", "").isalnum() and file.is_file()
    return json.loads(file.read_text("utf-8")) if is_there else {}


_PAGE = frozenset(("present", "present_from", "read_done", "read_enlarge", "read_help"))
_CHAPTER = frozenset(("read_mark",))
_OVERVIEW = frozenset(("read_continue", "read_count"))
_RUN = frozenset(("run_code", "run_edit", "run_no_book", "run_reset", "run_run", "run_stop"))
"""What the scripts of pages say before anything is loaded: on every page, on a chapter's, on others, and of code."""


@functools.cache
def words_at_once(language: str, *, is_chapter: bool, runs: bool) -> str:
    """The words of a page's scripts as JSON, without those of what is loaded when a reader wants it.

    Args:
        language: The site's language.
        is_chapter: Whether it is a chapter's page.
        runs: Whether it has code that readers can run.
    """
    names = _PAGE | (_CHAPTER if is_chapter else _OVERVIEW) | (_RUN if runs else frozenset())
    return _json({name: text for name, text in labels(language).items() if name in names})


def words_later(language: str) -> str:
    """Those of what is loaded when a reader wants it, as JSON."""
    kinds = ("present_", "read_", "run_")
    names = _PAGE | _CHAPTER | _OVERVIEW | _RUN
    found = {name: text for name, text in labels(language).items() if name.startswith(kinds) and name not in names}
    return _json(found)


def _json(value: dict[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
