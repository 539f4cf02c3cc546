"""The language and direction of a deck: the deck on the left, what is said of it on the right (languages.yaml)."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from deckbook.book.language import Language, by_letters, of_deck, said
from deckbook.deck.load import load

_CASES = yaml.safe_load(Path(__file__).with_name("languages.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["it"])
def test_of_a_deck(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    headmatter = "".join(f"{key}: {json.dumps(value)}\n" for key, value in case.get("headmatter", {}).items())
    path.write_text((f"---\n{headmatter}---\n\n" if headmatter else "") + case["text"], encoding="utf-8")

    found = of_deck(load(path, roots=(tmp_path,)))

    assert f"{found.lang or '-'} {found.dir or '-'}" == case["is"]


@pytest.mark.parametrize(
    ("site", "deck", "attributes"),
    [
        ("en", "he", {"lang": "he", "dir": "rtl"}),
        ("he", "he", {}),
        ("he", "en", {"lang": "en", "dir": "ltr"}),
        ("ar", "fa", {"lang": "fa"}),
        ("zh-TW", "zh", {}),
        ("zh", "zh-TW", {"lang": "zh-TW"}),
        ("zh", "", {}),
        ("en", "ku-IQ", {"lang": "ku-IQ", "dir": "rtl"}),
    ],
)
def test_only_what_differs_from_the_site_is_said(site: str, deck: str, attributes: dict[str, str]) -> None:
    assert said(deck).within(said(site)) == attributes


def test_a_site_may_be_read_in_another_direction_than_its_language() -> None:
    assert said("en", "rtl") == Language("en", "rtl")
    assert said("en").within(said("en", "rtl")) == {"dir": "ltr"}


@pytest.mark.parametrize("text", ["`" * 300_000, "ש<" * 150_000, "ש://" * 99_999, "ش`\n" * 99_999, "a" * 300_000])
def test_time_is_linear(text: str) -> None:
    start = time.process_time()
    by_letters(text + "ש")
    assert time.process_time() - start < 2
