"""What ids on pages call a paper, and what pages load that show any."""

from __future__ import annotations

SHEET = "papers.css"
"""The file of Deckbook's that a page with cards, citations or references loads."""
SCRIPT = "papers.js"
"""What a paper's page loads for its entry; others do where a reader points at a citation."""


def reference_id(name: str) -> str:
    """The id of a paper's entry in a page's references, and of its row in the list of all."""
    return f"ref--{name}"


def cite_id(name: str) -> str:
    """The id of the first place on a page that names it."""
    return f"cite--{name}"
