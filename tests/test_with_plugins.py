"""Deckbook beside other plugins and under other themes; real builds."""

from __future__ import annotations

import pytest

from tests.decks import PNG, SHORT, TALK
from tests.documents import Document, text
from tests.harness import BuildSite

DECK = TALK.replace("title: Talk\n", "title: Talk\ndescription: What a talk <b>says</b>\ntags: [vision, 论文]\n")
FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Home\n",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "docs/api.md": "# API\n\n::: thing\n",
    "docs/weeks/w1.md": f"{DECK}\n![x](a.png)\n\nSee [how it works](../api.md#thing.work) and `::: thing`.\n",
    "docs/weeks/w2.md": SHORT,
    "docs/weeks/a.png": PNG,
    "thing.py": '"""A thing."""\n\n\ndef work() -> None:\n    """Works."""\n',
}
PYTHON = {"mkdocstrings": {"handlers": {"python": {"paths": ["."]}}}}


@pytest.mark.parametrize("use_directory_urls", [True, False])
@pytest.mark.parametrize("first", [True, False], ids=["deckbook first", "deckbook last"])
def test_tags_offline_and_mkdocstrings_work_together(build: BuildSite, first: bool, use_directory_urls: bool) -> None:
    others: list[object] = ["search", "tags", "offline", PYTHON]

    site = build(
        FILES,
        plugins=["deckbook", *others] if first else [*others, "deckbook"],
        use_directory_urls=use_directory_urls,
        strict=True,
    )

    assert site.aborted is None
    # `offline` turns directory URLs off.
    assert "weeks/w1/1-first.html" in site.pages
    listed = Document.of(site, "tags.html")
    assert [title for _, title in listed.headings] == ["Tags", "vision", "论文"]
    assert listed.target(listed.link("Talk") or "") == "weeks/w1.html"
    assert "Works." in site.article("api.html")
    last = Document.of(site, "weeks/w1/2-second.html")
    assert last.pictures == ["weeks/a.png"]
    assert last.link("how it works") == "../../api.html#thing.work"
    assert "::: thing" in text(last.slides[5])
    assert "weeks/w1/2-second.html#inside-the-second--title" in site.search


def test_the_description_is_the_pages_meta(build: BuildSite) -> None:
    site = build(FILES, plugins=["deckbook"])

    head = Document.of(site, "weeks/w1/index.html").root
    [description] = [item.get("content") for item in head.iter("meta") if item.get("name") == "description"]
    assert description == "What a talk <b>says</b>"


@pytest.mark.parametrize("use_directory_urls", [True, False])
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_build_too(build: BuildSite, theme: str, use_directory_urls: bool) -> None:
    site = build(
        {path: content for path, content in FILES.items() if "tags" not in path and "api" not in path}
        | {"docs/weeks/w1.md": TALK},
        plugins=["search", "deckbook"],
        theme={"name": theme},
        use_directory_urls=use_directory_urls,
        strict=True,
    )

    assert site.aborted is None
    path = "weeks/w1/2-second/index.html" if use_directory_urls else "weeks/w1/2-second.html"
    document = Document.of(site, path)
    assert list(document.slides) == [4, 5]
    style = next(link for link in document.root.iter("link") if "deckbook" in link.attrib["href"])
    assert document.target(style.attrib["href"]) == "assets/deckbook/deckbook.css"
    assert "assets/deckbook/deckbook.css" in site.files


def test_files_that_another_plugin_generates_can_be_decks(build: BuildSite) -> None:
    hook = (
        "from mkdocs.structure.files import File\n\n\n"
        "def on_files(files, config):\n"
        f"    files.append(File.generated(config, 'weeks/made.md', content={TALK!r}))\n"
        "    return files\n"
    )

    site = build({"docs/index.md": "# Home", "hook.py": hook}, plugins=["deckbook"], hooks=["hook.py"], strict=True)

    assert site.aborted is None
    assert list(Document.of(site, "weeks/made/1-first/index.html").slides) == [2, 3]


def test_the_readers_markdown_extensions_work_in_decks(build: BuildSite) -> None:
    deck = "# A\n\n---\n\n### B\n\n==marked== H~2~O ++ctrl+c++ {++new++}\n\nTerm\n\n:   Meaning\n"

    site = build(
        {"docs/index.md": "# Home", "docs/weeks/w1.md": deck},
        plugins=["deckbook"],
        markdown_extensions=["def_list", "pymdownx.mark", "pymdownx.tilde", "pymdownx.keys", "pymdownx.critic"],
    )

    slide = Document.of(site, "weeks/w1/index.html").slides[2]
    shown = {tag: [text(item) for item in slide.iter(tag)] for tag in ("mark", "sub", "kbd", "ins", "dt", "dd")}
    assert shown == {
        "mark": ["marked"],
        "sub": ["2"],
        "kbd": ["Ctrl", "C"],
        "ins": ["new"],
        "dt": ["Term"],
        "dd": ["Meaning"],
    }
