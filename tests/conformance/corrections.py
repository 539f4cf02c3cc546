"""Where the script is wrong about a good page: a small correction each, to Slidev's side or to how it is read.

tests/conformance/test_corrections.py shows the case of each. The script's own figures are measured beside these.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

from tests.conformance import script


@dataclass(frozen=True, slots=True)
class Page:
    """A slide as Deckbook shows it.

    Attributes:
        html: Its section.
        missing: The addresses of the files that the build said it did not find; a long one ends in `…`.
    """

    html: str
    missing: frozenset[str] = frozenset()

    def is_missing(self, address: str) -> bool:
        return any(
            address.startswith(name[:-1]) if name.endswith("…") else address == name for name in self.missing
        )


def corrected(shared: Path) -> ModuleType:
    """The script, reading formulas as it reads other text; see `formulas`."""
    module = script.load(shared)
    formulas(module)
    return module


def formulas(module: ModuleType) -> None:
    """A formula is text like any other.

    The script notes that a paragraph ends between two texts, but not where the second one is a <math> element: so a
    formula at the beginning of a paragraph counts as one of its own, and a block formula as part of what precedes it.
    Slidev's side holds formulas as text, so only pages are read wrongly.
    """
    plain = module.Events

    class Events(plain):  # type: ignore[misc, valid-type]
        _broken: bool

        def _text(self, data: str) -> None:
            if self._broken and self.events and self.events[-1].startswith("="):
                self.events.append("¶")
            self._broken = False
            super()._text(data)

    vars(module)["Events"] = Events


def footnotes(slidev: str, page: Page) -> str:
    """Comark reads the `[^1]` of a footnote as a span whose text is `^1`; the page shows the footnote."""
    return re.sub(r"<span>\^[^<\s]+</span>", "", slidev) if "footnote-ref" in page.html else slidev


def literal_bindings(slidev: str, page: Page) -> str:
    """`:src="'/a.png'"` is `src="/a.png"` to Vue, which shows the picture; the script sees no name."""
    return re.sub(r''':(src|alt|href|title)="\s*'([^'"]*)'\s*"''', r'\1="\2"', slidev)


def missing_files(slidev: str, page: Page) -> str:
    """A picture or video whose file does not exist is shown by nobody; the build says so, which is all one can do."""

    def replace(found: re.Match[str]) -> str:
        address = html.unescape(found["address"])
        name = unquote(address.rsplit("/", 1)[-1])
        is_shown = name and name in unquote(html.unescape(page.html))
        return found[0] if is_shown or not page.is_missing(address) else ""

    return re.sub(r"""<(?:img|video|audio)\b[^>]*?\ssrc=(["'])(?P<address>.*?)\1[^>]*>""", replace, slidev, flags=re.S)


def words_with_a_colon(slidev: str, page: Page) -> str:
    """Comark takes `:80` for a component, so that Slidev loses it; the page shows what is written."""
    return re.sub(
        r"<([\w-]+) />", lambda found: f":{found[1]}" if f":{found[1]}" in page.html else found[0], slidev
    )


CORRECTIONS: tuple[Callable[[str, Page], str], ...] = (
    footnotes,
    literal_bindings,
    missing_files,
    words_with_a_colon,
)
"""What is changed in Slidev's HTML of a slide before the two are compared."""


def correct(slidev: str, page: Page) -> str:
    """Slidev's HTML of a slide with all corrections."""
    for correction in CORRECTIONS:
        slidev = correction(slidev, page)
    return slidev
