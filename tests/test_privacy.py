"""What readers must not see is in no file of the site: a secret is planted in each place and looked for everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.decks import PNG
from tests.documents import Document
from tests.harness import BuildSite, Site, build_site

DECK = """\
---
title: Talk
---

# Talk

<!-- SECRET-note-1 -->

---

## 1. First

<!-- SECRET-block -->

Text <!-- SECRET-inline --> and more.

<!--
SECRET-lines

---

SECRET-separator
-->

- item
  <!-- SECRET-list -->
- item <!-- SECRET-item -->

> quote <!-- SECRET-quote -->

| a | b <!-- SECRET-head --> |
| - | - |
| c | d <!-- SECRET-cell --> |

<div class="grid"><!-- SECRET-html --><p>In HTML</p></div>

<div>

**Bold** <!-- SECRET-in-div -->

</div>

<!-- SECRET-note-2 -->

---
layout: two-cols
# SECRET-yaml
---

### Columns <!-- SECRET-heading -->

Left

::right::

Right <!-- SECRET-column -->

<Unknown text="shown"><!-- SECRET-component --></Unknown>

<Box><!-- SECRET-template-slot -->In the box</Box>

---
hide: true
---

### SECRET-hidden

---
src: ./pages/imported.md
---

---
src: ./pages/hidden.md
hide: true
---

---
src: ../../../outside.md
---

---

## 2. Second

<script setup>const secret = "SECRET-script"</script>

<style>/* SECRET-style */ .secret { color: red } /* SECRET-style */</style>

Not hidden.

<!--
Multi-line note: SECRET-note-3

[click] SECRET-click
-->

---

### Last

Seen.

<!-- SECRET-unclosed

Never closed.
"""
IMPORTED = (
    "# Imported\n\n<!-- SECRET-note-4 -->\n\n---\nhide: true\n---\n\n### SECRET-hidden-import\n\n---\n\nSeen too.\n"
)
PROJECT = {
    "components/Card.vue": "SECRET-component-file",
    "components/deep/Card.vue": "SECRET-component-deep",
    "layouts/own.vue": "SECRET-layout-file",
    "setup/main.ts": "SECRET-setup",
    "setup/shiki.js": "SECRET-setup-js",
    "styles/index.css": "SECRET-styles",
    "style.css": "SECRET-style-file",
    "global-top.vue": "SECRET-global",
    "slide-bottom.vue": "SECRET-slide-bottom",
    "index.html": "SECRET-index",
    "package.json": '{"name": "SECRET-package"}',
    "package-lock.json": "SECRET-npm-lock",
    "pnpm-lock.yaml": "SECRET-pnpm-lock",
    "yarn.lock": "SECRET-yarn-lock",
    "bun.lock": "SECRET-bun-lock",
    "vite.config.ts": "SECRET-vite",
    "uno.config.ts": "SECRET-uno",
    "tsconfig.json": "SECRET-tsconfig",
    "netlify.toml": "SECRET-netlify",
    "vercel.json": "SECRET-vercel",
    "Dockerfile": "SECRET-docker",
    ".env": "SECRET-env",
    ".npmrc": "SECRET-npmrc",
    ".github/workflows/deploy.yml": "SECRET-workflow",
    "node_modules/thing/index.js": "SECRET-module",
    "node_modules/thing/README.md": "# SECRET-module-page",
    "pages/imported.md": IMPORTED,
    "pages/hidden.md": "# SECRET-hidden-file\n\n---\n\nMore\n",
    "pages/node_modules/a.js": "SECRET-nested-module",
}
TEMPLATES = {
    "templates/Box.html": "{# SECRET-jinja #}<div><!-- shown by the site's own template -->{{ slots.default }}</div>"
}


def files(folder: str) -> dict[str, str | bytes]:
    """The project with its deck in a folder, and a home page."""
    project: dict[str, str | bytes] = {f"{folder}{path}": content for path, content in PROJECT.items()}
    return project | TEMPLATES | {f"{folder}talk.md": DECK, "docs/index.md": "# Home", "outside.md": "# SECRET-outside"}


@pytest.fixture(
    scope="module",
    params=[
        ("docs/weeks/", {}, True, "weeks/talk"),
        ("docs/weeks/", {}, False, "weeks/talk"),
        # All of docs/ is one Slidev project.
        ("docs/", {"decks": ["talk.md"]}, True, "talk"),
        ("slides/", {"decks_dir": "slides", "decks": ["talk.md"]}, True, "talk"),
        ("docs/talks/", {"decks_dir": "docs/talks", "decks": ["*.md"]}, True, "talk"),
    ],
    ids=["in docs", "no directory URLs", "docs itself", "beside docs", "below docs"],
)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, str]:
    folder, options, directory_urls, path = request.param
    root: Path = tmp_path_factory.mktemp("privacy") / "site"
    plugins = ["search", {"deckbook": {"components": "templates", **options}}]
    return build_site(root, files(folder), plugins=plugins, use_directory_urls=directory_urls), path


def test_no_secret_is_in_any_file(site: tuple[Site, str]) -> None:
    built, path = site
    assert built.aborted is None

    secrets = [name for name in built.files if b"SECRET" in (built.root / "site" / name).read_bytes()]
    assert secrets == []
    assert [name for name in built.files if "SECRET" in name] == []
    # And what is no secret is there.
    pages = "".join(built.article(page) for page in built.pages if page.startswith(path))
    for text in ("In HTML", "Bold", "Columns", "shown", "In the box", "Imported", "Seen too.", "Not hidden.", "Seen."):
        assert text in pages


def test_nothing_is_written_beside_the_site(site: tuple[Site, str]) -> None:
    built, _ = site
    before = {"mkdocs.yml", "docs", "templates", "outside.md", "slides", "site"}
    assert {path.name for path in built.root.iterdir()} <= before
    assert not [
        path for path in (built.root / "docs").rglob("*") if path.suffix == ".html" and "index" not in path.name
    ]


def test_notes_are_shown_on_request(build: BuildSite) -> None:
    deck = (
        "# A\n\n---\n\n### B\n\nText <!-- SECRET -->\n\n<!--\nSay **this**:\n\n- first\n-->\n\n---\n\n### C\n\nText\n"
    )

    hidden = build({"docs/weeks/w1.md": deck}, plugins=["search", "deckbook"])
    shown = build({"docs/weeks/w1.md": deck}, plugins=["search", {"deckbook": {"notes": "show"}}])

    assert hidden.find("Say ") == []
    assert shown.find("SECRET") == []
    assert shown.find("Say ") == ["search/search_index.json", "weeks/w1/index.html", "weeks/w1/index.html.md"]
    slide = Document.of(shown, "weeks/w1/index.html").slides[2]
    notes = slide.find("details")
    assert notes is not None
    assert [element.tag for element in notes] == ["summary", "p", "ul"]


def test_only_what_a_deck_names_is_copied(build: BuildSite) -> None:
    pictures: dict[str, str | bytes] = {f"public/{name}.png": PNG for name in ("named", "hidden", "noted", "unnamed")}
    deck = (
        "# A\n\n---\n\n### B\n\n![x](/named.png)\n\n<!-- ![x](/noted.png) -->\n\n"
        "---\nhide: true\n---\n\n![x](/hidden.png)\n\n---\n\n[a](./slides.md) [b](./.env) [c](vite.config.ts)\n"
    )

    site = build(
        pictures | {"slides.md": deck, ".env": "SECRET", "vite.config.ts": "SECRET"},
        plugins=[{"deckbook": {"decks_dir": ".", "decks": ["slides.md"]}}],
    )

    assert [path for path in site.files if path.startswith("assets/decks")] == ["assets/decks/public/named.png"]
    assert site.find("SECRET") == []
