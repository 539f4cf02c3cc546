"""The page that lists the papers which decks name."""

from __future__ import annotations

from collections.abc import Sequence

from deckbook.markup import listing
from deckbook.markup.listing import Cell, Column, Filter, Row
from deckbook.markup.site import Site
from deckbook.markup.stash import Stash
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.urls import page_url, relative_url
from deckbook.markup.works.cards import Cards
from deckbook.markup.works.model import Work
from deckbook.markup.works.names import SHEET, reference_id
from deckbook.markup.write import Written

_MOST = 60
"""The most venues that readers choose from; of more of them they find one by its name."""


def paper_list(works: Sequence[Work], uri: str, site: Site) -> Written:
    """The papers in the order of the decks that name them, the newest first; `uri` is the page's Markdown path."""
    labels, stash, cards = site.labels, Stash(), Cards(site, uri)
    columns = (
        Column(labels["paper"], "title"),
        Column(labels["paper_year"], "year", descends=True),
        Column(labels["paper_venue"], "venue"),
        Column(labels["paper_passes"], "pass", descends=True),
        Column(labels["paper_weeks"], "deck", descends=True, is_sorted=True),
    )
    rows = [_row(work, cards) for work in works]
    html = listing.table(columns, rows, _filters(works, cards), labels, name=labels["papers"])
    html += _shared(uri, site) if works else ""
    return Written(
        f"# {labels['papers']}\n\n{stash.put(html, block=True)}\n",
        stash.pieces,
        tuple(row.id for row in rows),
        {},
        (),
        (),
        loads=(*listing.LOADS, SHEET),
    )


def _shared(uri: str, site: Site) -> str:
    """The files that reference managers import."""
    here = page_url(uri, site.use_directory_urls)
    links = [
        f"{open_tag('a', {'href': relative_url(file, here), 'download': None})}{escape(form)}</a>"
        for file, form in site.works.shared
    ]
    said = f"{escape(site.labels['papers_shared'])} {' · '.join(links)}"
    return f'<p class="deckbook-meta" data-search-exclude>{said}</p>' if links else ""


def _filters(works: Sequence[Work], cards: Cards) -> list[Filter]:
    """What readers choose from: passes, venues and decks."""
    passes = [(str(number), cards.pass_name(number)) for number in sorted({work.passed for work in works})]
    venues = [(venue, venue) for venue in sorted({work.venue for work in works if work.venue}, key=str.casefold)]
    weeks = {week.rank: week.book for work in works for week in work.weeks}
    decks = [(weeks[rank].name, weeks[rank].title.plain) for rank in sorted(weeks)]
    found = [("pass", "paper_passes", passes), ("venue", "paper_venue", venues), ("deck", "paper_weeks", decks)]
    return [
        Filter(name, cards.label(label), values)
        for name, label, values in found
        if len(values) > 1 and (name != "venue" or len(values) <= _MOST)
    ]


def _row(work: Work, cards: Cards) -> Row:
    by = cards.by_whom(work)
    tldr = f'<p class="deckbook-work__tldr">{escape(work.tldr)}</p>' if work.tldr else ""
    title = f"{cards.title(work)}{f'<p>{by}</p>' if by else ''}{tldr}"
    return Row(
        reference_id(work.name),
        (
            Cell(title, work.title),
            Cell(escape(work.year), work.year),
            Cell(escape(work.venue), work.venue),
            Cell(cards.passes(work), str(work.passed)),
            Cell(cards.weeks(work.weeks), str(-work.weeks[0].rank)),
        ),
        {
            "pass": [str(work.passed)],
            "venue": [work.venue],
            "deck": [week.book.name for week in work.weeks],
        },
    )
