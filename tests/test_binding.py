"""Decks as files of their own: what cannot be written, and that nothing is left of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from deckbook.binding import write
from deckbook.cli import main
from deckbook.export.model import NotBound
from tests.disks import full_after, nobody

SITE = "site_name: Notes\ntheme: {name: material, font: false}\nplugins: [deckbook]\n"


def test_without_the_right_to_write_nothing_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()

    with nobody(folder), pytest.raises(NotBound) as error:
        write(folder / "w1.epub", b"new")

    assert "w1.epub cannot be written (Permission denied); nothing is left half written." in str(error.value)
    assert list(folder.iterdir()) == []


def test_a_disk_that_is_full_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    target = tmp_path / "w1.epub"
    target.write_bytes(b"old")

    with full_after(4096), pytest.raises(NotBound) as error:
        write(target, b"new" * 10_000)

    assert f"{target} cannot be written (File too large); nothing is left half written." in str(error.value)
    assert (list(tmp_path.iterdir()), target.read_bytes()) == ([target], b"old")


@pytest.mark.parametrize("form", ["pdf", "epub"])
@pytest.mark.parametrize(
    ("files", "named", "says"),
    [
        ({"mkdocs.yml": SITE, "docs/index.md": "# Home"}, [], "The site has no deck, so there is nothing to write."),
        ({"mkdocs.yml": SITE, "docs/weeks/w1.md": "# A\n\n---\n\nb", "docs/index.md": "# Home"}, ["docs/index.md"],
         "docs/index.md is no deck of this site."),
        ({"mkdocs.yml": SITE, "docs/weeks/w1.md": "# A"}, ["docs/weeks/w9.md"], "does not exist"),
        ({"mkdocs.yml": f"{SITE}nonsense: [", "docs/weeks/w1.md": "# A"}, [], "mkdocs.yml cannot be read"),
        ({"docs/weeks/w1.md": "# A"}, [], "No mkdocs.yml here names the plugin deckbook"),
    ],
    ids=["no deck", "another page", "no file", "a broken mkdocs.yml", "no site"],
)  # fmt: skip
def test_what_is_no_deck(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, files: dict[str, str], named: list[str], says: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    # Whatever it is, it is not asked to print.
    monkeypatch.setenv("DECKBOOK_CHROMIUM", sys.executable)

    done = CliRunner().invoke(main, [form, *named])

    assert done.exit_code in (1, 2)
    assert says in done.output
    assert sorted(tmp_path.rglob("*")) == before
