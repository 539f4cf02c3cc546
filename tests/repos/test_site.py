"""Repositories on a site: what decks show of them, and the page that lists all; real builds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from tests.documents import Document, text
from tests.harness import BuildSite, Site, build_site

HOME = {"docs/index.md": "# Home\n"}
LOCK = "docs/repos.lock.json"


def lock(**facts: Mapping[str, Any]) -> dict[str, str]:
    """A lock file with made-up facts, by `owner__name`."""
    entries = {f"github.com/{name.replace('__', '/')}": value for name, value in facts.items()}
    return {LOCK: json.dumps({"version": 1, "repositories": entries})}


def deck(*slides: str, title: str = "Week") -> str:
    return f"---\ntitle: {title}\n---\n\n# {title}\n\n---\n\n" + "\n\n---\n\n".join(slides) + "\n"


def rows(site: Site, page: str = "repositories/index.html") -> dict[str, list[str]]:
    """The cells of each repository in the list, by its id."""
    body = Document.of(site, page).article.find(".//tbody")
    assert body is not None
    return {row.attrib["id"]: [text(cell) for cell in row] for row in body}


def cards(root: Element, name: str = "deckbook-repo") -> list[str]:
    return [text(item) for item in root.iter() if item.get("class") == name]


# The seed deck, unchanged.


def seed(shared: Path) -> dict[str, str | bytes]:
    files = [path for path in (shared / "seed").rglob("*") if path.is_file()]
    return {f"docs/weeks/{path.relative_to(shared / 'seed').as_posix()}": path.read_bytes() for path in files}


SEED_FACTS: Mapping[str, Any] = {
    "pliang279__awesome-multimodal-ml": {"stars": {"2026-11-28": 5100}, "license": "MIT"},
    "eurus-holmes__awesome-multimodal-research": {"stars": {"2026-11-28": 1210}, "archived": True},
    "mli__paper-reading": {"description": "A description", "stars": {"2026-11-28": 20_000}},
}


@pytest.fixture(scope="module")
def seed_site(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The seed deck with what is known of three of its repositories."""
    root = tmp_path_factory.mktemp("seed") / "site"
    return build_site(root, {**seed(shared), **lock(**SEED_FACTS)}, strict=True, plugins=["search", "deckbook"])


def test_the_seed_names_eight_repositories(seed_site: Site) -> None:
    assert seed_site.problems == []
    stars = {name: cells[1] for name, cells in rows(seed_site).items()}
    assert stars == {
        "github.com/mli/paper-reading": "★ 20k",
        "github.com/pliang279/awesome-multimodal-ml": "★ 4.6k when noted, 5.1k now",
        "github.com/eurus-holmes/awesome-multimodal-research": "★ 1.2k when noted, and now",
        "github.com/david-yoon/multimodal-speech-emotion": "",
        "github.com/demfier/multimodal-speech-emotion-recognition": "",
        "github.com/dsaidgovsg/multimodal-learning-hands-on-tutorial": "",
        "github.com/maelfabien/multimodal-emotion-recognition": "",
        "github.com/soujanyaporia/multimodal-sentiment-analysis": "",
    }


def test_its_links_and_notes_stay_as_they_are(seed_site: Site) -> None:
    [path] = [path for path in seed_site.pages if "论文来源" in path]
    sources = Document.of(seed_site, path)
    items = [text(item) for item in sources.article.iter("li")]

    assert cards(sources.article) == [
        "A description ★ 20k · named 1×",
        "★ 4.6k when noted, 5.1k now · MIT · named 1×",
        "Archived: read-only ★ 1.2k when noted, and now · named 1×",
    ]
    assert "https://github.com/mli/paper-reading (李沐带你读) A description ★ 20k · named 1×" in items
    assert "https://github.com/search?q=Multimodal&type=repositories" in items
    assert "https://www.cs.cmu.edu/~morency/MMML-Tutorial-ACL2017.pdf" in items
    assert "https://cmu-multicomp-lab.github.io/mmml-tutorial/schedule/" in items
    assert "https://github.com/Demfier/multimodal-speech-emotion-recognition (audio text)" in items


def test_without_a_lock_file_decks_are_as_before(build: BuildSite, shared: Path) -> None:
    listed, unlisted = (
        build(seed(shared), plugins=[{"deckbook": options}], nav=["weeks/week-01.md"])
        for options in ({"nav": False}, {"nav": False, "repositories_page": ""})
    )

    assert [path for path in listed.files if path not in unlisted.files] == [
        "assets/deckbook/lists.css",
        "assets/deckbook/lists.js",
        "assets/deckbook/repositories.css",
        "repositories/index.html",
        "repositories/index.html.md",
    ]
    decks = [path for path in unlisted.pages if path.startswith("weeks/")]
    assert len(decks) == 5
    assert all(listed.read(path) == unlisted.read(path) for path in decks)
    assert rows(listed)["github.com/pliang279/awesome-multimodal-ml"][1] == "★ 4.6k when noted"
    assert len(rows(listed)) == 8


def test_a_site_that_names_none_is_the_same_to_the_last_byte(build: BuildSite) -> None:
    files = HOME | {"docs/weeks/w1.md": deck("[a](https://x.org) `https://github.com/o/n`")}

    without, with_lock = (
        build(files | more, plugins=["search", "deckbook"]) for more in ({}, lock(o__n={"stars": {"2026-11-28": 1}}))
    )

    assert without.files == with_lock.files
    assert [path for path in without.files if "repositor" in path or "lists" in path] == []
    for path in without.files:
        if not path.endswith(".gz"):  # which holds the time
            assert (without.root / "site" / path).read_bytes() == (with_lock.root / "site" / path).read_bytes()


# The list.


def test_it_lists_what_is_known_and_where_each_is_named(build: BuildSite) -> None:
    site = build(
        HOME
        | {
            "docs/weeks/2026-w01.md": deck("## First\n\n- https://github.com/o/a ⭐900 (audio, text)", title="One"),
            "docs/weeks/2026-w02.md": deck(
                "## Second\n\n[a](https://github.com/O/A/issues/1) ★ 1.2k\n\n- https://gitlab.com/g/b.git: it builds",
                "## Third\n\n[a](https://github.com/o/a)",
                title="Two",
            ),
        }
        | lock(o__a={"stars": {"2026-11-28": 4600}, "language": "Python", "license": "MIT", "pushed": "2026-11-01",
                     "description": "It is <i>a</i>", "topics": ["unused"]}),
        plugins=["deckbook"],
        strict=True,
    )  # fmt: skip

    assert site.problems == []
    assert rows(site) == {
        "github.com/o/a": [
            "o/a It is <i>a</i> MIT audio text",
            "Python",
            "★ 1.2k when noted, 4.6k now",
            "2026-11-01",
            "Two · ThirdTwo · Second ★ 1.2kOne · First ★ 900",
        ],
        "gitlab.com/g/b": ["g/b gitlab.com it builds", "", "", "", "Two · Second"],
    }
    page = Document.of(site, "repositories/index.html")
    [row] = [row for row in page.article.iter("tr") if row.get("id") == "github.com/o/a"]
    assert [link.attrib["href"] for link in row.iter("a")] == [
        "https://github.com/o/a",
        "../weeks/2026-w02/#third",
        "../weeks/2026-w02/#second",
        "../weeks/2026-w01/#first",
    ]
    assert json.loads(row.attrib["data-values"]) == {
        "tag": ["audio", "text"],
        "language": ["Python"],
        "week": ["weeks/2026-w02.md", "weeks/2026-w01.md"],
    }


def test_stars_are_drawn_from_three_counts_on(build: BuildSite) -> None:
    counts = {"2026-11-08": 900, "2026-11-18": 1000, "2026-11-28": 1100}
    site = build(
        HOME | {"docs/weeks/w1.md": deck("- https://github.com/o/a\n- https://github.com/o/b\n- https://github.com/o/c")}
        | lock(o__a={"stars": counts}, o__b={"stars": dict.fromkeys(counts, 5)}, o__c={"stars": {"2026-11-28": 7}}),
        plugins=["deckbook"],
    )  # fmt: skip

    page = Document.of(site, "repositories/index.html")
    plots = [item for item in page.article.iter() if item.get("class") == "deckbook-repo__plot"]
    assert [item.get("aria-label") for item in plots] == [
        "Stars from 900 on 2026-11-08 to 1100 on 2026-11-28, 3 counts",
        "Stars from 5 on 2026-11-08 to 5 on 2026-11-28, 3 counts",
    ]
    lines = [child.get("points") for plot in plots for child in plot if child.tag.endswith("polyline")]
    assert lines == ["2.0,20.0 48.0,11.0 94.0,2.0", "2.0,11.0 48.0,11.0 94.0,11.0"]


def test_one_that_has_moved_stands_under_its_new_name_where_decks_name_that(build: BuildSite) -> None:
    site = build(
        HOME
        | {"docs/weeks/w1.md": deck("- https://github.com/o/old\n\n---\n\n- https://github.com/newer/name")}
        | lock(o__old={"moved": "github.com/newer/name"}, newer__name={"stars": {"2026-11-28": 3}}),
        plugins=["deckbook"],
        strict=True,
    )

    assert site.problems == []
    assert list(rows(site)) == ["github.com/newer/name"]
    week = Document.of(site, "weeks/w1/index.html")
    assert cards(week.article) == ["Moved to github.com/newer/name named 2×", "★ 3 · named 2×"]
    ways = [link.attrib["href"] for link in week.article.iter("a") if link.get("class") == "deckbook-repo__all"]
    assert ways == ["../../repositories/#github.com/newer/name"] * 2


def test_many_places_are_folded(build: BuildSite) -> None:
    slides = [f"## S{number}\n\nhttps://github.com/o/a" for number in range(1, 7)]
    site = build(HOME | {"docs/weeks/w1.md": deck(*slides)}, plugins=["deckbook"])

    assert rows(site)["github.com/o/a"][-1].startswith("Week · S6Week · S5Week · S43 moreWeek · S3")


# Its place.


def test_it_follows_the_list_of_decks_in_the_navigation(build: BuildSite) -> None:
    files = HOME | {"docs/weeks/w1.md": deck("https://github.com/o/a", title="One")}

    def nav(*items: object, **options: object) -> list[str]:
        site = build(files, plugins=[{"deckbook": options}], strict=True, **({"nav": list(items)} if items else {}))
        assert site.problems == []
        return [line.strip() for line in site.nav.splitlines()]

    assert nav()[:3] == ["- Home: index.md", "- Decks: decks.md", "- Repositories: repositories.md"]
    assert nav("index.md", {"Weeks": "decks.md"}) == [
        "- Home: index.md",
        "- Weeks:",
        "- Weeks: decks.md",
        "- Repositories: repositories.md",
        "- One: weeks/w1.md",
    ]
    assert nav("index.md", "weeks/w1.md")[-1] == "- Repositories: repositories.md"
    assert nav("index.md", {"Code": "repositories.md"}, "weeks/w1.md")[1] == "- Code: repositories.md"
    assert "repositories" not in "".join(nav("index.md", "weeks/w1.md", nav=False))
    assert nav("index.md", {"A": [{"Found": "found/repos.md"}]}, repositories_page="found/repos.md")[1:3] == [
        "- A:",
        "- Found: found/repos.md",
    ]


def test_a_page_of_ones_own_is_kept_and_an_empty_list_is_asked_for(build: BuildSite) -> None:
    named = {"docs/weeks/w1.md": deck("https://github.com/o/a")}
    for path in ("repositories.md", "repositories/index.md"):
        site = build(HOME | named | {f"docs/{path}": "# Mine\n"}, plugins=["deckbook"], strict=True)
        assert site.problems == []
        assert Document.of(site, "repositories/index.html").headings == [(1, "Mine")]

    asked = build(HOME, plugins=["deckbook"], nav=["index.md", "repositories.md"], strict=True)
    assert asked.problems == []
    assert "No deck names a repository yet." in asked.article("repositories/index.html")


# The lock file.


def test_what_is_wrong_with_the_lock_file_is_said_and_the_rest_is_used(build: BuildSite) -> None:
    broken = '{\n"version": 1,\n"repositories": {\n"github.com/o/a": {"license": "MIT", "stars": "many"}}}'
    site = build(HOME | {"docs/weeks/w1.md": deck("- https://github.com/o/a"), LOCK: broken}, plugins=["deckbook"])

    [problem] = site.problems
    assert problem.startswith("WARNING: deckbook: docs/repos.lock.json:4: error: ")
    assert "“stars” of “github.com/o/a” is not what it should be" in problem
    assert cards(Document.of(site, "weeks/w1/index.html").article) == ["MIT · named 1×"]


def test_the_lock_file_is_published_only_where_the_navigation_names_it(build: BuildSite) -> None:
    files = HOME | lock(o__a={"stars": {"2026-11-28": 1}}) | {"docs/weeks/w1.md": deck("- https://github.com/o/a")}
    for nav, expected in (["index.md"], []), (["index.md", {"Facts": "repos.lock.json"}], ["repos.lock.json"]):
        site = build(files, plugins=["deckbook"], nav=nav, strict=True)
        assert site.problems == []
        assert [path for path in site.files if path.endswith("lock.json")] == expected


def test_hosts_of_ones_own_are_known_from_the_lock_file(build: BuildSite) -> None:
    facts = {"version": 1, "hosts": {"git.example.org": "gitea"},
             "repositories": {"git.example.org/o/a": {"stars": {"2026-11-28": 41}}}}  # fmt: skip
    site = build(
        HOME | {"docs/weeks/w1.md": deck("[a](https://git.example.org/o/a)"), LOCK: json.dumps(facts)},
        plugins=["deckbook"],
    )

    assert cards(Document.of(site, "weeks/w1/index.html").article, "deckbook-repo-badge") == ["★ 41"]
    assert rows(site)["git.example.org/o/a"][0] == "o/a git.example.org"
