"""The third cache: the entries of a page in the search index, of Material's search and of MkDocs' own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from deckbook.rebuild.report import NEW, Layer
from deckbook.rebuild.searchtext import Chunk, SearchText, chunk, is_known
from deckbook.rebuild.store import Room, Store
from deckbook.rebuild.values import Digests, Identities, Reading, UnkeyedError, Values, digest

_INDEXES = {"material.plugins.search.plugin": "entries", "mkdocs.contrib.search.search_index": "_entries"}
"""The modules of indexes whose entries depend on a page's content, headings, address, title and metadata, with the name
that each has for its list of entries."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What a page added to the index, and what that was made from."""

    parts: tuple[Hashable, ...]
    entries: tuple[dict[str, Any], ...]
    chunk: Chunk | None


class Searching:
    """What pages added to the index in the build before."""

    def __init__(self, room: Room, identities: Identities, digests: Digests) -> None:
        self.store: Store[Entries] = Store(room)
        self._digests = digests
        self._values = Values(Reading(), identities)
        self._text: SearchText | None = None
        self.layer = Layer()

    def read(self, text: str) -> tuple[Any, str] | None:
        """The configuration and the entries of an index that has this text, if it is known from which it was made."""
        return self._text.read(text) if self._text else None

    def intercept(self, config: MkDocsConfig) -> None:
        """Lets the index of this build take what the build before has."""
        self._text = None
        for plugin in config.plugins.values():
            index = getattr(plugin, "search_index", None)
            if index is None or type(index).__module__ not in _INDEXES or "add_entry_from_context" in vars(index):
                continue
            listed = getattr(index, _INDEXES[type(index).__module__], None)
            if type(listed) is not list:
                continue
            try:
                form = self._values.form(dict(plugin.config))
                options = digest((type(index).__module__, form, _words(plugin.config)))
            except UnkeyedError:
                continue
            if is_known(plugin, index):
                self._text = SearchText(index)
                _spare(config.plugins.events["page_context"], plugin)
            self._wrap(index, listed, options, self._text)

    def _wrap(self, index: Any, listed: list[dict[str, Any]], options: bytes, text: SearchText | None) -> None:
        add = index.add_entry_from_context

        def add_kept(page: Page) -> None:
            uri = page.file.src_uri
            try:
                toc = self._values.headings(page.toc)
                parts = (
                    options,
                    self._digests.of(page.content or ""),
                    digest((page.url, page.title)),
                    toc,
                    digest(self._values.form(page.meta)),
                )
            except UnkeyedError as error:
                self.layer.make(uri, str(error))
                self.store.drop(uri)
                add(page)
                return
            kept = self.store.get(uri)
            if kept is not None and kept.parts == parts:
                self.layer.take(uri)
                if text:
                    text.add(len(listed), kept.entries, kept.chunk)
                listed.extend([_copied(entry) for entry in kept.entries])
                return
            self.layer.make(uri, NEW if kept is None else "its content, title or metadata changed")
            before = len(listed)
            add(page)
            entries = tuple(_copied(entry) for entry in listed[before:])
            made = chunk(entries) if text else None
            if text:
                text.add(before, entries, made)
            size = sum(len(str(value)) for entry in entries for value in entry.values())
            self.store.put(uri, Entries(parts, entries, made), 2 * size + 500 * (len(entries) + 1))

        index.add_entry_from_context = add_kept


def _spare(events: list[Callable[..., Any]], plugin: Any) -> None:
    """Spares pages without marks for the search the going through them for these, which takes Material long."""
    for place, event in enumerate(events):
        if getattr(event, "__self__", None) is plugin:
            events[place] = partial(_on_page_context, event, plugin)


def _on_page_context(event: Callable[..., Any], plugin: Any, context: Any, /, **given: Any) -> Any:
    page: Page = given["page"]
    if not plugin.config.enabled or "data-search-" in (page.content or "data-search-"):
        return event(context, **given)
    plugin.search_index.add_entry_from_context(page)
    return None


def _copied(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry that may be changed: its values are texts and numbers, and lists of them."""
    return {key: [*value] if isinstance(value, list) else value for key, value in entry.items()}


def _words(config: Any) -> Hashable:
    """How Chinese is cut into words: whether jieba is there, and its dictionaries."""
    found: list[Hashable] = ["jieba" in sys.modules]
    for option in ("jieba_dict", "jieba_dict_user"):
        path = Path(config.get(option) or "")
        if path.is_file():
            found.append((str(path), path.stat().st_mtime_ns, path.stat().st_size))
    return tuple(found)
