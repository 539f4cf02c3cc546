"""The fixture of the tests that read decks of several files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from deckbook.deck import Deck, load
from tests.deck.files import Load


@pytest.fixture
def deck(tmp_path: Path) -> Load:
    """Writes files into a project and loads its slides.md, whose imports may not leave the project."""

    def deck(files: Mapping[str, str | bytes]) -> Deck:
        for name, text in files.items():
            path = tmp_path / "project" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(tmp_path / "project" / "slides.md", roots=(tmp_path / "project",))

    return deck
