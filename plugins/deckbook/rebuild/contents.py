"""The first cache: a page's HTML and table of contents, as Python-Markdown makes them of its final Markdown.

What a page is made from is its text, its address, the extensions with their options, the files that its links and
snippets lead to, and what extensions ask plugins for. What comes of it is HTML, a table of contents, a title, anchors,
messages, and what extensions tell plugins.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from deckbook.rebuild.extensions import Conversion, Talk, Trace
from deckbook.rebuild.lookups import NotedFiles, Seen, seen
from deckbook.rebuild.messages import Message, heard
from deckbook.rebuild.report import NEW, Layer
from deckbook.rebuild.snippets import unchanged
from deckbook.rebuild.store import Room, Store
from deckbook.rebuild.values import Digests, Identities, UnkeyedError, text_digest

_Tokens = tuple[tuple[str, str, int, bool, "_Tokens"], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a page became, and what it was made from."""

    text: bytes
    settings: bytes
    place: tuple[str, str, bool]
    lookups: tuple[tuple[str, Seen], ...]
    snippets: dict[str, tuple[str, bytes] | None]
    talk: Talk
    html: str
    digest: bytes
    toc: _Tokens
    title: str | None
    anchors: frozenset[str]
    links: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] | None
    messages: tuple[Message, ...]


class Contents:
    """What pages became in the build before."""

    def __init__(self, room: Room, identities: Identities, digests: Digests) -> None:
        self.store: Store[Content] = Store(room)
        self._identities = identities
        self._digests = digests
        self._conversion: Conversion | None = None
        self._finders: dict[bytes, Any] = {}
        self.layer = Layer()

    def begin(self) -> None:
        """A build begins."""
        self._conversion = None

    def intercept(self, page: Page) -> None:
        """Lets the page, when MkDocs converts it next, be taken from the build before where that gives the same."""
        kind = type(page)
        if kind.render is not Page.render or "render" in vars(page):
            self.layer.make(page.file.src_uri, f"{kind.__qualname__} converts its Markdown in its own way")
            return

        def render(config: MkDocsConfig, files: Files) -> None:
            del page.render
            self._render(page, config, files)

        page.render = render  # type: ignore[method-assign]

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        uri = page.file.src_uri
        if self._conversion is None or self._conversion.config is not config:
            self._conversion = Conversion(config, self._identities)
        try:
            form = self._conversion.form()
        except UnkeyedError as error:
            self.layer.make(uri, str(error))
            self.store.drop(uri)
            page.render(config, files)
            return
        # As MkDocs decides what is kept of links.
        settings = form + bytes([logging.getLogger("mkdocs.structure.pages").getEffectiveLevel() > logging.DEBUG])
        text = text_digest(page.markdown or "")
        kept = self.store.get(uri)
        reason = self._differs(kept, text, settings, page, files, config.markdown_extensions)
        if kept is not None and reason is None:
            self.layer.take(uri)
            kept.talk.repeat(page, config.markdown_extensions)
            _restore(page, kept, files)
            self._digests.know(kept.html, kept.digest)
        else:
            self.layer.make(uri, reason or NEW)
            self._make(page, config, files, text, settings, follows=self._conversion.follows)

    def _differs(
        self, kept: Content | None, text: bytes, settings: bytes, page: Page, files: Files, extensions: Sequence[Any]
    ) -> str | None:
        """Why what is kept of a page is not what it would be now, or None."""
        if kept is None:
            return NEW
        if kept.text != text:
            return "its Markdown changed"
        if kept.settings != settings:
            return "the Markdown extensions or their options changed"
        if kept.place != _place(page):
            return "its address changed"
        for path, found in kept.lookups:
            if seen(files.get_file_from_path(path)) != found:
                return f"it links to {path}, which came, went or moved"
        if not unchanged(kept.snippets, self._finders.get(settings)):
            return "a snippet in it changed"
        if not kept.talk.holds(page, extensions):
            return "a plugin answers its extension otherwise"
        return None

    def _make(
        self, page: Page, config: MkDocsConfig, files: Files, text: bytes, settings: bytes, *, follows: bool
    ) -> None:
        uri = page.file.src_uri
        self.store.drop(uri)
        trace = Trace(page)
        noted = NotedFiles(files)
        with heard() as ear:
            page.render(trace.config(config) if follows else config, noted)
        if trace.snippets.finder is not None:
            trace.snippets.finish()
            self._finders = {settings: trace.snippets.finder}
        if fault := trace.fault or noted.fault or trace.snippets.fault:
            self.layer.make(uri, fault)
            return
        links = getattr(page, "links_to_anchors", None)
        html = page.content or ""
        kept = Content(
            text,
            settings,
            _place(page),
            tuple(noted.lookups.items()),
            trace.snippets.found,
            Talk(tuple(trace.asked), tuple(trace.told)),
            html,
            self._digests.of(html),
            _tokens(page.toc.items),
            page._title_from_render,  # noqa: SLF001 - what `Page.render` sets
            frozenset(page.present_anchor_ids or ()),
            None if links is None else tuple((file.src_uri, tuple(found.items())) for file, found in links.items()),
            ear.messages,
        )
        if links is not None and any(seen(files.get_file_from_path(file.src_uri)) is None for file in links):
            self.layer.make(uri, "it links to a file that is none of the site's")
            return
        self.store.put(uri, kept, 2 * len(html) + 200 * len(kept.toc) + 1000)


def _place(page: Page) -> tuple[str, str, bool]:
    return page.file.src_uri, page.file.url, page.file.inclusion.is_excluded()  # type: ignore[no-untyped-call]


def _restore(page: Page, kept: Content, files: Files) -> None:
    """Gives a page what `Page.render` would give it, nothing of it shared."""
    page.content = kept.html
    page.toc = TableOfContents(_links(kept.toc))
    page._title_from_render = kept.title  # noqa: SLF001 - what `Page.render` sets
    page.present_anchor_ids = set(kept.anchors)
    if kept.links is not None:
        found = {files.get_file_from_path(uri): dict(anchors) for uri, anchors in kept.links}
        page.links_to_anchors = {file: anchors for file, anchors in found.items() if file}
    for message in kept.messages:
        message.say()


def _tokens(items: list[AnchorLink]) -> _Tokens:
    return tuple((item.title, item.id, item.level, hasattr(item, "active"), _tokens(item.children)) for item in items)


def _links(tokens: _Tokens) -> list[AnchorLink]:
    made = []
    for title, name, level, active, children in tokens:
        link = AnchorLink(title, name, level)
        if active:
            link.active = True  # type: ignore[attr-defined]
        link.children = _links(children)
        made.append(link)
    return made
