"""Icons on whole pages: whose they are, a site's own, and many of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.harness import BuildSite
from tests.markup.render import Renderer


@pytest.fixture
def renderer(tmp_path: Path) -> Renderer:
    return Renderer(tmp_path)


def page(renderer: Renderer, deck: str) -> str:
    return "".join(renderer.render(deck).pages.values())


def test_a_notice_stands_once_on_a_page(renderer: Renderer) -> None:
    html = page(renderer, "<fa6-brands-github /> <fa6-brands-github /> <fa6-solid-star /> <mdi-star />\n")

    assert len(re.findall('data-licence="[^"]*Font Awesome[^"]*CC BY 4.0', html)) == 1


def test_a_deck_s_own_collection(renderer: Renderer) -> None:
    icons = {"prefix": "carbon", "icons": {"sun": {"body": '<path id="a" d="M7"/><use href="#a"/>'}}}
    files = {"node_modules/@iconify-json/carbon/icons.json": json.dumps(icons)}

    html = "".join(renderer.render("<carbon-sun /> <carbon-sun />\n", files=files).pages.values())

    assert re.findall('<path id="([^"]*)" d="M7"/><use href="#([^"]*)"/>', html) == [
        ("deckbook-icon-1-a", "deckbook-icon-1-a"),
        ("deckbook-icon-2-a", "deckbook-icon-2-a"),
    ]


def test_a_site_s_own_collection(build: BuildSite) -> None:
    icons = {"prefix": "carbon", "icons": {"sun": {"body": '<path d="M7"/>'}}}
    files = {"docs/decks/talk.md": "# A\n\n---\n\nb <carbon-sun />\n", "own/carbon.json": json.dumps(icons)}

    site = build(files, plugins=[{"deckbook": {"icons": "own"}}])

    assert site.problems == []
    assert '<path d="M7"' in site.read("decks/talk/index.html")


def test_a_page_does_not_grow_without_end(renderer: Renderer) -> None:
    html = page(renderer, "\n\n---\n\n".join(["<fa6-brands-github />" * 1_500] * 14))

    assert len(html) < 10_000_000
    assert 'class="deckbook-hidden"' in html


def test_a_site_s_own_template_comes_first(build: BuildSite) -> None:
    files = {
        "docs/decks/talk.md": '# A\n\n---\n\n<mdi-star />\n\n---\n\n<Icon icon="mdi:star" />\n',
        "templates/mdi-star.html": "<b>own</b>",
        "templates/Icon.html": "<b>too</b>",
    }

    site = build(files, plugins=[{"deckbook": {"components": "templates"}}])

    assert "<b>own</b>" in site.read("decks/talk/index.html")
    assert "<b>too</b>" in site.read("decks/talk/index.html")
