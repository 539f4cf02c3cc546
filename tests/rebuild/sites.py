"""Small sites with the plugins that are often used together, to be edited."""

from __future__ import annotations

from typing import Any

EXTENSIONS: list[Any] = [
    *("abbr", "admonition", "attr_list", "footnotes", "md_in_html", "tables"),
    {"toc": {"permalink": True}},
    {
        "pymdownx.snippets": {
            "base_path": ["parts", "docs"],
            "check_paths": False,
            "auto_append": ["words.md"],
        }
    },
    *("pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences"),
]
VALIDATION = {
    "nav": {"omitted_files": "warn"},
    "links": {"anchors": "warn", "not_found": "warn", "unrecognized_links": "info"},
}

_PAGE = """---
title: {title}
tags: [{tag}]
---

# {title}

Text of {title} about HTML, and ![a picture](../pictures/one.png). See [another]({link}).

## First of {title}

More text, with `code` and a note[^1].

```python
print("{title}")
```

[^1]: The note.

## Second

--8<-- "shared.md"
"""

_DECK = """---
title: Week {number}
---

# Week {number}

Welcome.

---

## Beginning

- a list
- of things

---

### More of it {{#more}}

```python {{1|2}}
a = {number}
b = a
```

---
src: ./parts/imported.md
---

---

## Ending

<<< ../code.py

<Box>inside</Box>

![picture](../pictures/two.png)
"""


def files() -> dict[str, str | bytes]:
    """The files that all sites have."""
    topics = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]
    links = [
        "beta.md#second",
        "../index.md",
        "alpha.md#first-of-alpha",
        "missing.md",
        "beta.md#nowhere",
        "../topics/gamma.md",
    ]
    pages = {
        f"docs/topics/{name}.md": _PAGE.format(title=name.capitalize(), tag=name[0], link=link)
        for name, link in zip(topics, links, strict=True)
    }
    return {
        **pages,
        "docs/index.md": '# Home\n\nWelcome to [alpha](topics/alpha.md).\n\n--8<-- "shared.md"\n',
        "docs/topics/index.md": "# Topics\n\n- [Week](../weeks/week-1.md)\n",
        "docs/weeks/week-1.md": _DECK.format(number=1),
        "docs/weeks/week-2.md": _DECK.format(number=2),
        "docs/weeks/parts/imported.md": "### Imported\n\nFrom elsewhere.\n",
        "docs/code.py": "def answer():\n    return 42\n",
        "docs/pictures/one.png": b"\x89PNG one",
        "docs/pictures/two.png": b"\x89PNG two",
        "docs/extra.css": "p { color: red }\n",
        "docs/references.bib": "@article{a, title={A}}\n",
        "docs/repos.lock.json": "{}\n",
        "parts/shared.md": "Shared words.\n",
        "parts/words.md": "*[HTML]: Hypertext\n",
        "components/Box.html": "<b>{{ slots.default }}</b>",
    }


def _settings(plugins: list[Any], **more: Any) -> dict[str, Any]:
    return {
        "site_name": "Site",
        "repo_url": "https://example.org/site",
        "edit_uri": "edit/main/docs/",
        "theme": {"name": "material", "font": False, "features": ["navigation.prune", "navigation.indexes"]},
        "plugins": [*plugins, {"deckbook": {"components": "components"}}],
        "markdown_extensions": EXTENSIONS,
        "extra_css": ["extra.css"],
        "validation": VALIDATION,
        "exclude_docs": "code.py\n",
        **more,
    }


def pruned() -> dict[str, Any]:
    """Material with a pruned navigation that mkdocs.yml gives, search and Deckbook."""
    nav = [
        {"Home": "index.md"},
        {
            "Topics": [
                "topics/index.md",
                {"The first": "topics/alpha.md"},
                "topics/beta.md",
                {"Deep": ["topics/gamma.md"]},
            ]
        },
        {"Rest": ["topics/delta.md", "topics/epsilon.md", {"Elsewhere": "https://example.org"}]},
        {"Weeks": "decks.md"},
    ]
    return _settings(["search"], nav=nav)


def opened() -> dict[str, Any]:
    """Material with the whole navigation, of the folders, templates of the site's own, tags and a blog."""
    theme = {"name": "material", "font": False, "custom_dir": "theme", "features": ["navigation.footer"]}
    return _settings(["search", "tags", "blog"], theme=theme)


def referring() -> dict[str, Any]:
    """Material with tabs and sections, pruned, and pages that refer to headings and to code."""
    features = ["navigation.prune", "navigation.tabs", "navigation.sections"]
    python = {"default_handler": "python", "handlers": {"python": {"paths": ["code"]}}}
    return _settings(
        ["search", "autorefs", {"mkdocstrings": python}],
        theme={"name": "material", "font": False, "features": features},
    )


def plain() -> dict[str, Any]:
    """MkDocs' own theme and search, and a hook that shortens each page."""
    return _settings(["search"], theme={"name": "mkdocs"}, hooks=["hooks.py"])


def usual() -> dict[str, Any]:
    """Material with a pruned navigation, and the plugins that are most often used together."""
    return _settings(["search", "tags", "blog", "autorefs"])


SITES = {"pruned": pruned, "opened": opened, "referring": referring, "plain": plain}
MORE = {**SITES, "usual": usual}
"""With those that only the long form of the test goes through."""

_POST = """---
date: 2026-01-0{number}
categories: [News]
---

# Post {number}

Before.

<!-- more -->

After, [home](../../index.md).
"""
_MAIN = """{% extends "base.html" %}
{% block footer %}<p>{{ page.title }}</p>{{ super() }}{% endblock %}
"""
ADDED: dict[str, dict[str, str | bytes]] = {
    "pruned": {},
    "opened": {
        "theme/main.html": _MAIN,
        "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
        "docs/blog/index.md": "# Blog\n",
        "docs/blog/posts/one.md": _POST.format(number=1),
        "docs/blog/posts/two.md": _POST.format(number=2),
    },
    "usual": {
        "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
        "docs/blog/index.md": "# Blog\n",
        "docs/blog/posts/one.md": _POST.format(number=1),
        "docs/blog/posts/two.md": _POST.format(number=2),
        "docs/topics/refers.md": "# Refers\n\n[Beginning][], [nowhere][no-such].\n",
    },
    "referring": {
        "code/module.py": '"""A module."""\n\ndef function() -> int:\n    """Gives one."""\n    return 1\n',
        "docs/reference.md": "# Reference\n\n::: module\n    options:\n      show_root_heading: true\n",
        "docs/topics/refers.md": "# Refers\n\n[Beginning][], [module.function][], [nowhere][no-such].\n",
    },
    "plain": {
        "hooks.py": (
            "def on_post_page(output, **kwargs):\n    return output.replace('\\n\\n', '\\n')\n\n"
            "def on_page_markdown(markdown, page, **kwargs):\n    return markdown.replace('@page', page.file.src_uri)\n"
        ),
    },
}
"""The files that each of the sites has beside those of all."""
