"""Decks as EPUB: a real site in, what a reading system finds in the file out."""

from __future__ import annotations

import functools
import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given

from deckbook.binding import Built
from deckbook.ebook import made
from deckbook.export.pictures import picture
from deckbook.export.reading import FORMAL, Reading
from deckbook.export.xhtml import for_books, page
from deckbook.nearest import find_settings
from deckbook.site import build
from deckbook.walk import markdown_files
from tests.conformance.corpus import Corpus
from tests.export.soup import pages
from tests.export.words import absent
from tests.harness import ROOT

MKDOCS_YML = """\
site_name: Notes
site_url: https://example.org/notes/
theme: {name: material, font: false, language: zh}
plugins: [deckbook]
"""
DECK = """\
---
title: 第一周 & a < b
date: 2026-w46
author: [Ada, 李雷]
info: Two papers.
---

# 第一周 & a < b

---
chapter: true
title: 一、论文来源
---

## 一、论文来源

公式 $x^2 < 1$，[下一章](/4)，[别处](https://example.org/a)，[首页](../index.md)。

![一张图](./figure.png)

![远方](https://example.org/far.png)

- [x] Done

---

### 关键方法

```python
print("ReLU")
```

<button onclick="alert(1)">no</button>

---
chapter: true
---

## Two

<span><div>odd</div></span>

See [figures](/3).

<Youtube id="abc" />
"""
XHTML = "{http://www.w3.org/1999/xhtml}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
SVG = "{http://www.w3.org/2000/svg}"
READING = Reading(
    frozenset("alt align checked class colspan d href id src start style title type value viewBox xlink:href".split())
    | FORMAL,
    drawings=True,
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("epub")
    files = {"mkdocs.yml": MKDOCS_YML, "docs/weeks/w1.md": DECK, "docs/index.md": "# Home"}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root / "docs/weeks/figure.png").write_bytes(PNG)
    return root


@pytest.fixture(scope="module")
def book(site: Path) -> bytes:
    """What the command writes."""
    command = [sys.executable, "-m", "deckbook.cli", "epub"]
    done = subprocess.run(command, cwd=site, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert (done.returncode, done.stdout) == (0, "w1.epub is written.\n"), done.stderr
    return (site / "w1.epub").read_bytes()


def read(book: bytes, name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(book)) as zipped:
        return ElementTree.fromstring(zipped.read(f"EPUB/{name}"))  # noqa: S314 - our own


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_readers_know_it_by_its_first_bytes(book: bytes) -> None:
    assert book[:4] == b"PK\x03\x04"
    assert book[30:58] == b"mimetypeapplication/epub+zip"


def test_its_package_says_what_it_is(book: bytes) -> None:
    package = read(book, "package.opf")
    said = [
        (element.tag.rpartition("}")[2], words(element)) for element in package.iter() if "dc/elements" in element.tag
    ]

    assert said == [
        ("identifier", "https://example.org/notes/weeks/w1/"), ("title", "第一周 & a < b"), ("language", "zh"),
        ("creator", "Ada"), ("creator", "李雷"), ("date", "2026-11-09"), ("description", "Two papers."),
        ("source", "https://example.org/notes/weeks/w1/"),
    ]  # fmt: skip
    items = {item.get("href"): item for item in package.iter("{http://www.idpf.org/2007/opf}item")}
    assert [items[name].get("properties") for name in ("contents.xhtml", "chapter-1.xhtml", "chapter-2.xhtml")] == [
        "nav", "mathml", None,
    ]  # fmt: skip


def test_its_contents_have_chapters_slides_and_landmarks(book: bytes) -> None:
    contents, landmarks = read(book, "contents.xhtml").iter(f"{XHTML}nav")

    assert [(words(link), link.get("href")) for link in contents.iter(f"{XHTML}a")] == [
        ("第一周 & a < b", "chapter-0.xhtml"),
        ("一、论文来源", "chapter-1.xhtml"),
        ("关键方法", "chapter-1.xhtml#关键方法"),
        ("Two", "chapter-2.xhtml"),
    ]
    kinds = [link.get("{http://www.idpf.org/2007/ops}type") for link in landmarks.iter(f"{XHTML}a")]
    assert kinds == ["titlepage", "toc", "bodymatter"]


def test_a_chapter_has_its_words_formulas_pictures_and_code(book: bytes) -> None:
    chapter = read(book, "chapter-1.xhtml")

    assert chapter.get("lang") == chapter.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh"
    assert [math.get("alttext") for math in chapter.iter(f"{MATHML}math")] == ["x^2 < 1"]
    assert 'print("ReLU")' in words(chapter)
    assert "☑ Done" in words(chapter)
    [image] = chapter.iter(f"{XHTML}img")
    with zipfile.ZipFile(io.BytesIO(book)) as zipped:
        assert zipped.read(f"EPUB/{image.get('src')}") == PNG
    assert image.get("alt") == "一张图"


def test_links_lead_through_the_book_and_out_of_it(book: bytes) -> None:
    links = {words(link): link.get("href") for link in read(book, "chapter-1.xhtml").iter(f"{XHTML}a")}

    assert links == {
        "下一章": "chapter-2.xhtml#two",
        "别处": "https://example.org/a",
        "首页": "https://example.org/notes/",
        "": None,  # what makes the figure larger on its page
        "远方": "https://example.org/far.png",
    }
    back = {words(link): link.get("href") for link in read(book, "chapter-2.xhtml").iter(f"{XHTML}a")}
    assert unquote(str(back["figures"])) == "chapter-1.xhtml#关键方法"


@given(pages)
def test_whatever_a_page_holds_it_is_well_formed_in_a_book(html: str) -> None:
    body = for_books(READING.tree(html), lambda source: "")

    written = ElementTree.fromstring(page("A", body, {"lang": "en"}, "style.css"))  # noqa: S314 - our own

    assert {element.tag.partition("}")[0] for element in written.iter()} <= {XHTML[:-1], MATHML[:-1], SVG[:-1]}
    ids = [element.get("id") for element in written.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("drawing", "kept"),
    [
        ('<!DOCTYPE svg><svg xmlns="{}"><script>x</script><g/></svg>', '<svg xmlns="{}"><g /></svg>'),
        ('<svg xmlns="{}"><style>@import url(https://e.org/); a {{}}</style></svg>',
         '<svg xmlns="{}"><style> a {{}}</style></svg>'),
        ('<svg xmlns="{}"><image href="https://e.org/"/><g id="a"/><g id="a"/></svg>',
         '<svg xmlns="{}"><image /><g id="a" /><g /></svg>'),
        ("<svg", ""),
        ("<html xmlns='{}'/>", ""),
    ],
)  # fmt: skip
def test_a_drawing_runs_and_fetches_nothing(drawing: str, kept: str) -> None:
    svg = "http://www.w3.org/2000/svg"
    suffix, content = picture(drawing.format(svg).encode())

    assert (suffix, content.decode().partition("?>\n")[2]) == (".svg" if kept else "", kept.format(svg))


def test_nothing_in_it_runs(book: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(book)) as zipped:
        text = "".join(zipped.read(name).decode("utf-8", "replace") for name in zipped.namelist())

    assert re.findall(r"<script|<button|<iframe|<template|\son\w+=", text) == []


@pytest.mark.parametrize(
    ("html", "xhtml"),
    [
        ("<p><span><b>a</b></span></p>", "<p><span><b>a</b></span></p>"),
        ("<span><div>a</div></span>", "<div><div>a</div></div>"),
        ("<h2><div>a</div></h2>", "<h2><span>a</span></h2>"),
        ("<ul>a<li>b</li>c<p>d</p></ul>", "<ul><li>a</li><li>b</li><li>c</li><li><p>d</p></li></ul>"),
        ("<li>a</li><figcaption>b</figcaption>", "<div>a</div><div>b</div>"),
        ("<details><summary>a</summary>b</details>", "<div><p>a</p>b</div>"),
        ("<td>a</td><iframe src='https://e.org/' title='t'></iframe>", 'a<a href="https://e.org/">t</a>'),
        ("<p id='a'>x</p><p id='a' onclick='x' data-x='y' align='left'>y</p>", '<p id="a">x</p><p>y</p>'),
        ("<img src='gone.png' alt='A figure'><img src='https://e.org/' alt='e'>",
         '<span class="deckbook-absent">A figure</span><a class="deckbook-absent" href="https://e.org/">e</a>'),
        ("<math><mfrac displaystyle='true'><mi>a</mi></mfrac></math>",
         f'<math xmlns="{MATHML[1:-1]}"><mstyle displaystyle="true"><mfrac><mi>a</mi></mfrac></mstyle></math>'),
        ("<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
         '<svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg"><path d="M0 0" /></svg>'),
    ],
)  # fmt: skip
def test_what_may_not_stand_in_a_book_is_changed(html: str, xhtml: str) -> None:
    body = for_books(READING.tree(html), lambda source: "")

    assert "".join([body.text or "", *(ElementTree.tostring(child, "unicode") for child in body)]) == xhtml


def test_every_word_of_its_pages_is_in_it_and_the_same_deck_has_the_same_bytes(
    site: Path, book: bytes, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "site")]
    subprocess.run(command, cwd=site, check=True)  # noqa: S603

    [(_, content, built)] = books(site, tmp_path / "site")

    assert content == book
    assert lost(content, built) == []


def books(folder: Path, site: Path) -> Iterator[tuple[str, bytes, Built]]:
    """The decks of a site that is built, as EPUB."""
    settings = find_settings(folder)
    assert settings
    library = build(markdown_files(settings.decks_dir), settings, pages=markdown_files(settings.docs_dir))
    for book in library.books:
        built = Built(book, library, settings, site)
        yield book.name, made(built), built


@functools.cache
def epubcheck() -> tuple[list[str], bool]:
    """The command that checks EPUBs, and whether it knows no more than EPUB 3.2, as Debian's does.

    DECKBOOK_EPUBCHECK names a newer one's .jar.
    """
    java, jar = shutil.which("java"), Path(os.environ.get("DECKBOOK_EPUBCHECK", "/usr/share/java/epubcheck.jar"))
    if not java or not jar.is_file():
        pytest.skip("needs epubcheck and java: apt install epubcheck")
    command = [java, "-jar", str(jar)]
    about = subprocess.run([*command, "--version"], capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    return [*command, "-q"], "v4." in about.stdout + about.stderr


def faults(book: bytes, folder: Path) -> str:
    """What epubcheck finds wrong."""
    file = folder / "book.epub"
    file.write_bytes(book)
    command, is_old = epubcheck()
    done = subprocess.run([*command, str(file)], capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("ERROR", "FATAL", "WARNING"))]
    # EPUB has had WebP and what is new in SVG 2 since 3.3.
    known = [line for line in said if is_old and ("image/webp" in line or re.search(r"\bpictures/\w+\.svg", line))]
    return "\n".join(line for line in said if line not in known)


@pytest.mark.long
def test_epubcheck_finds_nothing_wrong_with_it(book: bytes, tmp_path: Path) -> None:
    assert faults(book, tmp_path) == ""


@pytest.mark.long
def test_epubcheck_finds_nothing_wrong_with_the_demo(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "site")]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603

    found = {name: faults(content, tmp_path) for name, content, _ in books(ROOT, tmp_path / "site")}

    assert len(found) >= 3
    assert set(found.values()) == {""}, found


@pytest.mark.long
def test_epubcheck_finds_nothing_wrong_with_public_decks(corpus: Corpus, tmp_path: Path) -> None:
    found = {}
    for repository in list(corpus.decks)[::4]:
        for name, content, built in itertools.islice(books(corpus.work / repository, corpus.site(repository)), 3):
            found[f"{repository}/{name}"] = faults(content, tmp_path)
            assert lost(content, built) == []

    assert len(found) >= 5
    assert set(found.values()) == {""}, {name: said for name, said in found.items() if said}


def lost(content: bytes, built: Built) -> list[str]:
    """The texts of a deck's pages that its book does not have."""
    found = []
    for number, part in enumerate(built.book.pages()):
        body = read(content, f"chapter-{number}.xhtml")
        for math in body.iter(f"{MATHML}math"):
            math[:], math.text = [], math.get("alttext")
        found += absent(built.file(part.uri), "".join(body.itertext()))
    return found
