"""Papers for reference managers: a bibliography and decks in, the files and heads of a real build out, read back."""

from __future__ import annotations

import html
import json
import re
import warnings
from typing import Any
from xml.etree import ElementTree

import citeproc
import pytest
from bibtexparser.splitter import Splitter
from citeproc.source.json import CiteProcJSON

from deckbook.papers import Paper
from tests.harness import BuildSite, Site, build_site
from tests.papers.bibliographies import bibliography, line

BIBLIOGRAPHY = """\
@inproceedings{alexnet,
  title = {{ImageNet} Classification & {\\"O}thers},
  author = {Krizhevsky, Alex and Sutskever, Ilya and Hinton, Geoffrey E.},
  booktitle = {Advances in Neural Information Processing Systems 25},
  pages = {1097--1105},
  year = 2012,
  file = {/home/ada/alexnet.pdf},
  keywords = {private-tag},
  note = {ask Bob},
}
@article{li2020,
  title = {一种 a < b 的方法},
  author = {李, 明 and 王, 芳 and others},
  journal = {学报},
  volume = 3, number = 2,
  year = 2020, month = may,
  doi = {10.1234/abc},
}
@misc{vaswani2017, title = {Attention Is All You Need}, author = {van der Waals, J. D. and {Google Brain}},
  eprint = {1706.03762}, archiveprefix = {arXiv}, year = 2017}
@book{unread, title = {Nobody Names It}, author = {Doe, Jane}, year = 1999}
"""
FIRST = "---\ntitle: One\ndate: 2026-w46\n---\n\n# One\n\n---\npaper: [alexnet, li2020]\n---\n\n## Reading\n\nText.\n"
SECOND = "---\ntitle: Two\ndate: 2026-w47\n---\n\n# Two\n\n---\n\n## More\n\nSee https://arxiv.org/abs/1706.03762.\n"
FILES: dict[str, str | bytes] = {
    "docs/papers.bib": BIBLIOGRAPHY,
    "docs/weeks/one.md": FIRST,
    "docs/weeks/two.md": SECOND,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("shared") / "site"
    return build_site(root, FILES, plugins=["deckbook"], site_url="https://example.org/notes/")


def papers(text: str, name: str) -> dict[str, Paper]:
    """The papers of a file, which has nothing wrong."""
    found = bibliography(text, name)
    assert found.diagnostics == ()
    return dict(found.papers)


def test_both_files_have_the_papers_that_decks_name_and_all_their_fields(site: Site) -> None:
    known = papers(BIBLIOGRAPHY, "papers.bib")
    bib = papers(site.read("papers.bib"), "papers.bib")
    csl = papers(site.read("papers.json"), "papers.json")

    assert list(bib) == list(csl) == ["vaswani2017", "alexnet", "li2020"]
    assert list(map(line, bib.values())) == [line(known[key]) for key in bib]
    # CSL has no word for authors that are not named.
    assert [line(paper) for paper in csl.values()] == [line(known[key]).replace("; …", "") for key in csl]
    assert {key: paper.item.get("page") for key, paper in csl.items()} == {
        "vaswani2017": None, "alexnet": "1097–1105", "li2020": None,
    }  # fmt: skip


def test_other_readers_find_nothing_wrong_with_them(site: Site) -> None:
    library = Splitter(site.read("papers.bib")).split()
    assert [entry.key for entry in library.entries] == ["vaswani2017", "alexnet", "li2020"]
    assert library.failed_blocks == []

    # All but the key, which CSL has had since 1.0.2.
    items = [{**item} for item in json.loads(site.read("papers.json"))]
    assert [item.pop("citation-key") for item in items] == ["vaswani2017", "alexnet", "li2020"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # citeproc-py warns of what it does not know
        source = CiteProcJSON(items)
    assert sorted(source) == ["alexnet", "li2020", "vaswani2017"]
    assert isinstance(source["alexnet"]["author"][0], citeproc.source.Name)


def test_what_an_entry_says_for_its_owner_is_in_none_of_them(site: Site) -> None:
    for private in ("/home/ada", "private-tag", "ask Bob", "Nobody Names It"):
        assert site.find(private) == []


def test_the_list_of_papers_and_the_feed_lead_to_them(site: Site) -> None:
    page = site.article("papers/index.html")
    assert '<a href="../papers.bib" download>BibTeX</a> · <a href="../papers.json" download>CSL-JSON</a>' in page

    feed = ElementTree.fromstring(site.read("feed.xml"))  # noqa: S314 - our own
    atom = "{http://www.w3.org/2005/Atom}"
    related = {link.get("href"): link.get("type") for link in feed.iter(f"{atom}link") if link.get("rel") == "related"}
    assert related == {
        "https://example.org/notes/papers.json": "application/vnd.citationstyles.csl+json",
        "https://example.org/notes/papers.bib": "application/x-bibtex",
    }
    contents = [str(entry.findtext(f"{atom}content")) for entry in feed.iter(f"{atom}entry")]
    assert '<a href="https://example.org/notes/papers/vaswani2017/">Attention Is All You Need</a>' in contents[0]
    assert "papers/alexnet/" in contents[1]
    assert "vaswani2017" not in contents[1]


def test_a_deck_has_its_papers_in_the_listing(site: Site) -> None:
    two, one = json.loads(site.read("book.json"))["books"]

    assert [paper["url"].rsplit("/", 2)[1] for paper in one["papers"]] == ["alexnet", "li2020"]
    assert two["papers"] == [
        {"title": "Attention Is All You Need", "url": "https://example.org/notes/papers/vaswani2017/"}
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("alexnet", {
            "title": ["ImageNet Classification & Öthers"],
            "author": ["Krizhevsky, Alex", "Sutskever, Ilya", "Hinton, Geoffrey E."],
            "publication_date": ["2012"],
            "conference_title": ["Advances in Neural Information Processing Systems 25"],
            "firstpage": ["1097"], "lastpage": ["1105"],
        }),
        ("li2020", {
            "title": ["一种 a < b 的方法"], "author": ["李, 明", "王, 芳"], "publication_date": ["2020"],
            "journal_title": ["学报"], "volume": ["3"], "issue": ["2"], "doi": ["10.1234/abc"],
        }),
        ("vaswani2017", {
            "title": ["Attention Is All You Need"], "author": ["van der Waals, J. D.", "Google Brain"],
            "publication_date": ["2017"], "arxiv_id": ["1706.03762"],
            "pdf_url": ["https://arxiv.org/pdf/1706.03762"],
        }),
    ],
)  # fmt: skip
def test_a_papers_page_says_what_it_is_about(site: Site, name: str, said: dict[str, Any]) -> None:
    found: dict[str, list[str]] = {}
    page = site.read(f"papers/{name}/index.html")
    for key, value in re.findall(r'<meta name="citation_(\w+)" content="([^"]*)">', page):
        found.setdefault(key, []).append(html.unescape(value))

    assert found == said


def test_a_site_that_wants_no_other_forms_has_none_of_them(build: BuildSite) -> None:
    built = build(FILES, plugins=[{"deckbook": {"exports": False}}])

    assert not {"papers.bib", "papers.json"} & set(built.files)
    assert "papers.bib" not in built.article("papers/index.html")
