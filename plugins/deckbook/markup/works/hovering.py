"""The cards of papers that a page has for those who point at a citation."""

from __future__ import annotations

from collections.abc import Iterable

from deckbook.markup.site import Site
from deckbook.markup.tags import open_tag
from deckbook.markup.urls import page_url
from deckbook.markup.works.cards import Cards

_ELSEWHERE = "\0"
"""A folder that no page is in: the ways from there lead over the root of the site."""


class Hovering:
    """Writes them; a paper's card is the same on all pages that are as deep in the site, and written once for these."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._written: dict[tuple[str, int], str] = {}

    def cards(self, keys: Iterable[str], uri: str) -> str:
        """The cards of papers on the page whose Markdown path is `uri`, as HTML that shows nothing by itself.

        An entry of the references names its card by the paper's page, as ids are others where a deck is shown whole.
        """
        depth = page_url(uri, self._site.use_directory_urls).count("/")
        found = "".join(self._card(key, depth) for key in keys)
        return f'<div class="deckbook-cards" data-added hidden>{found}</div>' if found else ""

    def _card(self, key: str, depth: int) -> str:
        if (key, depth) not in self._written:
            work = self._site.works.by_key[key]
            card = Cards(self._site, f"{_ELSEWHERE}/" * depth + "index.md").card(work)
            self._written[key, depth] = f"{open_tag('div', {'data-work': work.uri})}{card}</div>"
        return self._written[key, depth]
