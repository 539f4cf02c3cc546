"""The references of a page: the papers that it cites, in the site's style, each with the way back."""

from __future__ import annotations

from collections.abc import Mapping

from deckbook.markup.site import Site
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.works.cards import Cards
from deckbook.markup.works.names import cite_id, reference_id


def references(cited: Mapping[str, bool], site: Site, uri: str) -> str:
    """The list, as HTML.

    Args:
        cited: The keys of the papers, in the order of the page, each with whether a place there has an id for it.
        site: The site.
        uri: The Markdown path of the page.
    """
    cards = Cards(site, uri)
    entries: list[str] = []
    for listed in site.works.references(list(cited)):
        work = site.works.by_key[listed.key]
        label = f'<span class="deckbook-references__label">{escape(listed.label)}</span> ' if listed.label else ""
        back = ""
        if cited[listed.key]:
            values: dict[str, str | None] = {
                "class": "deckbook-references__back", "href": f"#{cite_id(work.name)}",
                "aria-label": site.labels["back_to_text"],
            }  # fmt: skip
            back = f" {open_tag('a', values)}↩</a>"
        lang: dict[str, str | None] = {"lang": work.lang} if cards.is_foreign(work) else {}
        text = f"{open_tag('span', lang)}{listed.html}</span>"
        about: dict[str, str | None] = {"id": reference_id(work.name), "data-work": work.uri}
        entries.append(f"{open_tag('li', about)}{label}{text}{back}</li>")
    return f'<ul class="deckbook-references">{"".join(entries)}</ul>'


def anchors(cited: Mapping[str, bool], site: Site) -> list[str]:
    """The ids that a page's citations and references bring."""
    names = {key: site.works.by_key[key].name for key in cited}
    return [*map(reference_id, names.values()), *(cite_id(names[key]) for key, has_id in cited.items() if has_id)]
