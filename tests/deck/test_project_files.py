"""What is said of the files beside a deck: layouts, a preparser, layers, and options of the file it begins with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deckbook.deck import load

Says = Callable[..., list[str]]
PICTURE = "---\n{}\n---\n\n# A\n\n---\nlayout: image-y\nimage: /a.png\n---\n\n# B\n"


@pytest.fixture
def says(tmp_path: Path) -> Says:
    def run(deck: str, **files: str) -> list[str]:
        for name, text in {"deck.md": deck, **files}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        found = load(tmp_path / "deck.md").diagnostics
        return [f"{item.path.name}:{item.line} {item.rule}" for item in found]

    return run


@pytest.mark.parametrize("headmatter", ["title: A talk", "theme: default", "theme: seriph"])
def test_a_picture_of_a_layout_that_does_not_exist_vanishes_in_slidev(says: Says, headmatter: str) -> None:
    assert says(PICTURE.format(headmatter)) == ["deck.md:7 layout-image"]


@pytest.mark.parametrize("headmatter", ["theme: ./my-theme", "theme: other", "addons: [x]", "theme: [odd]"])
def test_a_theme_or_addon_may_have_the_layout(says: Says, headmatter: str) -> None:
    assert says(PICTURE.format(headmatter)) == []


def test_the_deck_may_have_the_layout(says: Says) -> None:
    assert says(PICTURE.format("title: A"), **{"layouts/image-y.vue": "<template />"}) == []


@pytest.mark.parametrize("layout", ["image-right", "cover", "two-cols"])
def test_slidevs_own_layouts_exist(says: Says, layout: str) -> None:
    assert says(PICTURE.format("title: A").replace("image-y", layout)) == []


def test_a_comment_silences_it(says: Says) -> None:
    deck = PICTURE.format("title: A") + "\n<!-- deckbook: ignore layout-image -->\n\nText\n"

    assert says(deck) == []


def test_a_preparser_and_layers(says: Says) -> None:
    files = {"setup/preparser.ts": "export default 1", "global-bottom.vue": "<template />"}

    assert says("# A\n\n---\n\n# B\n", **files) == ["deck.md:0 layer-dropped", "deck.md:0 setup-preparser"]


def test_options_of_the_file_that_a_deck_begins_with(says: Says) -> None:
    deck = "---\nsrc: ./first.md\nmdc: true\n---\n\n---\nsrc: ./second.md\n---\n"
    first = "---\ntheme: seriph\nmdc: true\nlayout: center\n---\n\n# A\n"

    assert says(deck, **{"first.md": first, "second.md": first}) == ["deck.md:1 import-headmatter"]
    assert says(deck, **{"first.md": "---\nlayout: center\n---\n\n# A\n"}) == []
