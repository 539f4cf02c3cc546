"""Finishes pages that MkDocs rendered: the HTML put back, ids that are unique, and the style sheet in their head."""

from __future__ import annotations

import functools
import itertools
import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from deckbook.export import FEED
from deckbook.frontend import ON_SOME_PAGES, SCRIPT, SCRIPTS, STYLE, own
from deckbook.markup import Written, clean, clean_title, relative_url, restore, restore_title, words_at_once
from deckbook.markup.codeblocks.diagrams import MARK
from deckbook.markup.tags import open_tag
from deckbook.remembering import Results
from deckbook.sitepages import SitePage
from deckbook.vendor import Script

_SECTION_OR_HEADING = re.compile(
    r'<section class="(?:slide|deckbook-rest)" id="([^"]*)"([^>]*)>|(<h[1-6])([^>]*?\bid=")([^"]*)("[^>]*>)'
)
_UNSEARCHED = " data-search-exclude"  # of a section, which Material does not let its headings inherit
_TITLE = re.compile(r"<h1\b")
_NUMBERED = re.compile(r"_\d+\Z")  # what Python-Markdown makes of a heading that its slug leaves nothing of

_PICTURE = re.compile(r"""<img(?=\s)((?:[^>"]|"[^"]*")*>)""")
_FROM_ELSEWHERE = re.compile(r"""\ssrc="(?:https?:)?//""", re.I)
_LINKED = re.compile(
    r"""(?P<a></?a\b)|(?P<before><(?:p|figure)\b[^>]*>\s*)(?P<img><img\s(?:[^>"]|"[^"]*")*>)(?=\s*(?:</p>|</figure>|<figcaption))"""
)
_SOURCE = re.compile(r'\ssrc="([^"]+)"')
_PERMALINK = re.compile(r'(<a class="headerlink" href="#)([^"]*)')
_RUNS = ' data-book="'  # on a block that readers can run
_MOVED = re.compile(r'<a id="([^"]*)"[^>]* data-moved')  # what leads on to a slide on another page

Finished = tuple[str, tuple[tuple[str, str], ...], frozenset[str]]
"""A page's HTML, the titles and ids of its headings, and its anchors."""


def finish(html: str, page: Page, written: Written, *, trusted: bool = True) -> str:
    """The page's final HTML; its table of contents and its anchors are brought in line with it.

    A slide's section has the id that links use. A heading that would have the same id as a slide, or one that only
    counts, gets an id after its section's; the permalink of a section's first heading leads to the section.
    Where decks are not `trusted`, only what is harmless is left.
    """
    html = restore(html, written.pieces)
    taken = {*written.anchors, *_MOVED.findall(html)}
    reserved = frozenset(taken)
    moved: dict[str, str] = {}
    permalinks: dict[str, str] = {}
    current, is_searched = "", True

    def heading(match: re.Match[str]) -> str:
        nonlocal current, is_searched
        if match[1] is not None:
            current, is_searched = match[1], _UNSEARCHED not in match[2]
            return match[0]
        before, own = f"{match[3]}{'' if is_searched else _UNSEARCHED}{match[4]}", match[5]
        if not (own in reserved or (current and _NUMBERED.match(own))):
            return f"{before}{own}{match[6]}"
        wanted = f"{current}--title" if current else f"{own}--page"
        moved[own] = new = _unique(wanted, taken)
        permalinks[own] = current if new == f"{current}--title" else new
        return f"{before}{new}{match[6]}"

    html = _SECTION_OR_HEADING.sub(heading, html)
    if written.language:
        html = html.replace("<h1", open_tag("h1", dict(written.language))[:-1], 1)
    for item in _all(page.toc):
        item.title = restore_title(item.title, written.pieces)
        if item.id in moved:
            item.id = moved[item.id]
    if permalinks:
        html = _PERMALINK.sub(lambda match: match[1] + permalinks.get(match[2], match[2]), html)
    if not trusted:
        items = list(_all(page.toc))
        html = clean(html, taken | {item.id for item in items})
        for item in items:
            item.title = clean_title(item.title)
    if "<img" in html:
        html = _PICTURE.sub(_discreet, _LINKED.sub(_Links(), html))
    page.present_anchor_ids = (page.present_anchor_ids or set()) | taken
    return with_script(html, page, written.loads) if written.anchors or written.loads else html


def finished_as_before(
    results: Results[Finished], html: str, page: Page, generated: SitePage, *, trusted: bool
) -> str:
    """The page's final HTML, as `finish` gives it, and as it was in the build before where that is the same."""
    given = html, page.url, trusted, _headings(page), frozenset(page.present_anchor_ids or ())

    def make() -> Finished:
        made = finish(html, page, generated.written, trusted=trusted)
        return made, _headings(page), frozenset(page.present_anchor_ids or ())

    made, headings, anchors = results.of(generated.uri, generated, given, make)
    for item, (title, name) in zip(_all(page.toc), headings, strict=True):
        item.title, item.id = title, name
    page.present_anchor_ids = set(anchors)
    return made


def _headings(page: Page) -> tuple[tuple[str, str], ...]:
    return tuple((item.title, item.id) for item in _all(page.toc))


def with_script(html: str, page: Page, loads: Iterable[str] = ()) -> str:
    """The page's HTML with Deckbook's script, and those of its own.

    They stand in the content, as Material's instant navigation runs no script of another page's head.
    """
    scripts = [SCRIPT, *(own(name) for name in loads if name.endswith(".js"))]
    return html + "".join(f'\n<script src="{relative_url(uri, page.url)}" defer></script>' for uri in scripts)


class _Links:
    """Makes a picture that stands alone a link to its file, where it is in no link yet: a reader can look closer."""

    def __init__(self) -> None:
        self._is_inside = False

    def __call__(self, match: re.Match[str]) -> str:
        if match["a"]:
            self._is_inside = match["a"] == "<a"
            return match[0]
        source = _SOURCE.search(match["img"])
        if self._is_inside or not source or _FROM_ELSEWHERE.search(match["img"]):
            return match[0]
        return f'{match["before"]}<a class="deckbook-zoom" href="{source[1]}">{match["img"]}</a>'


def _discreet(match: re.Match[str]) -> str:
    """A picture on another host, also one of a site's own template: it is fetched late, and is not told of the page."""
    if not _FROM_ELSEWHERE.search(match[1]):
        return match[0]
    wanted = ("loading", "lazy"), ("referrerpolicy", "no-referrer")
    added = "".join(f' {name}="{value}"' for name, value in wanted if f" {name}=" not in match[1])
    return f"<img{added}{match[1]}"


def with_diagrams(html: str, page: Page, mermaid: Script | None) -> str:
    """The page's HTML, with what draws its diagrams where it has one, and the site a copy of its own.

    The script stands in the content itself: Material's instant navigation runs it there before it draws, while it does
    not wait for one that is fetched.
    """
    if mermaid is None or MARK[:-1] not in html:
        return html
    values = json.dumps([relative_url(mermaid.uri, page.url), mermaid.integrity]).replace("<", "\\u003c")
    return f"{html}\n<script>{_drawing()}(...{values})</script>"


def with_words(html: str, page: Page, language: str, place: Mapping[str, str], features: Iterable[str]) -> str:
    """The page's HTML, with what scripts say to readers, where in its deck it stands, and what readers are offered.

    The words stand in the page, so that buttons can be shown before anything is fetched; and in no script, as
    Material's instant navigation would run it, whatever its type; and in an attribute, which no search looks into.
    """
    said = words_at_once(language, is_chapter="chapter" in place, runs=_RUNS in html)
    values: dict[str, str | None] = {f"data-{name}": value for name, value in place.items()}
    values["data-root"] = f"{posixpath.relpath('.', posixpath.dirname(page.url) or '.')}/"
    values |= {"data-features": " ".join(features), "data-words": said}
    return f"{html}\n{open_tag('template', {'class': 'deckbook-words', **values})}</template>"


@functools.cache
def _drawing() -> str:
    return (SCRIPTS / "diagrams.js").read_text("utf-8").strip()


def _unique(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where it is taken; it is taken from then on."""
    numbered = (name if number == 1 else f"{name}-{number}" for number in itertools.count(1))
    found = next(candidate for candidate in numbered if candidate not in taken)
    taken.add(found)
    return found


def _all(items: Iterable[AnchorLink]) -> Iterable[AnchorLink]:
    for item in items:
        yield item
        yield from _all(item.children)


def with_way(output: str, way: str) -> str:
    """A whole page with the way to it above its heading.

    It is no part of the content, where search would take what stands before the heading for a section of its own.
    """
    return _TITLE.sub(lambda match: way + match[0], output, count=1) if way else output


def with_cards(output: str, cards: str) -> str:
    """A whole page with what is shown at its citations, behind its content.

    It is no part of that: the search and the other forms of a page would read it all, and show nothing of it.
    """
    if not cards:
        return output
    behind = (output.rfind(mark) for mark in ('<template class="deckbook-words"', "</article>", "</body>"))
    place = next((found for found in behind if found >= 0), len(output))
    return f"{output[:place]}{cards}\n{output[place:]}"


def head(output: str, url: str, css: str, loads: Iterable[str], *, is_linked: bool) -> str:
    """A whole page with Deckbook's style sheet, unless the site links to that on all pages, and with the page's own."""
    sheets = [] if is_linked else [STYLE]
    sheets += [uri for uri, marks in ON_SOME_PAGES.items() if any(mark in output for mark in marks)]
    sheets += [own(name) for name in loads if name.endswith(".css")]
    added = "".join(f'<link rel="stylesheet" href="{relative_url(uri, url)}">' for uri in sheets)
    if css:
        added += f"<style data-deckbook>{css}</style>"
    return output.replace("</head>", f"{added}</head>", 1)


def with_other_forms(output: str, url: str, feed: str, text: str, cited: Iterable[tuple[str, str]]) -> str:
    """A whole page that names the other forms it has, and what it is about, for what looks for them.

    Args:
        output: The page.
        url: Its address in the site.
        feed: The title of the site's feed, "" where it has none.
        text: The name of its own text beside it, "" where it has none.
        cited: What is to be said of the paper that it is about.
    """
    links: list[dict[str, str | None]] = []
    if feed:
        address = relative_url(FEED, url)
        links.append({"rel": "alternate", "type": "application/atom+xml", "title": feed, "href": address})
    if text:
        # Material takes what is `[rel=alternate]` for another language's page and asks for a sitemap beside it, where
        # there is none. A space at the end is nothing to HTML, and keeps it from that.
        links.append({"rel": "alternate ", "type": "text/markdown", "href": quote(text)})
    added = "".join(open_tag("link", link) for link in links)
    added += "".join(open_tag("meta", {"name": name, "content": content}) for name, content in cited)
    return output.replace("</head>", f"{added}</head>", 1) if added else output
