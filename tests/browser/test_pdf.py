"""Decks on paper: a real site, printed by the Chromium that is installed, and what stands in the PDF."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.browser.chromium import find_chromium

MKDOCS_YML = """\
site_name: Notes
theme: {name: material, font: false, language: zh}
plugins: [search, deckbook]
markdown_extensions:
  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
"""
DECK = """\
---
title: 第一周
---

# 第一周

---
chapter: true
---

## 一、论文来源

去[这里](https://example.org/a)找论文。

---
chapter: true
---

## 二、论文阅读

重叠池化与局部响应归一化。

---

### 关键方法

```py
print("ReLU")
print("a line that is far longer than a sheet is wide, so that it goes on below", "and this is how it ends", end="!")
```

| a table | that | has | many | columns, | with | words: | antidisestablishmentarianism | disestablishmentarianism |
|---|---|---|---|---|---|---|---|---|
| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | last |
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("paper")
    for name, text in {"mkdocs.yml": MKDOCS_YML, "docs/weeks/w1.md": DECK, "docs/index.md": "# Home"}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def run(site: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """`deckbook pdf` in the site's directory."""
    command = [sys.executable, "-m", "deckbook.cli", "pdf", *arguments]
    own = {"DECKBOOK_CHROMIUM": find_chromium() or "", **os.environ, "PYTHONIOENCODING": "utf-8", **environ}
    return subprocess.run(  # noqa: S603
        command, cwd=site, env=own, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def printed(site: Path) -> Path:
    done = run(site)
    assert (done.returncode, done.stdout) == (0, "w1.pdf is written.\n"), done.stderr
    return site / "w1.pdf"


def said(pdf: Path, page: int) -> str:
    """The words on a sheet, as pdftotext finds them, without the white space between them."""
    if not (command := shutil.which("pdftotext")):
        pytest.skip("needs pdftotext, of poppler-utils")
    arguments = [command, "-layout", "-f", str(page), "-l", str(page), str(pdf), "-"]
    found = subprocess.run(arguments, capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S603
    return "".join(found.split())


def test_its_text_can_be_searched_and_nothing_else_is_on_it(printed: Path) -> None:
    sheets = [said(printed, number) for number in (1, 2, 3)]

    assert [sheet[-1] for sheet in sheets] == ["1", "2", "3"]
    for words in ("去这里", "找论文。", "[1]", "1.https://example.org/a"):
        assert words in sheets[1]
    for words in ("重叠池化与局部响应归一化。", "关键方法", 'print("ReLU")'):
        assert words in sheets[2]
    for words in ("Notes", "搜索", "放映", "标为已读"):
        assert words not in "".join(sheets)


def test_no_word_is_cut_at_the_edge(printed: Path) -> None:
    if not (command := shutil.which("pdftotext")):
        pytest.skip("needs pdftotext, of poppler-utils")
    found = subprocess.run([command, "-bbox", str(printed), "-"], capture_output=True, encoding="utf-8", check=True)  # noqa: S603

    [wide, *_] = map(float, re.findall(r'<page width="([\d.]+)"', found.stdout))
    words = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>', found.stdout)
    assert "end=&quot;!&quot;)" in {text for *_, text in words}
    assert "last" in {text for *_, text in words}
    assert [text for left, right, text in words if float(left) < 0 or float(right) > wide] == []


def test_the_contents_have_the_numbers_of_the_sheets(printed: Path) -> None:
    assert len(PdfReader(printed).pages) == 3
    assert "一、论文来源2二、论文阅读3关键方法3" in said(printed, 1)


def test_it_has_bookmarks_and_links_that_lead_there(printed: Path) -> None:
    reader = PdfReader(printed)
    links: list[Any] = [link.get_object() for page in reader.pages for link in page.annotations or ()]

    assert list(titles(reader.outline)) == ["第一周", "一、论文来源", "二、论文阅读", "关键方法"]
    assert [link["/A"]["/URI"] for link in links if "/A" in link] == ["https://example.org/a"]
    assert sum("/Dest" in link for link in links) == 3


def titles(outline: list[Any]) -> Iterator[str]:
    for item in outline:
        if isinstance(item, list):
            yield from titles(item)
        else:
            yield str(item.title)


def test_a_deck_that_is_one_long_chapter_has_contents_all_the_same(site: Path) -> None:
    slides = [f"## Slide {number}\n\n{'many words ' * 300}" for number in (1, 2, 3)]
    (site / "docs/weeks/w0.md").write_text("\n\n---\n\n".join(["---\ntitle: Talk\n---\n\n# Talk", *slides]), "utf-8")

    done = run(site, "docs/weeks/w0.md")

    assert done.returncode == 0, done.stderr
    assert re.search(r"Talk1Slide1\dSlide2\dSlide3\d", said(site / "w0.pdf", 1)), said(site / "w0.pdf", 1)


@pytest.mark.parametrize(
    ("arguments", "environ", "says"),
    [
        ([], {"DECKBOOK_CHROMIUM": "no-such"}, "“no-such”, which DECKBOOK_CHROMIUM names, is no command"),
        (["docs/index.md"], {}, "docs/index.md is no deck of this site."),
        ([], {"DECKBOOK_CHROMIUM": "false"}, "Chromium has printed nothing (exit code 1)."),
    ],
    ids=["no browser", "no deck", "a browser that fails"],
)
def test_what_cannot_be_printed(site: Path, arguments: list[str], environ: dict[str, str], says: str) -> None:
    before = sorted(site.rglob("*"))

    done = run(site, *arguments, "-o", "other.pdf", **environ)

    assert done.returncode == 1
    assert says in done.stderr
    assert sorted(site.rglob("*")) == before


def test_a_file_that_cannot_be_written_is_not_half_written(site: Path, printed: Path) -> None:
    content = printed.read_bytes()

    done = run(site, "-o", "w1.pdf/other.pdf", DECKBOOK_CHROMIUM=str(copier(site, content)))

    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert printed.read_bytes() == content


def copier(site: Path, content: bytes) -> Path:
    """A browser that prints what it is given, which is quicker than one that prints."""
    (site.parent / "given.pdf").write_bytes(content)
    script = site.parent / "browser"
    script.write_text(f"""#!/bin/sh
for word in "$@"; do case "$word" in --print-to-pdf=*) cp "{site.parent}/given.pdf" "${{word#*=}}";; esac; done
""")
    script.chmod(0o755)
    return script
