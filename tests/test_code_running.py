"""Runnable blocks on their pages: what is needed to run them there, and which cannot be."""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path

import pytest

from deckbook.settings import Settings
from deckbook.site import build as build_library
from tests.code_pages import DECK, IMPORTED, PLUGINS, SNIPPET, SVG, boxes, chapter, deck, fence, recorded
from tests.harness import BuildSite

RUN = "assets/deckbook/run/weeks/w1.json"
RUNS = r"^assets/deckbook/(?:run|cell|page\.py)"
"""What a site has for blocks that are run in its pages."""

RUNNABLE = {
    DECK: deck(
        SNIPPET, fence("relu(open('data.csv').read())"), fence("import torch"), fence("y = 1"),
        "````md magic-move\n```py {monaco-run} [Step]\na = 1\n```\n```py {monaco-run}\na\n```\n````\n",
    ),
    "snippets/__init__.py": "",
    "snippets/relu.py": IMPORTED,
    "data.csv": "1\n",
    "other.py": "",
}  # fmt: skip


def test_what_is_needed_to_run_blocks_is_one_file_a_deck(build: BuildSite) -> None:
    site = build(RUNNABLE, plugins=PLUGINS)

    found = json.loads(site.read(RUN))
    assert found["runtime"] == "https://cdn.jsdelivr.net/pyodide/v314.0.7/full/"
    assert found["files"] == {"data.csv": "1\n", "snippets/__init__.py": "", "snippets/relu.py": IMPORTED}
    assert found["blocks"][0] == {
        "key": "A/block", "namespace": "A", "name": "snippets/relu.py", "line": 4,
        "code": "def relu(x):\n    return max(x, 0)", "module": "snippets.relu", "figure": "",
    }  # fmt: skip
    assert found["blocks"][1] == {
        "key": "A/block-2", "namespace": "A", "name": DECK, "line": 9,
        "code": "relu(open('data.csv').read())\n", "module": "", "figure": "",
    }  # fmt: skip
    assert [(one["key"], one["line"], one["figure"]) for one in found["blocks"][2:]] == [
        ("A/block-4", 17, ""), ("A/block-5", 22, "Step"), ("A/block-6", 25, ""),
    ]  # fmt: skip
    needed = {"cell.py", "page.py", "runner.js", "runner-worker.js", "run/weeks/w1.json"}
    assert needed <= {path.removeprefix("assets/deckbook/") for path in site.files if re.search(RUNS, path)}


def test_every_step_and_alternative_is_a_block_on_the_page(build: BuildSite) -> None:
    group = f"::code-group\n{fence('a', 'py {monaco-run} [one]')}{fence('b', 'ts [two]')}::\n"
    steps = "````md magic-move\n<<< ../../snippets/relu.py#relu py {monaco-run}\n\n```py\nb\n```\n````\n"
    source = {DECK: "---\nmdc: true\n---\n\n" + deck(group, steps), "snippets/relu.py": IMPORTED}

    site = build(source, plugins=PLUGINS)

    assert re.findall(r'data-run="([^"]*)"', chapter(site)) == ["A/block", "A/block-2"]
    assert chapter(site).count('class="deckbook-part"') == 4
    assert "snippets/relu.py:5" in chapter(site)


@pytest.mark.parametrize(
    ("block", "lacks"),
    [
        ("import torch", "torch"),
        ("from torch.nn import functional", "torch"),
        ("import deep", "torch"),
        ("import tkinter, subprocess", "subprocess, tkinter"),
        ("open('data.npz', 'rb')", "data.npz"),
        ("open('.env')", ".env"),
        ("try:\n    import torch\nexcept ImportError:\n    torch = None", ""),
        ("def f():\n    import torch", ""),
        ("import numpy, json, PIL.Image", ""),
    ],
)
def test_a_block_that_cannot_run_in_a_page_says_why(build: BuildSite, block: str, lacks: str) -> None:
    files = {DECK: deck(fence(block)), "deep.py": "import middle\n", "middle.py": "import torch\n"}

    site = build({**files, "data.npz": b"\0\1", ".env": "SECRET=1\n"}, plugins=PLUGINS)

    said = re.findall(r'<span class="deckbook-run__refused">(.*?)</span>', chapter(site))
    assert said == ([f"Cannot be run in the browser, which lacks {lacks}."] if lacks else [])
    assert ("data-book" in chapter(site)) is not bool(lacks)
    assert not site.find("SECRET")


def test_a_block_needs_what_the_blocks_before_it_need(build: BuildSite) -> None:
    source = {DECK: deck(fence("import torch\nx = torch.ones(1)"), fence("print(x)"), fence("print(1)"))}

    site = build(source, plugins=PLUGINS)

    assert [box.count("lacks torch") for box in boxes(chapter(site))] == [1, 1, 0]


@pytest.mark.parametrize("options", [{"run": False}, {"trusted": False}])
def test_where_nothing_may_be_run_outputs_are_still_shown(build: BuildSite, options: dict[str, bool]) -> None:
    source = {DECK: deck(fence("print(1)", "py {monaco-run} [F]"))}
    files = recorded(source, {"A/block": {"stdout": ("1",), "svg": SVG}})

    site = build(files, plugins=["search", {"deckbook": options}])

    assert site.problems == []
    assert "data-book" not in chapter(site)
    assert '<pre class="deckbook-run__stdout"><code>1\n</code></pre>' in chapter(site)
    assert re.search(r'<img [^>]*alt="F"', chapter(site))
    assert not [path for path in site.files if re.search(RUNS, path)]


@pytest.mark.parametrize(
    ("option", "files", "runtime"),
    [
        ("", {}, "https://cdn.jsdelivr.net/pyodide/v314.0.7/full/"),
        ("", {"docs/assets/vendor/pyodide-314.0.7/pyodide.mjs": ""}, "../../../vendor/pyodide-314.0.7/"),
        ("https://python.example/full", {}, "https://python.example/full/"),
        ("assets/python", {}, "../../../python/"),
        ("/python/", {}, "/python/"),
    ],
)
def test_where_python_is_fetched_from(build: BuildSite, option: str, files: dict[str, str], runtime: str) -> None:
    site = build({DECK: deck(fence("1")), **files}, plugins=["search", {"deckbook": {"pyodide": option}}])

    assert json.loads(site.read(RUN))["runtime"] == runtime
    assert any("1 × run-remote" in line for line in site.log) == runtime.startswith("http")


@pytest.mark.parametrize("namespace", ["chapter", "deck", "block"])
def test_the_namespace_is_the_sites_or_the_decks(build: BuildSite, namespace: str) -> None:
    blocks = f"{fence('a = 1')}\n{fence('b = a')}\n---\nchapter: B\n---\n\n{fence('c = a')}"
    source = f"# T\n\n---\nchapter: A\n---\n\n{blocks}"
    own = f"---\ndeckbook: {{namespace: {namespace}}}\n---\n\n{source}"
    outputs = {name: {"stdout": ("1",)} for name in ("A/block", "A/block-2", "B/block")}

    by_site = build(
        recorded({DECK: source}, outputs, namespace=namespace),
        plugins=["search", {"deckbook": {"namespace": namespace}}], strict=True,
    )  # fmt: skip
    by_deck = build(recorded({DECK: own}, outputs), plugins=PLUGINS, strict=True)

    shared = {"chapter": ["A", "A", "B"], "deck": ["T", "T", "T"], "block": ["A/block", "A/block-2", "B/block"]}
    for site in (by_site, by_deck):
        assert [one["namespace"] for one in json.loads(site.read(RUN))["blocks"]] == shared[namespace]


def test_a_deck_without_such_blocks_is_as_it_was(build: BuildSite) -> None:
    site = build({DECK: deck(fence("1", "py"), fence("1", "ts {monaco-run}"))}, plugins=PLUGINS, strict=True)

    assert "deckbook-run" not in chapter(site)
    assert not [path for path in site.files if re.search(RUNS, path)]


def test_a_file_that_is_imported_twice_has_its_blocks_twice(build: BuildSite) -> None:
    imports = "".join(f"\n---\nchapter: {name}\nsrc: ./pages/one.md\n---\n" for name in "AB")
    source = {DECK: f"# T\n{imports}", "docs/weeks/pages/one.md": f"{fence('print(1)')}\n---\n\nText\n"}

    site = build(recorded(source, {"A/block": {"stdout": ("1",)}, "B/block": {"stdout": ("2",)}}), plugins=PLUGINS)

    shown = [re.findall(r"__stdout\"><code>(\d)", site.article(f"weeks/w1/{name}/index.html")) for name in "ab"]
    assert shown == [["1"], ["2"]]


def test_marks_that_say_nothing_and_files_above_the_deck_are_reported(build: BuildSite) -> None:
    marked = f"<!-- test: soon -->\n{fence('1')}"
    source = deck(marked, "<<< @/snippets/relu.py py {monaco-run}\n", "<<< ./no.py {monaco-run}\n")

    site = build({DECK: source, "snippets/relu.py": IMPORTED}, plugins=PLUGINS)

    assert [re.findall(r"md:(\d+): .*\[(.*)\]", line)[0] for line in site.problems] == [
        ("8", "test-mark"), ("12", "import-code-above"), ("14", "import-code-missing"),
    ]  # fmt: skip


def test_what_blocks_depend_on_is_watched(tmp_path: Path) -> None:
    files = recorded(RUNNABLE, {"A/block-4": {"stdout": ("1",)}})
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    settings = Settings(
        config_file=tmp_path / "mkdocs.yml", docs_dir=tmp_path / "docs", decks_dir=tmp_path / "docs",
        patterns=("weeks/*.md",),
    )  # fmt: skip

    watched = build_library({"weeks/w1.md": tmp_path / DECK}, settings).watched

    assert {path.relative_to(tmp_path).as_posix() for path in watched} >= {
        "snippets/relu.py", "snippets/__init__.py", "data.csv", posixpath.splitext(DECK)[0] + ".outputs",
    }  # fmt: skip
