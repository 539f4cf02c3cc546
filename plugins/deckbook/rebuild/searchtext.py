"""The search index of Material as text: joined from what each page's entries were the build before."""

from __future__ import annotations

import functools
import hashlib
import inspect
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

_CONFIG = ("lang", "separator", "pipeline", "fields")
_KNOWN = frozenset({"d97d5f22f9f4d473"})
"""The versions of the plugin's methods that write the index and change pages, of which it is known what they do."""
_compact = json.JSONEncoder(separators=(",", ":"), default=str).encode
_readable = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Chunk:
    """A page's entries as JSON without its brackets, as Material writes it, and with letters as they are."""

    escaped: str
    readable: str


def chunk(entries: Sequence[dict[str, Any]]) -> Chunk | None:
    """The entries as JSON; None where equal entries may be written otherwise, as `1` and `True` are."""
    return _chunk(entries) if all(map(_is_text, entries)) else None


def _chunk(entries: Sequence[dict[str, Any]]) -> Chunk:
    escaped = _compact([*entries])
    readable = _readable(json.loads(escaped))
    return Chunk(escaped[1:-1], escaped[1:-1] if escaped == readable else readable[1:-1])


def _is_text(entry: dict[str, Any]) -> bool:
    return all(
        type(value) is str or (type(value) is list and all(type(item) is str for item in value))
        for value in entry.values()
    )


def is_known(plugin: Any, index: Any) -> bool:
    """Whether a plugin and its index are Material's, of a version that is known."""
    changed = {"on_page_context", "on_post_build"} & vars(plugin).keys() or "generate_search_index" in vars(index)
    return not changed and _version((type(plugin), type(index))) in _KNOWN


@functools.cache
def _version(kinds: tuple[Any, Any]) -> str:
    plugin, index = kinds
    own = hashlib.blake2b(digest_size=8)
    try:
        for method in (plugin.on_page_context, plugin.on_post_build, index.generate_search_index):
            own.update(inspect.getsource(method).encode())
    except (AttributeError, OSError, TypeError):
        return ""
    return own.hexdigest()


class SearchText:
    """The text of the index of one build."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._pages: list[tuple[int, Sequence[dict[str, Any]], Chunk | None]] = []
        self._written: tuple[str, Any, str] | None = None
        self._generate: Callable[[Any], str] = index.generate_search_index
        index.generate_search_index = self._text

    def add(self, start: int, entries: Sequence[dict[str, Any]], made: Chunk | None) -> None:
        """A page has added entries: from where on in the index, and what they are."""
        self._pages.append((start, entries, made))

    def _text(self, prev: Any) -> str:
        """What Material writes."""
        chunks = self._chunks()
        if prev is not None or chunks is None:
            return self._generate(prev)
        config = {key: self._index.config[key] for key in _CONFIG}
        text = f'{{"config":{_compact(config)},"docs":[{",".join(one.escaped for one in chunks if one.escaped)}]}}'
        readable = ",".join(one.readable for one in chunks if one.readable)
        self._written = text, json.loads(_compact(config)), f"[{readable}]"
        return text

    def _chunks(self) -> list[Chunk] | None:
        """The JSON of all entries; None where not each is a page's, or is not what it was."""
        listed, end, found = self._index.entries, 0, []
        for start, entries, made in self._pages:
            now = listed[start : start + len(entries)]
            if start != end or now != [*entries]:
                return None
            end += len(entries)
            found.append(made or _chunk(now))
        return found if end == len(listed) else None

    def read(self, text: str) -> tuple[Any, str] | None:
        """The configuration and the entries, as JSON, of an index that is still as it was written; else None."""
        if self._written is None or self._written[0] != text:
            return None
        return self._written[1], self._written[2]
