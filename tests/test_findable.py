"""`search_check: true`: headings on the left, what a build says of the search for them on the right."""

from __future__ import annotations

import pytest

from tests.harness import ROOT, BuildSite

CHECKED: list[object] = ["search", {"deckbook": {"search_check": True}}]
HOME = {"docs/index.md": "# Home\n", "docs/decks/z.md": "# Talk\n\n---\n\n## 内容\n"}
NO_ID = "The heading “Raw” has no id, so the search takes it for text; write it in Markdown."
NO_LETTER = "The heading “???” has no letter or number to search for; give it a word."
TOO_MANY = (
    "11 headings of the site are “小结”, and the deck's title does not tell 11 of them apart; "
    "give this one another word."
)


def deck(title: str, *headings: str) -> str:
    return "\n\n---\n\n".join((f"# {title}", *(f"## {heading}\n\n内容。" for heading in headings))) + "\n"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param({"docs/a.md": "# Title\n\n## One\n\n### 二\n"}, [], id="headings of a page"),
        pytest.param({"docs/a.md": "No title\n\n## One\n"}, [], id="a page without a title"),
        pytest.param({"docs/decks/a.md": deck("第一周", "小结 *与* `code`", "A & B <C>", "$x^2$")}, [], id="a deck"),
        pytest.param(
            {"docs/a.md": "# Title\n\n<h2>Raw</h2>\n"}, [f"docs/a.md: warning: {NO_ID} [search-missing]"], id="no id"
        ),
        pytest.param({"docs/a.md": "# Title\n\n<h2 data-search-exclude>Raw</h2>\n"}, [], id="left out"),
        pytest.param({"docs/a.md": "# Title\n\n<div data-search-exclude><h2>Raw</h2></div>\n"}, [], id="box left out"),
        pytest.param({"docs/a.md": "---\nsearch:\n  exclude: true\n---\n\n# Title\n"}, [], id="page left out"),
        pytest.param(
            {"docs/decks/a.md": deck("第一周", "???")},
            [f"docs/decks/a.md:1: warning: {NO_LETTER} [search-not-found]"],
            id="no letter",
        ),
        pytest.param({f"docs/decks/{n}.md": deck(f"第{n}周", "小结") for n in range(11)}, [], id="told by deck"),
        pytest.param({"docs/decks/a.md": deck("第一周", *["小结"] * 10)}, [], id="ten in a deck"),
        pytest.param(
            {"docs/decks/a.md": deck("第一周", *["小结"] * 11)},
            [f"docs/decks/a.md:1: warning: {TOO_MANY} [search-not-found]"],
            id="eleven in a deck",
        ),
    ],
)
def test_headings_are_found_or_named(build: BuildSite, files: dict[str, str], said: list[str]) -> None:
    site = build({**HOME, **files}, plugins=CHECKED)

    assert site.problems == [f"WARNING: deckbook: {line}" for line in said]


@pytest.mark.parametrize("plugins", [CHECKED[1:], ["search", {"deckbook": {"search_check": True, "search": False}}]])
def test_nothing_is_checked_where_deckbook_has_no_part_in_the_search(build: BuildSite, plugins: list[object]) -> None:
    site = build({"docs/decks/a.md": deck("第一周", "???")}, plugins=plugins)

    assert [line.rpartition(" [")[2] for line in site.problems] == ["search-missing]"]


def test_the_demo_checks_itself() -> None:
    assert "search_check: true" in (ROOT / "mkdocs.yml").read_text("utf-8")
