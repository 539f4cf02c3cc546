"""What holds for every deck, however strange its titles, and how long arranging may take."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckbook.book import Book, Options, arrange, contents
from deckbook.deck import Deck, Slide, SourceSlide, load

STRANGE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "", " ", "🎉", "???", "slide-3", "index", "README", "שלום", "مرحبا", "x" * 3000, "文" * 500,
            "a/b", "..", "2", "`", "$x$", "<h1>", "<b", "**", "[x](", "{.a", "{{", "&#x0;", "&#xD800;", "\0",
            "\ud800", "# #", "1. One", "第2章", "Part II", "Thanks!",
        ]
    ),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
)  # fmt: skip
LAYOUT = st.sampled_from(["default", "section", "center", "cover", "end", "intro"])


def deck(slides: list[tuple[SourceSlide, tuple[SourceSlide, ...]]]) -> Deck:
    found = tuple(
        Slide(number, {**source.frontmatter, **(imports[0].frontmatter if imports else {})}, source, imports)
        for number, (source, imports) in enumerate(slides, 1)
    )
    path = Path("/deck.md")
    headmatter = found[0].frontmatter if found else {}
    return Deck(path=path, headmatter=headmatter, slides=found, entry=(), files=(path,), diagnostics=())


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    slides: list[tuple[SourceSlide, tuple[SourceSlide, ...]]] = []
    for index in range(draw(st.integers(0, 12)) * draw(st.integers(1, 4))):
        frontmatter: dict[str, Any] = {"layout": draw(LAYOUT)}
        for key in draw(
            st.sets(
                st.sampled_from(["chapter", "title", "routeAlias", "hideInToc", "deckbook", "date"]),
                max_size=2,
            )
        ):
            frontmatter[key] = draw(STRANGE)
        title, level = draw(STRANGE), draw(st.one_of(st.none(), st.integers(1, 3), st.text(max_size=2)))
        content = draw(
            st.one_of(st.text(max_size=80), st.sampled_from(["# a\n\n- b\n- c\n- d", "word " * 400, "<Toc />"]))
        )
        source = SourceSlide(Path("/deck.md"), index, 0, 0, 0, frontmatter, content, 0, None, title, level)
        if slides and slides[-1][1] and draw(st.booleans()):
            slides.append((source, slides[-1][1]))
        elif draw(st.booleans()):
            importer = SourceSlide(
                Path("/deck.md"), index, 0, 0, 0, {"src": "./a.md"}, "", 0, None, draw(STRANGE), None
            )
            slides.append((source, (importer,)))
        else:
            slides.append((source, ()))
    return deck(slides)


def standing(book: Book) -> list[int]:
    return [slide.no for page in book.pages() for slide in page.slides]


@given(decks(), st.sampled_from(["auto", "none", "titles", "files"]))
def test_every_deck_is_a_book(deck: Deck, chapters: str) -> None:
    book = arrange(deck, "weeks/w1.md", options=Options(chapters=chapters, page_words=100))

    assert standing(book) == [slide.no for slide in deck.slides], "every slide on one page, in order"
    uris = [page.uri for page in book.pages()]
    assert len({uri.casefold() for uri in uris}) == len(uris)
    assert all(len(name.encode()) <= 130 for uri in uris for name in uri.split("/"))
    assert not any(name in ("index.md", "readme.md", ".md") for uri in uris for name in uri.split("/"))
    assert all(page.slides for chapter in book.chapters for page in chapter.pages)

    assert sorted(book.places) == standing(book)
    ids = [place.id for place in book.places.values()]
    assert len(set(ids)) == len(ids)
    assert all(one and one.split() == [one] for one in ids)
    assert not any(re.fullmatch(r"slide-\d+", one) for one in ids)
    assert {no: place.uri for no, place in book.places.items()} == {
        slide.no: page.uri for page in book.pages() for slide in page.slides
    }
    assert all(chapter.title.plain and chapter.signal for chapter in book.chapters)
    assert all(1 <= number <= len(deck.slides) for number in book.routes.values())
    numbers = {slide.no for chapter in book.chapters for slide in chapter.slides}
    assert {no for chapter in book.chapters for entry in contents(chapter) for no in entry.slides} <= numbers


@pytest.mark.parametrize(
    "unit",
    [
        "`", "[", "](", "<h1>", '<a "', "{{", "{.a ", "**a ", "_", "$x", "&", "<!--", "<style>", "```\n",
        "- ", "(1", "Part ", "- - ", "<b>", "文", "\n- a", "\n# a", "\n==", "\n---\n# a\n\n- b\n- c\n- d\n",
        "\n---\n\n# 1. a\n", '\n---\n---\ntitle: <b "\n---\n',
    ],
)  # fmt: skip
def test_time_is_linear(unit: str, tmp_path: Path) -> None:
    def seconds(size: int) -> float:
        path = tmp_path / "deck.md"
        path.write_text("# " + unit * (size // len(unit)), "utf-8")
        deck = load(path)
        start = time.process_time()
        book = arrange(deck, "deck.md")
        for chapter in book.chapters:
            contents(chapter)
        return time.process_time() - start

    assert seconds(200_000) < 20 * seconds(25_000) + 0.5
