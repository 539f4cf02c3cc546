"""The search in a browser: words of Chinese, Japanese and Korean, and headings that many decks have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.harness import BuildSite, Site, build_site

FEATURES = ["navigation.instant", "search.highlight", "search.share", "search.suggest"]

FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Home\n\n[week 1](weeks/w1.md)\n",
    "docs/weeks/w1.md": (
        "# 第一周：卷积神经网络\n\n---\n\n## 局部感受野\n\n"
        "每个神经元只看图像的一小块，使用 PyTorch 训练时，`参数`\n共享减少了计算量。\n\n另一段。\n\n---\n\n## 小结\n\n三个要点。\n"
    ),
    "docs/weeks/w2.md": (
        "# 第二周：注意力机制\n\n---\n\n## 自注意力\n\n查询、键与值 a<b&c。ＧＰＵ加速。\n\n---\n\n## 小结\n\n两个要点。\n"
    ),
    "docs/weeks/w3.md": "# 深層学習\n\n---\n\n## 畳み込み\n\n畳み込み層はﾃﾞｰﾀから特徴を抽出する。\n",
    "docs/weeks/w4.md": "# 딥러닝\n\n---\n\n## 합성곱 신경망\n\n사전학습언어모델을 미세조정한다.\n",
    "docs/weeks/w5.md": (
        "# Week 5: Optimisers\n\n---\n\n## What it is\n\nIt keeps a (momentum), “velocity”.\n\n---\n\n## Summary\n\nTwo.\n"
    ),
    "docs/weeks/w6.md": "# Week 6: Pooling\n\n---\n\n## Strides\n\nA summary of week 5, and 小结.\n\n---\n\n## Summary\n\nOne.\n",
}

FOUND = {
    "感受野": "局部感受野",  # a part of a heading
    "神经元": "局部感受野",  # inside a sentence
    "参数共享": "局部感受野",  # across a line of the source, and out of code
    "PyTorch训练": "局部感受野",  # without the space of the text
    "ＰｙＴｏｒｃｈ": "局部感受野",  # as an input method writes it
    "图像 计算": "局部感受野",  # all words
    "要点 -三个": "小结 ← 第二周：注意力机制",  # not this one
    "小结 第一周": "小结 ← 第一周：卷积神经网络",  # a heading that two decks have
    "小结 第二周": "小结 ← 第二周：注意力机制",
    "注意力": "第二周：注意力机制",
    "a<b&c。": "自注意力",
    "gpu 加速": "自注意力",
    "卷积神经网络的感受野": "第一周：卷积神经网络",  # nowhere as a whole
    "データ": "畳み込み",
    "언어모델": "합성곱 신경망",
    "summary week 5": "Summary ← Week 5: Optimisers",  # and not the sentence
    "summary week 6": "Summary ← Week 6: Pooling",
    "what it is": "What it is",  # stop words alone
    "momentum": "What it is",  # behind a bracket
    "velo": "What it is",
}
"""What is typed, and the heading that is found first; of headings in several decks, with its deck's title."""

RESULTS = """() => [...document.querySelectorAll(".md-search-result__item")].flatMap((item) => {
  const [page, ...sections] = [...item.querySelectorAll("a")].map((link) => ({
    title: link.querySelector("h1, h2").textContent,
    score: Number(link.querySelector("article").dataset.mdScore),
    marked: [...link.querySelectorAll("mark")].map((mark) => mark.textContent),
    href: link.getAttribute("href"),
  }));
  return [page, ...sections.map((section) => ({ ...section, page: page.title }))].filter(({ score }) => score > 0);
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with decks in four languages."""
    server = Server()
    theme = {"name": "material", "font": False, "features": FEATURES}
    site = build_site(
        tmp_path_factory.mktemp("search") / "site", FILES, plugins=["search", "deckbook"], theme=theme, site_url=server.url
    )
    assert site.problems == []
    yield server.serve(site.root / "site")
    server.close()


def search(page: Page, query: str) -> list[dict[str, str]]:
    """Types a query, and reads the results."""
    page.locator(".md-search__input").fill(query)
    page.evaluate("document.querySelector('.md-search-result__list').replaceChildren()")
    page.keyboard.press("End")
    page.locator(".md-search-result__item").first.wait_for()
    found: list[dict[str, str]] = page.evaluate(RESULTS)
    return found


def test_words_and_headings_are_found(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    found = {}
    for query, wanted in FOUND.items():
        first = search(page, query)[0]
        deck = first.get("page", "").rpartition("· ")[2] or first["title"]
        found[query] = f"{first['title']} ← {deck}" if "←" in wanted else first["title"].partition(" ·")[0]

    assert found == FOUND
