"""HTML that Python-Markdown must not touch: taken out as placeholders, put back into what it rendered.

A placeholder is made of private-use characters of the last Unicode plane only: slugs and word counts drop them, no
Markdown extension knows them, and no font or deck uses them (a deck that does gets U+FFFD instead).
"""

from __future__ import annotations

import re
from typing import NamedTuple

_FIRST = 0x10F000
_OPEN, _CLOSE, BARE = chr(_FIRST + 10), chr(_FIRST + 11), chr(_FIRST + 12)
"""BARE begins a paragraph that is to stand without its <p>."""
_RESERVED = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + 15)}]")
_PLACEHOLDER = re.compile(f"{_OPEN}([{chr(_FIRST)}-{chr(_FIRST + 9)}]+){_CLOSE}")
_ONLY_PLACEHOLDERS = re.compile(rf"<p>(\s*(?:{_PLACEHOLDER.pattern}\s*)+)</p>")
_BARE_PARAGRAPH = re.compile(rf"<p>{BARE}(.*?)</p>", re.S)
_TO_DIGIT = str.maketrans({chr(_FIRST + digit): str(digit) for digit in range(10)})
_FROM_DIGIT = str.maketrans({str(digit): chr(_FIRST + digit) for digit in range(10)})


class Stashed(NamedTuple):
    """A piece of HTML; `block` where it is a block, which no <p> may wrap."""

    html: str
    block: bool


class Stash:
    """The HTML taken out of one page."""

    def __init__(self) -> None:
        self._numbers: dict[Stashed, int] = {}

    def put(self, html: str, *, block: bool = False) -> str:
        """The placeholder of a piece of HTML."""
        number = self._numbers.setdefault(Stashed(cleaned(html), block), len(self._numbers))
        return f"{_OPEN}{str(number).translate(_FROM_DIGIT)}{_CLOSE}"

    @property
    def pieces(self) -> tuple[Stashed, ...]:
        return tuple(self._numbers)


def cleaned(text: str) -> str:
    """An author's text without the characters that placeholders are made of."""
    return _RESERVED.sub("\ufffd", text)


def holds_placeholder(text: str) -> bool:
    """Whether a text holds a character that placeholders are made of."""
    return bool(_RESERVED.search(text))


def restore(rendered: str, pieces: tuple[Stashed, ...]) -> str:
    """Puts the HTML back; a paragraph that holds nothing but blocks gives way to them."""

    def piece(match: re.Match[str], group: int = 1) -> Stashed:
        return pieces[int(match[group].translate(_TO_DIGIT))]

    def paragraph(match: re.Match[str]) -> str:
        held = [piece(found) for found in _PLACEHOLDER.finditer(match[1])]
        return match[1].strip() if any(stashed.block for stashed in held) else match[0]

    rendered = _BARE_PARAGRAPH.sub(r"\1", rendered)
    rendered = _ONLY_PLACEHOLDERS.sub(paragraph, rendered)
    return _PLACEHOLDER.sub(lambda match: piece(match).html, rendered).replace(BARE, "")


def restore_title(text: str, pieces: tuple[Stashed, ...]) -> str:
    """A heading's text for a table of contents: its formulas put back, all other HTML left out."""

    def formula(match: re.Match[str]) -> str:
        html = pieces[int(match[1].translate(_TO_DIGIT))].html
        return html if html.startswith("<math") else ""

    return _PLACEHOLDER.sub(formula, text)
