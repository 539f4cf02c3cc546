"""The kinds of pages that Deckbook makes, each with one on a site made for this: a new kind is a line here."""

from __future__ import annotations

import json
from pathlib import Path
from unittest import mock

from playwright.sync_api import Page, ViewportSize

from deckbook.news import EDITIONS, VERSION
from deckbook.publish.editions import Edition, News, written_editions
from tests.browser.walk import SCHEMES
from tests.harness import Site, build_site

PAGE_TYPES = {
    "list of decks": "decks/",
    "deck": "weeks/第二周/",
    "chapter": "weeks/第二周/一正文/",
    "second page": "weeks/第二周/一正文/2/",
    "one page": "weeks/notes/",
    "handout": "weeks/第二周/handout/",
    "papers": "papers/",
    "paper": "papers/alexnet/",
    "repositories": "repositories/",
    "code": "code/",
    "guide": "guide/",
    "what's new": "notes/2026-w46/whats-new/",
    "old edition": "notes/2026-w45/weeks/2026-w45/",
}
"""Their addresses on `study`'s site; Deckbook adds to the last four, which MkDocs' other plugins and authors write."""



def visit(page: Page, site: str, kind: str) -> None:
    """Opens one, and waits until what it says of editions is there, which comes later than the page."""
    page.goto(site + PAGE_TYPES[kind])
    if PAGE_TYPES[kind].startswith("notes/"):
        page.wait_for_selector(".md-version__list[data-deckbook]", state="attached")
    if kind == "old edition":
        page.wait_for_selector(".deckbook-edition")


WIDTHS: dict[int, ViewportSize] = {
    320: {"width": 320, "height": 640},
    768: {"width": 768, "height": 900},
    1280: {"width": 1280, "height": 900},
    2560: {"width": 2560, "height": 1300},
}
"""A small phone, a tablet, a laptop, a wide screen."""

PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="480" height="300" viewBox="0 0 480 300">
<rect width="480" height="300" fill="#fdfbf5"/><circle cx="150" cy="150" r="90" fill="#3f51b5"/>
<rect x="280" y="60" width="140" height="180" fill="#bf5b17"/></svg>
"""
BIBLIOGRAPHY = """\
@inproceedings{alexnet,
  title = {{ImageNet} Classification with Deep Convolutional Neural Networks},
  author = {Krizhevsky, Alex and Sutskever, Ilya and Hinton, Geoffrey E.},
  booktitle = {Advances in Neural Information Processing Systems 25},
  year = 2012,
}
"""
SENTENCE = "这一段话写的是 Dropout 在训练时做什么：每一步随机丢掉一些单元，于是网络不能依赖其中任何一个（see page 4）。"
CODE = f"def relu(x):\n    return max(x, 0.0)\n\nprint(relu(-1.0), '{'a long line ' * 12}')"
FORMULA = r"J(w) = L(w) + \frac{\lambda}{2} \lVert w \rVert^2"
SLIDES = [
    "---\nauthor: 学习小组\ndate: 2026-11-15\n---\n\n# 第二周\n\n把上周的笔记讲清楚",
    "# 目录\n\n<Toc />",
    f"## 一、正文\n\n{SENTENCE}\n\n- 第一点：保留概率 $p$\n- 第二点：[PyTorch](https://github.com/pytorch/pytorch)\n\n{SENTENCE}",
    "---\nlayout: image-right\nimage: ./picture.svg\n---\n\n### 图在旁边\n\n- 左边是文字\n- 右边是图\n\n" + SENTENCE,
    f"### 代码\n\n```py {{2}}\n{CODE}\n```\n\n{SENTENCE * 3}",
    f"### 图\n\n![一个圆和一个方块](./picture.svg)\n\n> 引用的话\n\n{SENTENCE * 3}",
    "### 表\n\n| 名称 | 大小 | 说明 |\n|---|--:|---|\n| 卷积层 | 5 | 前五层 |\n| 全连接层 | 3 | 最后三层，接 softmax |",
    f"### 公式\n\n$$\n{FORMULA}\n$$\n\n见 (Krizhevsky et al., 2012, p. 4)。{SENTENCE * 3}",
    "## 二、结尾\n\n最后一章。",
    f"### 两栏\n\n{SENTENCE}\n\n[Slidev](https://sli.dev/) 与 **重点**。",
]
NOTES = "# Notes\n\n---\n\n" + "A sentence of a page in English, which is long enough to be broken into lines. " * 9


GUIDE = f"""\
# Guide

A page that is no deck, with `code` in a line.

!!! note "Admonition"
    {"Words of a note that is long enough for a second line. " * 3}

| Option | What it does |
| --- | --- |
| `page_words` | {"how many words a page of a chapter should have " * 2} |

```yaml title="mkdocs.yml"
plugins:
  - deckbook
```

1. First
2. Then
"""
MODULE = '''\
"""What the decks' code is about."""


def relu(x: float) -> float:
    """max(0, x).

    Args:
        x: Any number.
    """
    return max(0.0, x)
'''
LANGUAGE = {"name": "material", "font": False, "language": "zh"}


def study(root: Path, address: str) -> Site:
    """Builds the site; `address` is where it will be served."""
    [first, *others] = SLIDES
    deck = first + "".join(f"\n\n{slide}" if slide.startswith("---") else f"\n\n---\n\n{slide}" for slide in others)
    palette = [{"media": f"(prefers-color-scheme: {name})", "scheme": scheme} for name, scheme in SCHEMES.items()]
    theme = LANGUAGE | {"palette": palette}
    site = build_site(
        root,
        {
            "docs/index.md": "# 首页\n",
            "docs/guide.md": GUIDE,
            "docs/code.md": "# Code\n\n::: study_code\n",
            "study_code.py": MODULE,
            "docs/weeks/第二周.md": deck + "\n",
            "docs/weeks/notes.md": NOTES,
            "docs/weeks/picture.svg": PICTURE,
            "docs/papers.bib": BIBLIOGRAPHY,
        },
        strict=True,
        site_url=address,
        repo_url="https://git.example.org/a/b",
        edit_uri="blob/main/docs/",
        theme=theme,
        # As the guide says for the pages of a site that are no decks.
        extra_css=["assets/deckbook/deckbook.css"],
        markdown_extensions=["admonition", "tables", "pymdownx.highlight", "pymdownx.superfences"],
        plugins=[
            "search",
            {"deckbook": {"page_words": 250, "presented": "https://slides.example.org/{deck}/{slide}"}},
            {"mkdocstrings": {"handlers": {"python": {"paths": ["."], "options": {"show_root_toc_entry": False}}}}},
        ],
    )
    if site.problems == []:
        _publish(root.with_name(f"{root.name}-editions"), root / "site" / "notes", f"{address}notes/", theme)
    return site


def _publish(root: Path, place: Path, address: str, theme: dict[str, object]) -> None:
    """Two editions beside one another, as `deckbook publish` arranges them."""
    weeks = {"2026-w45": "# 第一周\n\n---\n\n## 一、正文\n\n" + SENTENCE, "2026-w46": "# 第二周\n\n---\n\n## 一、结尾"}
    news = News(decks=(("weeks/2026-w46.md", "第二周"),), stars=(("https://github.com/a/b", "a/b", 1200, 1300),))
    first = Edition("2026-w45", "第一周", "2026-11-08", "", 0)
    editions = (first, Edition("2026-w46", "第二周", "2026-11-15", "", 0, news))
    files: dict[str, str | bytes] = {"docs/index.md": "# 首页\n", "editions.json": written_editions(editions[::-1])}
    for name, deck in weeks.items():
        files[f"docs/weeks/{name}.md"] = deck
        folder = root / name
        with mock.patch.dict("os.environ", {VERSION: name, EDITIONS: str(folder / "editions.json")}):
            site = build_site(
                folder, files, strict=True, site_url=f"{address}{name}/", theme=theme, plugins=["search", "deckbook"]
            )
        assert site.problems == []
        place.mkdir(exist_ok=True)
        (folder / "site").rename(place / name)
    versions = [{"version": item.version, "title": item.title, "aliases": []} for item in editions[::-1]]
    versions[0]["aliases"] = ["latest"]
    (place / "versions.json").write_text(json.dumps(versions), "utf-8")
