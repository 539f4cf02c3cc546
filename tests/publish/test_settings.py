"""What mkdocs.yml says of where and how a site is published, and what stands on the branch by others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deckbook.building import with_mike
from deckbook.publish.frontpages import front_pages
from tests.harness import BuildSite
from tests.publish.project import Project, deck, git

WORDS = dict.fromkeys(("not_found", "not_found_home", "not_found_latest", "not_found_why"), "<words>")

MKDOCS = """\
site_name: 笔记
site_url: !ENV [NOBODY_SETS_THIS, "https://example.org/"]
remote_name: upstream
remote_branch: pages
theme: {name: mkdocs, locale: zh}
plugins:
  deckbook: {news_page: news.md}
  mike: {deploy_prefix: notes/all, alias_type: redirect}
nav: [index.md, {新: news.md}]
"""


def test_settings_of_mkdocs_and_mike(tmp_path: Path) -> None:
    """A site in a folder of the repository, in Chinese, in a folder of another branch of another remote."""
    project = Project.new(tmp_path)
    git(project.root, "rm", "-q", "-r", "-f", "--ignore-unmatch", "docs")
    (project.root / "mkdocs.yml").unlink()
    (project.root / "docs/weeks/2026-w45.md").unlink()
    git(project.root, "remote", "rename", "origin", "upstream")
    site = Project(project.root / "site", project.remote)
    site.write({"mkdocs.yml": MKDOCS, "docs/index.md": "# 首页\n", "docs/weeks/第三周.md": deck("第三周", 一="文字")})
    project.commit("first")
    # Somebody else's files on the branch.
    elsewhere = project.root.with_name("pages")
    git(tmp_path, "init", "-q", "-b", "pages", str(elsewhere))
    Project(elsewhere, project.remote).commit("by hand", files={"notes/all/404.html": "Mine", "notes/b.txt": "B"})
    git(elsewhere, "push", "-q", str(project.remote), "pages")

    said = site.deckbook("publish")

    assert said.exit_code == 0, said.output
    assert said.output.splitlines() == [
        "03 “03 · 第三周” is published to pages of upstream.", "https://example.org/03/",
    ]  # fmt: skip
    assert site.tip == ""
    files = git(site.remote, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "pages").splitlines()
    tops = {path.removeprefix("notes/all/").partition("/")[0] for path in files if path.startswith("notes/all/")}
    assert tops == {
        "03", "latest", "shared", "404.html", "index.html", "robots.txt", "sitemap.xml", "versions.json",
        "editions.json", ".nojekyll",
    }  # fmt: skip
    assert {path for path in files if not path.startswith("notes/all/")} == {"notes/b.txt"}
    assert git(site.remote, "show", "pages:notes/all/404.html") == "Mine"
    page = git(site.remote, "show", "pages:notes/all/latest/weeks/第三周/index.html")
    assert 'href="https://example.org/latest/weeks/' in page
    # mike's own selector, for a theme that has none.
    assert "notes/all/03/js/version-select.js" in files
    [script] = [path for path in files if path.endswith("/editions.js")]
    assert "您正在阅读" in git(site.remote, "show", f"pages:{script}")
    assert "<h1" in git(site.remote, "show", "pages:notes/all/03/news/index.html")
    assert "新增内容" in git(site.remote, "show", "pages:notes/all/03/news/index.html")
    assert site.deckbook("publish").output == "03 is published as it is, so nothing is changed.\n"
    assert site.deckbook("editions").output.splitlines()[1].startswith("03 [latest]  03 · 第三周")


@pytest.mark.parametrize(
    ("plugins", "expected"),
    [
        (None, [{"mike": {"canonical_version": "latest"}}, "search"]),
        (["search", "deckbook"], [{"mike": {"canonical_version": "latest"}}, "search", "deckbook"]),
        ({"x": None, "mike": {"css_dir": "c"}}, [{"mike": {"css_dir": "c", "canonical_version": "latest"}}, {"x": {}}]),
        (["search", {"mike": {"canonical_version": "stable"}}], [{"mike": {"canonical_version": "stable"}}, "search"]),
        (["mike", "search"], [{"mike": {"canonical_version": "latest"}}, "search"]),
    ],
)  # fmt: skip
def test_mike_comes_first_among_the_plugins(plugins: object, expected: list[object]) -> None:
    assert with_mike(plugins) == expected


@pytest.mark.parametrize(
    ("site_url", "names"),
    [
        ("https://example.org/", {"sitemap.xml", "robots.txt"}),
        ("https://example.org/notes/", {"sitemap.xml"}),
        ("", set()),
    ],
)
def test_what_search_engines_ask_for_is_there_where_they_do(site_url: str, names: set[str]) -> None:
    files = front_pages(site_url, "en", WORDS)

    assert files.keys() == {".nojekyll", "index.html", "404.html"} | names
    page = files["404.html"].decode()
    assert "&lt;words&gt;" in page
    assert "<words>" not in page
    if "robots.txt" in files:
        assert files["robots.txt"].endswith(b"Sitemap: https://example.org/sitemap.xml\n")
    root = "/notes/" if "notes" in site_url else "/"
    assert f"const root = {json.dumps(root)};" in page


def test_mike_alone_has_the_note_and_no_news(build: BuildSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """`mike deploy` without Deckbook's command: what came with an edition is not known then."""
    files = {"docs/index.md": "# Home\n", "docs/weeks/w1.md": deck("One", Two="Text.")}
    plain = build(files, plugins=["search", "deckbook"], theme={"name": "mkdocs"})
    monkeypatch.setenv("MIKE_DOCS_VERSION", "1.0")

    site = build(files, plugins=["search", "deckbook"], theme={"name": "mkdocs"})

    assert (plain.problems, site.problems) == ([], [])
    added = {"assets/deckbook/editions.css", "assets/deckbook/editions.js"}
    assert set(site.files) - set(plain.files) == added
    assert '"news": ""' in site.read("assets/deckbook/editions.js")
    assert '<meta name="deckbook-edition" content="../../">' in site.read("weeks/w1/index.html")
    assert "deckbook-edition" not in plain.read("index.html")


def test_a_page_of_news_that_nav_names_is_there_before_it_is_published(build: BuildSite) -> None:
    files = {"docs/index.md": "# Home\n", "docs/weeks/w1.md": deck("One", Two="Text.")}
    nav = ["index.md", {"News": "whats-new.md"}, "decks.md"]

    site = build(files, plugins=["deckbook"], theme={"name": "mkdocs"}, nav=nav, strict=True)

    assert site.aborted is None
    assert "This page is written when the site is published." in site.read("whats-new/index.html")
