"""A site that is published week after week: what stands on the branch after each command."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import Result

from tests.publish.project import DAY, FIRST, Project, Tree, deck, git

PICTURE = b"\x89PNG" + bytes(range(256)) * 64
BIB = "@article{vaswani, title={Attention Is All You Need}, author={Vaswani, Ashish}, year={2017}}\n"


@dataclass(slots=True)
class Story:
    """What was done, step by step: what each command said, and what was published then."""

    project: Project
    said: dict[str, str] = field(default_factory=dict)
    after: dict[str, Tree] = field(default_factory=dict)

    def keep(self, step: str, result: Result) -> None:
        assert result.exit_code == 0, result.output
        self.said[step] = result.output
        self.after[step] = self.project.published


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Three weeks: one, one that is mended, one that is published late."""
    project = Project.new(tmp_path_factory.mktemp("story"), {"docs/papers.bib": BIB, "docs/CNAME": "notes.example\n"})
    project.write({"docs/images/large.png": PICTURE, "docs/old.md": "# An old page\n\n![Large](images/large.png)\n"})
    first = project.commit("week 45")
    story = Story(project)
    story.said["dry"] = project.deckbook("publish", "--dry-run").output
    assert project.tip == ""
    story.keep("w45", project.deckbook("publish"))
    story.keep("w45 again", project.deckbook("publish"))

    week46 = deck("Attention", Kernels="[@vaswani] https://github.com/a/b ⭐ 4.6k", Heads="Many.")
    (project.root / "docs/old.md").unlink()
    project.commit("week 46", time=FIRST + 7 * DAY, files={"docs/weeks/2026-w46.md": week46})
    story.keep("w46", project.deckbook("publish"))

    mended = deck("Attention", Kernels="[@vaswani] https://github.com/a/b ⭐ 5k", Heads="Some.", Tails="New.")
    second = project.commit("mend week 46", time=FIRST + 8 * DAY, files={"docs/weeks/2026-w46.md": mended})
    story.said["mended dry"] = project.deckbook("publish", "--dry-run").output
    assert project.published == story.after["w46"]
    story.keep("w46 mended", project.deckbook("publish"))

    # An older week's clone is done last, and one with an older commit of the same week.
    git(project.root, "checkout", "-q", first)
    project.commit("week 45 late", time=FIRST + 60, files={"docs/late.md": "# Late\n"})
    story.keep("w45 late", project.deckbook("publish"))
    git(project.root, "checkout", "-q", f"{second}^")
    story.keep("w46 older", project.deckbook("publish"))
    git(project.root, "checkout", "-q", second)
    return story


def test_the_first_edition(story: Story) -> None:
    tree = story.after["w45"]

    assert tree.names == {
        "2026-w45", "latest", "shared", "versions.json", "editions.json", "index.html", "404.html", "sitemap.xml",
        ".nojekyll", "CNAME",
    }  # fmt: skip
    assert tree.versions == {"2026-w45": ["latest"]}
    assert tree.folder("latest") == tree.folder("2026-w45")
    assert "An ocelot." in tree.read("2026-w45/weeks/2026-w45/one/index.html")
    assert "latest/" in tree.read("index.html")
    assert story.said["w45"].splitlines() == [
        "2026-w45 “2026-w45 · Reading” is published to gh-pages of origin.",
        "https://example.org/notes/2026-w45/",
    ]


def test_a_dry_run_says_what_would_change_in_files_and_bytes(story: Story) -> None:
    files = story.after["w45"].files

    assert f"2026-w45/: {sum(path.startswith('2026-w45/') for path in files)} added (+" in story.said["dry"]
    assert f"In all: {len(files)} added (+" in story.said["dry"]
    before, after = story.after["w46"].files, story.after["w46 mended"].files
    changed = sum(before[path] != after[path] for path in before.keys() & after.keys())
    assert re.search(
        rf"In all: {len(after.keys() - before.keys())} added, {changed} changed \(\+[\d.]+ (kB|bytes)\)\.",
        story.said["mended dry"],
    )


def test_the_same_commit_again_is_no_change(story: Story) -> None:
    assert story.after["w45 again"] == story.after["w45"]
    assert story.said["w45 again"] == "2026-w45 is published as it is, so nothing is changed.\n"


def test_the_next_week_is_beside_the_first(story: Story) -> None:
    before, after = story.after["w45"], story.after["w46"]

    assert after.versions == {"2026-w46": ["latest"], "2026-w45": []}
    assert after.folder("2026-w45") == before.folder("2026-w45")
    assert "Many." in after.read("latest/weeks/2026-w46/heads/index.html")


def test_a_new_commit_of_the_week_replaces_that_edition_and_no_other(story: Story) -> None:
    before, after = story.after["w46"], story.after["w46 mended"]

    assert after.versions == before.versions
    assert after.folder("2026-w45") == before.folder("2026-w45")
    assert "Some." in after.read("2026-w46/weeks/2026-w46/heads/index.html")
    assert "Some." in after.read("latest/weeks/2026-w46/heads/index.html")


def test_latest_stays_at_the_highest_version_whatever_is_done_last(story: Story) -> None:
    before, after = story.after["w46 mended"], story.after["w45 late"]

    assert after.versions == {"2026-w46": ["latest"], "2026-w45": []}
    assert after.folder("latest") == before.folder("latest")
    assert after.folder("2026-w46") == before.folder("2026-w46")
    assert "2026-w45/late/index.html" in after.files


def test_an_older_commit_of_the_week_does_not_replace_a_newer_one(story: Story) -> None:
    assert story.after["w46 older"] == story.after["w45 late"]
    assert "is published of a newer commit" in story.said["w46 older"]


def test_a_page_that_vanished_leads_on_in_latest(story: Story) -> None:
    tree = story.after["w46"]

    assert 'url=../"' in tree.read("latest/old/index.html")
    assert "latest/old/index.html" in story.after["w46 mended"].files
    assert "2026-w46/old/index.html" not in tree.files
    assert "An old page" in tree.read("2026-w45/old/index.html")


def test_pages_name_the_newest_edition_as_the_one_to_be_found(story: Story) -> None:
    page = story.after["w46 mended"].read("2026-w45/weeks/2026-w45/one/index.html")

    assert '<link rel="canonical" href="https://example.org/notes/latest/weeks/2026-w45/one/">' in page


def test_the_root(story: Story) -> None:
    tree = story.after["w46 mended"]

    assert "<loc>https://example.org/notes/latest/sitemap.xml</loc>" in tree.read("sitemap.xml")
    packed = git(tree.remote, "rev-parse", f"{tree.commit}:latest/sitemap.xml.gz")
    assert packed
    assert 'href="/notes/latest/"' in tree.read("404.html")
    # The site is not its host's root, where alone robots.txt is asked for.
    assert "robots.txt" not in tree.names
    assert tree.read("CNAME") == "notes.example"


def test_what_is_large_stands_once_at_the_root(story: Story) -> None:
    tree = story.after["w46 mended"]
    pictures = [path for path in tree.files if path.endswith(".png") and "large" in path]

    # The picture of the page that vanished is still that of the first edition.
    assert len(pictures) == 1
    assert pictures[0].startswith("shared/large-")
    assert f'src="../../{pictures[0]}"' in tree.read("2026-w45/old/index.html")


def test_whats_new(story: Story) -> None:
    tree = story.after["w46 mended"]
    news = tree.json("editions.json")[0]["news"]

    assert news == {
        "since": "2026-w45",
        "decks": [["weeks/2026-w46.md", "Attention"]],
        "chapters": [],
        "papers": [["vaswani", "Attention Is All You Need"]],
        "stars": [["https://github.com/a/b", "a/b", None, 5000]],
    }
    assert tree.json("2026-w46/edition.json")["snapshot"]["chapters"]["weeks/2026-w46/tails.md"] == [
        "Tails", "weeks/2026-w46.md",
    ]  # fmt: skip
    page = tree.read("latest/whats-new/index.html")
    assert '<a href="../weeks/2026-w46/">Attention</a>' in page
    assert "Attention Is All You Need" in page
    assert '<a href="https://github.com/a/b">a/b</a> ★ 5,000' in page
    assert page.index("2026-w46") < page.index("2026-w45 · Reading")
    # The book as it stood then.
    assert "Attention" not in tree.read("2026-w45/whats-new/index.html")


def test_what_is_published_is_listed(story: Story) -> None:
    lines = story.project.deckbook("editions").output.splitlines()

    assert lines[0].split() == ["version", "title", "committed", "files", "size"]
    assert re.match(r"2026-w46 \[latest\] +2026-w46 · Attention +2026-11-1\d +\d+ +[\d.]+ [kM]B", lines[1])
    assert lines[2].startswith("2026-w45")
    assert re.fullmatch(r"Shared by all: \d+ files, [\d.]+ [kM]B\. In all: [\d.]+ [kM]B\.", lines[-1])


def test_mike_goes_on_working_and_so_does_publishing_after_it_from_another_clone(story: Story, tmp_path: Path) -> None:
    project = Project.new(tmp_path)
    git(project.remote, "fetch", "-q", str(story.project.remote), "+refs/heads/gh-pages:refs/heads/gh-pages")
    git(project.root, "fetch", "-q", str(story.project.root), "HEAD")
    git(project.root, "checkout", "-q", "-f", "FETCH_HEAD")
    git(project.root, "clean", "-q", "-fd")
    git(project.root, "fetch", "-q", "origin")

    assert project.mike("list").splitlines() == [
        '"2026-w46 · Attention" (2026-w46) [latest]', '"2026-w45 · Reading" (2026-w45)',
    ]  # fmt: skip
    project.mike("alias", "--push", "2026-w46", "exam")
    project.mike("set-default", "--push", "2026-w45")
    assert project.deckbook("publish").exit_code == 0
    # Where the root leads to is mike's to say, once it was asked.
    assert "2026-w45/" in project.published.read("index.html")
    assert project.published.versions == {"2026-w46": ["exam", "latest"], "2026-w45": []}
    # Byte for byte, as only what is committed counts: also compressed files, which hold a time.
    edition = story.after["w46 mended"].folder("2026-w46")
    assert project.published.folder("2026-w46") == edition
    assert project.published.read("exam") == "2026-w46"

    project.mike("delete", "--push", "2026-w46")
    assert project.published.names.isdisjoint({"2026-w46", "latest", "exam"})
    assert project.deckbook("publish").exit_code == 0
    assert project.published.versions == {"2026-w46": ["latest"], "2026-w45": []}
    assert project.published.folder("2026-w46") == edition
