"""What pytest's cache keeps of decks: whatever changes in their files, a run collects as one without it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deckbook.snippets import decks
from deckbook.snippets.collection import Collection, site_of
from deckbook.snippets.kept import Kept
from deckbook.snippets.project import Project
from tests.snippets import project as runs

pytest_plugins = ["pytester"]

FILES = {
    "mkdocs.yml": "plugins: [deckbook]\n",
    "package.json": "{}\n",
    "docs/weeks/w1.md": "# One\n\n---\nsrc: ./part.md\n---\n\n---\nchapter: A\n---\n\n```py {monaco-run}\nx = 1\n```\n",
    "docs/weeks/part.md": "# Part\n\n<<< @/relu.py#relu py {monaco-run}\n",
    "docs/weeks/relu.py": "# region relu\ny = 2\n# endregion relu\n",
    "docs/relu.py": "# region relu\ny = 3\n# endregion relu\n",
    "docs/weeks/w2.md": "# Two\n\n---\n\n### Title\n\n<<< ../relu.py py {monaco-run}\n\n"
    "```py {monaco-run}\nprint('two')\n```\n",
    "docs/weeks/no-deck.md": "# No deck\n\n```py {monaco-run}\nx = 1\n```\n",
}


def edit(name: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda root: (root / name).write_text((root / name).read_text("utf-8").replace(old, new), "utf-8")


def link(name: str, target: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / name).unlink()
        (root / name).symlink_to(target)

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "a deck": edit("docs/weeks/w2.md", "Title", "Other title"),
    "a deck's code": edit("docs/weeks/w2.md", "print('two')", "1 / 0"),
    "an imported file": edit(
        "docs/weeks/part.md", "# Part", "# Part\n\n---\n\n```py {monaco-run}\nz = 1\n```\n\n---\n"
    ),
    "an imported file is gone": lambda root: (root / "docs/weeks/part.md").unlink(),
    "a file of code": edit("docs/weeks/relu.py", "y = 2", "1 / 0"),
    "a region": edit("docs/weeks/relu.py", "region relu", "region other"),
    "a file of code is gone, so that another is found": lambda root: (root / "docs/weeks/relu.py").unlink(),
    "a package.json is Slidev's project": lambda root: (root / "docs/weeks/package.json").write_text("{}", "utf-8"),
    "a new deck": lambda root: shutil.copy(root / "docs/weeks/w2.md", root / "docs/weeks/w3.md"),
    "a deck is gone": lambda root: (root / "docs/weeks/w2.md").unlink(),
    "a page becomes a deck": edit("docs/weeks/no-deck.md", "# No deck", "# Now one\n\n---\n"),
    "a deck is imported by another": edit("docs/weeks/w2.md", "# Two", "# Two\n\n---\nsrc: ./w1.md\n---\n"),
    "a deck is no text": lambda root: (root / "docs/weeks/w2.md").write_bytes(b"# Two\n\n---\n\xff\n"),
    "a deck is a link to nowhere": link("docs/weeks/w2.md", "nowhere.md"),
    "a file of code is a link out of the project": link("docs/weeks/relu.py", __file__),
    "the namespace": lambda root: (root / "mkdocs.yml").write_text(
        "plugins:\n  - deckbook:\n      namespace: deck\n", "utf-8"
    ),
    "the decks": lambda root: (root / "mkdocs.yml").write_text(
        "plugins:\n  - deckbook:\n      decks: [weeks/w2.md]\n", "utf-8"
    ),
}


def collected(root: Path, cache: Path | None) -> dict[str, object]:
    """What a run collects: of each deck what cannot be read, and its blocks."""
    kept = Kept(cache, "decks")
    site = site_of(root / "mkdocs.yml", (root / "mkdocs.yml").read_bytes(), kept)
    assert site
    collection = Collection(site, kept)
    project = Project(root, site.roots)
    found: dict[str, object] = {
        known.name: (known.unreadable, collection.blocks(path, project)) for path, known in collection.decks.items()
    }
    kept.save()
    return found


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen_as_by_a_first_run(tmp_path: Path, change: Callable[[Path], object]) -> None:
    root, cache = tmp_path / "project", tmp_path / "cache"
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    before = collected(root, cache)
    assert before == collected(root, cache) == collected(root, None)

    change(root)

    assert before != collected(root, cache) == collected(root, None)


def test_nothing_is_looked_for_again_where_nothing_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, cache = tmp_path / "project", tmp_path / "cache"
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    before = collected(root, cache)
    for name in ("decks_of", "blocks_of", "loaded"):
        monkeypatch.setattr(decks, name, None)

    assert collected(root, cache) == before


def test_a_run_in_which_nothing_has_changed_imports_no_parser(project: runs.Project) -> None:
    test = "import sys\ndef test_last():\n    print('loaded:', *sys.modules)\n"
    project.write(FILES | {"test_last.py": test})
    loaded = []
    for _ in range(2):
        result = project.pytester.runpytest_subprocess("-s", "-p", "no:playwright", "-p", "no:hypothesispytest")
        result.assert_outcomes(passed=5)
        loaded.append(set(next(line for line in result.outlines if "loaded:" in line).split()))

    parsers = {"deckbook.deck", "deckbook.book", "yaml"}
    assert parsers <= loaded[0]
    assert (parsers | {"pathspec"}).isdisjoint(loaded[1])


def test_what_another_version_has_kept_is_not_taken(project: runs.Project) -> None:
    project.write(FILES)
    before = project.run()
    [file] = (project.pytester.path / ".pytest_cache/d/deckbook").glob(f"decks-{sys.implementation.cache_tag}")
    file.write_bytes(bytes(32) + file.read_bytes()[32:])

    assert project.run().by_id == before.by_id
    assert file.read_bytes()[:32] != bytes(32)
