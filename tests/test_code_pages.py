"""Runnable blocks on their pages: what was recorded, whether that still holds, and where it comes from."""

from __future__ import annotations

import re
from typing import Any

import pytest

from deckbook.repository import repository
from tests.code_pages import DECK, IMPORTED, PLUGINS, SNIPPET, SVG, boxes, chapter, deck, fence, recorded
from tests.harness import BuildSite


def test_a_block_has_its_code_and_below_it_what_was_recorded(build: BuildSite) -> None:
    files = recorded(
        {DECK: deck(fence("print(1)\n2"), fence("1 / 0", "py {monaco-run} [Failing]"))},
        {
            "A/block": {"stdout": ("1",), "result": ("2",)},
            "A/block-2": {"error": "ZeroDivisionError: division by zero"},
        },
    )  # fmt: skip

    site = build(files, plugins=PLUGINS, strict=True)

    first, second = boxes(chapter(site))
    assert first == (
        '<div class="deckbook-run" data-run="A/block" data-book="../../../assets/deckbook/run/weeks/w1.json">CODE'
        '<div class="deckbook-run__bar" data-added hidden></div>'
        '<div class="deckbook-run__output" data-added><pre class="deckbook-run__stdout"><code>1\n</code></pre>'
        '<pre class="deckbook-run__result"><code>2\n</code></pre></div></div>'
    )
    assert '<pre class="deckbook-run__error"><code>ZeroDivisionError: division by zero\n</code></pre>' in second
    assert '<span class="filename" data-added>Failing</span>' in chapter(site)
    assert site.aborted is None


MODULES = {
    DECK: deck(
        fence("import a\nprint(a.x)"),
        fence("import b\nprint(b.x)"),
        fence("print(3)"),
        fence("print(a.x)"),
        fence("print(open('data.csv').read())"),
    ),
    "a.py": "x = 1\n",
    "b.py": "from a import x\n",
    "data.csv": "1\n",
}
RECORDED = {f"A/block{suffix}": {"stdout": ("1",)} for suffix in ("", "-2", "-3", "-4", "-5")}


@pytest.mark.parametrize(
    ("changed", "stale"),
    [
        ({}, {}),
        ({"a.py": "x = 2\n"}, {7: "a.py", 12: "a.py", 21: "a.py"}),
        ({"b.py": "from a import x as x\n"}, {12: "b.py"}),
        ({"data.csv": "2\n"}, {25: "data.csv"}),
        ({DECK: MODULES[DECK].replace("print(3)", "print(4)")}, {17: "its code"}),
        (
            {DECK: MODULES[DECK].replace("import a\nprint(a.x)", "import a\nprint(a)")},
            {7: "its code", 21: "the code of earlier blocks"},
        ),
    ],
)
def test_what_has_changed_since_marks_exactly_the_blocks_that_use_it(
    build: BuildSite, changed: dict[str, str], stale: dict[int, str]
) -> None:
    files = {**recorded(MODULES, RECORDED), **changed}

    site = build(files, plugins=PLUGINS)

    said = [re.search(rf"{DECK}:(\d+): warning: .*? now that (.*?) changed", line) for line in site.problems]
    marked = [number for number, box in enumerate(boxes(chapter(site))) if "Not verified" in box]
    assert {int(match[1]): match[2] for match in said if match} == stale
    assert marked == [[7, 12, 17, 21, 25].index(line) for line in stale]
    assert all("[record-stale]" in line for line in site.problems)


def test_a_stale_record_fails_a_strict_build(build: BuildSite) -> None:
    files = {**recorded(MODULES, RECORDED), "a.py": "x = 2\n"}

    assert build(files, plugins=PLUGINS, strict=True).aborted
    assert not build(files, plugins=["search", {"deckbook": {"silence": ["record-stale"]}}], strict=True).aborted


def test_a_missing_record_is_said_where_others_are_there(build: BuildSite) -> None:
    source = {DECK: deck(fence("1"), fence("2"), "<!-- test: skip slow -->\n" + fence("3"))}

    some = build(recorded(source, {"A/block": {"result": ("1",)}}), plugins=PLUGINS)
    none = build(source, plugins=PLUGINS, strict=True)

    (problem,) = some.problems
    assert f"{DECK}:11: warning: “A/block-2” has no recorded output; `pytest --update-outputs` writes it." in problem
    assert "[record-missing]" in problem
    assert none.aborted is None
    assert any("1 × record-none" in line for line in none.log)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n", "marks of a merge"),
        (b'{"stdout": ["1"', "no JSON"),
        (b'{"stdout": "1"}', "no list of texts"),
        (b"[1]", "no mapping"),
    ],
)
def test_a_record_that_was_edited_badly_is_said_and_not_shown(build: BuildSite, content: bytes, said: str) -> None:
    files = recorded({DECK: deck(fence("1"))}, {"A/block": {"result": ("1",)}})
    name = next(name for name in files if name.endswith(".json"))

    site = build({**files, name: content}, plugins=PLUGINS)

    (problem,) = site.problems
    assert f"{DECK}:7: error: The record" in problem
    assert said in problem
    assert "[record-broken]" in problem
    assert "deckbook-run__output" not in chapter(site)


def test_figures_are_pictures_with_the_caption_and_nothing_else_is_copied(build: BuildSite) -> None:
    blocks = (fence("plot()", "py {monaco-run} [A <line>]"), fence("plot()"))
    outputs = {"A/block": {"svg": SVG}, "A/block-2": {"svg": SVG.replace("h1", "v1")}}
    files = recorded({DECK: deck(*blocks)}, outputs)

    site = build({**files, "docs/weeks/w1.outputs/old-00000000.svg": SVG}, plugins=PLUGINS)

    shown = re.findall(r"<figure>.*?</figure>", chapter(site))
    name = max(path for path in files if path.endswith(".svg")).rpartition("/")[2]
    assert f'<img src="../../w1.outputs/{name}" alt="A &lt;line&gt;" loading="lazy">' in shown[0]
    assert "<figcaption>A &lt;line&gt;</figcaption>" in shown[0]
    assert 'class="filename"' not in chapter(site), "the caption stands below the figure, not above the code too"
    assert [path for path in site.files if ".outputs" in path] == sorted(
        path.removeprefix("docs/") for path in files if path.endswith(".svg")
    )
    assert [line.rpartition(" ")[2] for line in site.problems] == ["[figure-no-alt]"]


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ('width="460.8pt" height="345.6pt"', ' width="614" height="461"'),
        ('width="60" height="40px"', ' width="60" height="40"'),
        ('width="100%" height="40"', ""),
        ('width="0" height="40"', ""),
        ("", ""),
    ],
)
def test_a_figure_has_its_room_before_it_comes(build: BuildSite, size: str, shown: str) -> None:
    svg = SVG.replace("viewBox", f"{size} viewBox")
    files = recorded({DECK: deck(fence("plot()"))}, {"A/block": {"svg": svg, "alt": "A line"}})

    site = build(files, plugins=PLUGINS, strict=True)

    assert f'alt="A line"{shown} loading="lazy">' in chapter(site)


@pytest.mark.parametrize(
    ("blocks", "named"),
    [
        (5, ""),
        (4, "“A.block-5.json”"),
        (1, "“A.block-2.json”, “A.block-3.json”, “A.block-4.json” and 1 more"),
        (0, "“A.block-2.json”, “A.block-3.json”, “A.block-4.json” and 2 more"),
    ],
)
def test_records_of_blocks_that_are_no_more_are_named(build: BuildSite, blocks: int, named: str) -> None:
    names = ("A/block", "A/block-2", "A/block-3", "A/block-4", "A/block-5")
    files = recorded({DECK: deck(*(fence("1") for _ in names))}, {name: {"result": ("1",)} for name in names})

    site = build({**files, DECK: deck(*(fence("1") for _ in names[:blocks]))}, plugins=PLUGINS)

    said = f"deckbook: {DECK}: warning: w1.outputs/ has outputs of blocks that are no more: {named}; "
    does = "`pytest --update-outputs` removes them. [record-orphaned]"
    assert [line.removeprefix("WARNING: ") for line in site.problems] == ([said + does] if named else [])


def test_of_a_deck_that_cannot_be_read_whole_no_record_is_too_much(build: BuildSite) -> None:
    source = {DECK: f"# T\n\n---\nsrc: ./part.md\n---\n\n{fence('1')}", "docs/weeks/part.md": deck(fence("2"))}
    files = recorded(source, {"A/block": {"result": ("2",)}})

    site = build({**files, "docs/weeks/part.md": b"\xff\xfe\xff"}, plugins=PLUGINS)

    assert "record-orphaned" not in " ".join(site.problems)
    assert any(path.endswith(".json") and ".outputs" in path for path in files)


def test_everything_is_escaped(build: BuildSite) -> None:
    title = 'a"b <img src=x onerror=alert(1)>'
    source = {DECK: f"# T\n\n---\nchapter: '{title}'\n---\n\n{fence('x')}\n---\nchapter: B\n---\n\nText\n"}
    hostile = "</code></pre><script>alert(1)</script>"
    files = recorded(source, {'a"b/block': {"stdout": (hostile,), "result": (hostile,), "error": f"E: {hostile}"}})

    site = build(files, plugins=PLUGINS)

    page = site.read(next(page for page in site.pages if page.startswith("weeks/w1/a")))
    assert site.problems == []
    assert "<script>alert" not in page
    assert 'data-run="a&quot;b/block"' in page
    assert page.count("&lt;script&gt;alert(1)") == 3


@pytest.mark.parametrize(
    ("repo", "edit_uri", "source"),
    [
        ("https://github.com/a/b", None, "https://github.com/a/b/blob/master/snippets/relu.py#L5"),
        ("https://github.com/a/b", "edit/main/docs/", "https://github.com/a/b/blob/main/snippets/relu.py#L5"),
        ("https://gitlab.com/a/b", None, "https://gitlab.com/a/b/-/blob/master/snippets/relu.py#L5"),
        ("https://git.example/a/b/", "-/edit/main/docs/", "https://git.example/a/b/-/blob/main/snippets/relu.py#L5"),
        ("https://bitbucket.org/a/b", None, "https://bitbucket.org/a/b/src/default/snippets/relu.py#lines-5"),
        ("https://codeberg.org/a/b", "_edit/main/docs/",
         "https://codeberg.org/a/b/src/branch/main/snippets/relu.py#L5"),
        ("https://git.example/a/b", "src/branch/x/docs/", "https://git.example/a/b/src/branch/x/snippets/relu.py#L5"),
        ("https://github.com/a/b", "edit/main/site/docs", "https://github.com/a/b/blob/main/site/snippets/relu.py#L5"),
        ("https://github.com/a/b", "edit/main/pages/", ""),
        ("https://github.com/a/b", "?file=", ""),
        (None, None, ""),
    ],
)  # fmt: skip
def test_a_block_of_a_file_links_to_its_line_in_the_repository(
    build: BuildSite, repo: str | None, edit_uri: str | None, source: str
) -> None:
    options: dict[str, Any] = {key: value for key, value in (("repo_url", repo), ("edit_uri", edit_uri)) if value}
    files = {DECK: deck(SNIPPET, fence("relu(1)")), "snippets/relu.py": IMPORTED, "tests/a/test_relu.py": ""}

    site = build(files, plugins=PLUGINS, **options)

    first, second = boxes(chapter(site))
    about = first.partition('<p class="deckbook-run__about" data-added>')[2].partition("</p>")[0]
    code = "<code>snippets/relu.py:5</code>"
    assert re.sub(r' data-note="\d+"', "", about.split(" · ")[0]) == (
        f'<a href="{source}">{code}</a>' if source else code
    )
    assert ("tests/a/test_relu.py" in about) == bool(source)
    assert "deckbook-run__about" not in second


def test_addresses_of_files_are_encoded() -> None:
    found = repository("https://github.com/a/b", "edit/main/docs/", "docs")

    assert found.address("片段/a b.py", 2) == "https://github.com/a/b/blob/main/%E7%89%87%E6%AE%B5/a%20b.py#L2"
    assert repository("https://x/a", "edit/main/docs/", "../docs").address("a.py") == ""


@pytest.mark.parametrize("use_directory_urls", [True, False])
def test_a_block_of_a_documented_function_links_to_its_reference(build: BuildSite, use_directory_urls: bool) -> None:
    files = {
        "docs/reference.md": "# Reference\n\n::: shown.relu\n    options: {members_order: source}\n",
        DECK: deck("<<< ../../shown/relu.py#relu py {monaco-run}\n", "<<< ../../shown/hidden.py py {monaco-run}\n"),
        "shown/__init__.py": "",
        "shown/relu.py": '"""ReLU."""\n\n# region relu\ndef relu():\n    """A function."""\n# endregion relu\n',
        "shown/hidden.py": "x = 1\n",
    }
    paths = {"mkdocstrings": {"handlers": {"python": {"paths": ["."]}}}}

    site = build(
        {f"{name}": text for name, text in files.items()},
        plugins=[*PLUGINS, paths], use_directory_urls=use_directory_urls,
    )  # fmt: skip

    page = "weeks/w1/a/index.html" if use_directory_urls else "weeks/w1/a.html"
    target = "../../../reference/" if use_directory_urls else "../../reference.html"
    shown, hidden = boxes(site.article(page))
    assert re.search(rf'<a class="autorefs[^"]*"[^>]* href="{re.escape(target)}#shown.relu.relu">', shown)
    assert '<span title="shown.hidden"><code>shown.hidden</code></span>' in hidden
    assert "autoref " not in site.article(page)


def test_no_reference_is_asked_for_where_nothing_resolves_it(build: BuildSite) -> None:
    site = build({DECK: deck(SNIPPET), "snippets/relu.py": IMPORTED}, plugins=PLUGINS)

    assert "autoref" not in chapter(site)
