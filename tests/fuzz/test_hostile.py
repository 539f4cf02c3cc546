"""Decks that were made to take long, the whole way: some kilobytes in the short form, a megabyte in the long one."""

from __future__ import annotations

import multiprocessing
import re
import resource
import time
from itertools import pairwise
from pathlib import Path

import pytest

from tests.fuzz.hostile import HOSTILE
from tests.fuzz.target import Target, joined

SHORT, LONG = 12_000, 1_000_000
SECONDS = 6
"""Seconds of the process that a short one may take; on a machine at rest, none takes two."""
LONG_SECONDS = 60
MULTIPLE = 400
"""Bytes of memory for each byte of a megabyte, at most: Python-Markdown's and MkDocs' own trees among them."""


def deck(name: str, size: int) -> bytes:
    text = HOSTILE[name](size)
    whole = text if text.startswith("---\n") and not text.startswith("---\n\n") else f"# T\n\n---\n\n{text}"
    return f"{whole}\n\n---\n\nb\n".encode()


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Target:
    return Target(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("name", HOSTILE)
def test_some_kilobytes_take_moments(name: str, target: Target) -> None:
    data = deck(name, SHORT)
    begin = time.process_time()

    pages = target.run([data], look=False)

    assert pages
    assert time.process_time() - begin < SECONDS


def _measured(name: str, folder: str, size: int) -> tuple[float, int]:
    """Seconds of this process, and the bytes that its memory grew by."""
    target = Target(Path(folder))
    target.run([b"# A\n\n---\n\nb\n"])
    data = deck(name, size)
    begin, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    target.run([data], look=False)
    return time.process_time() - begin, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024


@pytest.mark.long
@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_takes_seconds_and_little_memory(name: str, tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seconds, grown = pool.apply(_measured, (name, str(tmp_path), LONG))

    assert seconds < LONG_SECONDS
    assert grown < MULTIPLE * LONG


@pytest.mark.parametrize("size", [SHORT, pytest.param(LONG, marks=pytest.mark.long)])
def test_imports_that_multiply_take_as_long_as_what_they_show(size: int, target: Target) -> None:
    """Twelve files, each of which imports the next one four times, and the last is as long as a slide may be."""
    names = ["deck.md", *(f"{number}.md" for number in range(12))]
    files = {name: (f"---\nsrc: ./{following}\n---\n\n" * 4).encode() for name, following in pairwise(names)}
    slide = "some *words* [b](c)\n\n" * (min(size, 19_000) // 21)
    files[names[-1]] = f"{slide}\n---\n\n".encode() * (size // len(slide))
    begin = time.process_time()

    target.run([joined(files)], look=False)

    assert target.library
    assert "deck-too-long" in {found.rule for found in target.library.diagnostics}
    assert time.process_time() - begin < (SECONDS if size == SHORT else LONG_SECONDS)


def test_a_slide_that_is_too_long_is_shown_as_its_source(target: Target) -> None:
    text = "*a* <!-- hidden --> [b](c)\n\n" * 3_000

    pages = target.run([f"# T\n\n---\n\n{text}\n\n---\n\n*after*\n".encode()])

    page = re.sub("<[^>]*>", "", "".join(pages.values()))
    assert page.count("*a*") == 3_000
    assert "hidden" not in page
    assert "after" in page
    assert target.library
    assert [found.rule for found in target.library.diagnostics if found.rule == "slide-too-long"] == ["slide-too-long"]
