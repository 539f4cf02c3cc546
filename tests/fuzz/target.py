r"""The whole way from bytes to pages, and what must hold on it whatever the bytes are.

    Target(folder).run([b"# A\n\n---\n\n# B"])    # raises Broken, or what the way itself raises

Each input is a deck; all inputs of one call become one site. Behind a line
`%% FILE name` another file of its project follows; see `joined`.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from deckbook.pages import finish
from deckbook.settings import Settings
from deckbook.site import Library, build
from tests.markup.render import RICH, parsed

_FILE = re.compile(rb"^%% FILE ([\w./-]{1,60})$\n?", re.M)
_PLACEHOLDERS = re.compile("[\U0010f000-\U0010f00f]")
_SECTION = re.compile(r'<section class="slide" id="[^"]*" data-deck="([^"]*)" data-slide="(\d+)"')
_SCRIPT = '<script src="'
_NO_TAGS = frozenset(("applet", "base", "frame", "link", "meta", "script"))
_LEAST, _A_BYTE = 3.0, 30e-6
"""Seconds of this process that any input may take, and for each of its bytes."""


class Broken(AssertionError):
    """Something that must hold does not."""


def joined(files: Mapping[str, bytes]) -> bytes:
    """A deck and the files of its project, by their paths beside it, as one input."""
    deck, *others = files.items()
    return deck[1] + b"".join(b"\n%% FILE " + name.encode() + b"\n" + data for name, data in others)


def split(data: bytes) -> dict[str, bytes]:
    """The files of an input."""
    parts = _FILE.split(data)
    return {"deck.md": parts[0], **{name.decode(): text for name, text in zip(parts[1::2], parts[2::2], strict=True)}}


class Target:
    """Runs inputs in a folder of its own."""

    def __init__(self, folder: Path, *, trusted: bool = True) -> None:
        self._docs = folder / "docs"
        self._trusted = trusted
        self.library: Library | None = None
        self._markdown = Markdown(extensions=[*RICH], extension_configs={name: dict(of) for name, of in RICH.items()})
        self._settings = Settings(
            config_file=folder / "mkdocs.yml",
            docs_dir=self._docs,
            decks_dir=self._docs,
            patterns=("*/deck.md",),
            extensions=frozenset(RICH),
            show_notes=True,
            trusted=trusted,
        )

    def run(self, inputs: Sequence[bytes], *, look: bool = True) -> dict[str, str]:
        """The pages of a site of these decks; `look` reads them as a browser does, which takes as long as all else."""
        shutil.rmtree(self._docs, ignore_errors=True)
        names = [f"{number}/deck.md" for number in range(len(inputs))]
        for name, data in zip(names, inputs, strict=True):
            self._write(self._docs / Path(name).parent, split(data))
        begin = time.process_time()
        self.library = library = build({name: self._docs / name for name in names}, self._settings)
        pages = {uri: self._page(library, uri) for uri, page in library.pages.items() if page.source}
        size = sum(map(len, inputs))
        if (took := time.process_time() - begin) > _LEAST + _A_BYTE * size:
            raise Broken(f"{took:.1f} s for {size} bytes")
        self._check(library, pages)
        if look:
            for uri, page in pages.items():
                self.look(page, uri)
        return pages

    def _write(self, folder: Path, files: Mapping[str, bytes]) -> None:
        for name, content in files.items():
            path = folder / name
            if ".." in path.parts or path.is_dir() or any(parent.is_file() for parent in path.parents):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def _page(self, library: Library, uri: str) -> str:
        markdown = self._markdown.reset()
        html = markdown.convert(library.pages[uri].written.markdown)
        toc = get_toc(getattr(markdown, "toc_tokens", []))
        page = SimpleNamespace(toc=toc, url=uri.replace(".md", "/"), present_anchor_ids=None)
        return finish(html, cast("Page", page), library.pages[uri].written, trusted=self._trusted)

    def _check(self, library: Library, pages: Mapping[str, str]) -> None:
        shown: dict[str, list[int]] = {}
        for page in pages.values():
            for deck, number in _SECTION.findall(page):
                shown.setdefault(deck, []).append(int(number))
        for book in library.books:
            wanted = [slide.no for slide in book.deck.slides]
            if sorted(shown.get(book.name, [])) != wanted:
                raise Broken(f"slides {wanted} are shown as {shown.get(book.name)}")
        for page in pages.values():
            if found := _PLACEHOLDERS.search(page):
                raise Broken(f"a placeholder is left: {page[max(0, found.start() - 60) : found.end() + 60]!r}")
        for diagnostic in library.diagnostics:
            if not diagnostic.message or diagnostic.line < 0:
                raise Broken(f"an empty diagnostic: {diagnostic}")

    def look(self, page: str, uri: str) -> None:
        """Reads a page as a browser does."""
        slides = _SECTION.findall(page)
        body, _, own = page.rpartition(f"\n{_SCRIPT}")
        root = parsed(body if own.endswith('deckbook.js" defer></script>') else page)
        sections = [element for element in root.iter("section") if "data-slide" in element.attrib]
        if [(section.get("data-deck"), section.get("data-slide")) for section in sections] != slides:
            raise Broken(f"a browser sees other slides than {slides} on {uri}")
        for section in sections:
            if [inner for inner in section.iter("section") if "data-slide" in inner.attrib] != [section]:
                raise Broken(f"a slide stands in another on {uri}")
        for element in root.iter():
            _harmless(element, self._trusted)


def _harmless(element: Element, trusted: bool) -> None:
    """A site's own attr_list writes what attributes it likes, where decks are trusted."""
    if element.tag in _NO_TAGS:
        raise Broken(f"<{element.tag}> is on the page")
    for name, value in element.attrib.items():
        bare = "".join(value.split()).lower()
        if (not trusted and re.match(r"v-|@|:|#|on", str(name))) or (
            name in ("href", "src") and bare.startswith("javascript:")
        ):
            raise Broken(f"<{element.tag} {name}={value[:60]!r}> is on the page")
