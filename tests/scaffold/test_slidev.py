"""`deckbook init --slidev`: a book around a Slidev project that stays byte for byte as it is."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
import yaml

from deckbook.book import headings
from deckbook.checking import check
from deckbook.deck import load
from deckbook.deck.find import is_deck, markdown_files
from deckbook.deck.project import load_project
from deckbook.diagnostics import Severity
from deckbook.outlining import last_deck
from deckbook.scaffold.deck import deck_after
from deckbook.settings import Settings
from tests.harness import SHARED
from tests.scaffold.sites import build, run, tree

TALK = "---\ntheme: seriph\ntitle: 'Vue: a tour'\n---\n\n# Vue\n\n---\n\n## Refs\n\nThey hold values.\n"
VORTRAG = "# 组会\n\n---\n\n## 一、论文阅读\n\n今天读一篇论文。\n"
PACKAGE = '{"name": "my-talk", "scripts": {"dev": "slidev"}}\n'

PROJECTS = {
    # What is in the project; the directory of the site's pages; its decks; its title and language.
    "one deck": ({"slides.md": TALK, "package.json": PACKAGE}, "docs", ["slides.md"], "Vue: a tour", "en"),
    "with pages": (
        {
            "slides.md": "# A\n\n---\nsrc: ./pages/two.md\n---\n", "pages/two.md": "# Two\n\n---\n\n# Three\n",
            "README.md": "# Read\n\n---\n\nme\n", "components/Hi.vue": "<template>Hi</template>\n",
            "public/a.svg": "<svg/>\n", "node_modules/x/slides.md": TALK, "dist/slides.md": TALK,
        },
        "docs", ["slides.md"], "A", "en",
    ),
    "in Chinese": ({"slides.md": VORTRAG}, "docs", ["slides.md"], "组会", "zh"),
    "with docs of its own": (
        {"slides.md": TALK, "docs/handbook.md": "# Handbook\n"}, "book", ["slides.md"], "Vue: a tour", "en",
    ),
    "with a deck in docs": ({"docs/slides.md": TALK, "package.json": PACKAGE}, "book", ["docs/slides.md"],
                            "Vue: a tour", "en"),
    "of many": (
        {f"2025-{month:02}/slides.md": TALK for month in range(1, 14)} | {"package.json": PACKAGE},
        "docs", ["**/slides.md"], "my-talk", "en",
    ),
    "of two languages": ({"slides.md": TALK, "slides-zh.md": VORTRAG}, "docs", ["slides-zh.md", "slides.md"],
                         "Vue: a tour", "en"),
    "with odd names": ({"talk [1] #2!.md": TALK}, "docs", [r"talk\ \[1\]\ \#2\!.md"], "Vue: a tour", "en"),
}  # fmt: skip


def make(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def added(folder: Path, before: dict[str, str]) -> list[str]:
    """What is new in a project, after a look that nothing else is another."""
    after = tree(folder)
    assert {name: after.get(name) for name in before} == before
    return sorted(after.keys() - before.keys())


@pytest.mark.parametrize("project", PROJECTS)
def test_a_project_becomes_a_book_and_stays_as_it_is(tmp_path: Path, project: str) -> None:
    files, docs, decks, title, language = PROJECTS[project]
    folder = make(tmp_path / "project", files)
    before = tree(folder)

    done = run("init", "--slidev", folder)

    assert done.exit_code == 0, done.output
    assert added(folder, before) == sorted([f"{docs}/index.md", "mkdocs.yml"])
    settings = yaml.load((folder / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes strings
    assert settings["plugins"][1]["deckbook"] == {"decks_dir": ".", "decks": decks}
    assert settings["site_name"] == title
    assert settings["theme"]["language"] == language


@pytest.mark.parametrize("project", ["with pages", "with odd names"])
def test_the_book_builds_strictly(tmp_path: Path, project: str) -> None:
    folder = make(tmp_path / "project", PROJECTS[project][0])
    run("init", "--slidev", folder)

    site = build(folder, tmp_path / "copy")

    assert site.problems == []
    assert len(site.pages) == 3  # the first page, the list of decks, and the deck's one


def test_a_second_run_adds_what_is_missing(tmp_path: Path) -> None:
    folder = make(tmp_path, {"slides.md": TALK, "docs/handbook.md": "# Handbook\n"})
    run("init", "--slidev", folder)
    before = tree(folder)
    (folder / "book/index.md").unlink()

    done = run("init", "--slidev", folder)

    assert "mkdocs.yml is there already and stays as it is." in done.output
    assert "book/index.md is written." in done.output
    assert tree(folder) == before


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"README.md": "# No deck\n"}, "No Markdown file in"),
        ({"slides.md": TALK, "mkdocs.yml": "site_name: S\n"}, "mkdocs.yml is of a site without Deckbook"),
        ({"slides.md": TALK, **{f"{name}/x.md": "" for name in ("docs", "book", "site-docs", "deckbook-docs")}},
         "The site needs a directory for its own pages"),
    ],
)  # fmt: skip
def test_what_cannot_become_a_book_is_said(tmp_path: Path, files: dict[str, str], said: str) -> None:
    folder = make(tmp_path, files)
    before = tree(folder)

    done = run("init", "--slidev", folder)

    assert done.exit_code == 1
    assert said in done.output
    assert tree(folder) == before


def test_a_directory_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = run("init", "--slidev", tmp_path / "talk")

    assert done.exit_code == 1
    assert "talk does not exist; name the directory of a Slidev project." in done.output
    assert list(tmp_path.iterdir()) == []


def _public() -> list[Path]:
    if SHARED is None:
        return []
    return sorted(path for path in (SHARED / "corpus").iterdir() if path.is_dir() and path.name != "expected")


@pytest.mark.long
@pytest.mark.parametrize("project", _public(), ids=lambda path: path.name)
def test_public_projects_become_books(tmp_path: Path, project: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(project, folder, symlinks=True)
    before = tree(folder)

    done = run("init", "--slidev", folder)

    assert done.exit_code == 0, done.output
    assert len(added(folder, before)) == 2
    site = build(folder, tmp_path / "copy", strict=False)
    assert site.aborted is None
    assert len(site.pages) > 2


@pytest.mark.long
@pytest.mark.parametrize("project", _public(), ids=lambda path: path.name)
def test_public_decks_have_a_next_one(tmp_path: Path, project: Path) -> None:
    """Each deck of a project on its own: the next one has no more than its headings, and nothing new to mend."""
    decks = load_project(markdown_files(project), ("**/*.md",), (project,)).decks
    assert decks
    for number, (name, before) in enumerate(decks.items()):
        settings = Settings(project / "mkdocs.yml", project, project, (name,))
        last, _ = last_deck(settings)
        assert last is not None
        path = tmp_path / f"{number}.md"
        path.write_text(deck_after(last, datetime.date(2026, 11, 28), depth=6), encoding="utf-8")

        deck = load(path)
        assert is_deck(deck)
        assert len(deck.slides) <= sum(len(headings(slide)) or 1 for slide in before.slides) + 1
        # What is wrong with a heading itself is taken over.
        found, known = (check([file], lambda _: None).of_level(Severity.WARNING) for file in (path, before.path))
        assert {item.rule for item in found} <= {item.rule for item in known}
