"""Public decks, and small ones of every corner case, are read as Slidev's parser reads them."""

from __future__ import annotations

import json
import os.path
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from deckbook.check.repair import repair
from deckbook.deck import Deck, Slide, load, parse
from tests.deck.golden_files import as_json
from tests.harness import SHARED


def _corpus() -> list[str]:
    if SHARED is None:
        return ["190 public decks"]  # the fixture `shared` skips them, and says why
    rows = (SHARED / "corpus" / "index.tsv").read_text("utf-8").splitlines()[1:]
    return [row.split("\t")[2] for row in rows]


def _shown(deck: Deck, slide: Slide) -> dict[str, Any]:
    source = slide.source
    return {
        "no": slide.no,
        "file": Path(os.path.relpath(slide.path, deck.root)).as_posix(),
        "start": source.start,
        "contentStart": source.content_start,
        "end": source.end,
        "frontmatter": as_json(slide.frontmatter),
        "content": slide.content,
        "note": slide.note,
        "title": slide.title,
        "level": slide.level,
    }


@pytest.mark.parametrize("name", _corpus())
def test_deck(shared: Path, name: str) -> None:
    expected = json.loads((shared / "corpus" / "expected" / f"{name}.parse.json").read_text("utf-8"))

    deck = load(shared / "corpus" / name)

    shown = [_shown(deck, slide) for slide in deck.slides]
    assert shown == [{key: slide[key] for key in shown[0]} for slide in expected["slides"]]
    assert as_json(deck.headmatter) == expected["headmatter"]
    assert [slide.index for slide in deck.entry] == [slide["index"] for slide in expected["entrySlides"]]


def test_nothing_is_said_of_the_corpus_without_cause(shared: Path) -> None:
    """Each of these was looked at; all are right."""
    found = Counter(d.rule for name in _corpus() for d in load(shared / "corpus" / name).diagnostics)

    assert found == {
        "fence-unclosed": 2,
        "frontmatter-detached": 1,
        "frontmatter-heading": 28,
        "frontmatter-not-mapping": 2,
        "frontmatter-yaml": 1,
        "import-headmatter": 3,
        "import-missing": 2,
        "layer-dropped": 108,
        "note-commented-out": 5,
    }


def test_only_what_a_formatter_broke_is_repaired(shared: Path) -> None:
    """Of all Markdown files of the corpus one has been through a formatter."""
    texts = [path.read_text("utf-8", errors="replace") for path in sorted((shared / "corpus").rglob("*.md"))]

    repaired = [Counter(repair(text).rules) for text in texts if repair(text).text != text]

    assert repaired == [{"frontmatter-detached": 1, "frontmatter-heading": 28}]


def test_edge_cases(shared: Path) -> None:
    for line in (shared / "oracle" / "edge-cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        slides = parse(case["input"], Path("deck.md")).slides
        got = [(s.start, s.end, s.content, s.note, s.title, s.level) for s in slides]
        assert got == [tuple(s.get(key) for key in ("s", "e", "c", "n", "t", "l")) for s in case["slides"]], line
        for slide, expected in zip(slides, case["slides"], strict=True):
            value = json.loads(expected.get("fm", "{}"))
            spread = value if isinstance(value, dict) else {str(i): item for i, item in enumerate(value)}
            assert slide.frontmatter == spread, line
