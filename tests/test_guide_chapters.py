"""The page on chapters: each deck on its left becomes what stands on its right."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from deckbook.inspection import inspect
from tests.harness import ROOT, BuildSite
from tests.test_guide_pages import Block, blocks

BLOCKS = list(blocks(ROOT / "docs" / "guide" / "chapters.md"))
PAIRS = [
    (deck, outline)
    for deck, outline in pairwise(BLOCKS)
    if (deck.language, outline.language) == ("markdown", "text")
]
FILES = {block.title: block.text for block in BLOCKS if block.title}


def chapters(said: str) -> list[str]:
    """The chapters in what `deckbook inspect` says."""
    return [" ".join(line.split()) for line in said.splitlines() if re.search(r"\[\w+\]$", line)]


@pytest.mark.parametrize(
    ("deck", "outline"),
    [pytest.param(*pair, id=pair[1].text.splitlines()[1].strip()) for pair in PAIRS if "[" in pair[1].text],
)
def test_a_deck_has_the_chapters_beside_it(tmp_path: Path, deck: Block, outline: Block) -> None:
    name = deck.title or "deck.md"
    for path, text in {**FILES, name: deck.text}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    said = inspect(tmp_path / name).text

    title, *rows = outline.text.splitlines()
    assert f": {title} (" in said.splitlines()[0]
    assert chapters(said) == chapters("\n".join(rows))
    assert len(rows) == len(chapters("\n".join(rows))) > 0


def test_slides_have_the_addresses_beside_them(build: BuildSite) -> None:
    [(deck, addresses)] = [pair for pair in PAIRS if pair[0].title.startswith("docs/")]
    site = build({"docs/index.md": "# Home\n", deck.title: deck.text}, plugins=["deckbook"])

    found = []
    for page in sorted(site.pages, key=lambda path: path.count("/")):
        if page.startswith("weeks/"):
            sections = re.findall(r'<section class="slide[^>]*? id="([^"]*)"', site.article(page))
            address = page.removesuffix("index.html")
            found += [f"{address}#{name}" for name in sections] if address.count("/") > 2 else [address]
    assert found == addresses.text.splitlines()
    assert 'id="slide-3"' in site.read("weeks/2026-w47/1-pooling/index.html")


def test_every_way_to_chapters_but_the_loosest_has_its_example() -> None:
    shown = {name for _, outline in PAIRS for name in re.findall(r"\[(\w+)\]$", outline.text, re.M)}
    assert shown >= {"chapter", "files", "dividers", "numbers", "levels", "deck"}
