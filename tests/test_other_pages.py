"""A site's other pages stay as they are: their HTML is the same, to the byte, with and without Deckbook.

What the search finds differs, where Deckbook is not told to leave it (`search: false`).
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.decks import TALK
from tests.harness import BuildSite, Site

PAGES = {
    "docs/index.md": "# Home\n\nSee [the guide](guide/one.md).\n\n!!! note\n    Text\n",
    "docs/guide/one.md": "---\ntags: [a]\n---\n\n# One\n\n---\n\nRule above.\n\n```python\nprint(1)\n```\n\n$x$\n",
    "docs/guide/two.md": "# 二\n\n## 三\n\n<!-- kept, as MkDocs does -->\n\n- [ ] task\n",
    "docs/guide/README.md": "# Read me\n",
    "docs/about.md": "No heading.\n",
    "docs/styles/extra.css": "p { color: inherit }",
    "docs/components/code.ts": "export {}",
}
NAV = ["index.md", {"Guide": ["guide/one.md", {"Zwei": "guide/two.md"}]}, {"Elsewhere": "https://example.org"}]
SETTINGS: dict[str, Any] = {
    "markdown_extensions": ["admonition", "pymdownx.tasklist", {"pymdownx.arithmatex": {"generic": True}}],
    "extra_css": ["styles/extra.css"],
    "theme": {"name": "material", "font": False, "features": ["navigation.footer", "navigation.tabs"]},
    "repo_url": "https://github.com/a/b",
    "edit_uri": "edit/main/docs/",
}


@pytest.mark.parametrize("use_directory_urls", [True, False])
@pytest.mark.parametrize("nav", [None, NAV], ids=["no nav", "nav"])
@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_a_site_without_decks_is_the_same(build: BuildSite, theme: str, nav: object, use_directory_urls: bool) -> None:
    settings = SETTINGS | {"theme": {"name": theme}, "use_directory_urls": use_directory_urls, "nav": nav}
    if theme == "material":
        settings |= {"theme": SETTINGS["theme"]}

    without = build(PAGES, plugins=["search"], **settings)
    with_it = build(PAGES, plugins=["search", {"deckbook": {"search": False}}], **settings)

    assert with_it.files == without.files
    assert [path for path in without.files if differs(with_it, without, path)] == []


def test_beside_decks_only_the_navigation_differs(build: BuildSite) -> None:
    nav = [*NAV, {"Decks": "weeks/talk.md"}]

    without = build(PAGES | {"docs/weeks/talk.md": TALK}, plugins=["search"], nav=nav, **SETTINGS)
    plugins = ["search", {"deckbook": {"search": False}}]
    with_it = build(PAGES | {"docs/weeks/talk.md": TALK}, plugins=plugins, nav=nav, **SETTINGS)

    others = [path for path in without.pages if not path.startswith("weeks/")]
    assert len(others) == 5
    for path in others:
        before, after = without.read(path), with_it.read(path)
        assert after != before
        # What is new: the deck's pages in the navigation, and nothing else.
        assert outside_navigation(after) == outside_navigation(before)
    for path in [path for path in without.files if path.startswith("assets/") or path.endswith((".css", ".ts"))]:
        assert not differs(with_it, without, path)


def test_without_a_place_in_the_navigation_nothing_differs(build: BuildSite) -> None:
    """Decks that no `nav` names change no other page at all where `nav: false` keeps them out."""
    files = PAGES | {"docs/weeks/talk.md": TALK}

    without = build(files, plugins=["search"], nav=NAV, **SETTINGS)
    with_it = build(files, plugins=["search", {"deckbook": {"nav": False}}], nav=NAV, **SETTINGS)

    others = [path for path in without.pages if not path.startswith("weeks/")]
    assert [path for path in others if differs(with_it, without, path)] == []


def differs(one: Site, other: Site, path: str) -> bool:
    contents = [(site.root / "site" / path).read_bytes() for site in (one, other)]
    left, right = (_TIME.sub(b"", content) for content in contents)
    return left != right


# The home page of MkDocs' themes ends with the time of the build, and a sitemap packed by gzip has one in its head.
_TIME = re.compile(rb"Build Date UTC : [^\n]*|\A\x1f\x8b.{8}", re.S)


def outside_navigation(html: str) -> str:
    """A page without its tabs, its primary navigation, and its links to the page before and after it."""
    html = re.sub(r'<nav class="md-tabs".*?</nav>', "<nav-tabs>", html, flags=re.S)
    html = re.sub(
        r'<div class="md-sidebar md-sidebar--primary".*?(?=<div class="md-sidebar md-sidebar--secondary")',
        "<sidebar>",
        html,
        flags=re.S,
    )
    html = re.sub(r'<nav class="md-footer__inner.*?</nav>', "<nav-footer>", html, flags=re.S)
    return re.sub(r'\s*<link rel="(?:next|prev)" href="[^"]*">', "", html)
