"""Thinning old editions: which go, what stands in their place, and that all else stays."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from deckbook.publish.branch import Branch, Target, advance
from deckbook.publish.composing import Built, with_edition
from deckbook.publish.editions import Edition, Record
from deckbook.publish.git import Git
from tests.publish.project import Project, deck, git, standing_in

WEEKS = ["2026-w05", "2026-w06", "2026-w07", "2026-w08", "2026-w09", "2026-w10", "2026-w14"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Seven weeks that stand on the branch as if built, each with a page and a large file of its own, and an alias."""
    project = Project.new(tmp_path_factory.mktemp("weeks"))
    project.commit("first")
    here = Git(project.root)
    who = {f"GIT_{role}_{what}": "Ada" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    with standing_in(project.root):
        for number, week in enumerate(WEEKS):
            built = _built(project.root.with_name(week), week, number)
            advance(here, Target(), partial(_composed, built), who)
    git(project.root, "fetch", "-q", "origin")
    project.mike("alias", "--push", "2026-w06", "exam")
    return project


def _built(folder: Path, week: str, number: int) -> Built:
    pages = {"index.html": "Home", "notes/index.html": f"Notes of {week}", f"only/{week}/index.html": "Once"}
    for path, text in pages.items():
        (folder / "site" / path).parent.mkdir(parents=True)
        (folder / "site" / path).write_text(text, "utf-8")
    (folder / "shared").mkdir()
    (folder / "shared" / f"{week}.png").write_bytes(bytes(1_000))
    record = Record(f"{number:040}", number, (f"{week}.png",))
    edition = Edition(week, f"{week} · Title", "2026-01-01", record.commit, number)
    return Built(folder / "site", folder / "shared", edition, record, {})


def _composed(built: Built, branch: Branch) -> tuple[str, str]:
    return with_edition(branch, built), f"Publish {built.edition.version}"


def test_old_editions_are_thinned(project: Project) -> None:
    before = project.published
    words = ("editions", "--prune", "--keep-weekly=2", "--keep-monthly=1")

    would = project.deckbook(*words, "--dry-run").output
    assert would.startswith("Would be thinned: 2026-w08, 2026-w07, 2026-w05.\n")
    assert re.search(r"2026-w05/: 3 changed, 1 removed \([+-]", would)
    assert project.published == before

    assert project.deckbook(*words).output == "Thinned: 2026-w08, 2026-w07, 2026-w05.\n"
    tree = project.published
    # The two newest, the newest of the month before them, and what an alias is for.
    assert tree.versions == {"2026-w14": ["latest"], "2026-w10": [], "2026-w09": [], "2026-w06": ["exam"]}
    for name in ("2026-w14", "2026-w10", "2026-w09", "2026-w06", "latest", "exam"):
        assert tree.folder(name) == before.folder(name)
    # A page of a thinned edition leads to the same page of the newest, else to the one above it.
    assert 'url=../../latest/notes/"' in tree.read("2026-w07/notes/index.html")
    assert 'url=../latest/"' in tree.read("2026-w07/index.html")
    assert 'url=../../../latest/only/2026-w05/"' in tree.read("2026-w05/only/2026-w05/index.html")
    assert 'url=../../"' in tree.read("latest/only/2026-w05/index.html")
    # What only they shared is gone.
    assert {path for path in tree.files if path.startswith("shared/")} == {
        f"shared/{week}.png" for week in ("2026-w06", "2026-w09", "2026-w10", "2026-w14")
    }
    assert sum(path.startswith("2026-w07/") for path in tree.files) == 3

    # Once more is nothing.
    assert project.deckbook(*words).output == "No edition is to be thinned.\n"
    assert project.published == tree
    listed = project.deckbook("editions").output
    assert "Thinned to redirects: 2026-w08, 2026-w07, 2026-w05." in listed
    assert [line.split()[0] for line in listed.splitlines()[1:5]] == ["2026-w14", "2026-w10", "2026-w09", "2026-w06"]

    # A thinned week that is published once more is whole again.
    project.commit("again", files={"docs/weeks/2026-w07.md": deck("Again", One="Text.")})
    assert project.deckbook("publish", "--version=2026-w07").exit_code == 0
    assert list(project.published.versions) == ["2026-w14", "2026-w10", "2026-w09", "2026-w07", "2026-w06"]
    assert "Again" in project.published.read("2026-w07/weeks/2026-w07/index.html")
    assert project.published.folder("latest") == tree.folder("latest")
    assert "2026-w07" not in project.deckbook("editions").output.split("Thinned")[1]


def test_nothing_is_listed_where_nothing_is_published(tmp_path: Path) -> None:
    project = Project.new(tmp_path)
    project.commit("first")

    for words in (["editions"], ["editions", "--prune", "--dry-run"]):
        said = project.deckbook(*words)
        assert (said.exit_code, "“origin” has no branch gh-pages yet: `deckbook publish` makes it." in said.output) == (
            1, True,
        )  # fmt: skip
