"""`deckbook stage`: a site on the left; its tree, and what MkDocs makes of that without Deckbook, on the right."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import deckbook.stage
from deckbook.stage import NotStaged, write_tree
from deckbook.staging import Report
from tests.disks import full_after
from tests.scaffold.sites import run, tree
from tests.stage.comparing import pages
from tests.stage.sites import FILES, built, staged, write


@dataclass(frozen=True, slots=True)
class Forms:
    """A site, its tree, and what is built of both."""

    root: Path
    out: Path
    report: Report
    site: Path
    plain: Path

    def text(self, path: str) -> str:
        return (self.out / "docs" / path).read_text("utf-8")


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    folder = tmp_path_factory.mktemp("stage")
    root = write(folder / "notes")
    report = staged(root, folder / "out")
    return Forms(root, folder / "out", report, built(root, folder / "site"), built(folder / "out", folder / "plain"))


def test_the_same_pages_with_the_same_words_places_and_links(forms: Forms) -> None:
    ours, plain = pages(forms.site), pages(forms.plain)

    assert ours.keys() == plain.keys()
    others = {"papers/krizhevsky2012/index.html", "repositories/index.html"}
    assert {"weeks/w1/一reading/index.html", *others} < ours.keys()
    for path, page in ours.items():
        assert (plain[path].words, plain[path].ids, plain[path].links) == (page.words, page.ids, page.links), path
    shown = ours["weeks/w1/一reading/index.html"]
    assert all(words in shown.words for words in ("2*3*4", "println", "A note, bold.", "1 | 2")), shown.words
    assert "42" in plain["weeks/w1/二running/index.html"].words
    assert forms.report.unlike == ()


def test_pages_are_edited_where_their_deck_is(forms: Forms) -> None:
    assert [page.edit for page in pages(forms.plain).values()] == [page.edit for page in pages(forms.site).values()]
    page = pages(forms.plain)["weeks/w1/一reading/index.html"]
    assert page.edit == f"https://github.com/ada/notes/edit/main/docs/weeks/w1.md#L{line('chapter: true')}"


def line(text: str) -> int:
    return FILES["docs/weeks/w1.md"].splitlines().index(text)


def test_a_deck_is_markdown_that_people_read(forms: Forms) -> None:
    text = forms.text("weeks/w1/一reading/index.md")

    assert "## 一、Reading" not in text
    assert "# 一、Reading { " in text
    assert "    -   nested `code`" in text
    assert "| *x* | 1 &#124; 2 |" in text
    assert "> Quoted, twice." in text
    assert '[![A dot](../../dot.png){ width="1" height="1" }](../../dot.png){ .deckbook-zoom }' in text
    assert "[the guide](../../../guide/how.md#steps)" in forms.text("weeks/w1/二running/index.md")
    assert "```py\nprint(6 * 7)\n```" in forms.text("weeks/w1/二running/index.md")
    assert "private" not in "".join(path.read_text("utf-8") for path in forms.out.rglob("*.md"))


def test_pages_of_people_are_theirs(forms: Forms) -> None:
    assert forms.text("guide/plain.md") == FILES["docs/guide/plain.md"]
    assert forms.text("index.md").replace("/index.md", ".md") == FILES["docs/index.md"]


def test_html_of_people_stands_where_its_paths_mean_the_same_to_all(forms: Forms) -> None:
    assert "[All decks](../decks/index.md)" in forms.text("guide/how.md")
    assert '<iframe src="../../decks/" title="Decks"></iframe>' in forms.text("guide/frame/index.md")
    assert not (forms.out / "docs/guide/frame.md").exists()


def test_its_settings_name_no_deckbook(forms: Forms) -> None:
    text = (forms.out / "mkdocs.yml").read_text("utf-8")

    assert "- deckbook" not in text
    assert "variant: classic" in text
    assert "apply:pymdownx.slugs.slugify" in text
    assert "- 第一周:\n    - 第一周: weeks/w1/index.md\n    - 一、Reading: weeks/w1/一reading/index.md" in text


def test_the_command_stages_the_same_bytes_again(
    forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(forms.root)

    shown = run("stage", tmp_path / "again")

    assert shown.exit_code == 0, shown.output
    assert "13 pages are written to " in shown.output
    assert "2 of them as their authors wrote them.\n" in shown.output
    assert "again/mkdocs.yml` or `zensical build -f" in shown.output
    assert tree(tmp_path / "again") == tree(forms.out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again"]


@pytest.mark.parametrize(
    ("place", "there", "said"),
    [
        ("mine", {"mine/thesis.md": "# Mine"}, "is not empty and was not written by `deckbook stage`"),
        ("mine", {"mine": "a file"}, "is no directory"),
        ("mine/out", {"mine": "a file"}, "cannot be written (Not a directory); nothing is changed."),
        ("notes/docs/out", {}, "is a folder of its pages"),
        (".", {}, "holds the site"),
        ("/proc/deckbook/out", {}, "cannot be written"),
    ],
)
def test_a_place_that_is_not_free_stays_as_it_is(tmp_path: Path, place: str, there: dict[str, str], said: str) -> None:
    own = {name: text for name, text in FILES.items() if name != "docs/weeks/w1.md"} | {"docs/index.md": "# Home\n"}
    root = write(tmp_path / "notes", own | {f"../{name}": text for name, text in there.items()})
    before = tree(tmp_path)

    with pytest.raises(NotStaged, match=said.replace("(", r"\(").replace(")", r"\)")):
        staged(root, tmp_path / place)

    assert tree(tmp_path) == before


def test_what_somebody_has_added_to_a_tree_is_not_lost(forms: Forms, tmp_path: Path) -> None:
    shutil.copytree(forms.out, tmp_path / "out")
    (tmp_path / "out" / "docs" / "thesis.md").write_text("# Mine\n", "utf-8")

    with pytest.raises(NotStaged, match=r"thesis\.md was not written by `deckbook stage`"):
        staged(forms.root, tmp_path / "out")

    (tmp_path / "out" / "docs" / "thesis.md").unlink()
    (tmp_path / "out" / "site").mkdir()
    (tmp_path / "out" / "site" / "index.html").write_text("built", "utf-8")
    staged(forms.root, tmp_path / "out")
    assert tree(tmp_path / "out") == tree(forms.out)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"docs/index.md": "# Home\n"}, "has no deck"),
        ({"docs/weeks/w1.md": "# A\n\n---\n", "mkdocs.yml": "theme: {name: gone}\n"}, "cannot be built"),
    ],
)
def test_nothing_is_staged_of_no_book(tmp_path: Path, files: dict[str, str], said: str) -> None:
    own = files.get("mkdocs.yml", "theme: {name: material, font: false}\n")
    root = write(tmp_path / "notes", {**files, "mkdocs.yml": f"site_name: S\nplugins: [deckbook]\n{own}"})

    with pytest.raises(NotStaged, match=said):
        staged(root, tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_an_empty_page_stays_empty(tmp_path: Path) -> None:
    settings = "site_name: S\nplugins: [deckbook]\ntheme: {name: material, font: false}\n"
    files = {"mkdocs.yml": settings, "docs/empty.md": "", "docs/weeks/w1.md": "# Week\n\n---\n\nA word.\n"}

    report = staged(write(tmp_path / "notes", files), tmp_path / "out")

    assert report.unlike == ()
    assert (tmp_path / "out/docs/empty.md").read_text("utf-8") == ""


def test_a_folder_of_somebodys_own_beside_the_tree_is_left_alone(forms: Forms, tmp_path: Path) -> None:
    shutil.copytree(forms.out, tmp_path / "out")
    own = tmp_path / ".out.old" / "letters.md"
    own.parent.mkdir()
    own.write_text("Mine", "utf-8")

    with pytest.raises(NotStaged, match="cannot be written"):
        staged(forms.root, tmp_path / "out")

    assert own.read_text("utf-8") == "Mine"
    assert tree(tmp_path / "out") == tree(forms.out)


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of the size of files")
def test_a_full_disk_leaves_the_tree_of_before(
    forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(forms.out, tmp_path / "out")
    before = tree(tmp_path)

    def limited(target: Path, fill: Callable[[Path], None]) -> None:
        with full_after(100):
            write_tree(target, fill)

    monkeypatch.setattr(deckbook.stage, "write_tree", limited)
    with pytest.raises(NotStaged, match=r"cannot be written \(File too large\); nothing is changed"):
        staged(forms.root, tmp_path / "out")

    assert tree(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_one_that_is_killed_leaves_the_tree_of_before(tmp_path: Path) -> None:
    root = write(tmp_path / "notes")
    staged(root, tmp_path / "out")
    before = tree(tmp_path / "out")
    (root / "docs/weeks/w2.md").write_text("# Third\n\n---\n\nMore.\n", "utf-8")
    command = [sys.executable, "-m", "deckbook.cli", "stage", str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        while not any(tmp_path.glob(".out.*.part/docs")):
            assert process.poll() is None
            time.sleep(0.002)
        os.kill(process.pid, signal.SIGKILL)
    assert tree(tmp_path / "out") == before

    staged(root, tmp_path / "out")

    assert "Third" in (tmp_path / "out/docs/weeks/w2/index.md").read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes", "out"]
