"""Frontmatter's YAML has the values, and where it is malformed the guesses, of Slidev's YAML reader."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
import yaml

from deckbook.deck import yaml12
from deckbook.deck.yaml12 import tolerant
from tests.deck.golden_files import as_json, cases


@pytest.mark.parametrize("case", cases("malformed"))
def test_malformed(case: dict[str, Any]) -> None:
    value, errors = yaml12.load(case["yaml"])

    assert as_json(value) == case["value"]
    assert [error.line + 1 for error in errors] == case.get("errors", [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("title: *Bold* text\nlayout: x", {"title": "*Bold* text", "layout": "x"}),
        ("title: **Bold** text\nlayout: x", {"title": "**Bold** text", "layout": "x"}),
        ("title: *\nlayout: x", {"title": "*", "layout": "x"}),
        ("image: *.png\nlayout: x", {"image": "*.png", "layout": "x"}),
        ("a: &a [*a]\nlayout: x", {"a": ["*a"], "layout": "x"}),
    ],
)
def test_an_alias_of_nothing_is_text(text: str, value: dict[str, Any]) -> None:
    """Slidev's parser throws here, and the deck cannot be shown."""
    assert yaml12.load(text)[0] == value
    assert [error.line for error in yaml12.load(text)[1]] == [0]


VALID = """\
# a comment
title: 'It''s a "title"'
info: |
  ## A

    code
  text
list:
- a
- - b
  - {c: d, "e": [f, g,
    h]}
-
  k: v
  l: >-
    one

    two
? explicit
: value
anchor: &x {y: z}
alias: *x
tagged: !!str 1
empty:
"""


def test_both_readers_agree_on_valid_yaml() -> None:
    expected = yaml.safe_load(VALID)

    assert yaml12.load(VALID) == (expected, [])
    assert tolerant.load(VALID) == (expected, [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("layout: two-cols\nclass: a b/c .d\n", {"layout": "two-cols", "class": "a b/c .d"}),
        ("a: .5\nb: 01\nc: 1.0\nd: ...\n", {"a": 0.5, "b": 1, "c": 1, "d": "..."}),
        ("a: yes\nb: True\nc: null\nd: 第一\n", {"a": "yes", "b": True, "c": None, "d": "第一"}),
        ("null: a\nTrue: b\nno: c\n", {"": "a", "true": "b", "no": "c"}),
        ("a: b \nc: d\n", {"a": "b", "c": "d"}),
        ("a: b #c\nd: e f\n", {"a": "b", "d": "e f"}),
        ("a: b\n c\n", {"a": "b c"}),
    ],
)
def test_lines_of_words(text: str, value: dict[str, Any]) -> None:
    assert yaml12.load(text) == (value, [])
    assert tolerant.load(text) == (value, [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9007199254740993", 9007199254740992),
        ("1152921504606846976", 1152921504606847000),
        ("1e21", 1e21),
        ("-1.0", -1),
        ("9" * 500, float("inf")),
        ("-" + "9" * 500, float("-inf")),
        ("0x" + "f" * 300, float("inf")),
        ("1e999", float("inf")),
        ("-.Inf", float("-inf")),
    ],
)
def test_numbers_are_javascripts(text: str, value: float) -> None:
    assert yaml12.load(f"a: {text}")[0] == {"a": value}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200 + "]" * 200,
        "[" * 200,
        "- " * 200 + "a",
        "a: " * 200,
        "a: &a [0, 1]\nb: [" + "*a, " * 9_999 + "]",
        "a: &a [x]\n" + "".join(f"{b}: &{b} [{f'*{a}, ' * 10}]\n" for a, b in pairwise("abcdefghij")),
    ],
)
def test_what_would_need_too_much_memory_is_cut(text: str) -> None:
    value, errors = yaml12.load(text)

    assert errors
    assert len(json.dumps(value)) < 100_000
