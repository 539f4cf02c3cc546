"""The place a slide is written at: its page, its book and its site, and what is noticed on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deckbook.book import Book
from deckbook.deck import Slide
from deckbook.diagnostics import Diagnostic
from deckbook.markup import references
from deckbook.markup.site import Site
from deckbook.markup.styles import Sheet as StyleSheet
from deckbook.markup.urls import page_url, relative_path, relative_url
from deckbook.markup.utilities import Sheet, Shortcuts

_COLOUR = re.compile(r"#|rgb|hsl|var\(|linear-|radial-|conic-")  # what `image:` and `background:` hold besides paths


@dataclass(frozen=True, slots=True)
class Remote:
    """A picture on another host.

    Attributes:
        target: Its address, as written.
        path: The file that names it.
        line: The 1-based line there.
        is_sure: Whether it can be nothing but a picture: what a template asks for may be a page.
    """

    target: str
    path: Path
    line: int
    is_sure: bool = True


@dataclass(slots=True)
class Collected:
    """What writing a page brings up besides its text.

    Attributes:
        assets: The files the page shows, by their path in the site.
        remote: The pictures that it shows from other hosts, also where the site has a copy.
        sources: The files whose code it shows.
        diagnostics: What is to be told to the author.
        blocks: How many code blocks the page has so far.
        furniture: The decorations of .vue files that the page has shown, by file and line.
        vue_budget: How much more .vue files may bring, in characters; none may multiply without end.
        has_contents: Whether a slide has shown what the deck holds.
        sheet: The rules of the utilities that occur.
        shortcuts: The names that the deck has for utilities.
        styles: What the slides' own style sheets become.
        has_diagram: Whether there is a diagram to draw.
        icons: How many icons the page has so far.
        drawn: How many characters their drawings have.
        notices: What their licences want to be said, as far as the page says it.
        loads: The files of Deckbook's that the page loads besides those that every page of a deck does.
        cited: The papers that it refers to, in its order, each with whether a place has an id for the way back.
    """

    assets: dict[str, Path] = field(default_factory=dict)
    remote: list[Remote] = field(default_factory=list)
    sources: list[Path] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    blocks: int = 0
    furniture: set[tuple[str, int]] = field(default_factory=set)
    vue_budget: int = 3_000_000
    has_contents: bool = False
    sheet: Sheet = field(default_factory=Sheet)
    shortcuts: Shortcuts = field(default_factory=Shortcuts)
    styles: list[str] = field(default_factory=list)
    has_diagram: bool = False
    icons: int = 0
    drawn: int = 0
    notices: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)
    cited: dict[str, bool] = field(default_factory=dict)

    def refer(self, key: str) -> bool:
        """Takes note that a place refers to a paper; whether it is the first one that can have an id."""
        is_first = not self.cited.get(key)
        self.cited[key] = True
        return is_first


@dataclass(slots=True)
class SlideContext:
    """One slide being written on the page whose Markdown path is `uri`."""

    slide: Slide
    book: Book
    site: Site
    uri: str
    collected: Collected
    style: StyleSheet = field(default_factory=StyleSheet)
    style_line: int = 0
    """Where its first `<style>` stands, or 0."""
    trail: list[Path] = field(default_factory=list)
    """The .vue files that are being shown, each in the one before it."""
    own_id: str = ""
    """The id of its section where the page is none of the book's and shows the slide once more."""

    @property
    def id(self) -> str:
        """The id of its section."""
        return self.own_id or self.book.places[self.slide.no].id

    @property
    def props(self) -> Mapping[str, Any]:
        """The slide's frontmatter over the deck's defaults."""
        return {**self.book.deck.defaults, **self.slide.frontmatter}

    def report(self, line: int, rule: str, message: str, *, path: Path | None = None) -> None:
        """Tells the author something of a line of the slide's file, or of another one."""
        if rule not in self.slide.source.ignored:
            self.collected.diagnostics.append(Diagnostic(path or self.slide.path, line, rule, message))

    @property
    def url(self) -> str:
        return page_url(self.uri, self.site.use_directory_urls)

    def page_link(self, uri: str, anchor: str = "", *, markdown: bool) -> str:
        """The link to a page of the site: to its Markdown path where MkDocs will resolve it, else its URL."""
        fragment = f"#{anchor}" if anchor else ""
        if uri == self.uri and anchor:
            return fragment
        if markdown:
            return relative_path(uri, self.uri) + fragment
        return relative_url(page_url(uri, self.site.use_directory_urls), self.url) + fragment

    def place_of(self, target: str | Path) -> str:
        """The address at which the page finds a path in the site, or a picture's file, which it then shows."""
        if isinstance(target, Path):
            return self._shown(self.site.asset_uri(target), target, markdown=False)
        return relative_url(target, self.url)

    def is_run(self, line: int) -> bool:
        """Whether readers can change and run the code that begins with a line of the slide's file."""
        found = self.site.runnables.get((self.book.deck.path, self.slide.no, line))
        return bool(found and found.book)

    def slide_link(self, number: int, *, markdown: bool) -> str:
        place = self.book.places[number]
        return self.page_link(place.uri, place.id, markdown=markdown)

    def asset(
        self,
        target: str,
        line: int,
        *,
        markdown: bool = False,
        by_page: bool = False,
        picture: bool | None = True,
        source: Path | None = None,
    ) -> str | None:
        """The address at which the page finds a picture or file; None, and a diagnostic, where there is none.

        Args:
            target: The picture or file, as the deck names it.
            line: The line where it does.
            markdown: Whether the address is to stand in Markdown.
            by_page: Whether Slidev takes it relative to the page.
            picture: Whether it is a picture, which the site may have a copy of; None where it may be one.
            source: The file that names it, if not the slide's.
        """
        if target.startswith("data:image/"):
            return target
        if by_page and (not target.strip() or _COLOUR.match(target)):
            return None
        if not target.strip():
            self.report(line, "asset-missing", "A picture or film names no file, so it is not shown; name one.")
            return None
        if references.is_elsewhere(target):
            if picture is not False:
                self.collected.remote.append(Remote(target, self.slide.path, line, bool(picture)))
                if copy := self.site.copy_of(target):
                    return self._shown(*copy, markdown=markdown)
            self.report(
                line,
                "asset-remote",
                f"“{_short(target)}” stays on its host; readers' browsers fetch it there.",
                path=source,
            )
            return target
        found = references.find_file(
            target, source or self.slide.path, self.book.deck.root, self.site.roots, by_page=by_page
        )
        if found.file is None:
            self._report_asset(target, line, found.reason, source)
            return None
        shown = self._shown(self.site.asset_uri(found.file), found.file, markdown=markdown)
        return shown + references.split(target)[1]

    def _shown(self, uri: str, file: Path, *, markdown: bool) -> str:
        """The address of a file that the page shows."""
        self.collected.assets[uri] = file
        return relative_path(uri, self.uri) if markdown else relative_url(uri, self.url)

    def _report_asset(self, target: str, line: int, reason: str, path: Path | None) -> None:
        if reason == "outside":
            self.report(
                line,
                "asset-outside",
                (f"“{_short(target)}” lies outside the project, so it is not shown; move it beside the deck."),
                path=path,
            )
        else:
            self.report(
                line,
                "asset-missing",
                (
                    f"“{_short(target)}” is found neither beside the deck nor in its public/, so it is not shown; "
                    "correct the path or add the file."
                ),
                path=path,
            )


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
