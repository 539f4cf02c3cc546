"""Papers on a site: the seed deck as it is, with a bibliography of our own; real builds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.documents import Document, text
from tests.harness import BuildSite, Site, build_site
from tests.papers.test_cited import BIBLIOGRAPHY

SECOND = """\
---
title: 第二周
date: 2026-11-20
---

# 第二周

---
paper: alexnet
pass: 2
verdict: 继续
tldr: 大卷积网络赢得 ImageNet。
---

## 再读

要点[^1]在图里，见 <https://github.com/mli/paper-reading>：

![图](./images/demo.png)

$$
y = \\max(0, x)
$$

[^1]: 脚注 (Krizhevsky et al., 2012, p. 3)。
"""


def seed_files(shared: Path, bibliography: str = BIBLIOGRAPHY) -> Mapping[str, str | bytes]:
    """The seed deck, a second week, and a bibliography."""
    folder = shared / "seed"
    files: dict[str, str | bytes] = {
        f"docs/weeks/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {**files, "docs/weeks/week-02.md": SECOND, "docs/papers.bib": bibliography}


@pytest.fixture(scope="module")
def site(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    theme = {"name": "material", "font": False, "language": "zh"}
    root = tmp_path_factory.mktemp("papers") / "site"
    return build_site(root, seed_files(shared), strict=True, theme=theme, plugins=["search", "deckbook"])


CHAPTER = "weeks/week-01/二论文阅读/index.html"


def page(site: Site, path: str) -> Document:
    return Document.of(site, path)


def cards(document: Document) -> list[str]:
    found = [item for item in document.article.iter("div") if item.get("class") == "deckbook-work"]
    return [item.get("id", "") for item in found if item.get("id")]


def test_a_strict_build_passes_and_the_bibliography_stays_private(site: Site) -> None:
    assert site.aborted is None
    assert site.problems == []
    # What the site has under this name are the papers that decks name; `test_sharing.py` has what is left out.
    assert site.read("papers.bib") != BIBLIOGRAPHY
    assert "- 论文: papers.md" in site.nav.splitlines()


def test_the_seed_deck_has_a_card_on_its_chapter_and_its_citation_leads_on(site: Site) -> None:
    chapter = page(site, CHAPTER)

    assert cards(chapter) == ["cite--alexnet"]
    assert chapter.link("Krizhevsky et al., 2012, p. 4") == "#ref--alexnet"
    assert chapter.headings[-1] == (2, "参考文献")
    [entry] = [item for item in chapter.article.iter("li") if item.get("id") == "ref--alexnet"]
    assert text(entry).startswith("[1] KRIZHEVSKY A, SUTSKEVER I, HINTON G E. ImageNet Classification")
    assert chapter.target(chapter.link("ImageNet Classification with Deep Convolutional Neural Networks") or "") == (
        "papers/alexnet"
    )


TWO_CHAPTERS = "\n\n---\n\n".join((
    "# Week",
    "# 1. One", "As [@alexnet] and [@li2020] say.", "## a\n\nb", "## c\n\nd",
    "# 2. Two", "As [@alexnet] says.", "## e\n\nf", "## g\n\nh",
))  # fmt: skip


@pytest.mark.parametrize("directories", [True, False])
def test_each_citation_has_a_card_behind_the_content(build: BuildSite, directories: bool) -> None:
    """Where a deck stands whole, too: the references of its chapters have ids of their own there."""
    files = {"docs/weeks/w1.md": TWO_CHAPTERS, "docs/papers.bib": BIBLIOGRAPHY}
    theme = {"name": "material", "font": False}
    site = build(files, theme=theme, plugins=["deckbook"], use_directory_urls=directories)
    end = "/index.html" if directories else ".html"
    first, second = ["papers/alexnet.md", "papers/li2020.md"], ["papers/alexnet.md"]

    for path, works in {"1-one": first, "2-two": second, "handout": [*first, *second]}.items():
        document = page(site, f"weeks/w1/{path}{end}")
        entries = {item.get("id"): item.get("data-work") for item in document.article.iter("li")}
        cites = [item for item in document.article.iter("a") if item.get("class") == "deckbook-cite"]
        assert [entries[item.attrib["href"][1:]] for item in cites] == works, path
        [shown] = [item for item in document.article if item.get("class") == "deckbook-cards"]
        ways = {card.get("data-work"): next(card.iter("a")).attrib["href"] for card in shown}
        leads_to = {work: document.target(way) for work, way in ways.items()}
        assert leads_to == {work: work.removesuffix(".md") + ("" if directories else ".html") for work in works}, path


def test_the_text_of_a_list_has_its_rows_and_not_what_a_script_filters_with(site: Site) -> None:
    lines = site.read("papers/index.html.md").split("# 论文\n", 1)[1].split("\n")

    rows = [line for line in lines if line.startswith("| ")]
    assert rows[0] == "| 论文 | 年份 | 发表于 | 阅读 | 笔记 |"
    assert [line for line in lines if line and line not in rows] == [
        "给 Zotero 等文献管理软件： [BibTeX](../papers.bib) · [CSL-JSON](../papers.json)"
    ]


def test_its_card_on_its_own_page_does_not_lead_there(site: Site) -> None:
    document = page(site, "papers/alexnet/index.html")

    [shown] = [item for item in document.article if item.get("class") == "deckbook-cards"]
    titles = [item for item in shown.iter("p") if item.get("class") == "deckbook-work__title"]
    assert [text(title) for title in titles] == ["ImageNet Classification with Deep Convolutional Neural Networks"]
    assert [*titles[0].iter("a")] == []


def test_other_pages_have_nothing_of_it(site: Site) -> None:
    for path in ("weeks/week-01/三项目学习/index.html", "weeks/week-01/一论文来源/index.html", "decks/index.html"):
        assert "papers.js" not in site.read(path)
        assert "papers.css" not in site.read(path)


def test_a_papers_page_opens_with_the_summary_newest_week_first(site: Site) -> None:
    paper = page(site, "papers/alexnet/index.html")

    assert paper.headings == [
        (1, "ImageNet Classification with Deep Convolutional Neural Networks"),
        (2, "第二周"),
        (3, "再读"),
        (2, "第一周 · 二、论文阅读"),
        (3, "摘要"),
        (3, "主要贡献"),
        (3, "关键方法"),
        (2, "阅读记录"),
        (2, "出现之处"),
        (2, "代码与仓库"),
        (2, "引用"),
        (2, "参考文献"),
    ]
    assert paper.pictures == ["weeks/images/demo.png", "weeks/images/relu.png"]
    assert len([item for item in paper.article.iter() if item.tag.endswith("}math")]) == 1
    back = [paper.target(str(paper.link(f"第 {number} 张幻灯片"))) for number in (2, 6, 7, 8)]
    assert back == ["weeks/week-02", *["weeks/week-01/二论文阅读"] * 3]
    assert paper.target(str(paper.link("↩"))) == "papers/alexnet"


def test_it_has_the_reading_record_what_is_beside_it_and_its_entry(site: Site) -> None:
    paper = page(site, "papers/alexnet/index.html")

    [reading] = [item for item in paper.article.iter("li") if item.get("data-pass")]
    assert text(reading) == "2026-11-20 第二周: 第 2 遍（共 3 遍） — 继续"
    assert paper.link("mli/paper-reading") == "https://github.com/mli/paper-reading"
    entry = next(text(item) for item in paper.article.iter("pre"))
    assert entry.startswith("@inproceedings{alexnet, title = {{ImageNet} Classification")


def test_all_papers_that_decks_name_are_listed(site: Site) -> None:
    papers = page(site, "papers/index.html")

    rows = [[text(cell) for cell in row] for row in papers.article.iter("tr")]
    assert [row[0].partition(" ")[0] for row in rows] == ["论文", "ImageNet"]
    assert rows[1][1:] == [
        "2012",
        "Advances in Neural Information Processing Systems 25",
        "●●○ 第 2 遍（共 3 遍）",
        "第二周, 第一周",
    ]
    assert "papers/li2020/index.html" not in site.pages


def test_links_and_ids_hold(site: Site) -> None:
    for path in (CHAPTER, "papers/alexnet/index.html", "papers/index.html", "weeks/week-02/index.html"):
        document = page(site, path)
        assert len(document.ids) == len(set(document.ids)), path
        for link in document.article.iter("a"):
            address = link.get("href", "")
            if address.startswith("#"):
                assert address[1:] in document.ids, (path, address)
            elif "://" not in address:
                folder = site.root / "site" / document.target(address)
                assert folder.exists() or folder.with_suffix(".html").exists(), (path, address)


def test_words_are_found_once(site: Site) -> None:
    """The slides of a paper's page are searched where they stand; its reading record on its page."""
    found = [location for location, entry in site.search.items() if "主要贡献" in entry["title"]]
    assert [unquote(location.partition("#")[0]) for location in found] == ["weeks/week-01/二论文阅读/"]
    assert any("GPU卷积" in entry["text"] for entry in site.search.values())
    assert not any("参考文献" in e["title"] for e in site.search.values())
    theirs = [e["title"] for location, e in site.search.items() if location.startswith("papers/")]
    assert "阅读记录" in theirs
    assert not {"出现之处", "引用"} & set(theirs)
    assert not any("GPU卷积" in e["text"] for location, e in site.search.items() if location.startswith("papers/"))


def test_without_a_bibliography_the_site_is_as_before(build: BuildSite) -> None:
    files = {"docs/index.md": "# Home\n", "docs/weeks/w1.md": SECOND.replace("./images", "https://example.org")}
    other = "@misc{x, title={Some Other Title}, author={Nobody, N.}, year={1999}}"

    without = build(files, plugins=["search", "deckbook"])
    with_other = build({**files, "docs/papers.bib": other}, plugins=["search", "deckbook"])

    assert without.files == with_other.files
    for path in without.files:
        if not path.endswith((".gz", "sitemap.xml")):
            before, after = ((site.root / "site" / path).read_bytes() for site in (without, with_other))
            assert before == after, path


def test_where_decks_are_not_trusted_papers_are_shown_as_well(build: BuildSite) -> None:
    deck = SECOND.replace("![图](./images/demo.png)", "<img src=x onerror=alert(1)>")
    files = {"docs/index.md": "# Home\n", "docs/weeks/w1.md": deck, "docs/papers.bib": BIBLIOGRAPHY}

    site = build(files, plugins=["search", {"deckbook": {"trusted": False}}])

    for path in ("weeks/w1/index.html", "papers/alexnet/index.html", "papers/index.html"):
        document = page(site, path)
        assert "onerror" not in site.article(path)
        assert len(document.ids) == len(set(document.ids)), path
        for link in document.article.iter("a"):
            address = link.get("href", "")
            assert not address.startswith("#") or address[1:] in document.ids, (path, address)
    assert cards(page(site, "weeks/w1/index.html")) == ["cite--alexnet"]
    assert "data-deckbook-list" in site.read("papers/index.html")


def test_pages_of_ones_own_are_kept(build: BuildSite) -> None:
    files = {
        "docs/index.md": "# Home\n",
        "docs/weeks/w1.md": SECOND.replace("./images", "https://example.org"),
        "docs/papers.bib": BIBLIOGRAPHY,
        "docs/papers/index.md": "# My papers\n",
        "docs/papers/alexnet.md": "# My notes on it\n",
    }

    site = build(files, plugins=["search", "deckbook"])

    assert page(site, "papers/index.html").headings == [(1, "My papers")]
    assert page(site, "papers/alexnet/index.html").headings == [(1, "My notes on it")]
    assert page(site, "weeks/w1/index.html").link("Krizhevsky et al., 2012, p. 3") == "#ref--alexnet"


def test_the_bibliography_and_the_list_may_stand_elsewhere(build: BuildSite) -> None:
    deck = SECOND.replace("./images", "https://example.org")
    files = {"docs/index.md": "# Home\n", "docs/weeks/w1.md": deck, "docs/refs/mine.bib": BIBLIOGRAPHY}
    options = {"bibliography": ["refs/mine.bib"], "papers_page": "refs/read.md", "citation_style": "ieee"}

    site = build(files, plugins=[{"deckbook": options}])

    assert [path for path in site.pages if path.startswith("refs/")] == [
        "refs/read/alexnet/index.html",
        "refs/read/index.html",
    ]
    assert "refs/mine.bib" not in site.files
    without = build(files, plugins=[{"deckbook": {**options, "papers_page": ""}}])
    assert "papers/alexnet/index.html" in without.pages


def test_what_is_wrong_with_a_bibliography_is_said(build: BuildSite) -> None:
    files = {
        "docs/index.md": "# Home\n",
        "docs/weeks/w1.md": "# Week\n\n---\npaper: nobody\n---\n\n## One\n\nBy @alexnet.\n",
        "docs/papers.bib": BIBLIOGRAPHY + "@article{broken, title = {Never closed\n",
    }

    site = build(files, plugins=["deckbook"])

    assert [line.partition(": ")[2].rpartition(" [")[2].rstrip("]") for line in site.problems] == [
        "papers-entry-broken",
        "paper-unknown",
    ]
    assert any("docs/papers.bib:14" in line for line in site.problems)
    assert "papers/alexnet/index.html" in site.pages
