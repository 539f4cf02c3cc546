"""References in the three styles, and in others by citeproc-py."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from deckbook.papers import STYLES, NoStyle, References
from tests.papers.bibliographies import bibliography

GOLDEN = Path(__file__).parent / "golden"
PAPERS = bibliography((GOLDEN / "references.bib").read_bytes()).papers
EXPECTED: dict[str, Any] = yaml.safe_load((GOLDEN / "references.yaml").read_text("utf-8"))
OTHERS = ("nature", "chicago-author-date", "modern-language-association-no-url", "harvard-cite-them-right")


@pytest.mark.parametrize("style", STYLES)
def test_styles(style: str) -> None:
    found = References(style).listed(PAPERS.values())

    assert [f"{item.label} {item.html}".strip() for item in found] == EXPECTED[style]


def test_a_paper_cited_twice_is_listed_once_in_the_order_of_citation() -> None:
    cited = [PAPERS[key] for key in ("thesis", "book", "thesis", "journal")]

    assert [(item.label, item.key) for item in References("ieee").listed(cited)] == [
        ("[1]", "thesis"), ("[2]", "book"), ("[3]", "journal")
    ]  # fmt: skip
    assert [(item.label, item.key) for item in References("apa").listed(cited)] == [
        ("", "thesis"), ("", "journal"), ("", "book")
    ]  # fmt: skip


@pytest.mark.parametrize("style", [*STYLES, *OTHERS])
def test_what_strangers_write_is_text(style: str) -> None:
    [hostile] = References(style).listed([PAPERS["hostile"]])

    tags = set(re.findall(r"<[^<>]*>", hostile.html))
    assert tags <= {"<i>", "</i>", "<b>", "</b>"}
    shown = html.unescape(re.sub(r"<[^<>]*>", "", hostile.html)).lower()
    assert "<script>alert(1)</script>" in shown
    assert "<img src=x onerror=alert(1)>" in shown


@pytest.mark.parametrize("style", OTHERS)
def test_other_styles(style: str) -> None:
    found = {item.key: item.html for item in References(style).listed(PAPERS.values())}

    assert found.keys() == PAPERS.keys()
    assert "1959" in found["journal"]
    assert "李飞飞" in found["zh"]


def test_a_style_that_counts() -> None:
    found = References("nature").listed([PAPERS["thesis"], PAPERS["book"]])

    assert [(item.label, item.key) for item in found] == [("1.", "thesis"), ("2.", "book")]
    assert found[0].html.startswith("Deep, L.")


def test_styles_that_cannot_be_used(tmp_path: Path) -> None:
    broken = tmp_path / "broken.csl"
    broken.write_text("<style", encoding="utf-8")

    for style in ("no-such-style", "../../etc/passwd", broken, tmp_path / "missing.csl"):
        with pytest.raises(NoStyle, match=r".+\."):
            References(style).listed(PAPERS.values())
