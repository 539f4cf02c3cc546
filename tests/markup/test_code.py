"""Blocks of code that are too long to be coloured."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import clock
from tests.markup.render import Renderer, parsed


@pytest.mark.parametrize(("lines", "is_coloured"), [(100, True), (5_000, False)])
def test_a_very_long_block_keeps_its_code_and_has_no_colours(lines: int, is_coloured: bool, tmp_path: Path) -> None:
    code = "let a = 1\n" * lines

    page = "".join(Renderer(tmp_path).render(f"# A\n\n```js\n{code}```\n\n---\n\nb\n").pages.values())

    [block] = list(parsed(page).iter("pre"))
    assert "".join(block.itertext()) == code
    assert (block.find(".//span[@class='kd']") is not None) is is_coloured


@pytest.mark.parametrize("unit", ["```js\na\n", "/* a\n", "'''\n", "<!-- a\n", "{{ a\n"])
@pytest.mark.parametrize("language", ["md", "js", "python", "html", "vue"])
def test_no_block_takes_long(language: str, unit: str, tmp_path: Path) -> None:
    deck = f"# A\n\n`````{language}\n{unit * (75_000 // len(unit))}`````\n\n---\n\nb\n"

    assert clock.seconds(lambda: Renderer(tmp_path).library(deck)) < 2
