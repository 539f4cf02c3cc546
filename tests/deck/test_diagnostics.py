"""What is said of a deck's files: the rule and the exact line, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deckbook.deck import parse
from tests.deck.golden_files import cases


@pytest.mark.parametrize("case", cases("diagnostics"))
def test_diagnostics(case: dict[str, Any]) -> None:
    found = parse(case["deck"], Path("deck.md")).diagnostics

    assert [f"{diagnostic.line} {diagnostic.rule}" for diagnostic in found] == case["says"]


def test_a_diagnostic_says_what_happens_and_what_to_do() -> None:
    [diagnostic] = parse("---\ntitle: A: B\n---\n", Path("/site/weeks/w1.md")).diagnostics

    assert diagnostic.shown(Path("/site")) == (
        "weeks/w1.md:2: error: This frontmatter is not valid YAML, so Slidev guesses: a value holds a colon and "
        "a space, so it is read as a mapping: quote it. [frontmatter-yaml]"
    )
