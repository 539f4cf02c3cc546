"""Whatever a slide holds, writing it raises nothing, and the page has whole slides without any Vue or scripts."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckbook.book import Book
from tests.markup.render import PLAIN, RICH, Extensions, Rendered, Renderer, parsed
from tests.markup.soup import decks

_PLACEHOLDERS = re.compile("[\U0010f000-\U0010f00f]")
_LONE_BRACE = re.compile(r"(?<!\{)\{(?!\{)|\\\{|&lbrace;|\{{3}")
"""What two braces that are no expression's may come from."""
_WORDS = st.lists(
    st.text("abcdefgh字词*_[]()<>&\\`~^=#!|\"'{}.-+:$@/%?;,0x", min_size=1, max_size=8), min_size=1, max_size=12
)


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return Renderer(tmp_path_factory.mktemp("soup"))


@pytest.mark.parametrize("extensions", [PLAIN, RICH], ids=["plain", "rich"])
@given(deck=decks())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_deck_becomes_whole_slides(extensions: Extensions, deck: str, renderer: Renderer) -> None:
    rendered = renderer.render(deck, extensions=extensions)

    [book] = rendered.library.books
    _has_whole_slides(rendered, book)
    text = "".join(map(_is_clean, rendered.pages.values()))
    assert "{{" not in text or _LONE_BRACE.search(deck)


def _has_whole_slides(rendered: Rendered, book: Book) -> None:
    assert [section.get("data-slide") for section in rendered.sections] == [str(slide.no) for slide in book.deck.slides]
    assert [section.get("id") for section in rendered.sections] == [
        book.places[slide.no].id for slide in book.deck.slides
    ]
    for section in rendered.sections:
        assert [inner for inner in section.iter() if "data-slide" in inner.attrib] == [section]
    for page in rendered.pages.values():
        top = [child.get("data-slide") for child in parsed(page) if child.tag == "section"]
        assert None not in top


def _is_clean(page: str) -> str:
    """Asserts what no page may hold, and gives its text outside of code."""
    assert not _PLACEHOLDERS.search(page)
    assert "<!--" not in page
    root = parsed(page)
    for element in root.iter():
        assert element.tag not in ("script", "style", "base", "meta", "link")
        for name, value in element.attrib.items():
            assert not name.startswith(("v-", "@", ":", "#", "on")), name
            assert element.tag not in ("object", "embed") or name not in ("src", "data")
            assert not (name in ("href", "src") and value.strip().lower().startswith("javascript:"))
    return _text_outside_code(root)


def _text_outside_code(element: Element) -> str:
    if element.tag in ("code", "pre", "math", "textarea"):
        return ""
    return (element.text or "") + "".join(_text_outside_code(child) + (child.tail or "") for child in element)


@given(paragraphs=st.lists(_WORDS, min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("extensions", [PLAIN, RICH], ids=["plain", "rich"])
def test_escaped_words_are_shown_as_they_are(
    extensions: Extensions, paragraphs: list[list[str]], renderer: Renderer
) -> None:
    text = "\n\n".join(" ".join(map(_escaped, words)) for words in paragraphs)

    rendered = renderer.render(f"---\ntitle: Deck\n---\n\n---\n\n{text}\n", extensions=extensions)

    shown = ["".join(paragraph.itertext()) for paragraph in rendered.sections[1].iter("p")]
    assert [paragraph.split() for paragraph in shown] == paragraphs


def _escaped(word: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", word)
