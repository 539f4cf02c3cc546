"""A page's finished content as a tree of what a reader reads: nothing that runs, and nothing that leads about a site.

The other forms of a page are written from it, not from the deck's source: what a layout, a component, a citation or a
record becomes is known only once the page is finished, and decks by strangers are cleaned then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import nh3

PROSE = frozenset(
    "a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt "
    "em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark math nav ol p pre q rp "
    "rt ruby s samp section small span strong sub summary sup svg table tbody td text tfoot th thead time tr u ul var "
    "label input audio iframe source video".split()
)
"""The elements that say something."""
DRAWN = frozenset(
    "circle clipPath defs ellipse g image line linearGradient marker mask path pattern polygon polyline radialGradient "
    "rect stop symbol textPath tspan use".split()
)
"""The elements of drawings."""
FORMULAS = frozenset(
    "menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle "
    "msub msubsup msup mtable mtd mtext mtr munder munderover none semantics".split()
)
"""The elements of formulas."""
FORMAL = frozenset(
    "accent accentunder alttext columnalign columnlines columnspacing columnspan depth display displaystyle fence form "
    "frame height largeop linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize "
    "movablelimits notation rowalign rowlines rowspacing rowspan rspace scriptlevel separator stretchy symmetric "
    "voffset width".split()
)
"""The attributes of formulas."""
_RUNS = frozenset("button canvas embed meter noscript object script select style template textarea title".split())
"""What goes with all that it holds."""
_SHOWN = frozenset(
    "align alt alttext checked class colspan display hidden href id lang open rowspan src start style title type "
    "value width height".split()
)
_LEFT_OUT = frozenset(
    "deckbook-list__tools deckbook-mark deckbook-notes deckbook-pager deckbook-print deckbook-progress "
    "deckbook-references__back deckbook-run__bar deckbook-tabs__links deckbook-turn deckbook-way footnote-backref "
    "headerlink linenos md-code__nav".split()
)
"""The classes of what leads about a page or a site, and of what is there for scripts."""
_DEEPEST = 100
"""Elements inside one another that are told apart; what lies deeper is text."""
_SPACE = "http://www.w3.org/1999/xlink"
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|&nbsp;")
_TAG = re.compile(r'<([a-zA-Z]+)((?:\s[^\s=>]+="[^"]*")*)>')
_EMPTY = re.compile(r'<(?:br|col|hr|img|input|source|track|wbr)(?:\s[^\s=>]+="[^"]*")*(?=>)')
_OPEN_IN_VALUE = re.compile('="[^"]*<')

_TOKEN = re.compile(r'<span class="[a-z]{1,2}[a-z0-9]?">([^<]*)</span>')  # as Pygments calls them, and `hll`


class Reading:
    """Makes trees of pages; made once, as its lists are long."""

    def __init__(self, attributes: frozenset[str] = _SHOWN, *, drawings: bool = False) -> None:
        kept = PROSE | DRAWN | FORMULAS if drawings else PROSE | DRAWN
        self._cleaner = nh3.Cleaner(
            tags=set(kept),
            clean_content_tags=set(_RUNS),
            attributes={"*": set(attributes)},
            link_rel=None,
            url_schemes={"http", "https", "mailto", "tel", "data"},
        )

    def tree(self, html: str) -> Element:
        """A page's content, as the children of an element without meaning."""
        cleaned = _NO_XML.sub(_space, self._cleaner.clean(html))
        if _OPEN_IN_VALUE.search(cleaned):
            cleaned = _TAG.sub(_escaped, cleaned)
        cleaned = _EMPTY.sub(r"\g<0>/", cleaned)
        root = ElementTree.fromstring(f'<div xmlns:xlink="{_SPACE}">{cleaned}</div>')  # noqa: S314 - it is clean
        _without_left_out(root)
        return root


def uncoloured(html: str) -> str:
    """HTML without the colours of code, of which there are more elements than of all else."""
    return _TOKEN.sub(r"\1", _TOKEN.sub(r"\1", html))  # a highlighted line has tokens within


def _space(match: re.Match[str]) -> str:
    return "\u00a0" if match[0] == "&nbsp;" else ""


def _escaped(match: re.Match[str]) -> str:
    return f"<{match[1]}{match[2].replace('<', '&lt;')}>"


def classes(element: Element) -> set[str]:
    """An element's classes."""
    return set(element.get("class", "").split())


def _is_left_out(element: Element) -> bool:
    attributes = element.attrib
    return "hidden" in attributes or not _LEFT_OUT.isdisjoint(attributes.get("class", "").split())


def _without_left_out(parent: Element, depth: int = 1) -> None:
    """Takes elements out of a tree, and keeps the text that stands behind each; what lies too deep becomes text."""
    if depth > _DEEPEST:
        parent.text = words(parent)
        parent[:] = []
        return
    before: Element | None = None
    for child in list(parent):
        if child.attrib and _is_left_out(child):
            tail = child.tail or ""
            parent.remove(child)
            if before is None:
                parent.text = (parent.text or "") + tail
            else:
                before.tail = (before.tail or "") + tail
        else:
            if len(child):
                _without_left_out(child, depth + 1)
            before = child


def words(element: Element) -> str:
    """All text of an element."""
    return "".join(element.itertext())


def contents(element: Element) -> Iterator[str | Element]:
    """An element's texts and children, in order."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail
