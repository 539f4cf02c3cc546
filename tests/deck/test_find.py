"""Which files patterns pick: those that they pick in a .gitignore, whether or not its library is asked."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckbook.deck.find import matching

NAMES = st.lists(
    st.lists(st.sampled_from(("weeks", "a", "w-1", "x.md", ".md", "x.markdown", "X.MD")), min_size=1, max_size=4).map(
        "/".join
    ),
    max_size=8,
    unique=True,
)
PLAIN = st.sampled_from(("weeks/**/*.md", "a/w-1/**/*.md", "a/**/*.markdown"))


@given(names=NAMES, patterns=st.lists(PLAIN, min_size=1, max_size=3))
def test_the_usual_patterns_pick_what_gitignore_picks(names: list[str], patterns: list[str]) -> None:
    # A pattern that picks nothing here, and is not plain, has the library asked.
    picked, idle = matching(names, [*patterns, "no[t]here/*.md"])

    assert matching(names, patterns) == (picked, idle[:-1])


@pytest.mark.parametrize(("pattern", "asks"), [("weeks/**/*.md", False), ("weeks/*.md", True)])
def test_the_library_is_imported_where_it_is_needed(pattern: str, asks: bool) -> None:
    code = f"import sys; from deckbook.deck.find import matching; print(matching(['weeks/a.md'], [{pattern!r}]))"
    command = [sys.executable, "-c", f"{code}; print('pathspec' in sys.modules)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  (our own)

    assert done.stdout.splitlines() == ["(['weeks/a.md'], [])", str(asks)]
