"""The same book without MkDocs: ProperDocs with the plugin, and Zensical from the tree that is staged."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.harness import ROOT
from tests.scaffold.sites import tree
from tests.stage.comparing import pages
from tests.stage.environments import PROPERDOCS, ZENSICAL, environment
from tests.stage.sites import built, staged, write

PUBLISHED = """\
site_name: S
site_url: https://example.org/s/
theme: {name: material, font: false}
plugins: [search, deckbook]
"""

pytestmark = pytest.mark.environments


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo site, as MkDocs builds it."""
    return built(ROOT, tmp_path_factory.mktemp("demo") / "site")


@pytest.fixture(scope="module")
def properdocs(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python that has ProperDocs besides all that ours has."""
    return environment(tmp_path_factory.mktemp("properdocs") / "env", PROPERDOCS, with_ours=True)


@pytest.fixture(scope="module")
def zensical(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python that has Zensical, and neither MkDocs nor Deckbook."""
    return environment(tmp_path_factory.mktemp("zensical") / "env", ZENSICAL, with_ours=False)


def zensical_built(python: str, folder: Path) -> Path:
    """The tree, built strictly by Zensical; gives where the site is."""
    command = [python, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout + done.stderr
    return folder / "site"


def assert_same(site: Path, other: Path) -> None:
    ours, theirs = pages(site), pages(other)
    assert ours.keys() == theirs.keys()
    for path, page in ours.items():
        assert theirs[path] == page, path


def test_properdocs_builds_the_demo_as_mkdocs_does(demo: Path, properdocs: str, tmp_path: Path) -> None:
    site = built(ROOT, tmp_path / "site", module="properdocs", python=properdocs)

    assert_same(demo, site)
    assert tree(site).keys() == tree(demo).keys()
    for name in ("book.json", "llms.txt", "feed.xml", "papers.json", "search/search_index.json"):
        assert (site / name).read_bytes() == (demo / name).read_bytes(), name


def test_editions_are_published_where_properdocs_is(properdocs: str, tmp_path: Path) -> None:
    write(tmp_path / "notes", {
        "mkdocs.yml": PUBLISHED,
        "docs/index.md": "# Home\n",
        "docs/weeks/2026-w45.md": "---\ntitle: W45\n---\n\n# One\n\n---\n\nMore.\n",
    })  # fmt: skip
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    for arguments in ("init -q", "add .", "commit -qm w45", "remote add origin ../remote.git"):
        git(tmp_path / "notes", *arguments.split())

    command = [properdocs, "-m", "deckbook.cli", "publish"]
    done = subprocess.run(  # noqa: S603 - our own
        command, cwd=tmp_path / "notes", env=author(), capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    published = git(tmp_path / "remote.git", "ls-tree", "-r", "--name-only", "gh-pages")
    assert "2026-w45/weeks/2026-w45/index.html" in published


def author() -> dict[str, str]:
    who = {f"GIT_{role}_{what}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return {**os.environ, **who, "NO_MKDOCS_2_WARNING": "1"}


def git(folder: Path, *arguments: str) -> str:
    git = shutil.which("git")
    assert git
    done = subprocess.run([git, *arguments], cwd=folder, env=author(), capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout


def test_zensical_builds_the_demo_as_mkdocs_does(demo: Path, zensical: str, tmp_path: Path) -> None:
    report = staged(ROOT, tmp_path / "out")

    assert report.unlike == ()
    assert_same(demo, built(tmp_path / "out", tmp_path / "plain"))
    assert_same(demo, zensical_built(zensical, tmp_path / "out"))


def test_zensical_builds_a_site_in_a_repository(zensical: str, tmp_path: Path) -> None:
    """Whose pages are edited, and whose own pages have HTML with links."""
    root = write(tmp_path / "notes")
    staged(root, tmp_path / "out")

    site = zensical_built(zensical, tmp_path / "out")

    assert_same(built(root, tmp_path / "site"), site)
    assert 'href="feed.xml"' in (site / "index.html").read_text("utf-8").replace("./", "")
