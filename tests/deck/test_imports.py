"""A deck of several files is assembled as Slidev loads it."""

from __future__ import annotations

import pytest

from tests.deck.files import Load, contents, says, slide

ABC = "A\n\n---\n\nB\n\n---\n\nC\n"


def test_an_import_takes_the_place_of_its_slide(deck: Load) -> None:
    got = deck({"slides.md": "# One\n\n" + slide(src="pages/abc.md") + "\n---\n\n# Two\n", "pages/abc.md": ABC})

    assert contents(got) == ["# One", "A", "B", "C", "# Two"]
    assert [slide.no for slide in got.slides] == [1, 2, 3, 4, 5]
    assert [path.name for path in got.files] == ["slides.md", "abc.md"]
    assert says(got) == []


@pytest.mark.parametrize(
    ("picked", "expected"),
    [
        ("", "ABC"),
        ("#", "ABC"),
        ("#2", "B"),
        ("#2-3", "BC"),
        ("#2-", "BC"),
        ("#3,1", "AC"),
        ("#1;3", "AC"),
        ("#1-2,2-3", "ABC"),
        ("#all", "ABC"),
        ("#*", "ABC"),
        ("#none", ""),
        ("#x", ""),
        ("#3-1", ""),
        ("#1#2", "A"),
        ("#2-99", "BC"),
    ],
)
def test_a_range_picks_slides(deck: Load, picked: str, expected: str) -> None:
    got = deck({"slides.md": slide(src=f"abc.md{picked}"), "abc.md": ABC})

    assert "".join(contents(got)) == expected
    assert says(got) == []


def test_a_range_counts_hidden_slides_too(deck: Load) -> None:
    got = deck({"slides.md": slide(src="abc.md#2-3"), "abc.md": slide(hide="true") + "A\n\n---\n\nB\n\n---\n\nC\n"})

    assert contents(got) == ["B", "C"]


@pytest.mark.parametrize("hidden", [{"hide": "true"}, {"disabled": "true"}, {"hide": "no"}, {"hide": "[]"}])
def test_a_hidden_slide_hides_its_import_too(deck: Load, hidden: dict[str, object]) -> None:
    got = deck({"slides.md": "A\n\n" + slide(src="abc.md", **hidden) + "\n---\n\nB\n", "abc.md": ABC})

    assert contents(got) == ["A", "B"]


@pytest.mark.parametrize("shown", ["false", "0", "''", "null"])
def test_a_slide_that_is_not_hidden(deck: Load, shown: str) -> None:
    assert contents(deck({"slides.md": slide(hide=shown) + "A\n"})) == ["A"]


def test_the_outer_frontmatter_wins(deck: Load) -> None:
    got = deck({
        "slides.md": slide(src="middle.md", layout="outer"),
        "middle.md": slide(src="inner.md", layout="middle", **{"class": "middle"}),
        "inner.md": slide(layout="inner", **{"class": "inner"}, zoom=2) + "# A\n",
    })  # fmt: skip

    [only] = got.slides
    assert only.frontmatter == {"layout": "outer", "class": "middle", "zoom": 2}
    assert only.source.frontmatter == {"layout": "inner", "class": "inner", "zoom": 2}
    assert [importer.path.name for importer in only.imports] == ["slides.md", "middle.md"]


def test_a_title_is_not_made_again_of_merged_frontmatter(deck: Load) -> None:
    got = deck({"slides.md": slide(src="a.md", title="Outer", level=3), "a.md": "# Inner\n"})

    assert [(slide.title, slide.level) for slide in got.slides] == [("Inner", 1)]


def test_the_headmatter_is_that_of_the_first_slide_even_of_an_import(deck: Load) -> None:
    got = deck({"slides.md": slide(src="a.md", theme="one"), "a.md": slide(theme="two") + "# Inner\n"})

    assert got.headmatter == {"src": "a.md", "theme": "one", "title": "Inner"}


def test_defaults_and_layouts(deck: Load) -> None:
    plain = deck({"slides.md": "A\n\n---\n\nB\n"})
    assert [plain.layout(slide) for slide in plain.slides] == ["cover", "default"]

    quoted = deck({"slides.md": slide(defaults="{layout: quote}") + "A\n\n" + slide(layout="fact") + "B\n"})
    assert [quoted.layout(slide) for slide in quoted.slides] == ["quote", "fact"]


def test_paths_are_relative_to_the_file_or_to_the_entry(deck: Load) -> None:
    got = deck({
        "slides.md": slide(src="./pages/one.md"),
        "pages/one.md": slide(src="two.md") + slide(src="/three.md") + slide(src="../pages/./four.md"),
        "pages/two.md": "two\n",
        "three.md": "three\n",
        "pages/four.md": "four\n",
    })  # fmt: skip

    assert contents(got) == ["two", "three", "four"]


def test_backslashes_are_slashes(deck: Load) -> None:
    assert contents(deck({"slides.md": slide(src="pages\\abc.md#1"), "pages/abc.md": ABC})) == ["A"]


def test_a_file_is_imported_twice(deck: Load) -> None:
    got = deck({
        "slides.md": slide(src="a.md") + "\n" + slide(src="a.md"),
        "a.md": "---\na: 1\na: 2\n---\n",
    })  # fmt: skip

    assert len(got.slides) == 2
    assert says(got) == ["a.md:3 frontmatter-duplicate-key"]
