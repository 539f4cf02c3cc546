"""Addresses inside the site: from a page's Markdown path to its URL, and from one page to another."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import quote

_SAFE = "/:@!$&'()*+,;=~-._"
_DOTS = frozenset((".", ".."))


@lru_cache(maxsize=4096)
def page_url(uri: str, use_directory_urls: bool) -> str:
    """The URL, relative to the site's root, of a page whose Markdown path is `uri`; as MkDocs forms it."""
    folder, name = posixpath.split(uri.removesuffix(".md"))
    if name.lower() in ("index", "readme"):
        return (
            f"{folder}/"
            if folder and use_directory_urls
            else f"{folder}/index.html"
            if folder
            else ("" if use_directory_urls else "index.html")
        )
    path = posixpath.join(folder, name)
    return f"{path}/" if use_directory_urls else f"{path}.html"


def relative_url(target: str, source: str) -> str:
    """The way from one URL of the site to another, percent-encoded; `./` for the same page's directory."""
    base = posixpath.dirname(source)
    way = _way(target, base)
    if target.endswith("/") or not target:
        way += "/"
    return quote("./" if way == "./" else way, safe=_SAFE)


def relative_path(target: str, source: str) -> str:
    """The way from one Markdown path to another, as a link in the first one's Markdown."""
    return quote(_way(target, posixpath.dirname(source)), safe=_SAFE)


def _way(target: str, base: str) -> str:
    """As `posixpath.relpath`, which asks for the current directory each time: there are many links on a page."""
    to, at = ([part for part in path.split("/") if part] for path in (target, base))
    if target.startswith("/") or base.startswith("/") or not _DOTS.isdisjoint((*to, *at)):
        return posixpath.relpath(target or ".", base or ".")
    shared = 0
    while shared < min(len(to), len(at)) and to[shared] == at[shared]:
        shared += 1
    return "/".join((*("..",) * (len(at) - shared), *to[shared:])) or "."
