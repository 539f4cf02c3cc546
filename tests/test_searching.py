"""What a build does to Material's search, and where it leaves it as it is."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]

from deckbook import searching
from tests.harness import BuildSite, Site

WORKERS = "assets/javascripts/workers"
WORKER = next(Path(str(files("material"))).joinpath("templates", WORKERS).glob("search.*.min.js"))
DECK = "# 第一周\n\n---\n\n## 小结\n\n要点。\n"
OWN = {"search": {"separator": r"[\s]+", "pipeline": ["trimmer"]}}


def worker(site: Site) -> str:
    return site.read(f"{WORKERS}/{WORKER.name}")


def config(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(site.read("search/search_index.json"))["config"]
    return found


def test_the_worker_gets_a_script_in_front_and_the_index_the_titles_of_decks(build: BuildSite) -> None:
    site = build({"docs/decks/a.md": DECK}, plugins=["search", "deckbook"])

    assert site.problems == []
    assert worker(site).endswith(WORKER.read_text("utf-8"))
    assert len(worker(site).encode()) - WORKER.stat().st_size < 2_000  # each reader loads it, searching or not
    assert "assets/deckbook/search.js" in site.files
    assert config(site)["decks"] == [["第一周", ["decks/a/"]]]
    assert "小结" in site.read("search/search_index.json")  # and no \u5c0f\u7ed3, which is twice as long


def test_a_title_is_text_and_no_html(build: BuildSite) -> None:
    site = build({"docs/decks/a.md": DECK.replace("第一周", "A < B & `<b>`")}, plugins=["search", "deckbook"])

    assert config(site)["decks"] == [["A &lt; B &amp; &lt;b&gt;", ["decks/a/"]]]


def test_a_site_without_decks_or_such_words_keeps_its_search_as_it_is(build: BuildSite) -> None:
    pages: dict[str, str | bytes] = {"docs/index.md": "# Home\n\nÀ la carte, naïve.\n"}
    with_deckbook, without = build(pages, plugins=["search", "deckbook"]), build(pages, plugins=["search"])

    assert with_deckbook.files == without.files
    assert worker(with_deckbook) == worker(without)
    assert with_deckbook.read("search/search_index.json") == without.read("search/search_index.json")


def test_pages_in_chinese_are_enough(build: BuildSite) -> None:
    site = build({"docs/index.md": "# Home\n\n你好\n"}, plugins=["search", "deckbook"])

    assert worker(site) != WORKER.read_text("utf-8")


@pytest.mark.parametrize(
    ("plugins", "theme"),
    [
        pytest.param(["search", {"deckbook": {"search": False}}], "material", id="switched off"),
        pytest.param(["deckbook"], "material", id="no search"),
        pytest.param([{"search": {"enabled": False}}, "deckbook"], "material", id="search is not enabled"),
    ],
)
def test_the_worker_is_left_alone(build: BuildSite, plugins: list[object], theme: str) -> None:
    site = build({"docs/decks/a.md": DECK}, plugins=plugins, theme={"name": theme, "font": False})

    assert site.problems == []
    assert worker(site) == WORKER.read_text("utf-8")


def test_other_themes_are_left_alone(build: BuildSite) -> None:
    site = build({"docs/decks/a.md": DECK}, plugins=["search", "deckbook"], theme={"name": "readthedocs"})

    assert site.problems == []
    assert "decks" not in config(site)


def test_what_the_author_has_decided_is_kept(build: BuildSite) -> None:
    site = build({"docs/decks/a.md": DECK}, plugins=[OWN, "deckbook"])

    assert (config(site)["separator"], config(site)["pipeline"]) == (r"[\s]+", ["trimmer"])


@pytest.mark.parametrize(
    ("language", "pipeline"),
    [("en", ["stopWordFilter"]), ("zh", []), ("ko", [" "])],
)
def test_the_beginnings_of_words_are_found_in_every_language(
    build: BuildSite, language: str, pipeline: list[str]
) -> None:
    theme = {"name": "material", "font": False, "language": language}
    site = build({"docs/decks/a.md": DECK}, plugins=["search", "deckbook"], theme=theme)

    assert config(site)["pipeline"] == pipeline
    assert "。" in config(site)["separator"] or r"\u3002" in config(site)["separator"]


@pytest.mark.parametrize("found", ["/* another search */", WORKER.read_text("utf-8").replace("type:3", "kind:3")])
def test_a_worker_that_is_not_known_is_left_as_it_is(build: BuildSite, found: str) -> None:
    sources: dict[str, str | bytes] = {"docs/decks/a.md": DECK, f"own/{WORKERS}/{WORKER.name}": found}
    theme = {"name": "material", "font": False, "custom_dir": "own"}
    site = build(sources, plugins=["search", {"deckbook": {}}], theme=theme)

    assert [line.partition(" so its")[0] for line in site.problems] == [
        "WARNING: deckbook: mkdocs.yml: warning: This version of Material searches in another way than Deckbook knows,"
    ]
    assert worker(site) == found
    assert "decks" not in config(site)


def test_that_warning_can_be_silenced(build: BuildSite) -> None:
    sources: dict[str, str | bytes] = {"docs/decks/a.md": DECK, f"own/{WORKERS}/{WORKER.name}": "/* another search */"}
    theme = {"name": "material", "font": False, "custom_dir": "own"}
    site = build(sources, plugins=["search", {"deckbook": {"silence": ["search-unknown"]}}], theme=theme)

    assert site.problems == []


def test_a_build_over_a_build_gives_the_same(build: BuildSite, tmp_path: Path) -> None:
    sources: dict[str, str | bytes] = {"docs/decks/a.md": DECK}
    first = build(sources, plugins=["search", "deckbook"])
    again = build(sources, plugins=["search", "deckbook"], site_dir=str(first.root / "site"))

    assert again.problems == []
    assert worker(first).count("/* Deckbook */") == 1


CITING = """\
# A study

---
paper: key
pass: 1
verdict: read on
---

## Read

As [@key] says, see <https://github.com/x/y>.

---

## A *heading* with `code`, [a link](https://example.org) and <b title="1 > 0">bold <i>words</i></b>

```python {2}
def run(step):
    return f"{step} < 1"  # that > is all
```

- **One _in_ another**
  <span data-search-exclude="yes">hidden</span> shown

<p>
  <b>far</b>
  <i>apart</i>
</p>
"""
PAPERS = "@article{key,\n title = {A Title of a Paper},\n author = {Family, Given},\n year = 2020,\n}\n"


def test_it_is_spared_what_it_leaves_out_and_the_index_is_the_same(
    build: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    feed = Parser.feed

    def noted(parser: Any, text: str) -> None:
        read.append(text)
        feed(parser, text)

    monkeypatch.setattr(Parser, "feed", noted)
    files = {"docs/decks/a.md": CITING, "docs/papers.bib": PAPERS, "docs/index.md": "# Home\n\nFamily, G. (2020)\n"}
    site = build(files, plugins=["search", "deckbook"])
    spared = "".join(read)
    read.clear()
    monkeypatch.setattr(searching, "spare", lambda *_: None)
    whole = build(files, plugins=["search", "deckbook"])

    assert site.problems == []
    assert "@article{key" in "".join(read)
    assert "@article{key" not in spared
    assert "def run(step):" in spared
    assert 'class="k"' in "".join(read)
    assert 'class="k"' not in spared
    assert "Family, G. (2020)" in spared
    # Between tags that are nothing to it the search may have one space for several; they are no part of words.
    one, other = (" ".join(built.read("search/search_index.json").split()) for built in (site, whole))
    assert one == other
    assert site.read("papers/key/index.html") == whole.read("papers/key/index.html")
