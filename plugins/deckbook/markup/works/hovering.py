"""The cards of papers that a page has for those who point at a citation."""

from __future__ import annotations

from collections.abc import Iterable

from deckbook.markup.site import Site
from deckbook.markup.tags import open_tag
from deckbook.markup.urls import page_url
from deckbook.markup.works.cards import Cards
from deckbook.markup.works.model import Work

_ELSEWHERE = "\0"
"""A folder that no page is in: the ways from there lead over the root of the site."""


class Hovering:
    """Writes them; a paper's card is the same on other pages as deep in the site, and written once for these."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._written: dict[tuple[str, int], str] = {}

    def cards(self, keys: Iterable[str], uri: str) -> str:
        """The cards of papers on the page whose Markdown path is `uri`, as HTML that shows nothing by itself.

        An entry of the references names its card by the paper's page, as ids are others where a deck is shown whole.
        """
        depth = page_url(uri, self._site.use_directory_urls).count("/")
        found = "".join(self._card(self._site.works.by_key[key], uri, depth) for key in keys)
        return f'<div class="deckbook-cards" data-added hidden>{found}</div>' if found else ""

    def _card(self, work: Work, uri: str, depth: int) -> str:
        if work.uri == uri:  # its own page, to which its title does not lead
            return _named(work, Cards(self._site, uri))
        if (work.key, depth) not in self._written:
            cards = Cards(self._site, f"{_ELSEWHERE}/" * depth + "index.md")
            self._written[work.key, depth] = _named(work, cards)
        return self._written[work.key, depth]


def _named(work: Work, cards: Cards) -> str:
    return f"{open_tag('div', {'data-work': work.uri})}{cards.card(work)}</div>"
