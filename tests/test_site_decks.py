"""Which files of a site are decks, and which stay pages; decks beside docs_dir; real builds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.decks import PNG, SHORT, TALK
from tests.documents import Document
from tests.harness import BuildSite

HOME = {"docs/index.md": "# Home\n"}
BOTH = pytest.mark.parametrize("use_directory_urls", [True, False])


def page(path: str, use_directory_urls: bool) -> str:
    return f"{path}/index.html" if use_directory_urls else f"{path}.html"


@BOTH
def test_decks_are_found_in_weeks_and_decks(build: BuildSite, use_directory_urls: bool) -> None:
    site = build(
        HOME | {"docs/weeks/w1.md": TALK, "docs/decks/deep/er/w2.md": TALK, "docs/talks/w3.md": SHORT},
        plugins=["deckbook"],
        use_directory_urls=use_directory_urls,
    )

    assert site.problems == []
    decks = [f"{deck}{rest}" for deck in ("weeks/w1", "decks/deep/er/w2") for rest in ("", "/1-first", "/2-second")]
    assert site.pages == sorted(
        ["index.html", *(page(path, use_directory_urls) for path in ("decks", "talks/w3", *decks))]
    )
    document = Document.of(site, page("weeks/w1/2-second", use_directory_urls))
    assert list(document.slides) == [4, 5]
    assert {slide.attrib["data-deck"] for slide in document.slides.values()} == {"weeks/w1.md"}
    # docs/talks is none of the default patterns, so its file is a page as MkDocs makes it.
    assert Document.of(site, page("talks/w3", use_directory_urls)).slides == {}


def test_globs_pick_decks_and_exclamation_marks_take_them_out(build: BuildSite) -> None:
    site = build(
        HOME | {f"docs/{path}": TALK for path in ("talks/a.md", "talks/b.md", "talks/drafts/c.md", "weeks/d.md")},
        plugins=[{"deckbook": {"decks": ["talks/**/*.md", "!talks/drafts/**", "!**/b.md"]}}],
    )

    pages = [path for path in site.pages if Document.of(site, path).slides]
    assert pages == ["talks/a/1-first/index.html", "talks/a/2-second/index.html", "talks/a/index.html"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index.md", TALK),
        ("README.md", TALK),
        ("page.md", "# One slide\n\nText without a separator.\n"),
        ("page.md", "---\ntitle: Front matter\n---\n\n# Page\n"),
    ],
)
def test_a_page_stays_a_page(build: BuildSite, name: str, content: str) -> None:
    files = HOME | {f"docs/weeks/{name}": content}
    path = "weeks/page/index.html" if name == "page.md" else "weeks/index.html"

    assert build(files, plugins=["deckbook"]).read(path) == build(files).read(path)


def test_what_a_deck_imports_is_neither_deck_nor_page(build: BuildSite) -> None:
    site = build(
        HOME
        | {
            "docs/weeks/w1.md": "# W1\n\n---\nsrc: ./one.md\n---\n\n---\nsrc: pages/two.md\nhide: true\n---\n",
            "docs/weeks/one.md": "# One\n\n---\n\n# Two\n\n---\nsrc: /pages/nested.md\n---\n",
            "docs/weeks/pages/nested.md": "# Nested\n\n---\nsrc: ../never.md\ndisabled: true\n---\n",
            # Only hidden slides import these two; they are still parts of a deck, and not published.
            "docs/weeks/pages/two.md": "# Concealed by its slide\n\n---\n\nMore\n",
            "docs/weeks/never.md": "# Concealed by its slide\n\n---\n\nMore\n",
        },
        plugins=["deckbook"],
    )

    assert site.problems == []
    assert [path for path in site.pages if path.startswith("weeks/")] == ["weeks/w1/index.html"]
    assert site.find("Concealed by its slide") == []
    assert "Nested" in site.article("weeks/w1/index.html")


def test_a_chapter_may_stand_where_its_source_stands(build: BuildSite) -> None:
    site = build(
        HOME
        | {
            "docs/weeks/w1.md": "# W1\n\n---\nsrc: w1/one.md\n---\n\n---\nsrc: w1/two.md\n---\n",
            "docs/weeks/w1/one.md": f"# One\n\n---\n\n{'word ' * 20}\n",
            "docs/weeks/w1/two.md": f"# Two\n\n---\n\n{'word ' * 20}\n",
        },
        plugins=["deckbook"],
        strict=True,
    )

    assert site.aborted is None
    assert list(Document.of(site, "weeks/w1/one/index.html").slides) == [2, 3]


@BOTH
def test_a_slidev_project_becomes_a_book(build: BuildSite, use_directory_urls: bool) -> None:
    site = build(
        {
            "slides.md": f"{TALK}\n---\n\n![Beside](./pictures/beside.png)\n\n![Public](/public.png)\n",
            "pictures/beside.png": PNG,
            "pictures/unnamed.png": PNG,
            "public/public.png": PNG,
            "public/unnamed.png": PNG,
            "README.md": "# Read me\n\n---\n\nNot a deck.\n",
            "notes.md": SHORT,
            "package.json": "{}",
        },
        plugins=["search", {"deckbook": {"decks_dir": ".", "decks": ["slides.md"]}}],
        use_directory_urls=use_directory_urls,
        strict=True,
    )

    assert site.aborted is None
    made = [page(path, use_directory_urls) for path in ("decks", "slides", "slides/1-first", "slides/2-second")]
    assert site.pages == sorted(["index.html", *made])
    document = Document.of(site, page("slides/2-second", use_directory_urls))
    assert document.pictures == ["assets/decks/pictures/beside.png", "assets/decks/public/public.png"]
    assert [path for path in site.files if path.endswith((".png", ".json")) and path.startswith("assets/decks")] == (
        document.pictures
    )
    # The home page, which docs/ lacks, lists the decks.
    assert Document.of(site, "index.html").target(Document.of(site, "index.html").link("Talk") or "") == (
        "slides" if use_directory_urls else "slides.html"
    )


def test_decks_may_stand_in_a_folder_of_docs(build: BuildSite) -> None:
    site = build(
        HOME | {"docs/talks/w1.md": TALK, "docs/talks/about.md": "# About\n"},
        plugins=[{"deckbook": {"decks_dir": "docs/talks", "decks": ["*.md"]}}],
    )

    assert site.problems == []
    # The deck's raw text is no page beside its chapters.
    assert site.pages == [
        "decks/index.html",
        "index.html",
        "talks/about/index.html",
        "w1/1-first/index.html",
        "w1/2-second/index.html",
        "w1/index.html",
    ]


def test_two_that_want_one_address_are_told(build: BuildSite) -> None:
    site = build(
        {"docs/index.md": "# Home", "docs/slides.md": "# A page of docs\n", "slides.md": TALK},
        plugins=[{"deckbook": {"decks_dir": ".", "decks": ["slides.md"]}}],
    )

    [problem] = site.problems
    assert "slides.md: warning: “slides.md” is wanted by this deck and by another page" in problem
    assert problem.endswith("[address-duplicate]")
    assert "A page of docs" in site.article("slides/index.html")


def test_names_that_addresses_have_to_escape(build: BuildSite) -> None:
    site = build(
        HOME | {"docs/weeks/week #1 50%.md": f"{TALK}\n---\n\n[back](2) ![](./a%20b.png)\n", "docs/weeks/a b.png": PNG},
        plugins=["deckbook"],
        strict=True,
    )

    assert site.aborted is None
    assert "weeks/week #1 50%/1-first/index.html" in site.pages
    document = Document.of(site, "weeks/week #1 50%/2-second/index.html")
    assert document.target(document.link("back") or "") == "weeks/week #1 50%/1-first"
    assert document.pictures == ["weeks/a b.png"]
    contents = Document.of(site, "weeks/week #1 50%/index.html")
    assert contents.target(contents.link("1. First") or "") == "weeks/week #1 50%/1-first"
    shelf = Document.of(site, "decks/index.html")
    assert shelf.target(shelf.link("Talk") or "") == "weeks/week #1 50%"


def test_a_pipe_is_told_and_does_not_stop_the_build(build: BuildSite, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    os.mkfifo(tmp_path / "project" / "pipe.md")

    site = build(HOME, plugins=[{"deckbook": {"decks_dir": "../project", "decks": ["*.md"]}}])

    assert site.aborted is None
    [problem] = site.problems
    assert problem.endswith("[deck-unreadable]")
