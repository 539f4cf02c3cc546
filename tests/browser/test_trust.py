"""Decks by strangers: where `trusted` is false, no string of a public set of attacks runs, wherever it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from deckbook.deck.parse import parse
from tests.browser.attacks import Watched, attacks
from tests.harness import Site, build_site

COUNT = 250
ON_A_PAGE = 150


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")


def _line(text: str) -> str:
    return " ".join(text.split())


# Where each string stands: on a slide, with frontmatter where it begins with that.
PLACES: Mapping[str, Callable[[str], str]] = {
    "body": lambda text: text.replace("\n---", "\n- --"),
    "paragraph": lambda text: f"Word {_line(text)} word",
    "element": lambda text: f"<div>\n\n{text}\n\n</div>\n\n<p>{text}</p>".replace("\n---", "\n- --"),
    "attribute": lambda text: f'<div title="{_quoted(text)}" class="{_quoted(text)}" id="{_quoted(text)}">a</div>\n\n'
    f"<a {_line(text)}>a</a> <img {_line(text)}>",
    "address": lambda text: f"[a](<{_line(text)}>) ![b](<{_line(text)}>) <{_line(text)}>\n\n"
    f"[c]\n\n[c]: <{_line(text)}>\n\n"
    f'<a href="{_quoted(text)}">a</a> <img src="{_quoted(text)}"> <iframe src="{_quoted(text)}"></iframe>',
    "list": lambda text: f"- {_line(text)}\n  - {_line(text)}\n\n> {_line(text)}\n\n| a |\n|---|\n| {_line(text)} |",
    "code": lambda text: f"```{_line(text)} [{_line(text)}]\n{text}\n```\n\n`{_line(text)}` ${_line(text)}$",
    "drawing": lambda text: f"<svg>{text}</svg>\n\n<math>{text}</math>\n\n<svg><g {_line(text)}></g></svg>",
    "expression": lambda text: f"{{{{ {_line(text)} }}}}\n\n"
    f'<Unknown title="{_quoted(text)}" label="{_quoted(text)}" />',
    "frontmatter": lambda text: "layout: image-right\n"
    + "".join(f"{key}: {json.dumps(text)}\n" for key in ("image", "caption", "alt", "class", "subtitle", "background"))
    + "---\n\nText",
    "frame": lambda text: f"layout: iframe\nurl: {json.dumps(text)}\n---\n\nText",
    "component": lambda text: f'<Box title="{_quoted(text)}">\n\n{text}\n\n</Box>'.replace("\n---", "\n- --"),
    "notes": lambda text: f"Text\n\n<!--\n{text.replace('-->', '')}\n-->".replace("\n---", "\n- --"),
}  # fmt: skip


BOX = """\
<script setup>
alert(1)
</script>

<template>
  <p onclick="alert(1)" :title="alert(1)">{{ title }} <slot /></p><img src="x" onerror="alert(1)">
  <a href="javascript:alert(1)">a</a><object data="x"></object>
</template>

<style>
p { background: url(https://example.org/x) }
</style>
"""


@pytest.fixture(scope="module")
def count(request: pytest.FixtureRequest) -> int | None:
    """How many strings are tried in each place: all of them in the long form."""
    return None if request.config.getoption("markexpr") == "" else COUNT


@pytest.fixture
def watch(new_context: Callable[[], BrowserContext], serve: Callable[[Path], str]) -> Callable[[Site], Watched]:
    return lambda site: Watched(new_context(), serve(site.root / "site"))


def _site(root: Path, files: Mapping[str, str | bytes], *, trusted: bool) -> Site:
    extensions = ["admonition", "attr_list", "def_list", "footnotes", "md_in_html", "pymdownx.details", "tables",
                  "pymdownx.superfences", "abbr", "pymdownx.tasklist", {"toc": {"permalink": True}}]  # fmt: skip
    options = {"trusted": trusted, "page_words": 1_000_000, "notes": "show"}
    site = build_site(
        root,
        {"docs/index.md": "# Home", **files},
        plugins=["search", "tags", {"deckbook": options}],
        markdown_extensions=extensions,
    )
    assert site.aborted is None
    return site


def _deck(slides: list[str]) -> str:
    joined = "\n\n---\n".join(slide if slide.startswith("layout:") else f"\n{slide}" for slide in slides)
    return f"---\ntitle: Talk\ndeckbook:\n  chapters: none\n---\n\n# Talk\n\n---\n{joined}\n"


def _decks(slides: list[str]) -> dict[str, str]:
    """The slides in decks; one that leaves a comment or fence open, which hides all behind it, ends its own."""
    ends = {slide: len(parse(_deck([slide, "after"]), Path("deck.md")).slides) < 3 for slide in slides}
    whole = [slide for slide in slides if not ends[slide]]
    parts = [whole[start : start + ON_A_PAGE] for start in range(0, len(whole), ON_A_PAGE)]
    parts += [["before", slide] for slide in slides if ends[slide]]
    return {f"docs/weeks/w{number}.md": _deck(part) for number, part in enumerate(parts, 1)}


def _shown(site: Site, *, whole: bool) -> list[str]:
    """All pages, or each deck's handout, which shows all its slides, and one page of each other kind."""
    handouts = [path for path in site.files if path.endswith("/handout/index.html")]
    return [*site.pages, *handouts] if whole else [*handouts, "index.html", "decks/index.html", "weeks/w1/index.html"]


@pytest.mark.parametrize("place", PLACES)
def test_nothing_of_a_stranger_runs(
    watch: Callable[[Site], Watched], tmp_path: Path, place: str, count: int | None
) -> None:
    strings = attacks(count)
    decks = _decks([PLACES[place](text) for text in strings])

    site = _site(tmp_path / "site", {**decks, "docs/weeks/components/Box.vue": BOX}, trusted=False)

    assert len(strings) >= 200
    watched = watch(site)
    assert watched.run(_shown(site, whole=count is None)) == {}
    assert watched.slides >= len(strings) + len(decks)  # none has hidden those behind it


def test_no_title_of_a_stranger_runs(watch: Callable[[Site], Watched], tmp_path: Path, count: int | None) -> None:
    """In the navigation, the table of contents, the browser's title, the search and the list of decks."""
    strings = [_line(text) for text in attacks(count and 60)]
    slides = [
        f"---\ntitle: {json.dumps(text)}\nrouteAlias: {json.dumps(text)}\n---\n\n## {text}\n\n### {text}\n\nUnique"
        for text in strings
    ]
    files = {
        f"docs/weeks/w{number}.md": "".join(
            (
                "---\n",
                *(f"{key}: {json.dumps(text)}\n" for key in ("title", "author", "description", "info", "date")),
                f"tags: [{json.dumps(text)}]\nkeywords: {json.dumps(text)}\n---\n\n# {text}\n\n",
                "\n\n".join(slides[number * 20 : number * 20 + 20]),
            )
        )
        for number, text in enumerate(strings[: len(strings) // 20])
    }

    site = _site(tmp_path / "site", files, trusted=False)

    watched = watch(site)
    assert watched.run(site.pages[:: max(len(site.pages) // 25, 1)]) == {}
    assert watched.search("unique") == []


def test_no_drawing_of_a_stranger_runs_when_it_is_opened(
    watch: Callable[[Site], Watched], tmp_path: Path, count: int | None
) -> None:
    """The files that slides show are on the site, and can be opened by their address."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    inside = [*attacks(count and 80), "<a xlink:href='javascript:alert(1)'><text>a</text></a>"]
    inside += ["<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></b></foreignObject>"]
    whole = [f"{head}>{text}<path d='M0 0'/></svg>" for text in inside]
    whole += [f"{head} onload='alert(1)'/>", f"<?xml-stylesheet href='https://example.org/x.css'?>{head}/>"]
    whole += [f"<!DOCTYPE svg [<!ENTITY a '<script>alert(1)</script>'>]>{head}>&a;</svg>"]
    drawings = {f"docs/weeks/{number}.svg": text for number, text in enumerate(whole)}
    names = [name.removeprefix("docs/weeks/") for name in drawings]
    deck = _deck([f"![picture]({name})" for name in names])

    site = _site(tmp_path / "site", {"docs/weeks/w1.md": deck, **drawings}, trusted=False)

    drawn = [path for path in site.files if path.startswith("weeks/") and path.endswith(".svg")]
    assert len(drawn) == len(whole)
    assert watch(site).run(path for path in drawn if site.read(path)) == {}


def test_scripts_of_vue_run_on_no_page(watch: Callable[[Site], Watched], tmp_path: Path) -> None:
    script = "<script setup>\nalert(1)\n</script>\n\n<script setup lang='ts'>alert(2)</script>"
    shapes = [
        script,
        f"<div>\n\n{script}\n\n</div>",
        "- " + script.replace("\n", "\n  "),
        f"Text {_line(script)}",
        f"<svg>{script}</svg>",
    ]
    shapes.append("<Box />")
    files = {"docs/weeks/w1.md": _deck(shapes), "docs/weeks/components/Box.vue": BOX}

    site = _site(tmp_path / "site", files, trusted=True)

    assert site.find("alert(") == []
    assert watch(site).run(site.pages) == {}


def test_the_watch_sees_what_runs(watch: Callable[[Site], Watched], tmp_path: Path) -> None:
    strings = ["<img src=x onerror=alert(1)>", "<p id=__config>x</p>", "<a href='&#1;javascript:alert(1)'>a</a>"]
    files = {f"docs/{number}.md": f"# A\n\n{text}\n" for number, text in enumerate(strings)}

    site = _site(tmp_path / "site", files, trusted=True)

    found = watch(site).run(site.pages)
    assert sorted(found) == [f"{number}/index.html" for number in range(len(strings))]
