"""How often Python looks for garbage while a site is built; real builds."""

from __future__ import annotations

import gc

import pytest

from tests.decks import TALK
from tests.harness import BuildSite

HOOK = """\
import gc
from pathlib import Path

def on_post_build(config):
    Path(config.site_dir, "threshold.txt").write_text(str(gc.get_threshold()[0]))
"""


@pytest.mark.parametrize(
    ("before", "during"),
    [
        pytest.param(700, 10_000, id="as it comes"),
        pytest.param(50_000, 50_000, id="less often already"),
        pytest.param(0, 0, id="never"),
    ],
)
def test_a_build_looks_for_garbage_less_often_and_leaves_that_as_it_was(
    build: BuildSite, before: int, during: int
) -> None:
    usual = gc.get_threshold()
    gc.set_threshold(before, *usual[1:])
    try:
        site = build({"docs/decks/a.md": TALK, "hook.py": HOOK}, plugins=["deckbook"], hooks=["hook.py"])
        after = gc.get_threshold()
    finally:
        gc.set_threshold(*usual)

    assert site.read("threshold.txt") == str(during)
    assert after == (before, *usual[1:])
