"""Sites with runnable blocks and their records, for tests: what pytest would have written is written without it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deckbook.book import Options, arrange
from deckbook.deck import load
from deckbook.snippets import records
from deckbook.snippets.blocks import chapters
from deckbook.snippets.inputs import inputs_of
from deckbook.snippets.project import Project
from deckbook.snippets.records import Figure, Record
from tests.harness import Site

DECK = "docs/weeks/w1.md"
PLUGINS: list[Any] = ["search", "deckbook"]
IMPORTED = """\
import math


# region relu
def relu(x):
    return max(x, 0)
# endregion relu
"""
SNIPPET = "<<< ../../snippets/relu.py#relu py {monaco-run}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/></svg>\n'


def fence(code: str, info: str = "py {monaco-run}") -> str:
    return f"```{info}\n{code}\n```\n"


def deck(*blocks: str) -> str:
    """A deck with one chapter, `A`, whose blocks are `A/block`, `A/block-2` …"""
    return "# T\n\n---\nchapter: A\n---\n\n" + "\n".join(blocks) + "\n---\nchapter: B\n---\n\nText\n"


def chapter(site: Site) -> str:
    return site.article("weeks/w1/a/index.html")


def boxes(page: str) -> list[str]:
    """The HTML of each block, without the highlighting of its code."""
    found = re.split(r'(?=<div class="deckbook-run")', page)[1:]
    code = r'<div class="(?:language-\w+ )?highlight">.*?</pre></div>'
    return [re.sub(code, "CODE", box, flags=re.S) for box in found]


def recorded(
    files: Mapping[str, str], outputs: Mapping[str, Mapping[str, Any]], *, deck: str = DECK, namespace: str = "chapter"
) -> dict[str, str | bytes]:
    """The files of a project, and the records of a deck's blocks.

    Args:
        files: The files.
        outputs: What blocks put out, by the names of their records: values of `Record`, and `svg` with `alt`.
        deck: The deck.
        namespace: The site's option.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        project = Project(root, (root / "docs", root))
        book = arrange(load(root / deck, roots=project.roots), deck, options=Options(namespace=namespace))
        for one in chapters(book, project):
            blocks = [block for _, block in one.blocks]
            for index, block in enumerate(blocks):
                if block.name in outputs:
                    said = dict(outputs[block.name])
                    path = records.path_of(root / deck, block.name)
                    svg, alt = said.pop("svg", ""), said.pop("alt", "")
                    figures = {records.figure_name(path, svg): svg} if svg else {}
                    inputs = inputs_of(block, blocks[:index], project)
                    record = Record(inputs, figures=tuple(Figure(name, alt) for name in figures), **said)
                    records.write(path, record, figures)
        found = records.folder_of(root / deck)
        written = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(found.rglob("*.*"))}
    return {**files, **written}
