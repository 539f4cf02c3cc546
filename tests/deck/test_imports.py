"""A deck of several files is assembled as Slidev loads it; what cannot be had is told of, never raised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from deckbook.deck import Deck, load

Load = Callable[..., Deck]


@pytest.fixture
def deck(tmp_path: Path) -> Load:
    """Writes files into a project and loads its slides.md, whose imports may not leave the project."""

    def deck(files: Mapping[str, str | bytes]) -> Deck:
        for name, text in files.items():
            path = tmp_path / "project" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(tmp_path / "project" / "slides.md", roots=(tmp_path / "project",))

    return deck


def contents(deck: Deck) -> list[str]:
    return [slide.content for slide in deck.slides]


def says(deck: Deck) -> list[str]:
    """`weeks/one.md:3 import-missing` for each diagnostic."""
    return [f"{d.path.relative_to(deck.root).as_posix()}:{d.line} {d.rule}" for d in deck.diagnostics]


def slide(**frontmatter: object) -> str:
    """A slide of frontmatter alone."""
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in frontmatter.items()) + "---\n"


ABC = "A\n\n---\n\nB\n\n---\n\nC\n"

# Imports


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


# Imports that fail

HIT = "\n---\n\nB\n"


def test_a_missing_file(deck: Load) -> None:
    got = deck({"slides.md": slide(src="a.md") + HIT + "\n" + slide(src="slides.md/a.md")})

    assert contents(got) == ["B"]
    assert says(got) == ["slides.md:1 import-missing", "slides.md:9 import-missing"]
    assert "a.md" in [path.name for path in got.files], "it is watched: it may be written yet"


def test_a_file_that_imports_itself(deck: Load) -> None:
    got = deck({"slides.md": slide(src="./slides.md") + HIT})

    assert contents(got) == ["B"]
    assert says(got) == ["slides.md:1 import-circular"]


def test_files_that_import_each_other(deck: Load) -> None:
    got = deck({
        "slides.md": slide(src="a.md") + HIT,
        "a.md": "A\n\n" + slide(src="b.md"),
        "b.md": slide(src="./x/../a.md") + "\n" + slide(src="slides.md"),
    })  # fmt: skip

    assert contents(got) == ["A", "B"]
    assert says(got) == ["b.md:1 import-circular", "b.md:5 import-circular"]


@pytest.mark.parametrize("src", ["../secret.md", "/../secret.md", "//etc/passwd", "x/../../secret.md", r"..\secret.md"])
def test_a_path_out_of_the_project(deck: Load, tmp_path: Path, src: str) -> None:
    (tmp_path / "secret.md").write_text("secret")

    got = deck({"slides.md": slide(src=src) + HIT})

    assert contents(got) == ["B"]
    assert says(got) == ["slides.md:1 import-outside"]
    assert len(got.files) == 1


def test_an_absolute_path_is_one_of_the_project(deck: Load, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")

    assert says(deck({"slides.md": slide(src=tmp_path / "secret.md")})) == ["slides.md:1 import-missing"]


def test_a_symbolic_link_out_of_the_project(deck: Load, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "link.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "project" / "folder").symlink_to(tmp_path)

    got = deck({"slides.md": slide(src="link.md") + slide(src="folder/secret.md") + HIT})

    assert contents(got) == ["B"]
    assert says(got) == ["slides.md:1 import-outside", "slides.md:4 import-outside"]


def test_a_symbolic_link_within_the_project(deck: Load, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "link.md").symlink_to("a.md")
    (tmp_path / "project" / "loop.md").symlink_to("loop.md")

    got = deck({"slides.md": slide(src="link.md") + "\n" + slide(src="loop.md"), "a.md": "A\n"})

    assert contents(got) == ["A"]
    assert says(got) == ["slides.md:5 deck-unreadable"]


def test_without_roots_an_import_may_go_anywhere(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "slides.md").write_text(slide(src="../a.md"))
    (tmp_path / "a.md").write_text("A")

    assert contents(load(tmp_path / "project" / "slides.md")) == ["A"]


def test_a_folder(deck: Load) -> None:
    got = deck({"slides.md": slide(src="pages") + "\n" + slide(src="'#2'") + HIT, "pages/a.md": "A"})

    assert contents(got) == ["B"]
    assert says(got) == ["slides.md:1 deck-unreadable", "slides.md:5 deck-unreadable"]


@pytest.mark.parametrize("src", ['"a\\0b.md"', "a" * 300 + ".md"])
def test_a_name_that_no_file_can_have(deck: Load, src: str) -> None:
    got = deck({"slides.md": slide(src=src) + HIT})

    assert contents(got) == ["B"]
    assert len(got.diagnostics) == 1


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    def read(path: Path) -> bytes:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return (slide(src="a.md") + HIT).encode()

    got = load(tmp_path / "slides.md", read=read)

    assert contents(got) == ["B"]
    assert [d.message for d in got.diagnostics] == [
        "`src: a.md` cannot be read (Permission denied), so nothing is imported; check the file."
    ]


def test_an_entry_that_does_not_exist(deck: Load) -> None:
    got = deck({})

    assert (got.slides, got.headmatter) == ((), {})
    assert says(got) == ["slides.md:0 deck-unreadable"]


@pytest.mark.parametrize("src", ["[a.md]", "1", "true", "{a: b}"])
def test_a_source_that_is_no_path(deck: Load, src: str) -> None:
    got = deck({"slides.md": slide(src=src) + HIT})

    assert contents(got) == ["B"]
    assert says(got) == ["slides.md:1 import-invalid"]


@pytest.mark.parametrize(("picked", "expected"), [("0", []), ("1.5,2", ["B"]), ("0-1", ["A"]), ("-1", ["A"])])
def test_a_slide_that_the_file_does_not_have(deck: Load, picked: str, expected: list[str]) -> None:
    got = deck({"slides.md": slide(src=f"abc.md#{picked}"), "abc.md": ABC})

    assert contents(got) == expected
    assert says(got) == ["slides.md:1 import-range"]


def test_the_text_of_an_importing_slide_is_not_shown(deck: Load) -> None:
    got = deck(
        {
            "slides.md": slide(src="abc.md#1") + "text\n\n" + slide(src="abc.md#2") + "<!-- note -->",
            "abc.md": ABC,
        }
    )

    assert contents(got) == ["A", "B"]
    assert says(got) == ["slides.md:1 import-content"]


# Encodings


@pytest.mark.parametrize(
    ("data", "line", "shown"),
    [
        (b"# A\n\n\xff B\n", 3, "# A\n\n� B"),
        ("# é".encode("latin-1"), 1, "# �"),
        ("# 第一".encode("gbk"), 1, "# ��һ"),
    ],
)
def test_a_file_that_is_not_utf8(deck: Load, data: bytes, line: int, shown: str) -> None:
    got = deck({"slides.md": slide(src="a.md"), "a.md": data})

    assert contents(got) == [shown]
    assert says(got) == [f"a.md:{line} deck-encoding"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_file_in_utf16(deck: Load, encoding: str) -> None:
    data = ("" if encoding == "utf-16" else "\ufeff") + "# 第一\n"

    [diagnostic] = deck({"slides.md": data.encode(encoding)}).diagnostics

    assert (diagnostic.line, diagnostic.rule) == (1, "deck-encoding")
    assert "UTF-16" in diagnostic.message


def test_null_bytes_are_text(deck: Load) -> None:
    got = deck({"slides.md": b"---\ntitle: a\0b\n---\n\nA\0\n"})

    assert [(slide.title, slide.content) for slide in got.slides] == [("a\0b", "A\0")]
    assert says(got) == []


# Endless imports


def test_imports_that_multiply_are_cut(deck: Load) -> None:
    """Twenty files, each of which imports the next one twice: a million slides."""
    names = ["slides.md", *(f"{number}.md" for number in range(20))]
    files = {name: slide(src=following) * 2 for name, following in pairwise(names)}

    got = deck({**files, names[-1]: "A\n"})

    assert 1_000 < len(got.slides) <= 10_000
    assert [d.rule for d in got.diagnostics] == ["deck-too-long"]


def test_imports_that_multiply_nothing_are_cut(deck: Load) -> None:
    names = ["slides.md", *(f"{number}.md" for number in range(20))]
    files = {name: slide(src=following) * 2 for name, following in pairwise(names)}

    got = deck({**files, names[-1]: slide(hide="true")})

    assert got.slides == ()
    assert [d.rule for d in got.diagnostics] == ["deck-too-long"]


def test_imports_that_nest_are_cut(deck: Load) -> None:
    names = ["slides.md", *(f"{number}.md" for number in range(1_000))]
    files = {name: f"{name}\n\n" + slide(src=following) for name, following in pairwise(names)}

    got = deck({**files, names[-1]: "end\n"})

    assert contents(got) == names[:51]
    assert says(got) == ["49.md:3 deck-too-long"]


def test_a_file_of_too_many_slides_is_cut(deck: Load) -> None:
    got = deck({"slides.md": "A\n\n---\n\n" * 10_500})

    assert len(got.slides) == 10_000
    assert says(got) == ["slides.md:40000 deck-too-long"]
