"""`deckbook init`: a site that builds strictly, is tested, and never takes a file from anybody."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deckbook import __version__
from deckbook.scaffold.site import Site as NewSite
from deckbook.scaffold.site import site_files, write_site
from deckbook.scaffold.writing import ScaffoldError, place
from tests.harness import ROOT, Site
from tests.scaffold.sites import build, run, tree

LANGUAGES = {"en": "Reading notes", "zh": "多模态：学习“小组”"}
GIT, MAKE = shutil.which("git") or "git", shutil.which("make") or "make"


@pytest.fixture(scope="module", params=LANGUAGES)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site, in each language."""
    folder = tmp_path_factory.mktemp("new") / "a" / str(request.param)
    done = run("init", folder, "--name", LANGUAGES[request.param], env={"LANG": f"{request.param}_XX.UTF-8"})
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(folder, tmp_path_factory.mktemp("built") / "site")


def test_it_builds_strictly(site: Site, folder: Path) -> None:
    assert site.problems == []
    assert site.aborted is None
    assert _pages(site)[week_of(folder)] == 5
    assert LANGUAGES[folder.name] in site.read("index.html")


def test_its_first_deck_shows_what_deckbook_does(site: Site, folder: Path) -> None:
    week = week_of(folder)
    deck = (folder / f"docs/weeks/{week}.md").read_text("utf-8")
    pages = "".join(site.article(page) for page in site.pages if page.startswith(f"weeks/{week}/"))

    assert "paper: vaswaniAttentionAllYou2017" in deck
    assert "https://github.com/harvardnlp/annotated-transformer" in pages
    assert "0.665" in pages  # what the runnable block has put out
    assert "<math" in pages
    assert "three-passes.svg" in pages
    assert ("一、怎么读论文" in pages) is (folder.name == "zh")


def test_its_tests_pass_and_its_records_are_fresh(folder: Path, tmp_path: Path) -> None:
    before = tree(folder)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "deckbook.snippets.pytest_plugin"],
        cwd=folder, env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
    assert "7 passed" in done.stdout  # five tests of the module, and two blocks
    assert "record" not in done.stdout  # none is missing, and none is left over
    assert {name: data for name, data in tree(folder).items() if "__pycache__" not in name} == before


def test_its_decks_have_nothing_to_mend(folder: Path) -> None:
    done = run("check", "--strict", "--level", "warning", folder)

    assert done.exit_code == 0, done.output


def test_no_page_asks_another_host(site: Site) -> None:
    assert site.find("fonts.googleapis.com") == []
    assert site.find("fonts.gstatic.com") == []


def test_its_settings_are_what_a_good_engineer_writes(folder: Path) -> None:
    settings = (folder / "mkdocs.yml").read_text("utf-8")

    for line in (
        f"language: {folder.name}", "font: false", "navigation.prune", "omitted_files: warn", "anchors: warn",
        "pymdownx.slugs.slugify", "provider: mike", "scheme: slate", "scheme: default",
    ):  # fmt: skip
        assert line in settings
    assert f"mkdocs-deckbook>={__version__}\n" in (folder / "requirements.txt").read_text("utf-8")


def test_it_presents_its_python_as_the_demo_does() -> None:
    """One runner for both, kept where it is used."""
    name = "docs/weeks/setup/code-runners.ts"
    [theirs] = [data for file, data in site_files(_new()).items() if file == name]

    assert theirs.decode() == (ROOT / name).read_text("utf-8")


def test_each_language_has_the_same_files_and_words() -> None:
    def shape(language: str) -> list[str]:
        return [name for name in site_files(_new(language)) if ".outputs/" not in name]

    assert shape("en") == shape("zh")


def test_make_has_the_commands(folder: Path) -> None:
    # Where make runs the tests, a make in them tells of its directory, too.
    command = [MAKE, "--no-print-directory"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - our own

    commands = [line.split()[1] for line in done.stdout.splitlines()]
    assert commands == ["help", "serve", "new", "test", "record", "build", "publish"]


def test_a_second_run_adds_only_what_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    assert run("init", folder).exit_code == 0
    before = tree(folder)
    (folder / "README.md").write_text("My own words\n", encoding="utf-8")
    (folder / "Makefile").unlink()
    (folder / "docs/papers.bib").unlink()

    done = run("init", folder)

    assert [line for line in done.output.splitlines() if line.endswith("is written.")] == [
        f"{_shown(folder)}/Makefile is written.",
        f"{_shown(folder)}/docs/papers.bib is written.",
    ]
    assert f"{_shown(folder)}/README.md is there already and stays as it is." in done.output
    assert (folder / "README.md").read_text("utf-8") == "My own words\n"
    assert {**tree(folder), "README.md": before["README.md"]} == before
    assert "is written" not in run("init", folder).output


def test_the_first_deck_is_written_where_there_is_no_other_one(tmp_path: Path) -> None:
    first = NewSite("Notes", "en", datetime.date(2026, 11, 28), "0.1.0")
    later = NewSite("Notes", "en", datetime.date(2026, 12, 28), "0.1.0")
    write_site(tmp_path, first)
    deck = tmp_path / "docs/weeks/2026-w48.md"

    write_site(tmp_path, later)
    assert [path.name for path in deck.parent.glob("*.md")] == ["2026-w48.md"]

    # What is added later leads to the deck that there is.
    (tmp_path / "docs/index.md").unlink()
    write_site(tmp_path, later)
    assert "(weeks/2026-w48.md)" in (tmp_path / "docs/index.md").read_text("utf-8")

    # What its code has put out once is no record of the code that its author writes.
    deck.write_text("# Mine\n\n---\n\n## One\n", encoding="utf-8")
    for record in deck.parent.glob("*.outputs/*"):
        record.unlink()
    assert not any(item.is_new for item in write_site(tmp_path, first))


def test_it_takes_the_addresses_of_the_repository_it_is_in(tmp_path: Path) -> None:
    for command in (["init", "-q"], ["remote", "add", "origin", "git@github.com:Some-Lab/notes.git"]):
        subprocess.run([GIT, "-C", str(tmp_path), *command], check=True)  # noqa: S603 - our own

    run("init", tmp_path)

    settings = (tmp_path / "mkdocs.yml").read_text("utf-8")
    assert 'site_url: "https://some-lab.github.io/notes/"' in settings
    assert 'repo_url: "https://github.com/Some-Lab/notes"' in settings


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
def test_at_a_terminal_it_asks(tmp_path: Path) -> None:
    keyboard, terminal = os.openpty()
    os.write(keyboard, "zh\n读书笔记\n".encode())
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "deckbook.cli", "init", str(tmp_path / "my-notes")],
        stdin=terminal, env=os.environ | {"LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    os.close(keyboard)
    os.close(terminal)

    assert done.returncode == 0, done.stderr
    assert "Language (en, zh) [en]: " in done.stdout
    assert "Title of the site [My notes]: " in done.stdout
    settings = (tmp_path / "my-notes/mkdocs.yml").read_text("utf-8")
    assert 'site_name: "读书笔记"' in settings
    assert "language: zh" in settings


def test_of_two_that_begin_at_once_each_file_is_one_of_theirs(tmp_path: Path) -> None:
    files = {f"{number // 10}/{number}.md": bytes(1000) for number in range(100)}
    with ThreadPoolExecutor(4) as pool:
        placed = [done.result() for done in [pool.submit(place, tmp_path, files) for _ in range(4)]]

    new = [item.name for items in placed for item in items if item.is_new]
    assert sorted(new) == sorted(files)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == files.keys()


@pytest.mark.parametrize(
    ("there", "target", "said"),
    [
        ({"notes": "text"}, "notes", "notes is a file; name a directory."),
        ({"notes": "text"}, "notes/site", "notes/site"),
        ({"notes/docs": "text"}, "notes", "docs is no directory, and one is needed there"),
        ({"notes/tests": "text"}, "notes", "tests is no directory, and one is needed there"),
        ({"notes/mkdocs.yml": "site_name: Other\n"}, "notes", "mkdocs.yml is of a site without Deckbook"),
        ({"notes/mkdocs.yml": "plugins: [deckbook\n"}, "notes", "mkdocs.yml cannot be read"),
        ({"notes/mkdocs.yml": "plugins: [deckbook]\ndocs_dir: pages\n"}, "notes", "elsewhere than in docs/"),
    ],
)  # fmt: skip
def test_what_is_in_the_way_is_said_and_nothing_is_written(
    tmp_path: Path, there: dict[str, str], target: str, said: str
) -> None:
    for name, text in there.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    before = tree(tmp_path)

    done = run("init", tmp_path / target)

    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert said in done.output
    assert tree(tmp_path) == before


def test_a_directory_that_may_not_be_written_is_said() -> None:
    done = run("init", "/proc/notes")

    assert done.exit_code == 1
    assert "Nothing is written: " in done.output
    assert not Path("/proc/notes").exists()


def test_what_fails_half_way_is_taken_back(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine", encoding="utf-8")

    with pytest.raises(ScaffoldError, match="Nothing is written"):
        # No file system takes a name of this length.
        place(tmp_path / "site", {"a/b.md": b"b", "c.md": b"c", f"{'d' * 300}.md": b"d"})

    assert [path.name for path in tmp_path.rglob("*")] == ["kept"]


def week_of(folder: Path) -> str:
    """The week that a new site's one deck is of, as its name and its settings say it."""
    [deck] = (folder / "docs/weeks").glob("*.md")
    assert f"week: {deck.stem}\n" in deck.read_text("utf-8")
    assert re.fullmatch(r"\d{4}-w\d\d", deck.stem)
    return deck.stem


def _new(language: str = "en") -> NewSite:
    return NewSite("Notes", language, datetime.date(2026, 11, 28), __version__)


def _shown(folder: Path) -> str:
    return Path(os.path.relpath(folder)).as_posix()


def _pages(site: Site) -> dict[str, int]:
    """How many pages a deck has besides its own."""
    names = [page.split("/")[1] for page in site.pages if page.startswith("weeks/") and page.count("/") > 2]
    return {name: names.count(name) for name in names}
