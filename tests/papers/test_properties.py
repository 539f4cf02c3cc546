"""Whatever the input: nothing raises, nothing is lost of a text, and time grows with length."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deckbook.papers import Citation, Index, cite, cited, ledger
from deckbook.papers.identifiers import of_url
from tests import clock
from tests.papers.bibliographies import bibliography
from tests.papers.decks import arranged

BIB = (
    "@article{a, title={A Title of Words}, author={Smith, J. and Li, B.}, year=2012}\n"
    "@article{b, title={深度学习}, author={李, 飞飞}, year=2020}\n"
)
BIBLIOGRAPHY = bibliography(BIB)
INDEX = Index(BIBLIOGRAPHY.papers)
PIECES = st.sampled_from(
    '@article{ } { , = " # \n \\ \\" $ % @string{a=b} title author year 2012 and ( ) jan @comment crossref xdata ids '
    "\x00 é 李 \n@book{k, \\'{ \\frac \r".split(" ")
)
CITING = st.sampled_from(
    "( ) （ ） [ ] @ @a @b Smith Li 李 飞飞 2012 2012a 2020 , ; & and et al. 等 和 p. 4 see - : \n \\ ` $ < > </h2> "
    "<h2> <!-- --> # A Title of Words {{ }} https://arxiv.org/abs/ <code> <a href=' n.d.".split(" ")
)
TEXTS = st.lists(CITING, max_size=40).map(" ".join) | st.lists(CITING, max_size=40).map("".join) | st.text(max_size=80)


@given(st.binary(max_size=300) | st.lists(PIECES, max_size=60).map(lambda pieces: "".join(pieces).encode()))
def test_any_bytes_are_a_bibliography(data: bytes) -> None:
    for name in ("papers.bib", "papers.json"):
        found = bibliography(data, name)

        assert all(key == paper.key and paper.title and paper.line >= 1 for key, paper in found.papers.items())
        assert all(item.line >= 0 and item.message for item in found.diagnostics)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["family", "literal", "raw"]), inner),
)


@given(VALUES)
def test_any_values_in_csl(value: object) -> None:
    names = ("title", "author", "issued", "DOI", "URL", "note", "page", "type", "number", "language", "container-title")
    items = [{"id": name, "title": "T", name: value} for name in names]
    items.append({"id": "x", "issued": {"date-parts": value, "raw": value}, "author": [{"family": value}]})

    assert len(bibliography(json.dumps(items), "a.json").papers) == len(items)


@given(st.text(max_size=60))
def test_what_is_written_is_read_again(title: str) -> None:
    item = {"id": "k", "type": "book", "title": title, "author": [{"family": title, "given": "A"}], "issued": "2012"}
    paper = bibliography(json.dumps([item]), "a.json").papers["k"]

    again = bibliography(paper.bibtex)

    assert list(again.papers) == ["k"]
    assert again.papers["k"].year == 2012


@given(TEXTS)
def test_nothing_of_a_text_is_lost(text: str) -> None:
    found = cited(text, INDEX)
    last = 0
    for citation in found.citations:
        assert last <= citation.start < citation.end <= len(text)
        assert citation.key in INDEX.papers
        last = citation.end
    between = "".join(piece for piece in cite(text, INDEX) if not isinstance(piece, Citation))
    kept = text
    for citation in reversed(found.citations):
        kept = kept[: citation.start] + kept[citation.end :]
    assert between.translate(BRACKETS) == kept.translate(BRACKETS)


BRACKETS = str.maketrans("[]", "()")


@given(TEXTS)
def test_any_slide_is_looked_into(content: str) -> None:
    lines = content.count("\n") + 6

    found = ledger([arranged(f"# A\n\n---\n\n{content}\n")], BIBLIOGRAPHY)

    for mention in found.mentions["deck.md"].mentions:
        assert 1 <= mention.line <= lines
    for record in found.records.values():
        for summary in record.summaries:
            assert all(0 <= part.start <= part.end and part.cut.content.strip() for part in summary.parts)


HOSTS = st.sampled_from(["arxiv.org/abs", "doi.org/10.1000", "[", "openreview.net/forum", "aclanthology.org"])


@given(st.text(max_size=60) | st.builds("https://{}/{}?id={}".format, HOSTS, st.text(), st.text()))
@example("HTTP://DOI.ORG/10.0000/.")
@example("https://doi.org/10.0000/a.)")
@example(f"https://doi.org/10.0000/{')' * 1900}")
def test_any_address(url: str) -> None:
    found = of_url(url)

    assert found is None or of_url(found.url) == found


def test_reading_logs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    bibliography("@article{a, title = {x\n@book{b, author = {c\n")

    assert caplog.records == []


HOSTILE_BIB: dict[str, Callable[[int], str]] = {
    "entries that are not closed": lambda n: "@article{a,\n title = {\n" * n,
    "at signs": lambda n: "@" * n,
    "braces": lambda n: "@article{a, title = " + "{" * n,
    "braces in braces": lambda n: "@article{a, title = {" + "{" * n + "}" * n + "}}",
    "quotes": lambda n: "@article{a, title = " + '"' * n + "}",
    "fields": lambda n: "@article{a, " + "".join(f"f{i} = {{x}}, " for i in range(n)) + "}",
    "fields of a broken entry": lambda n: "@article{a, " + "f = {x}, " * n,
    "fields without commas": lambda n: "@article{a, " + "f = {x}\n" * n + "}",
    "joined values": lambda n: "@article{a, title = " + "{x} # " * n + "}",
    "macros of macros": lambda n: "@string{a0 = x}" + "".join(f"@string{{a{i + 1} = a{i} # a{i}}}" for i in range(n)),
    "names": lambda n: "@article{a, author = {" + "A and " * n + "}}",
    "commas in a name": lambda n: "@article{a, author = {" + "," * n + "}}",
    "keys twice": lambda n: "@article{a, title = {x}}\n" * n,
    "crossrefs": lambda n: "".join(f"@article{{a{i}, crossref = {{a{i + 1}}}}}\n" for i in range(n)),
    "commands": lambda n: "@article{a, title = {" + "\\a" * n + "}}",
    "accents": lambda n: "@article{a, title = {" + "\\'{" * n + "}}",
    "dollars": lambda n: "@article{a, title = {" + "$" * n + "}}",
    "white space": lambda n: "@article{a, title = {x}" + " " * n + "\n" * n,
    "lines of at signs": lambda n: "@article{a, title = {" + " \n@" * n,
}
HOSTILE_TEXT: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "(" * n,
    "brackets with years": lambda n: "(a, 2012" * n,
    "names without end": lambda n: "(" + "Smith and " * n + ", 2012)",
    "years": lambda n: "(" + "2012, " * n + ")",
    "works": lambda n: "(" + "Smith & Li, 2012; " * n + ")",
    "sentences": lambda n: "Smith & Li (2012) " * n,
    "words before a year": lambda n: "Smith " * n + "(2012)",
    "keys": lambda n: "[@a; " * n,
    "keys in brackets": lambda n: "[@a; @b] " * n,
    "bare keys": lambda n: "@a " * n,
    "a long key": lambda n: "@" + "a-" * n,
    "prefixes": lambda n: "(" + "see also " * n + "Smith, 2012)",
    "initials": lambda n: "(" + "A. " * n + "Smith, 2012)",
    "others": lambda n: "(" + "et al. " * n + "2012)",
    "spaces": lambda n: "(Smith" + " " * n + "2012)",
}


@pytest.mark.parametrize("name", HOSTILE_BIB)
def test_reading_takes_linear_time(name: str) -> None:
    assert clock.growth(HOSTILE_BIB[name], bibliography, 500, slack=0.02) < 9


@pytest.mark.parametrize("name", HOSTILE_TEXT)
def test_recognition_takes_linear_time(name: str) -> None:
    assert clock.growth(HOSTILE_TEXT[name], lambda text: cite(text, INDEX), 1000, slack=0.02) < 9


@pytest.mark.parametrize("name", HOSTILE_TEXT)
@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", "## {}", "<h2>{}</h2>"])
def test_so_does_looking_into_a_slide(name: str, around: str) -> None:
    def run(text: str) -> object:
        return ledger([arranged(f"# A\n\n---\n\n{around.format(text)}\n")], BIBLIOGRAPHY)

    assert clock.growth(HOSTILE_TEXT[name], run, 500, slack=0.05) < 9
