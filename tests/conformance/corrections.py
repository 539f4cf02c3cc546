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
        folder: The directory of its deck.
    """

    html: str
    missing: frozenset[str] = frozenset()
    folder: Path = Path()

    def is_missing(self, address: str) -> bool:
        return any(address.startswith(name[:-1]) if name.endswith("…") else address == name for name in self.missing)


def corrected(shared: Path, without: Callable[[ModuleType], None] | None = None) -> ModuleType:
    """The script, as it should read pages, but for one of READINGS."""
    module = script.load(shared)
    for reading in READINGS:
        if reading is not without:
            reading(module)
    return module


def formulas(module: ModuleType) -> None:
    """A formula that begins a paragraph, or stands on its own, is text like any other.

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


def empty_blocks(module: ModuleType) -> None:
    """A block that holds nothing but `{{ }}` parts no texts.

    The script leaves out `{{ }}` and what it makes empty, but keeps the mark of the block that held it. Only Slidev's
    side has such blocks: a page says that Vue would compute them.
    """
    plain = module.events

    def events(source: str) -> list[str]:
        found: list[str] = []
        for event in plain(source):
            if event == "¶" and not (found and found[-1].startswith("=")):
                continue
            if found and found[-1] == "¶" and not event.startswith("="):
                found.pop()
            found.append(event)
        return found[:-1] if found[-1:] == ["¶"] else found

    vars(module)["events"] = events


def repeated_headings(module: ModuleType) -> None:
    """A heading that is left out, as the page has it already, still stood between two blocks of text."""

    def without(one: list[str], other: list[str], title: str) -> list[str]:
        kept = {event for event in other if event.startswith("#")}
        found: list[str] = []
        was_left_out = False
        for event in one:
            if event.startswith("#") and event not in kept and event[1:] in title:
                was_left_out = True
                continue
            if was_left_out and event.startswith("=") and found and found[-1].startswith("="):
                found.append("¶")
            was_left_out = False
            found.append(event)
        return found

    vars(module)["without_repeated_headings"] = without


READINGS: tuple[Callable[[ModuleType], None], ...] = (formulas, empty_blocks, repeated_headings)
"""What is changed in the script itself."""


def footnotes(slidev: str, page: Page) -> str:
    """Comark reads the `[^1]` of a footnote as a span whose text is `^1`; the page shows the footnote."""
    return re.sub(r"<span>\^[^<\s]+</span>", "", slidev) if "footnote-ref" in page.html else slidev


def literal_bindings(slidev: str, page: Page) -> str:
    """`:src="'/a.png'"` is `src="/a.png"` to Vue, which shows the picture; the script sees no name."""
    return re.sub(r''':(src|alt|href|title)="\s*(['`])([^'`"$]*)\2\s*"''', r'\1="\3"', slidev)


def missing_files(slidev: str, page: Page) -> str:
    """A picture or video whose file does not exist is shown by nobody; the build says so, which is all one can do."""

    def replace(found: re.Match[str]) -> str:
        address = html.unescape(found["address"])
        name = unquote(address.rsplit("/", 1)[-1])
        is_shown = name and name in unquote(html.unescape(page.html))
        return found[0] if is_shown or (address.strip() and not page.is_missing(address)) else ""

    return re.sub(r"""<(?:img|video|audio)\b[^>]*?\ssrc=(["'])(?P<address>.*?)\1[^>]*>""", replace, slidev, flags=re.S)


def words_with_a_colon(slidev: str, page: Page) -> str:
    """Comark takes `:80` for a component, so that Slidev loses it; the page shows what is written."""
    return re.sub(r"<([\w-]+) />", lambda found: f":{found[1]}" if f":{found[1]}" in page.html else found[0], slidev)


def imported_code(slidev: str, page: Page) -> str:
    """Slidev packs code that may be written to (`<<< ./a.ts {monaco-write}`) into an attribute; the page shows it."""

    def replace(found: re.Match[str]) -> str:
        file = page.folder / found["path"]
        return f"<pre>{html.escape(file.read_text('utf-8'))}</pre>" if file.is_file() else found[0]

    return re.sub(r"""<Monaco\b[^>]*?\swritable="(?P<path>[^"]*)"[^>]*/>""", replace, slidev)


def slot_markers(slidev: str, page: Page) -> str:
    """A marker right below HTML is text to Slidev, which shows `::right::`; the page fills the slot."""
    return re.sub(r"^::[\w.-]+::$", "", slidev, flags=re.M)


def end_tags(slidev: str, page: Page) -> str:
    """`<b>…</B>` closes for a browser; the script takes `</B>` for a component's."""
    return re.sub(
        r"</([A-Z][A-Za-z]*)>",
        lambda found: found[0] if f"<{found[1]}" in slidev else f"</{found[1].lower()}>",
        slidev,
    )


CORRECTIONS: tuple[Callable[[str, Page], str], ...] = (
    footnotes,
    literal_bindings,
    missing_files,
    words_with_a_colon,
    imported_code,
    slot_markers,
    end_tags,
)
"""What is changed in Slidev's HTML of a slide before the two are compared."""


def correct(slidev: str, page: Page, without: Callable[[str, Page], str] | None = None) -> str:
    """Slidev's HTML of a slide with all corrections but one."""
    for correction in CORRECTIONS:
        if correction is not without:
            slidev = correction(slidev, page)
    return slidev
