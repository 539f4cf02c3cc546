"""Finishes the pages that MkDocs rendered: the HTML put back, ids that are unique, and the style sheet in their head."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from deckbook.markup import Written, relative_url, restore, without_placeholders
from deckbook.site import SCRIPT, STYLE

_HEADING_ID = re.compile(r'(<h[1-6][^>]*?\bid=")([^"]*)(")')


def finish(html: str, page: Page, written: Written) -> str:
    """The page's final HTML; its table of contents and its anchors are brought in line with it."""
    ids = frozenset(written.anchors)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | ids
    renamed: set[str] = set()

    def heading(match: re.Match[str]) -> str:
        if match[2] not in ids:
            return match[0]
        renamed.add(match[2])
        return f"{match[1]}{match[2]}--title{match[3]}"

    # A slide's section has the id that links use, so the heading in it needs another; both lead to the same place.
    html = _HEADING_ID.sub(heading, html)
    for item in _all(page.toc):
        item.title = without_placeholders(item.title)
    return restore(html, written.pieces)


def _all(items: Iterable[AnchorLink]) -> Iterable[AnchorLink]:
    for item in items:
        yield item
        yield from _all(item.children)


def head(output: str, url: str) -> str:
    """A whole page with Deckbook's style sheet and script."""
    style, script = relative_url(STYLE, url), relative_url(SCRIPT, url)
    added = f'<link rel="stylesheet" href="{style}"><script src="{script}" defer></script>'
    return output.replace("</head>", f"{added}</head>", 1)
