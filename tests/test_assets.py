"""Pictures and files that decks name: found by Slidev's rules, copied, and linked relatively; real builds."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from tests.decks import PNG, TALK
from tests.documents import Document
from tests.harness import BuildSite, Site

DECK = """\
---
title: Talk
---

# Talk

---

## 1. First

![beside](./images/beside.png) ![public](public.png) <img src="/root.png" alt="root">

---
layout: image-right
image: ./images/beside.png
---

### Beside it

[a document](./paper.pdf#page=2)

---

## 2. Second

Words.

---
src: ./pages/imported.md
---
"""
FILES: dict[str, str | bytes] = {
    "talk.md": DECK,
    "images/beside.png": PNG,
    "public/public.png": PNG,
    "root.png": PNG,
    "paper.pdf": b"%PDF",
    "pages/imported.md": "### Imported\n\n![its own](./own.png)\n",
    "pages/own.png": PNG,
}
HOME: dict[str, str | bytes] = {"docs/index.md": "# Home\n"}


def at(folder: str) -> dict[str, str | bytes]:
    return HOME | {f"{folder}{path}": content for path, content in FILES.items()}


@pytest.mark.parametrize("use_directory_urls", [True, False])
@pytest.mark.parametrize(
    ("folder", "options", "deck", "base"),
    [
        ("docs/weeks/", {}, "weeks/talk", "weeks/"),
        ("", {"decks_dir": ".", "decks": ["talk.md"]}, "talk", "assets/decks/"),
        ("talks/a/", {"decks_dir": "talks", "decks": ["*/talk.md"]}, "a/talk", "assets/decks/a/"),
    ],
)
def test_pictures_are_found_copied_and_linked(
    build: BuildSite, folder: str, options: dict[str, object], deck: str, base: str, use_directory_urls: bool
) -> None:
    site = build(at(folder), plugins=[{"deckbook": options}], use_directory_urls=use_directory_urls, strict=True)

    assert site.aborted is None
    end = "/index.html" if use_directory_urls else ".html"
    first, second = (Document.of(site, f"{deck}/{chapter}{end}") for chapter in ("1-first", "2-second"))
    names = ["images/beside.png", "public/public.png", "root.png", "images/beside.png"]
    assert first.pictures == [f"{base}{name}" for name in names]
    assert first.target(first.link("a document") or "") == f"{base}paper.pdf"
    assert (first.link("a document") or "").endswith("paper.pdf#page=2")
    assert second.pictures == [f"{base}pages/own.png"]
    assert dead(site) == []


@pytest.mark.parametrize("use_directory_urls", [True, False])
def test_no_link_is_absolute_so_the_site_works_from_anywhere(build: BuildSite, use_directory_urls: bool) -> None:
    site = build(
        at("docs/weeks/") | {"docs/weeks/more.md": TALK},
        plugins=["search", "deckbook"],
        site_url="https://example.org/some/where/",
        use_directory_urls=use_directory_urls,
    )

    pages = [path for path in site.pages if Document.of(site, path).slides]
    assert len(pages) == 6
    for path in pages:
        absolute = [address for address in addresses(site.article(path)) if address.startswith(("/", "http"))]
        assert absolute == []
    assert dead(site) == []


def dead(site: Site) -> list[tuple[str, str]]:
    """The local links of a site's pages that lead to no file or to no id."""
    files = set(site.files)
    ids = {path: set(Document.of(site, path).ids) for path in site.pages}
    found = []
    for path in site.pages:
        document = Document.of(site, path)
        for address in addresses(site.read(path)):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or address.startswith(("/", "#__")):
                continue
            target = document.target(address) if parts.path else path
            target = next((name for name in (target, f"{target}/index.html".removeprefix("./")) if name in files), "")
            if not target or (parts.fragment and target in ids and parts.fragment not in ids[target]):
                found.append((path, address))
    return found


def addresses(html: str) -> list[str]:
    """All that HTML links to or shows."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(value for name, value in attrs if name in ("href", "src", "poster") and value)

    Reader().feed(html)
    return found
