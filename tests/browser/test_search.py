"""The search in a browser: words of Chinese, Japanese and Korean, and headings that many decks have."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.browser import books
from tests.browser.finding import ask, found_headings, found_words, headings, read_index
from tests.browser.server import Server
from tests.harness import ROOT, Site, build_site

THEME = {
    "name": "material",
    "font": False,
    "features": ["navigation.instant", "search.highlight", "search.share", "search.suggest"],
}


PATIENCE = 30_000
"""Milliseconds that a busy machine may take."""


def deck(title: str, slides: dict[str, str]) -> str:
    return "\n\n---\n\n".join((f"# {title}", *(f"## {heading}\n\n{text}\n" for heading, text in slides.items())))


POINTS = "```py\nprint(3)\n```\n\n三个要点。"
FIELDS = "每个神经元只看图像的一小块，使用 PyTorch 训练时，`参数`\n共享减少了计算量。\n\n另一段。"
FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Home\n\n[week 1](weeks/w1.md)\n",
    "docs/weeks/w1.md": deck("第一周：卷积神经网络", {"局部感受野": FIELDS, "小结": POINTS}),
    "docs/weeks/w2.md": deck(
        "第二周：注意力机制", {"自注意力": "查询、键与值 a<b&c。ＧＰＵ加速。", "小结": "两个要点。"}
    ),
    "docs/weeks/w3.md": deck("深層学習", {"畳み込み": "畳み込み層はﾃﾞｰﾀから特徴を抽出する。"}),
    "docs/weeks/w4.md": deck("딥러닝", {"합성곱 신경망": "사전학습언어모델을 미세조정한다."}),
    "docs/weeks/w5.md": deck(
        "Week 5: Optimisers", {"What it is": "It keeps a (momentum), “velocity”.", "Summary": "Two."}
    ),
    "docs/weeks/w6.md": deck(
        "Week 6: Pooling",
        {"Strides": "A summary of week 5, and 小结.", "What --fix and -v do": "One.", "Summary": "One."},
    ),
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
    "what --fix and -v do": "What --fix and -v do",  # a minus that leaves nothing out
}
"""What is typed, and the heading that is found first; of headings in several decks, with its deck's title."""

RESULTS = """() => [...document.querySelectorAll(".md-search-result__item")].flatMap((item) => {
  const [page, ...sections] = [...item.querySelectorAll("a")].map((link) => ({
    title: link.querySelector("h1, h2").textContent,
    score: Number(link.querySelector("article").dataset.mdScore),
    marked: [...link.querySelectorAll("mark")].map((mark) => mark.textContent),
    missing: [...link.querySelectorAll("del")].map((term) => term.textContent).join(" "),
    text: link.querySelector("article").innerText.split("\\n").slice(1).join("").trim(),
  }));
  return [page, ...sections.map((section) => ({ ...section, page: page.title }))].filter(({ score }) => score > 0);
})"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server whose address is known before there is a site."""
    started = Server()
    yield started
    started.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Site:
    """A site with decks in four languages."""
    folder = tmp_path_factory.mktemp("search") / "site"
    built = build_site(folder, FILES, plugins=["search", "deckbook"], theme=THEME, site_url=server.url)
    assert built.problems == []
    return built


@pytest.fixture(scope="module")
def address(server: Server, site: Site) -> str:
    """Where it is served."""
    return server.serve(site.root / "site")


def search(page: Page, query: str) -> list[dict[str, Any]]:
    """Types a query, and reads the results."""
    page.evaluate("document.querySelector('.md-search-result__list').replaceChildren()")
    page.locator(".md-search__input").fill(query)
    for wait in (2_000, 4_000, 8_000, PATIENCE):  # the theme's script may not have been there yet
        page.keyboard.press("End")
        with contextlib.suppress(TooLate):
            page.locator(".md-search-result__item").first.wait_for(timeout=wait)
            break
        page.locator(".md-search__input").blur()
        page.keyboard.press("/")
    found: list[dict[str, Any]] = page.evaluate(RESULTS)
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


def test_results_mark_what_was_asked_for_and_say_what_is_missing(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")

    assert search(page, "参数共享")[0]["marked"] == ["参数", "共享"]  # in code and behind it
    assert search(page, "PyTorch训练")[0]["marked"] == ["PyTorch 训练"]
    assert search(page, "a<b&c 键")[0]["marked"] == ["键", "a", "b&c"]
    assert search(page, "卷积神经网络的感受野")[0]["missing"] == "的感受野"
    assert search(page, "局部神经元与感受野图像")[0]["missing"] == "与"


def test_a_result_shows_two_blocks_and_no_code_that_holds_nothing(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")

    assert search(page, "另一段")[0]["text"] == "另一段。"  # and not the paragraph before it
    assert search(page, "局部感受野")[0]["text"].endswith("另一段。")
    assert search(page, "小结 第一周")[0]["text"] == "三个要点。"
    assert search(page, "要点 print")[0]["text"] == "print(3)三个要点。"


def test_the_reader_arrives_at_the_marked_word(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("window.isSamePage = true")
    page.keyboard.press("/")
    search(page, "pytorch训练")
    page.locator(".md-search-result__link", has_text="局部感受野").click()

    expect(page).to_have_url(re.compile(r"weeks/w1/\?h=\S+#"), timeout=PATIENCE)
    expect(page.locator("mark[data-md-highlight]")).to_have_text("PyTorch 训练", timeout=PATIENCE)
    assert page.evaluate("window.isSamePage")  # no other page was loaded
    expect(page.locator("#__search")).not_to_be_checked(timeout=PATIENCE)
    expect(page.locator(".md-search__input")).not_to_be_focused(timeout=PATIENCE)
    page.keyboard.press("/")
    assert search(page, "自注意力")[0]["title"] == "自注意力"  # and the search goes on


def test_the_rest_of_a_word_is_suggested(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    search(page, "局部")
    expect(page.locator(".md-search__suggest")).to_have_text("局部感受野", timeout=PATIENCE)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".md-search__input")).to_have_value("局部感受野", timeout=PATIENCE)


def test_a_search_is_shared_by_its_address(page: Page, address: str) -> None:
    page.goto(f"{address}?q=神经元")
    expect(page.locator(".md-search-result__link").nth(1)).to_contain_text("局部感受野", timeout=PATIENCE)
    assert page.locator(".md-search__options a").get_attribute("href") == f"{address}?q=%E7%A5%9E%E7%BB%8F%E5%85%83"


def test_what_answers_is_loaded_once_a_reader_searches(page: Page, address: str) -> None:
    loaded = []
    page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert "search.js" not in loaded
    page.keyboard.press("/")
    search(page, "神经元")
    search(page, "图像")

    assert loaded.count("search.js") == 1


def test_the_worker_answers_alone_where_that_is_missing(browser: Browser, site: Site, tmp_path: Path) -> None:
    shutil.copytree(site.root / "site", tmp_path / "site")
    (tmp_path / "site" / "assets" / "deckbook" / "search.js").unlink()
    server = Server()
    with browser.new_context() as context:  # not the fixture's, which forbids what the browser says of it
        page = context.new_page()
        page.goto(server.serve(tmp_path / "site"))
        page.keyboard.press("/")

        assert search(page, "momentum")[0]["title"] == "What it is"
    server.close()


def test_an_edition_in_a_folder_of_its_own_is_searched(
    page: Page, site: Site, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    shutil.copytree(site.root / "site", tmp_path / "host" / "2026-w46")
    page.goto(f"{serve(tmp_path / 'host')}2026-w46/weeks/w2/")  # as mike arranges a host
    page.keyboard.press("/")
    search(page, "神经元")
    page.locator(".md-search-result__link", has_text="局部感受野").click()

    expect(page).to_have_url(re.compile(r"/2026-w46/weeks/w1/\?h="), timeout=PATIENCE)


def test_an_offline_site_is_searched_from_the_disk(page: Page, tmp_path: Path) -> None:
    shim = ROOT / ".cache" / "npm" / "iframe-worker-1.0.4" / "shim" / "index.js"
    if not shim.exists():
        pytest.skip("needs the npm package iframe-worker: `make test` gets it where there is npm")
    files = FILES | {"docs/assets/iframe-worker.js": shim.read_bytes()}
    plugins: list[object] = ["offline", "search", "deckbook"]
    extra = {"polyfills": ["assets/iframe-worker.js"]}  # else the plugin takes the same from another host
    site = build_site(tmp_path / "site", files, plugins=plugins, theme=THEME, extra=extra)
    assert site.problems == []
    page.goto((site.root / "site" / "index.html").as_uri())
    page.keyboard.press("/")

    assert search(page, "神经元")[0]["title"] == "局部感受野"
    assert search(page, "summary week 6")[0]["page"] == "Week 6: Pooling"


def test_every_heading_of_the_demo_is_found(page: Page, demo: str) -> None:
    page.goto(demo)
    wanted = headings(page.request.get(f"{demo}search/search_index.json").json())
    found = found_headings(ask(page, list(wanted.values())), wanted)

    assert len(found) > 150
    assert [query for query, is_found in zip(wanted.values(), found, strict=True) if not is_found] == []


@pytest.mark.parametrize(
    ("language", "pages"),
    [("zh", 48), ("en", 48), *(pytest.param(language, 1000, marks=pytest.mark.long) for language in books.LANGUAGES)],
)
def test_words_inside_sentences_and_headings_of_a_book_are_found(
    page: Page, tmp_path: Path, serve: Callable[[Path], str], language: str, pages: int
) -> None:
    book = books.make(language, pages, rare=4 * pages)
    words = list(book.words.items())[:1000]
    theme = {"name": "material", "font": False, "language": language, "features": ["navigation.prune"]}
    sources: dict[str, str | bytes] = {"docs/index.md": "# Home\n", **book.decks}
    site = build_site(tmp_path / "site", sources, plugins=["search", "deckbook"], theme=theme)
    page.goto(serve(site.root / "site"))
    wanted = headings(read_index(site.root / "site"))

    assert len(words) == min(1000, len(book.words)) >= pages
    assert len(wanted) > 3 * pages
    assert share(found_words(ask(page, [word for word, _ in words]), words)) >= 0.99
    assert share(found_headings(ask(page, list(wanted.values())), wanted)) == 1


def share(found: list[bool]) -> float:
    return sum(found) / len(found)
