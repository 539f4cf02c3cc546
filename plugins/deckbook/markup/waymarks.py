"""What tells readers where they are: the way to a page, what it is of its deck, its neighbours, and slides' marks."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterable
from urllib.parse import quote

from deckbook.book import Book, Chapter, Page, of_slide, words
from deckbook.deck import Slide
from deckbook.markup.context import SlideContext
from deckbook.markup.site import Site
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.urls import page_url, relative_url

PROGRESS = '<div class="deckbook-progress"></div>'
"""Where a script shows what was read."""
_PER_MINUTE = 220
"""Words that are read in a minute; as for the length of pages, two ideographs are a word."""
_ELSEWHERE = ("http://", "https://", "/")


def way(book: Book, page: Page, chapter: Chapter | None, site: Site) -> str:
    """The way from the list of decks to a page, as links; "" where there is nothing above it.

    Where the page is one of a long chapter's, it ends with the chapter and which of its pages this is.
    """
    steps = [_link(site.shelf, page.uri, site.labels["decks"], site)] if site.shelf else []
    language = book.language.within(site.language)
    if page.uri != book.uri:
        steps.append(_link(book.uri, page.uri, book.title.plain, site, language))
    if chapter and len(chapter.pages) > 1:
        number = next(number for number, other in enumerate(chapter.pages, 1) if other.uri == page.uri)
        if number > 1:
            steps.append(_link(chapter.pages[0].uri, page.uri, chapter.title.plain, site, language))
        where = site.labels["page_of"].format(number=number, count=len(chapter.pages))
        steps.append(f'<a aria-current="page">{escape(where)}</a>')
    if not steps or "path" in site.theme_shows:
        return ""
    label = escape(site.labels["way"])
    listed = "".join(f"<li>{step}</li>" for step in steps)
    return f'<nav class="deckbook-way" aria-label="{label}" data-added data-search-exclude><ol>{listed}</ol></nav>'


def facts(page: Page, book: Book, chapter: Chapter, site: Site) -> Iterable[str]:
    """What a chapter's page is of its deck: which page of the chapter, which slides, how long it takes."""
    count = len(chapter.pages)
    if count > 1 and "path" in site.theme_shows:  # else the way says it
        number = next(number for number, other in enumerate(chapter.pages, 1) if other.uri == page.uri)
        yield site.labels["page_of"].format(number=number, count=count)
    first, last = page.slides[0].no, page.slides[-1].no
    if page.uri != book.uri:
        one = site.labels["slide_of"].format(number=first)
        yield one if first == last else site.labels["slides_of"].format(first=first, last=last)
    yield reading_time(page.slides, site)


def reading_time(slides: Iterable[Slide], site: Site) -> str:
    """How long slides take to be read, in minutes."""
    return site.labels["minutes"].format(count=max(1, math.ceil(sum(map(words, slides)) / _PER_MINUTE)))


def neighbours(book: Book, page: Page, site: Site) -> str:
    """Links to the pages before and after one in its deck, by their titles; "" where the theme shows them."""
    if "neighbours" in site.theme_shows:
        return ""
    titled = [(book.uri, book.title.plain)] + [
        (other.uri, chapter.title.plain if number == 1 else f"{chapter.title.plain} ({number})")
        for chapter in book.chapters for number, other in enumerate(chapter.pages, 1) if other.uri != book.uri
    ]  # fmt: skip
    here = next(index for index, (uri, _) in enumerate(titled) if uri == page.uri)
    language = book.language.within(site.language)
    links = [
        f"{open_tag('a', {'rel': rel, 'href': _way(uri, page.uri, site)})}<span>{escape(site.labels[rel])}</span> "
        f"{open_tag('b', language)}{escape(title)}</b></a>"
        for rel, index in (("prev", here - 1), ("next", here + 1)) if 0 <= index < len(titled)
        for uri, title in [titled[index]]
    ]  # fmt: skip
    if not links:
        return ""
    label = escape(site.labels["neighbours"])
    return f'<nav class="deckbook-turn" aria-label="{label}" data-added data-search-exclude>{"".join(links)}</nav>'


def mark(context: SlideContext) -> str:
    """The mark of a slide's beginning: its number in the deck, which links to it, and to where else it can be seen."""
    slide, site = context.slide, context.site
    said = escape(site.labels["slide_of"].format(number=slide.no))
    values: dict[str, str | None] = {"href": f"#{context.id}", "aria-label": said, "title": said}
    links = [f"{open_tag('a', values)}{slide.no}</a>"]
    if source := site.shown_at(slide.path, slide.line):
        links.append(f"{open_tag('a', {'href': source})}{escape(site.labels['source'])}</a>")
    if site.presented:
        links.append(f"{open_tag('a', {'href': _presented(context)})}{escape(site.labels['presented'])}</a>")
    own = _own(slide, context.book, site)
    opening = {"class": "deckbook-mark", **own, "data-added": None, "data-search-exclude": None}
    return f"{open_tag('p', opening)}{''.join(links)}</p>"


def _own(slide: Slide, book: Book, site: Site) -> dict[str, str | None]:
    """The site's language, in a slide that is written in another one."""
    other = of_slide(slide, book.language).within(site.language)
    own = {"lang": site.language.lang, "dir": site.language.dir or "ltr"}
    return {name: own[name] for name in other if own[name]}


def _presented(context: SlideContext) -> str:
    name = context.book.name.removesuffix(".md")
    deck = posixpath.dirname(name) if posixpath.basename(name) == "slides" and "/" in name else name
    address = context.site.presented.replace("{deck}", quote(deck)).replace("{slide}", str(context.slide.no))
    if address.startswith(_ELSEWHERE):
        return address
    root = relative_url("", context.url)
    return address if root == "./" else root + address


def _link(uri: str, here: str, text: str, site: Site, language: dict[str, str | None] | None = None) -> str:
    return f"{open_tag('a', {'href': _way(uri, here, site), **(language or {})})}{escape(text)}</a>"


def _way(uri: str, here: str, site: Site) -> str:
    return relative_url(page_url(uri, site.use_directory_urls), page_url(here, site.use_directory_urls))
