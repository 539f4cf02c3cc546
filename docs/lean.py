"""A hook of the demo site: the style sheet of mkdocstrings stands on the pages that document code, and on no other."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

_SHEET = re.compile(r'\s*<link rel="stylesheet" href="[^"]*/_mkdocstrings\.css">')


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """A first visit of a chapter loads less."""
    return output if 'class="doc ' in output else _SHEET.sub("", output)
