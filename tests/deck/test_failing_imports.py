"""What cannot be imported is told of, never raised; the rest is read, and no import goes on for ever."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from deckbook.deck import load
from tests.deck.files import Load, contents, says, slide

ABC = "A\n\n---\n\nB\n\n---\n\nC\n"


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


def test_imports_that_multiply_are_cut(deck: Load) -> None:
    """Twenty files, each of which imports the next one twice: a million slides."""
    names = ["slides.md", *(f"{number}.md" for number in range(20))]
    files = {name: slide(src=following) * 2 for name, following in pairwise(names)}

    got = deck({**files, names[-1]: "A\n"})

    assert 1_000 < len(got.slides) <= 10_000
    assert [d.rule for d in got.diagnostics] == ["deck-too-long"]


def test_large_slides_that_imports_multiply_are_shown_a_few_times(deck: Load) -> None:
    large = "many words " * 5_000

    got = deck({"slides.md": slide(src="large.md") * 500 + slide(src="small.md"), "large.md": large, "small.md": "B"})

    assert contents(got) == [large.strip()] * 2 + ["B"]
    assert says(got) == ["large.md:1 deck-too-long"]


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
