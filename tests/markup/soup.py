"""Strategies for what a slide may hold: true Markdown, HTML and Vue, cut and mixed, and any text."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

_FRAGMENTS = yaml.safe_load(Path(__file__).with_name("soup.yaml").read_text("utf-8"))
_SPACES = ("", "", " ", "  ", "\n", "\n\n", "\n  ", "\n    ", "\t", "\r", "\f", "\u2028", "\x00", "\u200b", "\ufeff")
_PRIVATE = ("\U0010f00a\U0010f000\U0010f00b", "\U0010f00c", "\U0010f00d0\U0010f00d")

_text: SearchStrategy[str] = st.text(max_size=12)
_word = st.one_of(st.sampled_from([*_FRAGMENTS["words"].splitlines(), *_SPACES, *_PRIVATE]), _text)
_line = st.one_of(st.sampled_from(["", *_FRAGMENTS["lines"].splitlines()]), st.lists(_word, max_size=8).map("".join))
_body = st.lists(_line, max_size=20).map("\n".join)


@st.composite
def decks(draw: st.DrawFn) -> str:
    """A deck whose first slide is empty."""
    deck = f"---\n{yaml.safe_dump({'title': 'Deck', 'comark': draw(st.booleans())})}---\n"
    for _ in range(draw(st.integers(1, 3))):
        matter = draw(st.sampled_from([{}, *_FRAGMENTS["frontmatter"]]))
        deck += f"\n---\n{yaml.safe_dump(matter)}---\n\n{draw(_body)}\n"
    return deck
