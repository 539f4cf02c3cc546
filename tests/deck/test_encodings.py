"""Files in other encodings than UTF-8 are read as far as they go."""

from __future__ import annotations

import pytest

from tests.deck.files import Load, contents, says, slide


@pytest.mark.parametrize(
    ("data", "line", "shown"),
    [
        (b"# A\n\n\xff B\n", 3, "# A\n\n� B"),
        ("# é".encode("latin-1"), 1, "# �"),
        ("# 第一".encode("gbk"), 1, "# ��һ"),
    ],
)
def test_a_file_that_is_not_utf8(deck: Load, data: bytes, line: int, shown: str) -> None:
    got = deck({"slides.md": slide(src="a.md"), "a.md": data})

    assert contents(got) == [shown]
    assert says(got) == [f"a.md:{line} deck-encoding"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_file_in_utf16(deck: Load, encoding: str) -> None:
    data = ("" if encoding == "utf-16" else "\ufeff") + "# 第一\n"

    [diagnostic] = deck({"slides.md": data.encode(encoding)}).diagnostics

    assert (diagnostic.line, diagnostic.rule) == (1, "deck-encoding")
    assert "UTF-16" in diagnostic.message


def test_null_bytes_are_text(deck: Load) -> None:
    got = deck({"slides.md": b"---\ntitle: a\0b\n---\n\nA\0\n"})

    assert [(slide.title, slide.content) for slide in got.slides] == [("a\0b", "A\0")]
    assert says(got) == []
