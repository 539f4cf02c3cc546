"""Bibliographies as people have them: what is read of them, and what is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from deckbook.papers import Name, read_bibliography
from tests import clock
from tests.papers.bibliographies import FILE, bibliography, line, of_files, said

GOLDEN = Path(__file__).parent / "golden"
EXPECTED: dict[str, Any] = yaml.safe_load((GOLDEN / "expected.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
def test_golden_files(name: str) -> None:
    found = bibliography((GOLDEN / name).read_bytes(), name)

    assert [line(paper) for paper in found.papers.values()] == EXPECTED[name]["papers"]
    assert said(found) == EXPECTED[name]["said"]


def test_what_is_copied_holds_nothing_private_and_needs_nothing_else() -> None:
    papers = bibliography((GOLDEN / "messy.bib").read_bytes()).papers

    assert papers["krizhevskyImageNetClassificationDeep2012"].bibtex == (
        "@inproceedings{krizhevskyImageNetClassificationDeep2012,\n"
        "  title = {{{ImageNet Classification}} with {{Deep Convolutional Neural Networks}}},\n"
        "  booktitle = {Advances in Neural Information Processing Systems},\n"
        "  author = {Krizhevsky, Alex and Sutskever, Ilya and Hinton, Geoffrey E},\n"
        "  date = {2012-12-03/2012-12-06},\n"
        "  volume = {25},\n"
        "  pages = {1097--1105},\n"
        "  publisher = {Curran Associates, Inc.},\n"
        "  url = {https://proceedings.neurips.cc/paper/2012/hash/c399862d\\_b.html},\n"
        "  langid = {english},\n"
        "}"
    )
    assert "crossref" not in papers["child"].bibtex
    assert "booktitle = {Proceedings of the 58th Annual Meeting of the ACL}" in papers["child"].bibtex


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_copied_says_the_same(name: str) -> None:
    papers = bibliography((GOLDEN / name).read_bytes(), name).papers

    again = bibliography("\n\n".join(paper.bibtex for paper in papers.values())).papers

    assert [line(paper) for paper in again.values()] == [line(paper) for paper in papers.values()]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Hinton, Geoffrey E.", [Name("Hinton", "Geoffrey E.")]),
        ("Geoffrey Hinton and Alex Krizhevsky", [Name("Hinton", "Geoffrey"), Name("Krizhevsky", "Alex")]),
        ("Ludwig van Beethoven", [Name("van Beethoven", "Ludwig")]),
        ("Brown, Jr., Tom", [Name("Brown", "Tom", "Jr.")]),
        ("{OpenAI Team}", [Name(literal="OpenAI Team")]),
        ("{Barnes and Noble} and Doe, J.", [Name(literal="Barnes and Noble"), Name("Doe", "J.")]),
        ("family=Vaswani, given=Ashish, given-i=A", [Name("Vaswani", "Ashish")]),
        ("family=Beethoven, prefix=van, given=Ludwig", [Name("van Beethoven", "Ludwig")]),
        ("{\\'E}mile Zola", [Name("Zola", "Émile")]),
        ("李, 飞飞", [Name("李", "飞飞")]),
        ("李 飞飞", [Name("李", "飞飞")]),
        ("飞飞 李", [Name("李", "飞飞")]),
        ("欧阳 娜娜", [Name("欧阳", "娜娜")]),
        ("李飞飞", [Name(literal="李飞飞")]),
        ("Li (李), Fei-Fei", [Name("Li (李)", "Fei-Fei")]),
        ("山田, 太郎", [Name("山田", "太郎")]),
        ("", []),
        (" and ", []),
    ],
)
def test_names(author: str, names: list[Name]) -> None:
    paper = bibliography(f"@book{{k, title={{T}}, year=2000, author={{{author}}}}}").papers["k"]

    assert list(paper.authors) == names


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"Schr{\"o}dinger's \emph{cat}", "Schrödinger's cat"),
        (r"{{BERT}}: {P}re-training", "BERT: Pre-training"),
        (r"$\alpha$-trees and H$_2$O", "α-trees and H2O"),
        (r"50\% of R\&D \{x\}", "50% of R&D {x}"),
        (r"\v{C}ech, Erd\H{o}s, \c{S}ahin, \'{\i}, \aa, \ss", "Čech, Erdős, Şahin, í, å, ß"),
        ("``Quoted'' --- and -- dashed", "“Quoted” — and – dashed"),
        (r"\href{https://x.org}{Linked} \unknown{text}", "Linked text"),
        ("A\n   long   title", "A long title"),
        (r"<b>& \textless", "<b>& <"),
    ],
)
def test_latex(written: str, shown: str) -> None:
    assert bibliography(f"@book{{k, title={{{written}}}, year=2000}}").papers["k"].title == shown


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ("year = 2012", 2012), ("year = {c. 2012}", 2012), ("date = {2012-03}", 2012), ("date = {2012/2014}", 2012),
        ("date = {2012~}", 2012), ("year = {forthcoming}", None), ("year = {20123}", None),
        ("date = {2013}, year = {2012}", 2013),
    ],
)  # fmt: skip
def test_years(fields: str, year: int | None) -> None:
    assert bibliography(f"@book{{k, title={{T}}, {fields}}}").papers["k"].year == year


def test_several_files_and_one_that_is_missing() -> None:
    entry = "@book{k, title={A}, year=2000}"

    found = of_files({"a.bib": entry, "b.bib": f"\n{entry}\n@book{{l,}}"})

    assert [(paper.key, paper.title) for paper in found.papers.values()] == [("k", "A"), ("l", "l")]
    assert [(item.path.name, item.line, item.rule) for item in found.diagnostics] == [
        ("b.bib", 2, "papers-duplicate-key"), ("b.bib", 3, "papers-field-missing")
    ]  # fmt: skip
    assert "that of a.bib:1 already" in found.diagnostics[0].message


def test_a_file_that_cannot_be_read() -> None:
    found = read_bibliography([FILE / "missing.bib"])

    assert [(item.rule, item.line) for item in found.diagnostics] == [("papers-unreadable", 0)]
    assert found.files == (FILE / "missing.bib",)


@pytest.mark.parametrize(
    ("data", "title", "rules"),
    [
        ("@book{k, title={Ä}, year=2000}".encode("latin-1"), "�", ["1 papers-encoding"]),
        ("@book{k, title={Ä}, year=2000}".encode("utf-8-sig"), "Ä", []),
        (b"\r\n@book{k,\r\n title={A\r\nB}, year=2000}", "A B", []),
    ],
)
def test_encodings(data: bytes, title: str, rules: list[str]) -> None:
    found = bibliography(data)

    assert found.papers["k"].title == title
    assert said(found) == rules


def test_two_thousand_entries_take_about_a_second() -> None:
    entry = (
        "@inproceedings{{key{0},\n  title = {{{{ImageNet}} Classification of Schr{{\\\"o}}dinger {0}}},\n"
        "  author = {{Krizhevsky, Alex and M{{\\\"u}}ller, Hans and Hinton, Geoffrey E}},\n\n"
        "  booktitle = {{Advances}}, year = 2012, month = dec, doi = {{10.1000/{0}}},\n  abstract = {{{1}}}\n}}\n\n"
    )  # fmt: skip
    text = "".join(entry.format(number, "Lorem {ipsum} dolor. " * 50) for number in range(2000))

    assert len(bibliography(text).papers) == 2000
    assert clock.seconds(lambda: bibliography(text), times=2) < 5  # about one on an idle machine
