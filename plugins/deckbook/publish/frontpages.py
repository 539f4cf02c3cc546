"""What stands at the root, above all editions: where to begin, the page for no page, what search engines ask."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from importlib import resources
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from jinja2 import Environment, StrictUndefined, Template

from deckbook.publish.records import LATEST
from deckbook.publish.redirects import redirect

MARK = b"deckbook"
"""Stands in each of these files, but for index.html: a file without it is somebody else's and stays as it is."""


def front_pages(site_url: str, language: str, words: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the root.

    Args:
        site_url: The address of the site, with a slash at its end; "" where it is not known.
        language: The site's language.
        words: What is said in it.
    """
    path = urlsplit(site_url).path or "/"
    found = {
        ".nojekyll": b"",
        "index.html": redirect(f"{LATEST}/"),
        "404.html": _error_page().render(root=path, latest=LATEST, language=language, words=words).encode(),
    }
    if site_url:
        found["sitemap.xml"] = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!-- deckbook: the newest edition; the others name it as the one '
            'to be found -->\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"  <sitemap><loc>{escape(site_url)}{LATEST}/sitemap.xml</loc></sitemap>\n</sitemapindex>\n"
        ).encode()
    if site_url and path == "/":
        found["robots.txt"] = f"# deckbook\nUser-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n".encode()
    return found


@functools.cache
def _error_page() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters["js"] = lambda value: json.dumps(value).replace("<", "\\u003c")
    text = resources.files("deckbook").joinpath("theme/pages/404.html").read_text("utf-8")
    return environment.from_string(text)
