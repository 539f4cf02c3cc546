"""Lets Material's search find words of Chinese, Japanese and Korean, and headings by their deck's title.

It is spared what it would go through for nothing, too.
"""

from __future__ import annotations

import copy
import functools
import json
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from deckbook.book import Book
from deckbook.diagnostics import Diagnostic
from deckbook.frontend import SCRIPTS
from deckbook.markup.tags import escape
from deckbook.settings import Settings

INDEX = "search/search_index.json"
SEARCH = "assets/deckbook/search.js"
_WORKERS = "assets/javascripts/workers/search.*.min.js"
_LOOKS = ('addEventListener("message"', "postMessage(", "type:3", "lunr")
_BEGIN, _END = "/* Deckbook */", "/* Material */\n"

_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
"""A letter of Chinese, Japanese or Korean."""

_SEPARATOR = (
    r"""[\s\u200b\u3000\-,:;!?=\[\](){}"“”‘’«»/\u3001\u3002\u3008-\u3011\u30fb\uff01-\uff0f\uff1a-\uff20…]+"""
    r"|\.(?!\w)|&[lg]t;|&amp;"
)
"""What parts words. Material's own default parts them at spaces and hyphens alone: `(word` is not found by `word`."""

_UNREAD = re.compile(
    r'(<section class="deckbook-rest" [^>]*data-search-exclude>\s*<h2\b[^>]*>.*?</h2>).*?(?=</section>)'
    r'|(<div class="deckbook-notes" [^>]*data-search-exclude>)<p>.*?</ol>(?=</div>)'
    r'|<template class="deckbook-words"[^>]*></template>',
    re.S,
)
"""What Deckbook has on a page that the index leaves out: the beginning of each, and what it holds."""

_PHRASE = re.compile(
    r'<(span|bdi|a|b|i|em|strong|small|mark)(?: (?!class="headerlink|data-search)[a-z-]+(?:="[^"<>]*")?)*>([^<]*)</\1>'
)
"""A phrase of which the index takes the text alone, as it does of every word of highlighted code."""
_DEPTH = 3
"""How deep phrases stand in one another, at most."""

Known = Callable[[str], tuple[Any, str] | None]


def spare(config: MkDocsConfig, generated: Container[str]) -> None:
    """Spares Material's search, which goes through every tag of a page, those of which it takes nothing.

    Args:
        config: The site's configuration.
        generated: The Markdown paths of Deckbook's own pages.
    """
    index = getattr(config.plugins.get("material/search"), "search_index", None)
    if index is None:
        return
    add: Callable[[Page], None] = index.add_entry_from_context

    def add_shortened(page: Page) -> None:
        if page.content and page.file.src_uri in generated and not (page.meta.get("search") or {}).get("exclude"):
            content = _UNREAD.sub(r"\1\2", page.content)
            for _ in range(_DEPTH):
                content = _PHRASE.sub(r"\2", content)
            page = copy.copy(page)  # which hooks and themes still have whole
            page.content = content
        add(page)

    index.add_entry_from_context = add_shortened


def improve(
    config: MkDocsConfig, books: Sequence[Book], files: Files, settings: Settings, known: Known | None = None
) -> list[Diagnostic]:
    """Changes the index and the worker of Material's search in the site that was built, where that is of use.

    Args:
        config: The site's configuration.
        books: The site's decks.
        files: Its files.
        settings: What it has decided.
        known: Tells of an index, by its text, its configuration and the JSON of its entries, if these are known.
    """
    file = Path(config.site_dir, INDEX)
    if "material/search" not in config.plugins or not file.is_file():
        return []
    text = file.read_text("utf-8")
    index: dict[str, Any] = {}
    if found := known(text) if known else None:
        given, docs = found
    else:
        index = json.loads(text)
        given, docs = index["config"], "" if books else _written(index["docs"])
    if not books and not _WIDE.search(docs):
        return []
    workers = {worker: worker.read_text("utf-8") for worker in Path(config.site_dir).glob(_WORKERS)}
    if not workers or not all(look in text for text in workers.values() for look in _LOOKS):
        message = (
            "This version of Material searches in another way than Deckbook knows, so its search is left as it is: "
            "words of Chinese, Japanese and Korean are found badly. Say `search: false` to hear no more of it."
        )
        return [settings.about("search-unknown", "search", message)]
    before = f"{_BEGIN}{_script('search-worker.js')}{_END}"
    for worker, source in workers.items():
        worker.write_text(before + source.rpartition(_END)[2], "utf-8")
    Path(config.site_dir, SEARCH).parent.mkdir(parents=True, exist_ok=True)
    Path(config.site_dir, SEARCH).write_text(_script("search.js"), "utf-8")
    given = given | _own(given, config) | {"decks": _decks(books, files)}
    # What is known is not written as JSON again, which takes long where there are many pages.
    new = f'{{"config":{_written(given)},"docs":{docs}}}' if found else _written(index | {"config": given})
    file.write_text(new, "utf-8")
    return []


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def is_improved(config: MkDocsConfig) -> bool:
    """Whether the site that was built has a search that was changed here."""
    file = Path(config.site_dir, INDEX)
    return file.is_file() and "decks" in json.loads(file.read_text("utf-8"))["config"]


def _own(given: Mapping[str, Any], config: MkDocsConfig) -> dict[str, Any]:
    """What the index's configuration is to say where the author has left it to Material."""
    words = config.theme.get_env().get_template("partials/language.html", None, {"config": config}).module
    default = {name: words.t(f"search.config.{name}") for name in ("separator", "pipeline")}  # type: ignore[attr-defined]
    own: dict[str, Any] = {}
    if given["separator"] == default["separator"]:
        own["separator"] = _SEPARATOR
    # What Material has for Chinese and Japanese cuts English words short, so that their beginnings are not found.
    if given["pipeline"] == ["stemmer"] == [default["pipeline"]]:
        own["pipeline"] = []
    return own


def _decks(books: Iterable[Book], files: Files) -> list[tuple[str, list[str]]]:
    """The decks' titles, as HTML, each with the addresses of its pages."""
    found = []
    for book in books:
        pages = (files.get_file_from_path(page.uri) for page in book.pages())
        addresses = ["" if file.url in (".", "./") else file.url for file in pages if file]
        found.append((escape(book.title.plain), addresses))
    return found


@functools.cache
def _script(name: str) -> str:
    """A script without its comments and indentation."""
    text = re.sub(r"/\*.*?\*/", "", (SCRIPTS / name).read_text("utf-8"), count=1, flags=re.S)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"
