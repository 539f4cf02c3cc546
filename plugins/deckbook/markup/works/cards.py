"""The card of a paper: beside its heading in a chapter, and at a citation while that is pointed at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from deckbook.markup.site import Site
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.tree import Block, Element, Node, Raw, Text, transform
from deckbook.markup.urls import page_url, relative_url
from deckbook.markup.works.model import Week, Where, Work
from deckbook.markup.works.names import cite_id

_AUTHORS = 3
"""How many authors a card names."""
_WEEKS = 6
"""How many decks a card names."""
_PASSES = 3
"""A paper is read that many times at most."""


class Cards:
    """Writes what pages say of papers, on the page whose Markdown path is `uri`."""

    def __init__(self, site: Site, uri: str) -> None:
        self._site = site
        self._here = page_url(uri, site.use_directory_urls)
        self._uri = uri

    def card(self, work: Work, *, id_: str | None = None) -> str:
        """A paper's card."""
        values: dict[str, str | None] = {
            "class": "deckbook-work", **({"id": id_} if id_ else {}), "role": "group",
            "aria-label": self.label("paper"), "data-added": None, "data-search-exclude": None,
        }  # fmt: skip
        title = f'<p class="deckbook-work__title">{self.title(work)}</p>'
        return f"{open_tag('div', values)}{title}{self.about(work)}</div>"

    def about(self, work: Work, *, whole: bool = False) -> str:
        """What stands below a paper's title; with all authors where that is the `whole` of it."""
        by = self.by(work, len(work.authors) if whole else _AUTHORS)
        tldr = f'<p class="deckbook-work__tldr">{escape(work.tldr)}</p>' if work.tldr else ""
        weeks = "" if whole else self.weeks(work.weeks)
        facts = "".join(f"<span>{fact}</span>" for fact in (self.passes(work), weeks, self.links(work)) if fact)
        return "".join((
            f'<p class="deckbook-work__by">{by}</p>' if by else "",
            tldr,
            f'<p class="deckbook-work__facts">{facts}</p>' if facts else "",
        ))  # fmt: skip

    def title(self, work: Work) -> str:
        """A paper's title as a link to its page, unless this is it."""
        lang: dict[str, str | None] = {"lang": work.lang} if self.is_foreign(work) else {}
        if work.uri == self._uri:
            return f"{open_tag('span', lang)}{escape(work.title)}</span>"
        return f"{open_tag('a', {'href': self.way(Where('', work.uri)), **lang})}{escape(work.title)}</a>"

    def is_foreign(self, work: Work) -> bool:
        """Whether a paper's title is in another language than the site."""
        return bool(work.lang) and work.lang != self._site.language.lang.lower().partition("-")[0]

    def by(self, work: Work, most: int = _AUTHORS) -> str:
        """Who wrote it, where it was published, and when."""
        venue = f"<i>{escape(work.venue)}</i>" if work.venue else ""
        return " · ".join(part for part in (self.by_whom(work, most), venue, escape(work.year)) if part)

    def by_whom(self, work: Work, most: int = _AUTHORS) -> str:
        """Who wrote it."""
        names = ", ".join(work.authors[:most])
        if len(work.authors) > most or (work.more_authors and names):
            names = self.label("paper_and_others").format(names=names)
        return escape(names)

    def passes(self, work: Work) -> str:
        """The passes of reading that were made, as dots and in words."""
        if not work.passed:
            return ""
        dots = "●" * work.passed + "○" * (_PASSES - work.passed)
        shown = f'<span class="deckbook-passes" aria-hidden="true">{dots}</span>'
        return f"{shown} {escape(self.pass_name(work.passed))}"

    def pass_name(self, number: int) -> str:
        """A pass of reading in words; 0 is none."""
        return self.label("paper_pass").format(number=number) if number else self.label("paper_unread")

    def weeks(self, weeks: Sequence[Week]) -> str:
        """The decks that name it, each a link to the first place there."""
        links = [self.link(Where(week.book.title.plain, *_place(week)), week.book.date) for week in weeks[:_WEEKS]]
        more = f" +{len(weeks) - _WEEKS}" if len(weeks) > _WEEKS else ""
        return ", ".join(links) + more

    def links(self, work: Work) -> str:
        """Where it is on the web."""
        words = self._site.labels
        links = ((words.get(f"paper_at_{text}", text), url) for text, url in work.links)
        return " ".join(f"{open_tag('a', {'href': url})}{escape(text)}</a>" for text, url in links)

    def link(self, where: Where, title: str | None = None) -> str:
        """A link to a place of the site."""
        values: dict[str, str | None] = {"href": self.way(where), **({"title": title} if title else {})}
        return f"{open_tag('a', values)}{escape(where.text)}</a>"

    def way(self, where: Where) -> str:
        """The address of a place of the site, from this page."""
        fragment = f"#{where.id}" if where.id else ""
        if where.uri == self._uri and fragment:
            return fragment
        return relative_url(page_url(where.uri, self._site.use_directory_urls), self._here) + fragment

    def label(self, name: str) -> str:
        return self._site.labels[name]


def _place(week: Week) -> tuple[str, str]:
    return week.places[0].uri, week.places[0].id


def put(
    nodes: list[Node], cards: Iterable[tuple[int, str]], site: Site, uri: str, first: Collection[str]
) -> list[Node]:
    """The tree of a slide with its cards: each behind its heading, else behind those that the slide begins with.

    Args:
        nodes: The slide's tree.
        cards: The lines of the headings that the cards stand behind, or 0, and the papers' keys.
        site: The site.
        uri: The Markdown path of the page.
        first: The keys of those that the page refers to here for the first time.
    """
    written = Cards(site, uri)
    waiting: dict[int, list[Node]] = {}
    for line, key in cards:
        work = site.works.by_key[key]
        id_ = cite_id(work.name) if key in first else None
        waiting.setdefault(line, []).append(Raw(written.card(work, id_=id_)))

    def change(node: Block | Element) -> list[Node] | None:
        return [node, *waiting.pop(node.line)] if _is_heading(node) and node.line in waiting else None

    if any(waiting):
        nodes = transform(nodes, (Block, Element), change)
    rest = [card for line in sorted(waiting) for card in waiting[line]]
    start = next((place for place, node in enumerate(nodes) if not _is_heading(node) and not _is_gap(node)), len(nodes))
    return [*nodes[:start], *rest, *nodes[start:]]


def _is_heading(node: Node) -> bool:
    if isinstance(node, Element):
        return node.tag in _HEADINGS
    return isinstance(node, Block) and node.kind == "heading"


def _is_gap(node: Node) -> bool:
    return (isinstance(node, Text) and not node.content.strip()) or (isinstance(node, Element) and node.tag == "br")


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
