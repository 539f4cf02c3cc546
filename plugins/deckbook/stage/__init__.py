"""Write finished pages as plain Markdown that renders to the same pages, without Deckbook.

Data goes one way: HTML → `nodes` → `blocks` (with `inline`, `shapes`, `kept`) → `pages`; `comparing` says whether what
was written renders to what was there, and `links` where links lead. Whatever Markdown cannot say stays HTML.
"""

from deckbook.stage.links import Links
from deckbook.stage.pages import Counts, Render, Staged, as_html, as_markdown, is_same, relinked, with_front_matter
from deckbook.stage.settings import Wanted, plain_settings
from deckbook.stage.writing import NotStaged, write_tree

__all__ = [
    "Counts",
    "Links",
    "NotStaged",
    "Render",
    "Staged",
    "Wanted",
    "as_html",
    "as_markdown",
    "is_same",
    "plain_settings",
    "relinked",
    "with_front_matter",
    "write_tree",
]
