"""Cleans the finished HTML of decks by strangers: what nh3 lets through of it, by lists of what a page needs.

Scripts, handlers, frames, forms and foreign style sheets have no place in the lists. Ids and classes are more than
looks on a site: its own scripts find their data by them, so a stranger's get a prefix, or go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import nh3

from deckbook.markup import tags
from deckbook.markup.stash import Stash, holds_placeholder, restore

DRAWN = frozenset(
    "a circle clipPath defs ellipse g image line linearGradient marker mask path pattern polygon polyline "
    "radialGradient rect stop svg switch symbol text textPath tspan use".split()
)
"""The elements of a drawing that draw."""
_TAGS = DRAWN | frozenset(
    # Text
    "abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl "
    "dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd label li main mark nav ol p "
    "picture pre q rp rt ruby s samp search section small span strong sub summary sup table tbody td tfoot th thead "
    "time tr u ul var wbr "
    # Sound, film and what the site's extensions write
    "audio button input meter progress source track video "
    # Formulas
    "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt "
    "mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics".split()
)
_REMOVED = frozenset(
    "applet base desc embed frame frameset iframe link meta metadata noembed noframes noscript object param script "
    "style template title xmp".split()
)
"""Elements that go with all they hold."""

ATTRIBUTES_OF_DRAWINGS = frozenset(
    "clip-path clip-rule clipPathUnits color cx cy d dominant-baseline dx dy fill fill-opacity fill-rule font-family "
    "font-size font-style font-weight fx fy gradientTransform gradientUnits letter-spacing marker-end marker-mid "
    "marker-start markerHeight markerUnits markerWidth mask maskContentUnits maskUnits offset opacity orient "
    "pathLength "
    "patternContentUnits patternTransform patternUnits points preserveAspectRatio r refX refY rotate rx ry "
    "spreadMethod startOffset stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration textLength transform "
    "vector-effect viewBox visibility x x1 x2 xlink:href xml:space y y1 y2".split()
)
"""Attributes that say how it is drawn."""
_ATTRIBUTES = ATTRIBUTES_OF_DRAWINGS | frozenset(
    # Of text
    "abbr align alt aria-current aria-describedby aria-hidden aria-label aria-labelledby aria-level "
    "aria-roledescription aria-sort "
    "checked class colspan controls crossorigin data-added data-click data-click-hide data-clicks data-deck "
    "data-deckbook-list data-depth data-done data-every data-first "
    "data-label data-licence data-linenums data-moved data-pass data-search-exclude data-slide data-sort "
    "data-source data-tabs data-title data-value data-values data-work "
    "datetime default dir disabled download for headers height hidden high href hreflang id kind label lang loading "
    "loop "
    "low max media min muted name open optimum playsinline poster preload referrerpolicy reversed role rowspan scope "
    "sizes span src srclang srcset start style tabindex target title translate type value width "
    # Of formulas
    "accent accentunder alttext columnalign columnlines columnspacing depth display displaystyle fence form largeop "
    "linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation "
    "rowalign rowlines rowspacing rspace scriptlevel separator stretchy symmetric voffset xmlns".split()
)
_STYLES = frozenset(
    "--deckbook-ratio --deckbook-scale "
    "align-items align-self aspect-ratio background-color border border-color border-radius border-style border-width "
    "color column-count column-gap direction display flex flex-basis flex-direction flex-grow flex-shrink flex-wrap "
    "font-family font-size font-style font-variant font-weight gap grid-column grid-row grid-template-columns "
    "grid-template-rows height justify-content justify-items justify-self letter-spacing line-height list-style-type "
    "margin margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width object-fit "
    "opacity order padding padding-bottom padding-left padding-right padding-top place-items row-gap text-align "
    "text-decoration text-transform vertical-align white-space width word-break".split()
)
_STYLE_VALUE = re.compile(
    r"(?!.*(?:url|expression|image|src|attr|element)\s*\()(?!.*-\s*\d)[\w\s.,%#()+*/'!-]*\Z", re.I
)
"""No addresses, no escapes, and nothing negative, which could lay a slide over the site's own controls."""
_OWN_STYLE = re.compile(r"\s*--deckbook-(?:ratio:\s*\d{1,4} / \d{1,4}|scale:\s*[0-2](?:\.\d+)?)\s*\Z")
_CLASS = re.compile(
    r"(?:deckbook[\w-]*|dk-\S+|slide|highlight\w*|language-[\w+#.-]+|filename|hll|line(?:no\w*|numbers)|code(?:hilite)?|[a-z]{1,3}\d?"
    r"|admonition(?:-title)?|note|abstract|info|success|question|warning|failure|danger|example|quote|inline|end"
    r"|tabbed-[\w-]+|footnote[\w-]*|headerlink|toclink|task-list[\w-]*|arithmatex|mermaid|twemoji|keys|key-[\w-]+"
    r"|critic\w*|md-button|md-button--primary|md-icon|md-mermaid)\Z"
)
_OWN_ID = re.compile(
    r"(?:fn(?:ref\d*)?:[\w.:-]+|slide-\d+|__(?:code|codelineno|span|tabbed)[_-][\w-]+|deckbook-[\w-]+)\Z"
)
_REFERENCES = frozenset(("aria-describedby", "aria-labelledby", "for", "headers", "id"))
_OF_ADDRESSES = frozenset(("href", "poster", "src", "xlink:href"))
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_SCHEMES = frozenset(("http:", "https:", "mailto:", "tel:"))
_PICTURE = re.compile(r"data:image/(?:avif|bmp|gif|jpeg|jpg|png|svg\+xml|webp)[;,]", re.I)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")  # what a browser passes over in a scheme
_LOCAL = re.compile(r"url\(\s*[\"']?#([^\"')\s]+)[\"']?\s*\)")
_INPUTS = frozenset(("checkbox", "radio"))
_PREFIX = "user-"

_FRAME = re.compile(r"<iframe\b([^>]*)>", re.I)
_FRAMED = re.compile(r"https://www\.youtube-nocookie\.com/embed/[\w-]+(?:\?[\w=&.-]*)?\Z")
_LOADED = re.compile(
    _FRAMED.pattern
    + r"|https://platform\.twitter\.com/embed/Tweet\.html\?dnt=true&id=\w+\Z|https://embed\.bsky\.app/embed/[\w:./-]+\Z"
)
"""What Slidev's own components show, each in a frame that its host serves for that."""


def clean(html: str, anchors: Iterable[str]) -> str:
    """A page's content as it may stand on a site whose decks are not trusted.

    Args:
        html: The finished content.
        anchors: The ids that links of other pages lead to: those of slides and headings. They stay as they are, unless
            they look like the theme's own (`__…`); all other ids get a prefix, and the links inside the page with them.
    """
    stash = Stash()
    gate = _Gate(frozenset(anchor for anchor in anchors if not anchor.startswith("__")))
    framed = _FRAME.sub(lambda match: _frame(tags.attributes(match[1]), stash), html)
    return restore(_cleaner(gate).clean(framed), stash.pieces)


def clean_title(html: str) -> str:
    """A heading's text in a table of contents, where no element but a formula's has anything to do."""
    return _cleaner(_Gate(frozenset())).clean(html)


def _cleaner(gate: _Gate) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_REMOVED),
        attributes={"*": set(_ATTRIBUTES)},
        attribute_filter=gate.value,
        filter_style_properties=set(_STYLES),
        url_schemes={"http", "https", "mailto", "tel", "data"},
    )


def _frame(values: dict[str, str | None], stash: Stash) -> str:
    """A frame of the short list as Deckbook itself writes it; any other as a link to what it would show."""
    source = (values.get("src") or "").strip()
    title = values.get("title") or source
    if not source:
        return ""
    if _FRAMED.match(source):
        kept: dict[str, str | None] = {"src": source, "title": title, "loading": "lazy", "allowfullscreen": None}
        sizes = {name: size for name in ("width", "height") if (size := values.get(name) or "").isdigit()}
        return stash.put(f"{tags.open_tag('iframe', {**kept, **sizes})}</iframe>")
    return f"{tags.open_tag('a', {'class': 'deckbook-frame', 'href': source})}{tags.escape(title)}</a>"


class _Gate:
    """What each attribute may hold."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self._anchors = anchors

    def value(self, tag: str, name: str, value: str) -> str | None:
        """The attribute's value on the page, or None where it goes."""
        if holds_placeholder(value):
            return None
        if name in _OF_ADDRESSES:
            return self._address(tag, value)
        if name in _REFERENCES:
            return " ".join(map(self._id, value.split()))
        if name == "data-source":  # what a reader's click puts into a frame
            return value if _LOADED.match(value) else None
        if name == "class":
            return " ".join(part for part in value.split() if _CLASS.match(part)) or None
        if name == "style":
            return _style(value)
        if name == "name":
            return value if _OWN_ID.match(value) and tag in ("a", "input") else None
        if tag == "input" and name == "type":
            return value if value.lower() in _INPUTS else "checkbox"
        if tag == "button" and name == "type":
            return "button"
        if name == "target":
            return "_blank" if value.lower() == "_blank" else None
        if name == "tabindex":
            return "0" if value.strip() == "0" else None
        return self._local(value) if "(" in value else value

    def _id(self, name: str) -> str:
        if name in self._anchors or _OWN_ID.match(name) or name.startswith(_PREFIX):
            return name
        return _PREFIX + name

    def _local(self, value: str) -> str | None:
        """A drawing's reference to its own part; addresses of anything else go."""
        if "url" not in value.lower():
            return value
        return f"url(#{self._id(match[1])})" if (match := _LOCAL.fullmatch(value.strip())) else None

    def _address(self, tag: str, value: str) -> str | None:
        bare = _IGNORED.sub("", value)
        if bare.startswith("#"):
            return "#" + self._id(bare[1:]) if bare[1:] else "#"
        if tag == "use":
            return None
        match = _SCHEME.match(bare)
        if not match or match[0].lower() in _SCHEMES:
            return value
        return value if tag in ("img", "image") and _PICTURE.match(bare) else None


def _style(value: str) -> str | None:
    """The declarations without an address and without a negative length; nh3 picks the properties."""
    kept = [
        part
        for part in value.split(";")
        if (_OWN_STYLE.match(part) if part.lstrip().startswith("--") else _STYLE_VALUE.match(part.partition(":")[2]))
    ]
    return ";".join(kept) or None
