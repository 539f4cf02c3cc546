"""In-text citations: the table of forms, and the pieces that pages are made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from deckbook.papers import Citation, cite, cited
from tests.papers.bibliographies import index

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("citations.yaml").read_text("utf-8"))
INDEX = index(TABLE["bibliography"])


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len({written for written, _ in TABLE["table"]}) >= 60


@pytest.mark.parametrize(("written", "meant"), TABLE["table"])
def test_what_is_meant(written: str, meant: list[str]) -> None:
    found = cited(written, INDEX)

    doubts = [" ".join(("?", *sorted(paper.key for paper in doubt.candidates))) for doubt in found.doubts]
    assert [citation.key for citation in found.citations] + doubts == meant


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("No citation.", ["No citation."]),
        ("x (Hinton, 2012, p. 4).", ["x (", "=Hinton, 2012, p. 4", ")."]),
        (
            "(see Hinton, 2012, p. 4; Smith & Doe, 2015)",
            ["(see ", "=Hinton, 2012, p. 4", "; ", "=Smith & Doe, 2015", ")"],
        ),
        (
            "[see @alexnet, p. 4; -@openai] [x]",
            ["(see ", "=Krizhevsky et al., 2012, p. 4", "; ", "=2023", ") [x]"],
        ),
        ("[@nobody; @zhou]", ["(@nobody; ", "=周志华, 2016", ")"]),
        ("[@nobody]", ["[@nobody]"]),
        ("@smithDoe and @li", ["=Smith & Doe (2015)", " and ", "=李飞飞 等 (2020)"]),
        ("@hinton2012 [p. 4]", ["=Hinton (2012, p. 4)"]),
        ("Krizhevsky et al. (2012) say", ["=Krizhevsky et al. (2012)", " say"]),
        ("(Smith, 2014a, 2014b)", ["(", "=Smith, 2014a", ", ", "=2014b", ")"]),
    ],
)
def test_pieces(written: str, pieces: list[str]) -> None:
    found = cite(written, INDEX)

    assert [f"={piece.text}" if isinstance(piece, Citation) else piece for piece in found] == pieces


def test_places_are_those_of_the_text() -> None:
    text = "A line,\nthen (see Hinton, 2012, p. 4) and [@alexnet]."

    hinton, alexnet = cited(text, INDEX).citations

    assert text[hinton.start : hinton.end] == "Hinton, 2012, p. 4"
    assert text[alexnet.start : alexnet.end] == "@alexnet"


def test_without_a_bibliography_nothing_is_seen() -> None:
    assert cited("[@nobody] (He et al., 2016)", index("")).doubts == ()
