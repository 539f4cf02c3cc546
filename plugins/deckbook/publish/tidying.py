"""Leaves out of built pages the white space between the theme's tags, a third of what a page of few words weighs."""

from __future__ import annotations

import re
from pathlib import Path

from deckbook.publish.references import TAG

# In content white space may be meant: by a style sheet, in code, in what is drawn with signs.
_KEPT = re.compile(r"(<(article|main|pre|script|style|template|textarea)\b.*?</\2\s*>|<!--.*?-->)", re.S | re.I)
_IN_MAIN = re.compile(r"(<(article|pre|script|style|template|textarea)\b.*?</\2\s*>|<!--.*?-->)", re.S | re.I)
_RUN = re.compile(r"\s{2,}")


def tidy(site: Path) -> None:
    """Rewrites the pages of a built site."""
    for page in site.rglob("*.html"):
        text = page.read_bytes().decode("utf-8", "surrogateescape")
        page.write_bytes(tidied(text).encode("utf-8", "surrogateescape"))


def tidied(text: str) -> str:
    """A page whose runs of white space outside its content are one sign each, which shows the same."""
    kept = _IN_MAIN if "<article" in text else _KEPT
    parts: list[str] = []
    end = 0
    for match in kept.finditer(text):
        parts += (_outside(text[end : match.start()]), match[0])
        end = match.end()
    return "".join((*parts, _outside(text[end:])))


def _outside(text: str) -> str:
    """Tags stay as they are; between them runs of white space become a line break, or a space."""
    parts: list[str] = []
    end = 0
    for match in TAG.finditer(text):
        parts += (_RUN.sub(_one, text[end : match.start()]), match[0])
        end = match.end()
    return "".join((*parts, _RUN.sub(_one, text[end:])))


def _one(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] else " "
