"""A small site with everything that pages of decks may hold, staged and built as its readers would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from deckbook.nearest import find_settings
from deckbook.staging import Report, stage
from tests.code_pages import recorded
from tests.decks import PNG

MKDOCS_YML = """\
site_name: 笔记 & notes
site_url: http://127.0.0.1:8000/notes/
repo_url: https://github.com/ada/notes
edit_uri: edit/main/docs/
theme:
  name: material
  font: false
  features: [content.action.edit, navigation.indexes]
plugins:
  - search
  - deckbook
nav:
  - Home: index.md
  - Weeks: decks.md
  - Guide:
      - guide/plain.md
      - guide/how.md
      - guide/frame.md
      - Elsewhere: https://example.org/
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - toc: {permalink: true, slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
  - pymdownx.highlight
  - pymdownx.superfences
"""
DECK = """\
---
title: 第一周
date: 2026-11-08
author: Ada
---

# 第一周

A list of *everything* `in it`.

---
chapter: true
---

## 一、Reading

Deep nets (@krizhevsky2012) need $x_1 \\\\cdot y$ and a note[^1], 2\\\\*3*4, `a|b`, <kbd>Ctrl</kbd> & <b>more</b>.

1. one
   - nested `code`
   - [ada/engine](https://github.com/ada/engine) ⭐️4.6k
2. two

| a | b |
| :-- | --: |
| *x* | 1 \\\\| 2 |

> Quoted,
> twice.

[^1]: A note, **bold**.

---

### Figures

![A dot](./dot.png)

```go {2}
func main() {
\tprintln("``` not a fence")
}
```

$$
\\\\frac{a}{b}
$$

---
chapter: true
layout: two-cols
---

## 二、Running

```py {monaco-run}
print(6 * 7)
```

::right::

- [ ] to do
- see [the guide](../guide/how.md#steps)

<style>
h2 { color: teal }
</style>

<!-- a private note -->
""".replace("\\\\", "\\")
FILES: dict[str, str] = {
    "mkdocs.yml": MKDOCS_YML,
    "docs/index.md": "# Home\n\nRead [the first week](weeks/w1.md) and [its figures](weeks/w1/一reading.md#figures).\n",
    "docs/guide/how.md": '# How\n\n!!! note\n\n    Do it.\n\n## Steps\n\n<a href="../../decks/">All decks</a>\n',
    "docs/guide/plain.md": "# Plain\n\n!!! note\n\n    [Back](../index.md), `<a href=\"x\">`\n",
    "docs/guide/frame.md": '# Frame\n\n<iframe src="../../decks/" title="Decks"></iframe>\n\nWords.\n',
    "docs/papers.bib": """\
@inproceedings{krizhevsky2012,
  title = {ImageNet Classification with Deep Convolutional Neural Networks},
  author = {Krizhevsky, Alex and Sutskever, Ilya and Hinton, Geoffrey E.},
  booktitle = {Advances in Neural Information Processing Systems}, year = {2012}
}
""",
    "docs/weeks/w1.md": DECK,
    "docs/weeks/w2.md": "# Second\n\n---\n\nShort.\n",
}


def write(root: Path, files: Mapping[str, str | bytes] = FILES) -> Path:
    """Puts a site into a directory; gives that."""
    texts = {name: text for name, text in files.items() if isinstance(text, str)}
    put: dict[str, str | bytes] = {**files, "docs/weeks/dot.png": PNG}
    if "docs/weeks/w1.md" in texts:
        put |= recorded(texts, {"二、Running/block": {"stdout": ("42",)}})
    for name, content in put.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def staged(root: Path, target: Path) -> Report:
    """A site, staged."""
    settings = find_settings(root)
    assert settings
    return stage(settings, target)


def built(
    folder: Path, site: Path, *, module: str = "mkdocs", python: str = sys.executable, strict: bool = True
) -> Path:
    """The site of a mkdocs.yml, built in a process of its own; gives where it is."""
    command = [python, "-m", module, "build", "--quiet", "-f", str(folder / "mkdocs.yml"), "-d", str(site)]
    command += ["--strict"] if strict else []
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stdout + done.stderr
    return site
