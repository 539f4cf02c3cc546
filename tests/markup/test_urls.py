"""The ways from one address of a site to another."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckbook.markup.urls import relative_path, relative_url


@pytest.mark.parametrize(
    ("target", "source", "way"),
    [
        ("weeks/w1/", "weeks/w1/", "./"),
        ("weeks/w1/relu/", "weeks/w1/", "relu/"),
        ("weeks/w1/", "weeks/w1/relu/", "../"),
        ("papers/alexnet/", "weeks/w1/relu/", "../../../papers/alexnet/"),
        ("", "weeks/w1/", "../../"),
        ("weeks/w1.html", "weeks/w2.html", "w1.html"),
        ("assets/a b.png", "", "assets/a%20b.png"),
        ("周/一/", "周/二/", "../%E4%B8%80/"),
    ],
)
def test_the_way_to_a_page(target: str, source: str, way: str) -> None:
    assert relative_url(target, source) == way


_PATHS = st.lists(st.sampled_from(["a", "b", "c.html", "..", ".", ""]), max_size=5).map("/".join)


@given(_PATHS, _PATHS)
def test_it_is_the_one_that_python_finds(target: str, source: str) -> None:
    found = posixpath.relpath(target or ".", posixpath.dirname(source) or ".")

    assert relative_path(target, source) == found
