"""What a reader cannot read of a page's slides: words that are hidden, cut off, covered or outside their slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, ViewportSize

from tests.browser.walk import SIZES, overflow

SCRIPT = Path(__file__).with_name("reading.js").read_text("utf-8")

# What a reader opens with a click is opened: folds, and the tabs of pymdownx.tabbed. Nothing moves meanwhile, and the
# buttons that a script offers are no words of the deck. What only screen readers say is nowhere to be seen.
_OPEN = """() => {
    for (const fold of document.querySelectorAll("article details")) fold.open = true;
    for (const image of document.querySelectorAll("article img[loading=lazy]")) image.loading = "eager";
    const buttons = [".deckbook-embed__load", ".deckbook-enlarge", ".deckbook-present", ".deckbook-run__bar",
        ".deckbook-help", ".deckbook-continue", ".deckbook-edition", ".deckbook-list__tools", ".deckbook-list thead",
        ".deckbook-progress", ".deckbook-copy", ".md-code__nav"];
    for (const button of document.querySelectorAll(buttons)) button.style.setProperty("display", "none", "important");
    const style = document.createElement("style");
    style.textContent = `.tabbed-block { display: block !important } .md-header { position: static !important }
        .deckbook-hidden { display: none !important }
        * { animation: none !important; scroll-behavior: auto !important; transition: none !important }`;
    document.head.append(style);
}"""
_PICTURES = "() => [...document.querySelectorAll('article img')].every(image => image.complete)"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something of a slide that cannot be read.

    Attributes:
        page: The page's path in its site.
        size: The name of the window's size.
        slide: The slide's deck and number; "" where it is the page as a whole.
        cause: What is the matter, in few words: `words missing`, `cut off`, `covered` …
        text: Where, by the beginning of its text.
    """

    page: str
    size: str
    slide: str
    cause: str
    text: str


def read(
    page: Page, address: str, paths: Iterable[str], sizes: Mapping[str, ViewportSize] = SIZES
) -> Iterator[tuple[int, list[Fault]]]:
    """Opens pages in every size; how many slides each has, and what is the matter with them.

    Args:
        page: A page with JavaScript, which is not let off this machine.
        address: Where the pages are served.
        paths: The pages' paths there.
        sizes: The windows' sizes, by name.
    """
    for path in paths:
        page.goto(address + quote(path), wait_until="load")
        source = page.evaluate("fetch(location.href).then(answer => answer.text())")
        page.evaluate(_OPEN)
        faults: list[Fault] = []
        slides = 0
        for name, size in sizes.items():
            page.set_viewport_size(size)
            page.wait_for_function(_PICTURES)
            found = page.evaluate(SCRIPT, source)
            slides = found["slides"]
            faults += [Fault(path, name, *fault) for fault in found["faults"]]
            faults += [Fault(path, name, "", "page scrolls sideways", text) for text in overflow(page)[:1]]
        yield slides, faults
