"""Public decks there and back: staged, built without Deckbook, and compared with what the plugin made of them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import SHARED
from tests.stage.comparing import pages
from tests.stage.sites import MKDOCS_YML, built, staged

pytestmark = pytest.mark.long


def decks(every: int = 4) -> Iterator[tuple[str, str]]:
    """Every so many repositories of the public decks, with the first deck of each."""
    if SHARED is None:
        return
    rows = (SHARED / "corpus" / "index.tsv").read_text("utf-8").splitlines()[1:]
    first = {row.split("\t")[2].partition("/")[0]: row.split("\t")[2].partition("/")[2] for row in reversed(rows)}
    yield from sorted(first.items())[::every]


@pytest.mark.parametrize(("repository", "deck"), [*decks()])
def test_the_words_are_the_plugins(shared: Path, tmp_path: Path, repository: str, deck: str) -> None:
    root = tmp_path / "site"
    shutil.copytree(shared / "corpus" / repository, root / "decks", symlinks=True)
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Home\n", "utf-8")
    options = json.dumps({"decks_dir": "decks", "decks": [deck]})
    settings = re.sub(r"(?s)nav:.*?(?=markdown_extensions)", "", MKDOCS_YML)
    (root / "mkdocs.yml").write_text(settings.replace("- deckbook\n", f"- deckbook: {options}\n"), "utf-8")

    report = staged(root, tmp_path / "out")

    assert report.unlike == ()
    ours = pages(built(root, tmp_path / "ours", strict=False))
    theirs = pages(built(tmp_path / "out", tmp_path / "theirs"))
    assert ours.keys() == theirs.keys()
    for path, page in ours.items():
        assert theirs[path] == page, path
