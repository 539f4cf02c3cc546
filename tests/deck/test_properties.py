"""What holds for any text: nothing is lost, nothing is raised."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckbook.deck import SourceFile, load, parse, yaml12
from deckbook.deck.ecma import SPACE
from deckbook.deck.scanner import split_lines
from deckbook.deck.yaml12 import tolerant

LINES = st.sampled_from([
    "", "---", "--- x", "----", " ---", "--", "```", "````md", "  ```", "~~~", "<!--", "-->", "<!-- a -->",
    "`<!--`", "# A", "## B", "text", "- a", "layout: cover", "title: A: B", "title: a --- b", "src: a.md", "hide: true",
    "  ", "\u3000", "```yaml", "...", "\ufeff", "a:", "\tb: c", "&a *a", "[", "{", "'", '"', "|", ": ", "? ",
])  # fmt: skip
DECKS = st.one_of(st.text(), st.lists(LINES).map("\n".join), st.lists(LINES).map("\r\n".join))
YAML = st.lists(st.one_of(LINES, st.text(alphabet=" \n\t:-?,[]{}#&*!|>'\"%@`\\a1é\r\u2028", max_size=6))).map("\n".join)


def read(text: str) -> SourceFile:
    return parse(text, Path("deck.md"))


@given(DECKS)
def test_every_line_lies_in_one_slide_or_is_a_separator(text: str) -> None:
    lines = split_lines(text)
    covered = [0] * len(lines)
    for slide in read(text).slides:
        for line in range(slide.start, slide.end):
            covered[line] += 1

    assert max(covered) <= 1
    # The line of a separator; where it begins a slide's frontmatter it lies in that slide.
    assert all(line.startswith("---") for line, count in zip(lines, covered, strict=True) if not count)


@given(DECKS)
def test_slides_follow_each_other(text: str) -> None:
    slides = read(text).slides

    places = [place for slide in slides for place in (slide.start, slide.end)]
    assert places == sorted(places)
    assert [slide.index for slide in slides] == list(range(len(slides)))
    assert all(slide.start <= slide.content_line < slide.end or not slide.content for slide in slides)


@given(DECKS)
def test_content_and_note_stand_in_the_file(text: str) -> None:
    lines = split_lines(text)
    for slide in read(text).slides:
        raw = "\n".join(lines[slide.start : slide.end])
        assert slide.content in raw
        assert slide.content == slide.content.strip(SPACE)
        assert (slide.note or "") in raw
        if slide.content:
            assert slide.content.split("\n")[0] in lines[slide.content_line]


@given(DECKS)
def test_diagnostics_lie_in_the_file_and_are_given_once(text: str) -> None:
    found = read(text).diagnostics

    assert len(set(found)) == len(found)
    assert all(1 <= diagnostic.line <= len(split_lines(text)) for diagnostic in found)


@given(st.one_of(st.binary(), DECKS.map(str.encode)))
def test_any_bytes_are_a_deck(data: bytes) -> None:
    deck = load(Path("deck.md").absolute(), read=lambda path: data, roots=(Path().absolute(),))

    assert all(diagnostic.message for diagnostic in deck.diagnostics)


@given(YAML)
def test_any_text_is_yaml(text: str) -> None:
    for value, errors in (yaml12.load(text), tolerant.load(text)):
        assert value is None or isinstance(value, str | int | float | list | dict)
        assert errors == sorted(errors)
        assert all(0 <= error.line <= text.count("\n") for error in errors)


@given(YAML)
def test_what_is_valid_means_the_same_to_both_readers(text: str) -> None:
    value, errors = yaml12.load(text)
    if not errors:
        assert repr(tolerant.load(text)[0]) == repr(value)


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_the_end_of_a_file_makes_no_difference_to_its_text(end: str) -> None:
    assert [slide.content for slide in read(f"A\n\n---\n\nB{end}").slides] == ["A", "B"]
