"""What editions share: what a page says on the left, and what it says once the file stands at the root."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deckbook.publish.sharing import LARGE, Shared, share

LARGE_FILE = bytes(range(256)) * (LARGE // 256 + 1)
ADDRESS = "https://example.org/book/latest/"


def shared(folder: Path, files: dict[str, str | bytes], address: str = ADDRESS) -> Shared:
    """Writes an edition, and shares what is large in it."""
    for path, content in files.items():
        (folder / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return share(folder / "site", folder / "shared", address)


def plain(text: str) -> str:
    """A text with # for a part of a hash."""
    return re.sub(r"-[0-9a-f]{16}", "-#", text)


META = '<meta content="https://example.org/book/{}">'
TEXT = '<p>The text "a/p.png" stays</p><img src="{}">'
STYLE = "<style>i {{background: url('{}')}}</style>"
ELSEWHERE = '<img src="https://example.com/a/p.png">'


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("index.html", '<img src="a/p.png">', '<img src="../shared/p-#.png">'),
        ("x/y/index.html", '<img alt="p.pn" src="../../a/p.png">', '<img alt="p.pn" src="../../../shared/p-#.png">'),
        (
            "index.html",
            "<img src='a/p.png'><a href=a/p.png>",
            "<img src='../shared/p-#.png'><a href=../shared/p-#.png>",
        ),
        ("index.html", '<a href="a/p.png?x=1#y">', '<a href="../shared/p-#.png?x=1#y">'),
        ("index.html", '<img srcset="a/p.png 1x, a/q.png 2x">', '<img srcset="../shared/p-#.png 1x, a/q.png 2x">'),
        ("index.html", '<i style="background: url(a/p.png)">', '<i style="background: url(../shared/p-#.png)">'),
        ("index.html", STYLE.format("a/p.png"), STYLE.format("../shared/p-#.png")),
        ("index.html", META.format("latest/a/p.png"), META.format("shared/p-#.png")),
        ("404.html", '<img src="/book/latest/a/p.png">', '<img src="/book/shared/p-#.png">'),
        ("s.css", "i {background: url(a/p.png)}", "i {background: url(../shared/p-#.png)}"),
        ("b/s.css", 'i {background: url("../a/p.png")}', 'i {background: url("../../shared/p-#.png")}'),
        ("d.json", '{"picture": "a/p.png"}', '{"picture": "../shared/p-#.png"}'),
        ("index.html", '<script>show("a/p.png")</script>', '<script>show("../shared/p-#.png")</script>'),
        ("index.html", TEXT.format("a/p.png"), TEXT.format("../shared/p-#.png")),
        ("x/index.html.md", "![p.png](../a/p.png) `a/p.png`", "![p.png](../../shared/p-#.png) `a/p.png`"),
        ("index.html.md", f"![a]({ADDRESS}a/p.png)", "![a](https://example.org/book/shared/p-#.png)"),
        ("index.html.md", "[a](<a/p.png#x (y)>)", "[a](<../shared/p-#.png#x (y)>)"),
        ("index.html", ELSEWHERE, ELSEWHERE),
    ],
)
def test_what_names_a_file_names_its_copy(tmp_path: Path, path: str, before: str, after: str) -> None:
    done = shared(tmp_path, {path: before, "a/p.png": LARGE_FILE, "a/q.png": b"small"})

    text = plain((tmp_path / "site" / path).read_text("utf-8"))
    assert text == after
    is_foreign = before == ELSEWHERE
    assert (tmp_path / "site" / "a" / "p.png").exists() == is_foreign
    assert (len(done.names), done.files) == ((0, 0) if is_foreign else (1, 1))


@pytest.mark.parametrize(
    "files",
    [
        # A script puts the address together, in a way that nobody could rewrite.
        {"app.js": 'show("images/" + "p.png")'},
        {"index.html": "<script>show(`a/p.png`)</script>"},
        {"feed.xml": '<enclosure url="https://example.org/book/latest/a/p.png"/>'},
        {"index.html": '<img data-x="{file: a/p.png}">'},
    ],
)
def test_a_file_that_is_named_in_another_way_stays(tmp_path: Path, files: dict[str, str]) -> None:
    done = shared(tmp_path, {**files, "a/p.png": LARGE_FILE, "page.html": '<img src="a/p.png">'})

    assert done == Shared()
    assert (tmp_path / "site" / "a" / "p.png").read_bytes() == LARGE_FILE
    assert (tmp_path / "site" / "page.html").read_text("utf-8") == '<img src="a/p.png">'


def test_a_drawing_that_names_other_files_stays(tmp_path: Path) -> None:
    filling = "<!-- " + "x" * LARGE + " -->"
    files = {
        "leans.svg": f'<svg><image href="other.png"/>{filling}</svg>',
        "stands.svg": f'<svg><use href="#a"/><image href="data:image/png;base64,xx"/>{filling}</svg>',
        "index.html": '<img src="leans.svg"><img src="stands.svg">',
    }

    assert plain(" ".join(shared(tmp_path, {**files}).names)) == "stands-#.svg"
    assert "../shared/stands-" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_scripts_that_know_one_another_are_moved_together(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "assets/javascripts/bundle.js": 'import("./workers/search.js")',
        "assets/javascripts/workers/search.js": "x",
        "assets/vendor/pyodide-1/pyodide.mjs": "x",
        "assets/vendor/pyodide-1/pyodide.wasm": LARGE_FILE,
        "assets/deckbook/runner.js": "x",
        "assets/deckbook/run/week.json": '{"runtime": "../../vendor/pyodide-1/"}',
        "week/index.html": (
            '<script>{"search": "../assets/javascripts/workers/search.js"}</script>'
            '<script src="../assets/javascripts/bundle.js"></script>'
            '<script src="../assets/deckbook/runner.js"></script>'
            '<div data-book="../assets/deckbook/run/week.json"></div>'
        ),
    }

    done = shared(tmp_path, files)

    assert plain(" ".join(done.names)) == "deckbook-# javascripts-# pyodide-1-#"
    assert plain((tmp_path / "site/week/index.html").read_text("utf-8")) == (
        '<script>{"search": "../../shared/javascripts-#/workers/search.js"}</script>'
        '<script src="../../shared/javascripts-#/bundle.js"></script>'
        '<script src="../../shared/deckbook-#/runner.js"></script>'
        '<div data-book="../assets/deckbook/run/week.json"></div>'
    )
    where = plain((tmp_path / "site/assets/deckbook/run/week.json").read_text("utf-8"))
    assert where == '{"runtime": "../../../../shared/pyodide-1-#/"}'
    copies = {plain(path.relative_to(tmp_path / "shared").as_posix()) for path in (tmp_path / "shared").rglob("*.*")}
    assert copies >= {"javascripts-#/workers/search.js", "pyodide-1-#/pyodide.wasm", "deckbook-#/runner.js"}


def test_scripts_that_another_one_reaches_into_stay(tmp_path: Path) -> None:
    files = {"assets/javascripts/bundle.js": "x", "extra.js": 'load("/assets/javascripts/bundle.js")'}

    assert shared(tmp_path, {**files}) == Shared()


def test_names_of_all_kinds(tmp_path: Path) -> None:
    page = '<img src="%E5%9B%BE%201.png"><img src="a&amp;b.png">'
    done = shared(tmp_path, {"图 1.png": LARGE_FILE, "a&b.png": LARGE_FILE + b"x", "index.html": page})

    assert plain(" ".join(done.names)) == "a&b-#.png 图 1-#.png"
    text = plain((tmp_path / "site" / "index.html").read_text("utf-8"))
    assert text == '<img src="../shared/%E5%9B%BE%201-#.png"><img src="../shared/a%26b-#.png">'


def test_the_same_content_has_the_same_name_in_every_edition(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"p.png": LARGE_FILE, "index.html": '<img src="p.png">'}
    one, two = (shared(tmp_path / name, files) for name in ("one", "two"))
    other = shared(tmp_path / "other", {**files, "p.png": LARGE_FILE + b"x"})

    assert one == two
    assert one.names != other.names
