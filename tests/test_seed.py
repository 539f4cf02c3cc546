"""The main job: the seed deck, unchanged, is a site that reads like a book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents import Document, text
from tests.harness import Site, build_site

OUTLINE = {
    "第一周": [1],
    "一、论文来源": [2, 3, 4, 5],
    "二、论文阅读": [6, 7, 8],
    "三、项目学习": [9],
    "四、学习进度": [10],
}


@pytest.fixture(scope="module", params=[True, False], ids=["directories", "files"])
def site(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    seed = shared / "seed"
    files: dict[str, str | bytes] = {
        f"docs/weeks/{path.relative_to(seed).as_posix()}": path.read_bytes()
        for path in seed.rglob("*")
        if path.is_file()
    }
    theme = {"name": "material", "font": False, "language": "zh"}
    root = tmp_path_factory.mktemp("seed") / "site"
    return build_site(
        root, files, strict=True, theme=theme, plugins=["search", "deckbook"], use_directory_urls=request.param
    )


def pages(site: Site) -> list[Document]:
    """The book's pages in the order of the navigation."""
    documents = [Document.of(site, path) for path in site.pages]
    return sorted((document for document in documents if document.slides), key=lambda document: min(document.slides))


def test_a_strict_build_passes(site: Site) -> None:
    assert site.aborted is None
    assert site.problems == []


def test_it_becomes_five_places(site: Site) -> None:
    found = {text(next(document.article.iter("h1"))): list(document.slides) for document in pages(site)}

    assert found == OUTLINE
    assert [line.split(":")[0].strip(" -") for line in site.nav.splitlines()[3:]] == ["第一周", *OUTLINE]


def test_its_own_page_holds_the_contents(site: Site) -> None:
    own, *chapters = pages(site)

    for document in chapters:
        title = text(next(document.article.iter("h1")))
        target = own.target(own.link(title) or "")
        assert target in (document.path, document.path.removesuffix("/index.html"))
    assert own.link("李沐提到的一些阅读方法")


def test_headings_skip_no_level_and_repeat_no_title(site: Site) -> None:
    assert [document.headings for document in pages(site)] == [
        [(1, "第一周"), (2, "目录")],
        [
            (1, "一、论文来源"),
            (2, "李沐提到的一些阅读方法"),
            (2, "找到的一些有用的仓库"),
            (2, "找到的一些有用的仓库"),
        ],
        [
            (1, "二、论文阅读"),
            (2, "ImageNet Classification with Deep Convolutional Neural Networks"),
            (2, "摘要"),
            (2, "主要贡献"),
            (2, "关键方法"),
        ],
        [(1, "三、项目学习"), (2, "https://github.com/dsaidgovsg/multimodal-learning-hands-on-tutorial")],
        [(1, "四、学习进度")],
    ]


def test_its_pictures_are_shown(site: Site) -> None:
    pictures = [picture for document in pages(site) for picture in document.pictures]

    assert pictures == ["weeks/images/relu.png", "weeks/images/demo.png"]
    assert set(pictures) <= set(site.files)


def test_its_text_is_on_its_pages(site: Site) -> None:
    _, sources, reading, _, progress = pages(site)

    assert "一篇论文读三遍，在每一遍分别：" in text(sources.slides[3])
    assert [text(item) for item in sources.slides[3].iter("li")] == [
        "读标题，摘要，结论",
        "通读全文，不用追求细节，可以看一下重要的图表",
        "知道论文中的每句话在做什么，包括公式方法",
    ]
    assert len(list(sources.slides[5].iter("li"))) == 7
    assert "“Overlapping Pooling” (Krizhevsky et al., 2012, p. 4)" in text(reading.slides[8])
    assert text(progress.slides[10]).endswith("正则化的方法 （L2正则，dropout）")
    # <Footer /> is a component that nobody knows and that holds nothing: an info, and no trace of it on the page.
    assert site.find("<Footer") == []
    [infos] = [line for line in site.log if "Simplified as designed" in line]
    assert "2 × component-unknown-empty" in infos


def test_ids_are_unique_and_lasting(site: Site) -> None:
    for document in pages(site):
        assert len(document.ids) == len(set(document.ids))
    for document in pages(site):
        for number, slide in document.slides.items():
            assert slide.attrib["id"] != ""
            assert f"slide-{number}" in document.ids
