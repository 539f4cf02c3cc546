"""`deckbook papers`, run as a command, with real hosts on this machine in the place of doi.org, arXiv and others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from deckbook import referring
from deckbook.cli import main
from deckbook.papers.remote import Asking, Hosts
from tests.server import Answer, Host, serving

CROSSREF = {
    "type": "article-journal",
    "title": "Deep learning &amp; <i>more</i> of ImageNet",
    "author": [
        {"given": "Yann", "family": "LeCun", "sequence": "first"},
        {"given": "Yoshua", "family": "Bengio"},
        {"name": "A Group", "literal": "A Group"},
    ],
    "container-title": "Nature",
    "issued": {"date-parts": [[2015, 5, 27]]},
    "volume": "521", "issue": "7553", "page": "436-444", "publisher": "Springer",
    "DOI": "10.1038/nature14539", "URL": "https://doi.org/10.1038/nature14539",
    "abstract": "<jats:p>Long</jats:p>", "note": "private: {x}",
}  # fmt: skip
ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><title>ArXiv Query</title>
<entry><id>http://arxiv.org/abs/1706.03762v7</id><published>2017-06-12T17:57:34Z</published>
<title>Attention Is
  All You Need</title><author><name>Ashish Vaswani</name></author><author><name>Noam Shazeer</name></author>
</entry></feed>"""
NOTE = {
    "notes": [{
        "id": "rJXMpikCZ",
        "content": {
            "title": {"value": "Graph Attention Networks"},
            "authors": {"value": ["Petar Veličković", "Yoshua Bengio"]},
            "venue": {"value": "ICLR 2018 Poster"},
            "_bibtex": {"value": "@inproceedings{x,\ntitle={Graph Attention Networks},\nbooktitle={International "
                        "Conference on Learning Representations},\nyear={2018}}"},
        },
    }]
}  # fmt: skip
ACL = """@inproceedings{devlin-etal-2019-bert,
    title = "{BERT}: Pre-training of Deep Bidirectional Transformers",
    author = "Devlin, Jacob  and
      Chang, Ming-Wei",
    booktitle = "Proceedings of NAACL",
    month = jun, year = "2019", url = "https://aclanthology.org/N19-1423/", pages = "4171--4186",
    doi = "10.18653/v1/N19-1423",
}"""


@pytest.fixture
def host() -> Iterator[Host]:
    with serving() as served:
        served.answers |= {
            "/10.1038/nature14539": Answer(b"", 302, {"Location": "/registry/nature14539"}),
            "/registry/nature14539": Answer(json.dumps(CROSSREF).encode()),
            "/api/query?id_list=1706.03762": Answer(ATOM.encode()),
            "/notes?id=rJXMpikCZ": Answer(json.dumps(NOTE).encode()),
            "/N19-1423.bib": Answer(ACL.encode()),
        }
        yield served


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs/weeks").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: S\nplugins: [deckbook]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, host: Host | None = None) -> Result:
    names = ("DOI", "ARXIV", "OPENREVIEW", "OPENREVIEW_OLD", "ACL")
    env = {f"DECKBOOK_{name}_URL": host.url for name in names} if host else {}
    return CliRunner(env=env).invoke(main, ["papers", *arguments], catch_exceptions=False)


def add(host: Host, *arguments: str) -> Result:
    return run("add", "--allow", "127.0.0.1", *arguments, host=host)


@pytest.mark.parametrize(
    ("named", "entry"),
    [
        (
            ["10.1038/nature14539", "doi:10.1038/NATURE14539", "https://doi.org/10.1038/nature14539"],
            (
                "@article{lecunDeepLearningMore2015,\n"
                "  title = {Deep learning \\& more of {ImageNet}},\n"
                "  author = {LeCun, Yann and Bengio, Yoshua and {A Group}},\n"
                "  journal = {Nature},\n"
                "  publisher = {Springer},\n"
                "  year = {2015},\n"
                "  month = {may},\n"
                "  volume = {521},\n"
                "  number = {7553},\n"
                "  pages = {436--444},\n"
                "  doi = {10.1038/nature14539},\n"
                "  url = {https://doi.org/10.1038/nature14539},\n"
                "}\n"
            ),
        ),
        (
            ["1706.03762", "arXiv:1706.03762v7", "https://arxiv.org/pdf/1706.03762", "10.48550/arXiv.1706.03762"],
            (
                "@misc{vaswaniAttentionAllYou2017,\n"
                "  title = {Attention Is All You Need},\n"
                "  author = {Vaswani, Ashish and Shazeer, Noam},\n"
                "  publisher = {arXiv},\n"
                "  year = {2017},\n"
                "  month = {jun},\n"
                "  eprint = {1706.03762},\n"
                "  archiveprefix = {arXiv},\n"
                "  url = {https://arxiv.org/abs/1706.03762},\n"
                "}\n"
            ),
        ),
        (
            ["https://openreview.net/forum?id=rJXMpikCZ", "https://openreview.net/pdf?id=rJXMpikCZ"],
            (
                "@inproceedings{velickovicGraphAttentionNetworks2018,\n"
                "  title = {Graph Attention Networks},\n"
                "  author = {Veličković, Petar and Bengio, Yoshua},\n"
                "  booktitle = {International Conference on Learning Representations},\n"
                "  publisher = {ICLR 2018 Poster},\n"
                "  year = {2018},\n"
                "  url = {https://openreview.net/forum?id=rJXMpikCZ},\n"
                "}\n"
            ),
        ),
        (
            ["https://aclanthology.org/N19-1423", "aclanthology.org/N19-1423.pdf", "10.18653/v1/N19-1423"],
            (
                "@inproceedings{devlinBERTPretrainingDeep2019,\n"
                "  title = {{BERT}: Pre-training of Deep Bidirectional Transformers},\n"
                "  author = {Devlin, Jacob and Chang, Ming-Wei},\n"
                "  booktitle = {Proceedings of NAACL},\n"
                "  year = {2019},\n"
                "  month = {jun},\n"
                "  pages = {4171--4186},\n"
                "  doi = {10.18653/v1/n19-1423},\n"
                "  url = {https://aclanthology.org/N19-1423/},\n"
                "}\n"
            ),
        ),
    ],
)
def test_a_clean_entry_is_appended_once(site: Path, host: Host, named: list[str], entry: str) -> None:
    done = add(host, *named)

    assert done.exit_code == 0, done.stderr
    assert (site / "docs/papers.bib").read_text("utf-8") == entry
    first, *others = done.stdout.splitlines()
    assert "is added to docs/papers.bib: " in first
    assert len(others) == len(named) - 1
    assert all(line.endswith("in docs/papers.bib already.") for line in others)
    assert run("check").exit_code == 0


def test_what_the_file_holds_stays_as_it_is(site: Path, host: Host) -> None:
    before = b"% mine\r\n@book{lecunDeepLearningMore2015, title={\xc4}, year=2000}\r\n@article{open, title = {x\r\n"
    (site / "docs/papers.bib").write_bytes(before)

    done = add(host, "10.1038/nature14539")

    after = (site / "docs/papers.bib").read_bytes()
    assert done.exit_code == 0
    assert after.startswith(before + b"\r\n@article{lecunDeepLearningMore2015a,\r\n  title = {")
    assert [path.name for path in (site / "docs").iterdir() if path.is_file()] == ["papers.bib"]
    assert "papers-entry-broken" in run("check").stdout


@pytest.mark.parametrize(
    "named",
    ["https://example.org/10.1000/x", "https://www.nature.com/articles/nature14539", "krizhevsky2012", "ftp://arxiv.org/1",
     "https://arxiv.org/list/cs.CV/new", "file:///etc/passwd", "http://127.0.0.1/10.1000/x", "https://arxiv.org@127.0.0.1/"],
)  # fmt: skip
def test_other_addresses_are_refused(site: Path, host: Host, named: str) -> None:
    done = add(host, named)

    assert done.exit_code == 1
    assert done.stderr.startswith(f"“{named}” is neither a DOI, nor")
    assert host.asked == []
    assert not (site / "docs/papers.bib").exists()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"", 404), "answers 404 Not Found."),
        (Answer(b"", 500), "answers 500 Internal Server Error."),
        (Answer(b"<html>no</html>"), "answers what is not what it should be."),
        (Answer(b'{"title": "x'), "answers what is not what it should be."),
        (Answer(b"[]"), "answers what is not what it should be."),
        (Answer(b"{}"), "is known, but without a title, so it is not added."),
        (Answer(b" " * 2_000_001), "is larger than 2 MB"),
        (Answer(b"{}", length=5000), "cannot be fetched: peer closed connection"),
        (Answer(b"", 302, {"Location": "/10.1000/x"}), "it leads from one address to the next."),
        (Answer(b"", 302, {"Location": "file:///etc/passwd"}), "it leads to “file:///etc/passwd”."),
        (Answer(b"", 302, {"Location": "http://127.0.0.2:1/"}), "is on a machine of a private network, 127.0.0.2"),
        (Answer(b"", 302, {"Location": "http://[::1]/"}), "is on a machine of a private network, ::1"),
        (Answer(b"", 302, {"Location": "http://169.254.169.254/"}), "is on a machine of a private network, 169.254"),
        (Answer(b"", 302, {"Location": "http://localhost:1/"}), "is on a machine of a private network, localhost"),
    ],
)
def test_what_cannot_be_had_is_said_and_the_rest_goes_on(site: Path, host: Host, answer: Answer, said: str) -> None:
    host.answers["/10.1000/x"] = answer

    done = add(host, "10.1000/x", "1706.03762")

    assert done.exit_code == 1
    assert said in done.stderr
    assert (site / "docs/papers.bib").read_text("utf-8").startswith("@misc{vaswani")


@pytest.mark.parametrize(
    "content",
    [
        b"nothing", b"<feed xmlns='http://www.w3.org/2005/Atom'/>",
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><feed>&a;</feed>",
        ATOM.replace("/abs/", "/errors/").encode(),
    ],
)  # fmt: skip
def test_answers_of_arxiv_that_hold_no_paper(site: Path, host: Host, content: bytes) -> None:
    host.answers["/api/query?id_list=1706.03762"] = Answer(content)

    done = add(host, "1706.03762")

    assert done.exit_code == 1
    assert "1706.03762" in done.stderr
    assert not (site / "docs/papers.bib").exists()


def test_hostile_answers_are_no_more_than_text(site: Path, host: Host) -> None:
    title = "}\n@book{evil, title={x}} \\input{/etc/passwd} %"
    hostile = {"title": title, "author": [{"literal": "} and {"}], "type": "book"}
    host.answers["/10.1000/x"] = Answer(json.dumps(hostile).encode())

    add(host, "10.1000/x")

    found = run("check").stdout
    assert "evil" not in found
    assert (site / "docs/papers.bib").read_text("utf-8").count("\n@") == 0


def test_hosts_of_private_networks_are_asked_only_if_allowed(site: Path, host: Host) -> None:
    done = run("add", "1706.03762", host=host)

    assert done.exit_code == 1
    assert "on a machine of a private network, 127.0.0.1; if that is meant, allow it: --allow 127.0.0.1." in done.stderr
    assert host.asked == []


def test_a_host_that_is_slow(tmp_path: Path, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    def hasty(hosts: Hosts, allowed: tuple[str, ...]) -> Asking:
        return Asking(hosts, allowed, httpx.Timeout(0.1))

    monkeypatch.setattr(referring, "Asking", hasty)
    host.answers["/10.1000/x"] = Answer(b"{}", delay=0.5)
    target = tmp_path / "papers.bib"

    [result] = referring.add(["10.1000/x"], target, [], Hosts(doi=host.url), ("127.0.0.1",))

    assert result.is_fault
    assert result.text == f"{host.url}/10.1000/x cannot be fetched: it takes too long to answer."
    assert not target.exists()


def test_a_file_that_may_not_be_written(site: Path, host: Host) -> None:
    (site / "docs/papers.bib").mkdir()

    done = add(host, "--into", "docs/papers.json", "1706.03762")

    assert done.exit_code == 2
    assert "Entries are appended to BibTeX files" in done.stderr


DECK = """\
# Week

---
paper: alexnet
pass: 1
verdict: worth another pass
---

# Reading

A text (Krizhevsky et al., 2012), (He et al., 2016), [@nobody, p. 2] and (Smith, 2014).

---
paper: done
pass: 3
verdict: continue
---

# Done
"""
BIB = """\
@inproceedings{alexnet, title={ImageNet Classification}, author={Krizhevsky, A. and Sutskever, I. and B, C.}, year=2012}
@article{done, title={Three Passes}, author={Doe, J.}, journal={J}, year=2001}
@article{smithA, title={A Thing}, author={Smith, A.}, journal={J}, year=2014}
@article{smithB, title={Another Thing}, author={Smith, B.}, journal={J}, year=2014}
@misc{pre, title={A Work}, author={Poe, E.}, year=2019, eprint={1901.00001}, archiveprefix={arXiv}}
@inproceedings{pub, title={A Work}, author={Poe, Edgar}, booktitle={CVPR}, year=2020}
@article{twin1, title={One}, author={A, B.}, journal={J}, year=2001, doi={10.1000/X}}
@article{twin2, title={Other Title}, author={C, D.}, journal={J}, year=2001, doi={https://doi.org/10.1000/x}}
"""


def test_check_says_what_is_wrong_with_bibliography_and_citations(site: Path) -> None:
    (site / "docs/weeks/2026-w01.md").write_text(DECK, encoding="utf-8")
    (site / "docs/papers.bib").write_text(BIB, encoding="utf-8")

    done = run("check", "--format", "json")

    assert done.exit_code == 0
    assert [(item["file"], item["line"], item["rule"]) for item in json.loads(done.stdout)] == [
        ("docs/papers.bib", 1, "papers-venue-missing"),
        ("docs/papers.bib", 5, "papers-published"),
        ("docs/papers.bib", 8, "papers-duplicate"),
        ("docs/weeks/2026-w01.md", 11, "citation-ambiguous"),
        ("docs/weeks/2026-w01.md", 11, "citation-unknown"),
        ("docs/weeks/2026-w01.md", 11, "citation-unlisted"),
    ]
    assert "“pre” is a preprint of “pub” (line 6)" in done.stdout
    assert "may mean “smithA” or “smithB”" in done.stdout
    assert run("check", "--strict").exit_code == 1


def test_check_without_a_bibliography(site: Path) -> None:
    done = run("check")

    assert done.exit_code == 2
    assert "There is no bibliography" in done.stderr


def test_check_of_named_files(site: Path) -> None:
    (site / "other.bib").write_text("@book{a", encoding="utf-8")

    done = run("check", "--bibliography", "other.bib")

    assert done.exit_code == 1
    assert done.stdout.startswith("other.bib:1: error: ")


def test_todo_lists_what_waits_for_another_pass(site: Path) -> None:
    (site / "docs/weeks/2026-w01.md").write_text(DECK, encoding="utf-8")
    (site / "docs/papers.bib").write_text(BIB, encoding="utf-8")

    done = run("todo")

    assert done.exit_code == 0
    assert done.stdout == (
        "alexnet: pass 2 is next; “worth another pass” (2026-w01) — ImageNet Classification "
        "[docs/weeks/2026-w01.md:3]\n"
    )


def test_todo_with_nothing_to_do(site: Path) -> None:
    assert run("todo").stdout == "No paper waits for another pass.\n"
