"""Which files a site has of its books besides their pages: a feed, their contents as data, a guide for models."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from deckbook import __version__
from deckbook.book import newest_first
from deckbook.export import FEED, Catalogue, Link, feed, guide, listing
from deckbook.markup import labels, page_url
from deckbook.papers import as_bibtex, as_csl_json
from deckbook.settings import Settings
from deckbook.site import SHARED, Library

LISTING, GUIDE = "book.json", "llms.txt"
BIBTEX, CSL_JSON = (file for file, _ in SHARED)
SAFE = "/:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class About:
    """What a site says of itself.

    Attributes:
        title, description: Its name, and what it is about.
        url: Its full address; "" where it has none: there is no feed then, as its readers know no other address.
    """

    title: str
    description: str = ""
    url: str = ""

    def address(self, path: str) -> str:
        """Where a path of the site is found."""
        return (f"{self.url.rstrip('/')}/" if self.url else "") + quote(path, safe=SAFE)


def text_path(url: str) -> str:
    """Where a page's text stands, from the page's path: what llmstxt.org appends to an address."""
    return f"{url}index.html.md" if url.endswith("/") or not url else f"{url}.md"


def exports(library: Library, settings: Settings, about: About) -> Mapping[str, bytes]:
    """The files by their paths in the site; none where there are no decks, or the site wants none."""
    if not library.books or not settings.exports:
        return {}
    address = about.address

    # Each is asked for with every slide.
    @functools.cache
    def source(file: Path) -> str:
        return _source(file, settings)

    @functools.cache
    def page(uri: str) -> str:
        return address(page_url(uri, settings.use_directory_urls))

    catalogue = Catalogue(
        title=about.title,
        description=" ".join(about.description.split()),
        language=settings.language,
        address=address,
        page=page,
        text=lambda uri: address(text_path(page_url(uri, settings.use_directory_urls))),
        source=source,
        books=newest_first(library.books),
        papers=_papers(library, settings, address),
        repositories=_repositories(library),
        generator=f"Deckbook {__version__}",
    )
    words = labels(settings.language)
    related = {CSL_JSON: "application/vnd.citationstyles.csl+json", BIBTEX: "application/x-bibtex"}
    heads = {name: words[f"export_{name}"] for name in ("chapters", "papers", "repositories")}
    files = {LISTING: listing(catalogue).encode(), GUIDE: guide(catalogue, heads).encode()}
    if library.papers:
        files |= {BIBTEX: as_bibtex(library.papers).encode(), CSL_JSON: as_csl_json(library.papers).encode()}
    return {FEED: feed(catalogue, heads, related if library.papers else {}), **files} if about.url else files


def _papers(library: Library, settings: Settings, address: Callable[[str], str]) -> Mapping[str, list[Link]]:
    """The papers that each deck names, with their pages."""
    found: dict[str, list[Link]] = {}
    for work in library.works.listed:
        for week in work.weeks:
            page = address(page_url(work.uri, settings.use_directory_urls))
            found.setdefault(week.book.name, []).append(Link(work.title, page))
    return found


def _repositories(library: Library) -> Mapping[str, list[Link]]:
    """The repositories that each deck names."""
    found: dict[str, list[Link]] = {}
    for listed in library.repositories:
        for deck in dict.fromkeys(place.deck for place in listed.places):
            found.setdefault(deck, []).append(Link(listed.repository.name, listed.repository.url))
    return found


def _source(file: Path, settings: Settings) -> str:
    """A file as mkdocs.yml's directory calls it: no path of this machine is told."""
    root = settings.config_file.parent
    return Path(os.path.relpath(file, root)).as_posix() if file.is_relative_to(root) else file.name
