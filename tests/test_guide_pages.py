"""The guide is true: its settings load, its commands exist, its examples become what it says."""

from __future__ import annotations

import html
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from mkdocs.config import load_config

from deckbook import cli
from deckbook.markup import attributes, templates
from tests.harness import ROOT, BuildSite, Site, build_site

GUIDE = ROOT / "docs" / "guide"
PAGES = [ROOT / "README.md", ROOT / "docs" / "index.md", *sorted(GUIDE.rglob("*.md"))]
_BLOCK = re.compile(r"^( *)(`{3,})([\w+-]*)(?: title=\"([^\"]*)\")?\n(.*?)^\1\2$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Block:
    """A fence of a page: its language, what `title=` says, and its text."""

    language: str
    title: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    """The fences of a page, those in tabs as well, as they are to be read."""
    for indent, _, language, title, text in _BLOCK.findall(page.read_text("utf-8")):
        yield Block(language, title, re.sub(rf"^{indent}", "", text, flags=re.M))


def _named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


SETTINGS = [
    (page, block.text)
    for page in PAGES
    for block in blocks(page)
    if block.language == "yaml" and (block.title == "mkdocs.yml" or (not block.title and "plugins:" in block.text))
]


@pytest.mark.parametrize("text", [text for _, text in SETTINGS], ids=[_named(page) for page, _ in SETTINGS])
def test_settings_in_the_guide_are_settings(tmp_path: Path, text: str) -> None:
    """MkDocs takes them with all plugins that they name, warns of nothing, and Deckbook knows every option."""
    for folder in ("docs", "templates/layouts", "templates/components", "submitted"):
        (tmp_path / folder).mkdir(parents=True)
    name = "" if re.search(r"^site_name:", text, re.M) else "site_name: Site\n"
    (tmp_path / "mkdocs.yml").write_text(name + text, "utf-8")

    settings = load_config(str(tmp_path / "mkdocs.yml"), strict=True)
    if "plugins:" in text:
        assert settings.plugins["deckbook"].config.mistakes == ()


def _calls(page: Path) -> Iterator[list[str]]:
    """The commands of Deckbook that a page names, as words."""
    text = page.read_text("utf-8")
    lines = [line.strip().removeprefix("$ ") for block in blocks(page) for line in block.text.splitlines()]
    lines += re.findall(r"(?<!`)`(deckbook [^`\n]+)`(?!`)", text)
    for line in lines:
        if called := re.match(r"(?:- (?:run: )?|entry: |[A-Z_]+=\S+ )?(deckbook [a-zA-Z].*)", line):
            yield shlex.split(re.split(r" [|>&#] ?|…", called[1])[0], comments=True)


CALLS = sorted({(_named(page), *call) for page in PAGES for call in _calls(page)})


def test_the_guide_names_commands() -> None:
    assert len(CALLS) > 40


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_commands_in_the_guide_exist(call: tuple[str, ...]) -> None:
    _, _, *words = call
    command: click.Command = cli.main
    while isinstance(command, click.Group) and words and re.fullmatch("[a-z]+", words[0]):
        assert words[0] in command.commands
        command = command.commands[words.pop(0)]

    known = {name for parameter in command.params for name in parameter.opts}
    assert {word.partition("=")[0] for word in words if word.startswith("-")} <= known | {"--help", "--version"}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the page on components and layouts: its files, as their titles name them."""
    files = {block.title: block.text for block in blocks(GUIDE / "how-to" / "component.md") if block.title}
    return build_site(tmp_path_factory.mktemp("guide") / "site", {"docs/index.md": "# Home\n", **files}, strict=True)


def test_the_examples_of_a_component_and_a_layout(example: Site) -> None:
    words = _words(example.read("weeks/2026-w47/index.html"))
    assert example.problems == []
    assert "<strong>Receptive field</strong> (1962)" in words
    assert "<details><summary>How far it sees</summary> <p>Five by five.</p>" in words


def test_what_a_component_is_told_without_a_template(build: BuildSite) -> None:
    [deck] = [block.text for block in blocks(GUIDE / "how-to" / "component.md") if block.title.endswith("w47.md")]
    site = build({"docs/index.md": "# Home\n", "docs/weeks/2026-w47.md": deck}, plugins=["deckbook"])

    said = re.findall(r"docs/weeks/2026-w47.md:(\d+): .* \[component-unknown\]", "\n".join(site.problems))
    [line] = re.findall(r"2026-w47.md:(\d+): warning: .*component-unknown", _text("how-to/component.md"))
    assert said == [line]


@pytest.fixture(scope="module")
def promised(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The deck of the page on what a page promises: what it becomes, and what the guide says."""
    deck, said = [block.text for block in blocks(GUIDE / "page.md")][:2]
    files = {"docs/index.md": "# Home\n", "docs/weeks/2026-w47.md": deck}
    site = build_site(tmp_path_factory.mktemp("page") / "site", files, strict=True, plugins=["deckbook"])
    return site.article("weeks/2026-w47/index.html"), said


def test_a_slide_is_the_section_that_the_guide_shows(promised: tuple[str, str]) -> None:
    page, said = promised
    section = re.sub(r"(<p class=\"deckbook-mark\"[^>]*>).*?(?=</p>)", r"\1…", page, flags=re.S)
    section = re.sub(r"<a class=\"headerlink\".*?</a>", "", section)
    assert re.sub(r"\s*\n\s*|(?<=>)\s*(?=<)", "", said) in re.sub(r"\s*\n\s*|(?<=>)\s*(?=<)", "", section)


def test_every_attribute_that_is_promised_is_written(build: BuildSite) -> None:
    """A deck that has what each is said of."""
    words = "word " * 80
    deck = (
        "# Talk\n\n---\ndeckbook:\n---\n\n## One\n\n<v-clicks>\n\n- a\n- b\n\n</v-clicks>\n\n"
        '<p v-click.hide>Gone</p>\n\n<p v-click="2">Two</p>\n\n'
        + "".join(f"---\n\n### Part {number}\n\n{words}\n\n" for number in range(4))
        + "---\n\n## Two\n\n---\n\nMore\n"
    )
    site = build({"docs/index.md": "# Home\n", "docs/weeks/w1.md": deck}, plugins=[{"deckbook": {"page_words": 100}}])
    pages = "".join(site.read(page) for page in site.pages)
    assert [name for name in attributes.CONTRACT if not re.search(rf" {name}[ =>]", pages)] == []


def test_templates_get_the_names_of_the_guide(build: BuildSite, monkeypatch: pytest.MonkeyPatch) -> None:
    given: set[str] = set()
    render = templates.Templates.render

    def noted(self, file, values, slots):  # type: ignore[no-untyped-def]
        given.update(values, ["slots"])
        return render(self, file, values, slots)

    monkeypatch.setattr(templates.Templates, "render", noted)
    deck = "# Talk\n\n---\nlayout: two-cols\n---\n\nLeft\n\n::right::\n\nRight\n"
    build({"docs/index.md": "# Home\n", "docs/weeks/w1.md": deck}, plugins=["deckbook"])
    assert given == set(templates.NAMES)


MARP = """\
---
marp: true
theme: gaia
header: The lab
style: |
  section { color: red }
---

# Talk

---

<!-- _class: lead -->

## Bends

<!-- Asked in the middle -->

![bg right:40%](./sea.svg)

![w:300](./sea.svg)

***

### Rule

$x^2$

<!-- Said at the end -->

---

# <!-- fit --> Fitted

Under a line
---

Last

<!-- _footer: End -->
"""
REVEAL = """\
---
title: From frontmatter
theme: solarized
revealOptions:
  transition: fade
---

# Talk

---

## Bends <!-- .element: class="fragment" -->

- One <!-- .element: class="fragment" -->

<p class="fragment">Later</p>

Note: Said aside

----

### Below

<!-- .slide: data-background-image="./sea.svg" -->

<aside class="notes">Said too</aside>

--

#### Own separator

```js [3,8-10|12]
a
b
c
```

<div class="r-stack">

Stacked

</div>
"""


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A deck of Marp and one of reveal-md, on a site that shows notes."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    files = {"docs/index.md": "# Home\n", "docs/weeks/marp.md": MARP, "docs/weeks/reveal.md": REVEAL}
    files["docs/weeks/sea.svg"] = svg
    plugins = [{"deckbook": {"notes": "show"}}]
    return build_site(tmp_path_factory.mktemp("moved") / "site", files, strict=True, plugins=plugins)


def test_what_becomes_of_a_deck_of_marp(moved: Site) -> None:
    assert moved.problems == []
    slides = _slides(moved.article("weeks/marp/index.html"))
    assert len(slides) == 4
    assert not re.search("gaia|The lab|color: red|lead|in the middle", "".join(slides))
    assert '<img alt="bg right:40%"' in slides[1]
    assert '<img alt="w:300"' in slides[1]
    assert "<hr>" in slides[1]
    assert "Rule" in slides[1]
    assert "<math" in slides[1]
    assert "Said at the end" in slides[1].partition('class="deckbook-note"')[2]
    assert "Fitted</h" in slides[2]
    assert "<p>Under a line</p>" in slides[2]
    assert "_footer: End" in slides[3].partition('class="deckbook-note"')[2]


def test_what_becomes_of_a_deck_of_reveal(moved: Site) -> None:
    page = moved.article("weeks/reveal/index.html")
    slides = _slides(page)
    assert "From frontmatter</h1>" in page
    assert len(slides) == 3
    assert not re.search(r"solarized|transition|fragment|\.element|\.slide:|r-stack|data-background", "".join(slides))
    assert "Later" in slides[1]
    assert "Note: Said aside" in slides[1]
    assert "Said too" in slides[2]
    assert "Own separator" in slides[2]
    assert '<span class="filename" data-added>3,8-10|12</span>' in slides[2]
    assert "Stacked" in slides[2]


def test_the_command_that_turns_lines_of_code(tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(REVEAL, "utf-8")
    (tmp_path / "docs" / "weeks").mkdir(parents=True)
    [command] = [block.text for block in blocks(GUIDE / "how-to" / "moving.md") if block.language == "sh"]
    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True, timeout=60)  # noqa: S603, S607 - the guide's own line

    after = (tmp_path / "docs" / "weeks" / "2026-w47.md").read_text("utf-8")
    assert after == REVEAL.replace("```js [3,8-10|12]", "```js {3,8-10|12}")


def test_every_page_of_the_guide_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8")
    docs = ROOT / "docs"
    assert [page for page in PAGES[2:] if f" {page.relative_to(docs).as_posix()}\n" not in navigation] == []


def test_the_readme_names_pages_that_are_there() -> None:
    named = re.findall(r"\]\((docs/guide/[^)#]*)", (ROOT / "README.md").read_text("utf-8"))
    assert len(named) > 8
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_the_notes_of_the_private_site_are_one_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [text] = [block.text for block in blocks(GUIDE / "how-to" / "private.md") if "DECKBOOK_NOTES" in block.text][:1]
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    assert load_config(str(tmp_path / "mkdocs.yml")).plugins["deckbook"].config.notes == "hide"
    monkeypatch.setenv("DECKBOOK_NOTES", "show")
    assert load_config(str(tmp_path / "mkdocs.yml")).plugins["deckbook"].config.notes == "show"


def _text(name: str) -> str:
    return (GUIDE / name).read_text("utf-8")


def _words(page: str) -> str:
    return " ".join(html.unescape(page).split())


def _slides(article: str) -> list[str]:
    """The slides' sections of a page, one after the other."""
    return re.findall(r'<section class="slide".*?</section>', article, re.S)


PRIVATE = """\
# Talk

---

## One

<!-- SECRET-comment -->

Cites @known.

```py {monaco-run}
open("data/loss.csv").read()
```

<!-- SECRET-note -->

---
hide: true
---

## SECRET-slide
"""


def test_what_the_guide_calls_private_is_in_no_file(build: BuildSite) -> None:
    """Each row of the table that says no; the two that say yes are there."""
    entry = "@article{%s, title = {%s}, author = {Ann Other}, year = {2020}, journal = {J}, note = {SECRET-aside}}\n"
    files = {
        "docs/index.md": "# Home\n",
        "docs/weeks/w1.md": PRIVATE,
        "docs/weeks/.slidev/drawings/talk/2.svg": "SECRET-drawing",
        "docs/weeks/setup/main.ts": "'SECRET-setup'",
        "docs/weeks/package.json": '{"name": "SECRET-package"}',
        "docs/weeks/plain.txt": "COPIED",
        "docs/drafts/w2.md": "# SECRET-draft\n\n---\n\n## SECRET-draft\n",
        "docs/papers.bib": entry % ("known", "Known") + entry % ("other", "SECRET-paper"),
        "data/loss.csv": "GIVEN",
    }
    site = build(files, plugins=["search", "deckbook"], exclude_docs="drafts/\n", site_url="https://example.org/")

    assert site.find("SECRET") == []
    assert site.find(str(site.root)) == []
    assert site.find("COPIED") == ["weeks/plain.txt"]
    assert site.find("GIVEN") == ["assets/deckbook/run/weeks/w1.json"]
