"""What stands on a paper's page around the slides: what it is, how it was read, where it is named, its entry."""

from __future__ import annotations

from collections.abc import Iterator

from deckbook.deck import Slide
from deckbook.markup.site import Site
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.works.cards import Cards
from deckbook.markup.works.model import Read, Told, Week, Where, Work


class Pieces:
    """The pieces of a paper's page, as finished HTML."""

    def __init__(self, work: Work, site: Site) -> None:
        self._work = work
        self._site = site
        self._cards = Cards(site, work.uri)

    @property
    def is_foreign(self) -> bool:
        """Whether its title is in another language than the site."""
        return self._cards.is_foreign(self._work)

    def top(self) -> str:
        """Under its title: what a card says, and the way to all papers."""
        listed = self._site.works.list_uri
        home = self._cards.link(Where(self._label("papers"), listed)) if listed else ""
        way = f'<p class="deckbook-meta">{home}</p>' if home else ""
        return f'{way}<div class="deckbook-work">{self._cards.about(self._work, whole=True)}</div>'

    def heading(self, told: Told) -> str:
        """The heading above what a chapter says."""
        names = dict.fromkeys((told.book.title.plain, told.place.text))
        return " · ".join(names)

    def source(self, told: Told) -> str:
        """Under that heading: the deck's date, and the way to the chapter."""
        date = f"{escape(told.book.date)} · " if told.book.date else ""
        link = self._cards.link(Where(self._label("paper_chapter"), told.place.uri, told.place.id))
        return f'<p class="deckbook-meta">{date}{link}</p>'

    def back(self, told: Told, slide: Slide) -> str:
        """Behind a slide: the way to where it stands."""
        place = told.book.places[slide.no]
        where = Where(self._label("paper_slide").format(number=slide.no), place.uri, place.id)
        return f'<p class="deckbook-work__back" data-search-exclude>{self._cards.link(where)}</p>'

    def rest(self) -> Iterator[tuple[str, str]]:
        """What follows, each with its name: the reading record, where it is named, what is beside it, its entry."""
        work = self._work
        if work.readings:
            entries = "".join(map(self._reading, work.readings))
            yield "readings", f'<ol class="deckbook-readings">{entries}</ol>'
        yield "named", f'<ul class="deckbook-weeks">{"".join(map(self._week, work.weeks))}</ul>'
        beside = [_item(text, address) for text, address in (*work.files, *work.repositories)]
        if beside:
            yield "beside", f"<ul>{''.join(beside)}</ul>"
        yield "entry", self._entry()

    def _reading(self, read: Read) -> str:
        date = f"{_date(read.book.date)} " if read.book.date else ""
        passed = self._label("paper_pass").format(number=read.passed) if read.passed else ""
        verdict = f'<span class="deckbook-readings__verdict">{escape(read.verdict)}</span>' if read.verdict else ""
        said = " — ".join(part for part in (escape(passed), verdict) if part)
        mark = open_tag("li", {"data-pass": str(read.passed)} if read.passed else {})
        return f"{mark}{date}{self._cards.link(read.place)}: {said}</li>"

    def _week(self, week: Week) -> str:
        date = f" {_date(week.book.date)}" if week.book.date else ""
        places = ", ".join(self._cards.link(place) for place in week.places)
        return f"<li><strong>{escape(week.book.title.plain)}</strong>{date}: {places}</li>"

    def _entry(self) -> str:
        """How it is cited: in the site's style, and as BibTeX to copy."""
        work = self._work
        listed = "".join(f"<p>{entry.html}</p>" for entry in self._site.works.references([work.key]))
        values: dict[str, str | None] = {
            "type": "button", "class": "deckbook-copy", "hidden": None, "data-done": self._label("copied")
        }  # fmt: skip
        button = f"{open_tag('button', values)}{escape(self._label('copy'))}</button>"
        entry = f'<pre tabindex="0"><code>{escape(work.bibtex)}</code></pre>'
        return f'{listed}<div class="deckbook-bibtex" data-search-exclude>{button}{entry}</div>'

    def _label(self, name: str) -> str:
        return self._site.labels[name]


def _date(said: str) -> str:
    return f'<span class="deckbook-date">{escape(said)}</span>'


def _item(text: str, address: str) -> str:
    shown = f"{open_tag('a', {'href': address})}{escape(text)}</a>" if address else f"<code>{escape(text)}</code>"
    return f"<li>{shown}</li>"
