"""Where decks stand in the navigation, and how their pages follow each other; real builds."""

from __future__ import annotations

import pytest

from tests.decks import SHORT, TALK
from tests.documents import Document, text
from tests.harness import BuildSite, Site

HOME = {"docs/index.md": "# Home\n"}
TWO = HOME | {"docs/weeks/2026-w01.md": TALK, "docs/weeks/2026-w02.md": SHORT}
CHAPTERS = """\
  - Talk: weeks/2026-w01.md
  - 1. First: weeks/2026-w01/1-first.md
  - 2. Second: weeks/2026-w01/2-second.md"""


def indented(lines: str) -> str:
    return "\n".join(f"  {line}" for line in lines.splitlines())


CASES = {
    "without nav, decks stand where their files do": (
        None,
        (f"- Home: index.md\n- Decks: decks.md\n- Weeks:\n  - Talk:\n{indented(CHAPTERS)}\n"
        "  - Short: weeks/2026-w02.md"),
    ),
    "a nav that names none: they come last, with their list": (
        ["index.md"],
        (f"- Home: index.md\n- Decks:\n  - Decks: decks.md\n  - Talk:\n{indented(CHAPTERS)}\n"
        "  - Short: weeks/2026-w02.md"),
    ),
    "a nav that names a deck": (
        ["weeks/2026-w01.md", "index.md"],
        f"- Talk:\n{CHAPTERS}\n- Home: index.md\n- Decks:\n  - Decks: decks.md\n  - Short: weeks/2026-w02.md",
    ),
    "with a title": (
        [{"My talk": "weeks/2026-w01.md"}, {"Own": [{"My short talk": "weeks/2026-w02.md"}]}, "index.md"],
        f"- My talk:\n{CHAPTERS}\n- Own:\n  - My short talk: weeks/2026-w02.md\n- Home: index.md",
    ),
    "a nav that names the list of decks": (
        ["index.md", {"Weeks": "decks.md"}, {"Sli.dev": "https://sli.dev"}],
        (f"- Home: index.md\n- Weeks:\n  - Weeks: decks.md\n  - Talk:\n{indented(CHAPTERS)}\n"
        "  - Short: weeks/2026-w02.md\n- Sli.dev: https://sli.dev"),
    ),
    "in a section": (
        [{"More": ["index.md", {"Weeks": "decks.md"}]}],
        ("- More:\n  - Home: index.md\n  - Weeks:\n    - Weeks: decks.md\n    - Talk:\n"
        f"{indented(indented(CHAPTERS))}\n    - Short: weeks/2026-w02.md"),
    ),
    "a nav that names all of a deck's pages": (
        ["weeks/2026-w01.md", {"Two": "weeks/2026-w01/2-second.md"}, {"One": "weeks/2026-w01/1-first.md"}, "decks.md"],
        ("- Talk: weeks/2026-w01.md\n- Two: weeks/2026-w01/2-second.md\n- One: weeks/2026-w01/1-first.md\n"
        "- Decks:\n  - Decks: decks.md\n  - Short: weeks/2026-w02.md"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("nav", "expected"), CASES.values(), ids=CASES)
def test_the_place_of_decks(build: BuildSite, nav: object, expected: str) -> None:
    site = build(TWO, plugins=["deckbook"], strict=True, nav=nav, validation={"nav": {"omitted_files": "warn"}})

    assert site.aborted in (None, "Aborted with 1 warnings in strict mode!")
    assert [problem for problem in site.problems if "index.md" not in problem] == []
    assert site.nav == expected


def test_decks_can_be_left_out_of_a_nav(build: BuildSite) -> None:
    nav = ["index.md", "weeks/2026-w01.md"]

    site = build(TWO, plugins=[{"deckbook": {"nav": False}}], nav=nav)

    assert site.nav == f"- Home: index.md\n- Talk:\n{CHAPTERS}"
    assert "weeks/2026-w02/index.html" in site.pages


PART = "# {0}\n\nAbout {0}, in some words.\n\n" + "".join(
    f"---\n\n## {{0}}: {title}\n\n{'Words that fill a page. ' * 8}\n\n---\n\n### More of {title}\n\n"
    f"{'Words that fill a page. ' * 8}\n\n---\n\n### Even more of {title}\n\n{'Words that fill a page. ' * 8}\n\n"
    for title in ("Alpha", "Beta", "Gamma", "Delta")
)  # fmt: skip
PARTS = HOME | {
    "docs/weeks/course.md": "# Course\n\n---\nsrc: ./parts/a.md\n---\n\n---\nsrc: ./parts/b.md\n---\n",
    "docs/weeks/parts/a.md": f"---\ntitle: Part A\n---\n\n{PART.format('A')}",
    "docs/weeks/parts/b.md": f"---\ntitle: Part B\n---\n\n{PART.format('B')}",
}


def test_parts_are_sections(build: BuildSite) -> None:
    site = build(PARTS, plugins=["deckbook"])

    lines = site.nav.splitlines()
    assert [line for line in lines if ".md" not in line] == [
        "- Weeks:",
        "  - Course:",
        "    - Part A:",
        "    - Part B:",
    ]
    assert "      - 'A: Alpha': weeks/course/part-a/a-alpha.md" in lines


LONG = "# Long\n\n" + "".join(
    f"---\n\n## {number}. Chapter {number}\n\n"
    + "".join(f"---\n\n### Piece {number}.{piece}\n\n{'word ' * 90}\n\n" for piece in range(1, 6))
    for number in (1, 2)
)


@pytest.fixture
def long(build: BuildSite) -> Site:
    return build(HOME | {"docs/weeks/long.md": LONG}, plugins=[{"deckbook": {"page_words": 150}}], strict=True)


def test_a_long_chapter_has_pages_and_a_pager(long: Site) -> None:
    assert long.aborted is None
    assert [line for line in long.nav.splitlines() if "Chapter 1" in line] == [
        "    - 1. Chapter 1: weeks/long/1-chapter-1.md",
        "    - 1. Chapter 1 (2): weeks/long/1-chapter-1/2.md",
        "    - 1. Chapter 1 (3): weeks/long/1-chapter-1/3.md",
        "    - 1. Chapter 1 (4): weeks/long/1-chapter-1/4.md",
    ]
    document = Document.of(long, "weeks/long/1-chapter-1/2/index.html")
    pager = document.article.find(".//nav[@class='deckbook-pager']")
    assert pager is not None
    links = [(text(link), link.get("href")) for link in pager.iter("a") if link.get("hidden") is None]
    assert links == [("1", "../"), ("2", None), ("3", "../3/"), ("4", "../4/")]
    # Slides of the other pages are known here, so that old links to them still arrive.
    moved = {link.attrib["id"]: document.target(link.attrib["href"]) for link in pager.iter("a") if "id" in link.attrib}
    assert moved["piece-11"] == moved["slide-3"] == "weeks/long/1-chapter-1"
    assert moved["piece-15"] == moved["slide-7"] == "weeks/long/1-chapter-1/4"
    assert len(document.ids) == len(set(document.ids))


def test_pages_follow_each_other_through_the_book(build: BuildSite) -> None:
    site = build(TWO, plugins=["deckbook"], nav=["index.md", "decks.md"], theme=footer())

    assert walk(site, "index.html", "next") == [
        "decks/index.html",
        "weeks/2026-w01/index.html",
        "weeks/2026-w01/1-first/index.html",
        "weeks/2026-w01/2-second/index.html",
        "weeks/2026-w02/index.html",
    ]
    assert walk(site, "weeks/2026-w02/index.html", "prev")[-1] == "index.html"


def test_pages_of_parts_and_of_long_chapters_follow_each_other(build: BuildSite) -> None:
    site = build(PARTS, plugins=[{"deckbook": {"page_words": 100}}], theme=footer())

    followed = walk(site, "decks/index.html", "next")
    assert followed == [path for path in followed if path.startswith("weeks/course/")]
    assert sorted(followed) == [path for path in site.pages if path.startswith("weeks/")]
    assert "weeks/course/part-a/a-alpha/2/index.html" in followed
    numbers = [number for path in followed for number in Document.of(site, path).slides]
    assert numbers == sorted(numbers)


def footer() -> dict[str, object]:
    return {"name": "material", "font": False, "features": ["navigation.footer", "navigation.indexes"]}


def walk(site: Site, path: str, rel: str) -> list[str]:
    """The pages that one comes to by the links “next” or “prev” in the heads of pages."""
    found: list[str] = []
    while True:
        document = Document.of(site, path)
        link = next((link for link in document.root.iter("link") if link.get("rel") == rel), None)
        if link is None:
            return found
        target = document.target(link.attrib["href"])
        path = target if target.endswith(".html") else f"{target}/index.html".removeprefix("./")
        assert path not in found
        found.append(path)


@pytest.mark.parametrize(
    ("edit_uri", "expected"),
    [
        ("edit/main/docs/", "https://github.com/a/b/edit/main/docs/weeks/2026-w01.md#L20"),
        ("src/branch/main/docs", "https://github.com/a/b/src/branch/main/docs/weeks/2026-w01.md#L20"),
    ],
)
def test_edit_links_lead_to_the_line_of_the_deck(build: BuildSite, edit_uri: str, expected: str) -> None:
    theme = {"name": "material", "font": False, "features": ["content.action.edit"]}

    site = build(TWO, plugins=["deckbook"], theme=theme, repo_url="https://github.com/a/b", edit_uri=edit_uri)

    # A slide begins on the line behind its separator.
    assert TALK.splitlines()[20 - 2 : 21] == ["---", "", "## 2. Second"]
    document = Document.of(site, "weeks/2026-w01/2-second/index.html")
    [link] = [link.attrib["href"] for link in document.root.iter("a") if link.get("rel") == "edit"]
    assert link == expected


def test_edit_links_of_an_imported_file_and_of_a_project_beside_docs(build: BuildSite) -> None:
    files = HOME | {path.removeprefix("docs/weeks/"): content for path, content in PARTS.items() if "weeks" in path}

    site = build(
        files,
        plugins=[{"deckbook": {"decks_dir": ".", "decks": ["course.md"]}}],
        theme={"name": "material", "font": False, "features": ["content.action.edit"]},
        repo_url="https://github.com/a/b",
        edit_uri="edit/main/docs/",
    )

    def edit(path: str) -> list[str]:
        document = Document.of(site, path)
        return [link.attrib["href"] for link in document.root.iter("a") if link.get("rel") == "edit"]

    assert edit("course/index.html") == ["https://github.com/a/b/edit/main/course.md#L1"]
    [beta] = edit("course/part-b/b-beta/index.html")
    address, _, line = beta.partition("#L")
    assert address == "https://github.com/a/b/edit/main/parts/b.md"
    assert "## B: Beta" in str(files["parts/b.md"]).splitlines()[int(line) - 1 : int(line) + 2]


def test_a_folder_around_one_slides_md_gives_way_to_the_deck(build: BuildSite) -> None:
    files = HOME | {"docs/decks/2026-talk/src/slides.md": TALK, "docs/decks/short.md": SHORT}

    site = build(files, plugins=["deckbook"])

    assert site.nav.split("- Decks:\n")[1].splitlines()[0] == "  - Short: decks/short.md"
    assert "- Talk:\n" in site.nav
    assert "Src" not in site.nav
