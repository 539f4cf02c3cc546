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
