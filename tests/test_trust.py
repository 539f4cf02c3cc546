"""Sites whose decks are not trusted: an honest deck looks the same there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness import ROOT, Site, build_site
from tests.markup.render import parsed

EXTENSIONS = [
    "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "pymdownx.arithmatex", "pymdownx.caret",
    "pymdownx.details", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark", "pymdownx.superfences",
    "pymdownx.tasklist", "pymdownx.tilde", "tables", {"pymdownx.tabbed": {"alternate_style": True}},
    {"toc": {"permalink": True}},
]  # fmt: skip
_CHANGED = frozenset(("data-run", "rel", "style", "xmlns"))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """The demo's decks, where they are trusted, and where they are not; strangers' code is run in no page."""
    roots = [ROOT / name for name in ("docs/weeks", "snippets", "constraints.txt")]
    found = (path for root in roots for path in (root, *root.rglob("*")))
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in found
        if path.is_file() and not {"node_modules", "__pycache__"}.intersection(path.parts)
    }
    trusted, cleaned = (
        build_site(
            tmp_path_factory.mktemp("trust") / "site",
            {"docs/index.md": "# Home\n", **files},
            plugins=["search", {"deckbook": {"trusted": trusted, "run": False}}],
            markdown_extensions=EXTENSIONS,
        )
        for trusted in (True, False)
    )
    return trusted, cleaned


def test_pages_have_the_same_elements_and_words(sites: tuple[Site, Site]) -> None:
    trusted, cleaned = sites

    assert len(cleaned.pages) > 5
    assert cleaned.pages == trusted.pages
    for page in cleaned.pages:
        assert _shape(cleaned.article(page)) == _shape(trusted.article(page)), page


def test_the_search_knows_the_same(sites: tuple[Site, Site]) -> None:
    trusted, cleaned = sites

    assert {key: value["title"] for key, value in cleaned.search.items()} == {
        key: value["title"] for key, value in trusted.search.items()
    }


def test_the_site_keeps_deckbooks_own_script(sites: tuple[Site, Site]) -> None:
    _, cleaned = sites

    deck = next(page for page in cleaned.pages if page.startswith("weeks/"))
    assert "deckbook.js" in cleaned.article(deck)


def test_no_style_of_a_stranger_comes_into_the_site(tmp_path: Path) -> None:
    slide = '<style>\np { background: url(https://example.org/mine) }\n</style>\n\n<p style="color: #12ab34">a</p>'
    files = {"docs/weeks/w1.md": f"# A\n\n---\n\n{slide}\n\n<p class='bg-[url(https://example.org/mine)]'>b</p>\n"}

    site = build_site(tmp_path / "site", files, plugins=[{"deckbook": {"trusted": False}}])

    assert site.find("example.org/mine") == []
    assert site.find("#12ab34") == []


def test_strangers_slides_keep_their_utilities(tmp_path: Path) -> None:
    slide = '<div class="grid grid-cols-2 fixed own">\n\na\n\n</div>\n\n<style>\n.own { font-weight: 700 }\n</style>'

    site = build_site(
        tmp_path / "site", {"docs/weeks/w1.md": f"# A\n\n---\n\n{slide}\n"}, plugins=[{"deckbook": {"trusted": False}}]
    )

    page = next(page for page in site.pages if 'class="dk-grid dk-grid-cols-2' in site.read(page))
    assert ".slide .dk-grid{display:grid" in site.read(page).partition("</head>")[0]
    assert "font-weight:700" not in site.read(page)


def test_a_title_ends_no_element(tmp_path: Path) -> None:
    deck = '---\ntitle: "<</title/title><script>alert(1)</script>"\n---\n\n# A\n\n---\n\nb\n'

    site = build_site(tmp_path / "site", {"docs/weeks/w1.md": deck}, plugins=["deckbook"])

    head = site.read("weeks/w1/index.html").partition("</head>")[0]
    assert head.count("</title>") == 1
    assert "</title>\n" in head.partition("alert(1)")[2]


def _shape(article: str) -> list[str]:
    """Tags and text as a browser sees them, without what cleaning changes by design."""
    found = []
    for element in parsed(article).iter():
        values = {name: value.replace("#user-", "#") for name, value in element.attrib.items() if name not in _CHANGED}
        if values.get("id", "").startswith("user-"):
            del values["id"]
        names = [name for name in values.pop("class", "").split() if not name.startswith("dk-")]
        text = [(element.text or "").strip(), (element.tail or "").strip()]
        found.append(f"{element.tag} {sorted(values.items())} {names} {text}")
    return found
