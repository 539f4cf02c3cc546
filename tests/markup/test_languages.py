"""What a page says of its language and direction, and what it leaves to the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness import BuildSite
from tests.markup.render import Renderer

HEBREW = """\
# מבוא לגרפים

קודקודים וצלעות.

---
chapter: true
---

## קודקודים

- צלע מחברת `a` ו־`b`

---
chapter: true
---

## Git

three words more
"""


def attributes(renderer: Renderer, deck: str, **settings: object) -> list[str]:
    return [
        " ".join(section.get(name) or "-" for name in ("lang", "dir"))
        for section in renderer.render(deck, **settings).sections  # type: ignore[arg-type]
    ]


@pytest.fixture
def renderer(tmp_path: Path) -> Renderer:
    return Renderer(tmp_path)


def test_slides_say_what_is_not_the_sites(renderer: Renderer) -> None:
    assert attributes(renderer, HEBREW) == ["he rtl"] * 3
    assert attributes(renderer, HEBREW, language="he") == ["- -"] * 3
    assert attributes(renderer, HEBREW, language="fa") == ["he -"] * 3
    assert attributes(renderer, HEBREW, language="he", direction="ltr") == ["- rtl"] * 3


def test_a_deck_in_latin_letters_is_left_to_the_site(renderer: Renderer) -> None:
    deck = "# Graphs\n\nEdges.\n\n---\n\n## Walks\n"

    assert attributes(renderer, deck, language="zh") == ["- -"] * 2
    assert attributes(renderer, deck, language="he") == ["- ltr"] * 2
    assert attributes(renderer, f"---\nlang: en\n---\n\n{deck}", language="zh") == ["en -"] * 2


def test_a_slide_may_be_another_than_its_deck(renderer: Renderer) -> None:
    deck = (
        "# Greetings\n\nOf the world.\n\n---\n\n## שלום\n\nשלום עולם\n\n---\nlang: fr\n---\n\n## Bonjour\n\n"
        "---\ndir: rtl\n---\n\n## abc\n"
    )

    assert attributes(renderer, deck) == ["- -", "he rtl", "fr -", "- rtl"]


def test_headings_and_lists_of_chapters_say_it_too(build: BuildSite) -> None:
    site = build({"docs/decks/graphs.md": HEBREW}, plugins=["deckbook"])

    assert site.problems == []
    own = site.article("decks/graphs/index.html")
    assert '<h1 lang="he" dir="rtl" id=' in own
    assert '<nav class="deckbook-contents" aria-label="Contents" data-added><ol lang="he" dir="rtl">' in own
    listed = site.article("decks/index.html")
    assert '<span lang="he" dir="rtl">מבוא לגרפים</span></a>' in listed
    assert '<ol lang="he" dir="rtl"><li>' in listed
    assert "wzxhzdk" not in site.read("decks/index.html")
