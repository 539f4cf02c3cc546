"""Pages that only lead elsewhere: for what vanished from the newest edition, and for editions that were thinned."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Collection, Iterable
from importlib import resources
from urllib.parse import quote

from jinja2 import Template


def redirect(href: str) -> bytes:
    """Mike's own page that leads to an address, with its query and anchor."""
    return _template().render(href=href).encode()


@functools.cache
def _template() -> Template:
    text = resources.files("mike").joinpath("templates/redirect.html").read_text("utf-8")
    template: Template = Template(text, autoescape=True, keep_trailing_newline=True)
    return template


def pages(paths: Iterable[str]) -> set[str]:
    """The pages among files."""
    return {path for path in paths if path.endswith(".html") and path != "404.html"}


def vanished(before: Iterable[str], now: Collection[str]) -> dict[str, bytes]:
    """A page for each that was there before and is no more: it leads to the nearest page above it."""
    return {path: redirect(_relative(path, _nearest(path, now))) for path in sorted(pages(before) - set(now))}


def moved(old: Iterable[str], folder: str, now: Collection[str]) -> dict[str, bytes]:
    """A page for each of an edition's: it leads to the same page of a folder beside it, else to the nearest above."""
    found: dict[str, bytes] = {}
    for path in sorted(pages(old)):
        target = path if path in now else _nearest(path, now)
        found[path] = redirect(f"{'../' * (path.count('/') + 1)}{folder}/{_address(target)}")
    return found


def _nearest(path: str, now: Collection[str]) -> str:
    """The page above a page that is there: its folder's, or that of the folder around it, up to the first of all."""
    folder = posixpath.dirname(path)
    if posixpath.basename(path) == "index.html":
        folder = posixpath.dirname(folder)
    while folder:
        for candidate in (f"{folder}/index.html", f"{folder}.html"):
            if candidate in now and candidate != path:
                return candidate
        folder = posixpath.dirname(folder)
    return "index.html"


def _relative(path: str, target: str) -> str:
    return f"{'../' * path.count('/')}{_address(target)}" or "./"


def _address(path: str) -> str:
    """A page's path as addresses have it: of an index.html its folder's."""
    bare = path.removesuffix("index.html") if posixpath.basename(path) == "index.html" else path
    return quote(bare)
