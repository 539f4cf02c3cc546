"""A page's tree as XHTML that reading systems of EPUB take: what may not stand there is changed, its text is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from deckbook.export.reading import DRAWN, FORMULAS, classes, words

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
_SPACES = {"math": "http://www.w3.org/1998/Math/MathML", "svg": "http://www.w3.org/2000/svg"}
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")

_PLAIN = {
    "header": "div", "footer": "div", "main": "div", "address": "div", "hgroup": "div", "nav": "div", "article": "div",
    "aside": "div", "label": "span", "time": "span", "details": "div", "summary": "p",
}  # fmt: skip
"""Elements that stand in few places, or do something: those that take their place."""
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var".split()
)
_PHRASES = frozenset("p h1 h2 h3 h4 h5 h6 pre".split())
"""Elements in which text flows and no block stands."""
_BLOCKS = frozenset(
    "blockquote dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody td tfoot th thead "
    "tr ul caption colgroup col".split()
)
_HELD = {"li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "figcaption": ("figure",), "caption": ("table",)}
"""Elements that stand in some others only."""
_HOLDS = {"ul": ("li", "li"), "ol": ("li", "li"), "dl": ("dd", "dt", "dd")}
"""Elements that hold some others only: the one that other things are put into first."""
_STYLED = ("displaystyle", "scriptlevel")
_NOT_STYLED = FORMULAS - {"mstyle", "mtable"}
_GLOBAL = frozenset("id class lang dir title".split())
_OF_TAG = {
    "a": "href", "img": "src alt width height", "td": "colspan rowspan style", "th": "colspan rowspan style",
    "ol": "start", "li": "value", "col": "span", "colgroup": "span",
}  # fmt: skip
_STYLE = re.compile(r"text-align:\s*(?:left|right|center)")
_SIZES = frozenset("width height colspan rowspan span start value".split())


def for_books(tree: Element, picture: Callable[[str], str]) -> Element:
    """A page's content for a book, which the tree becomes; its links lead where they led.

    Args:
        tree: The page, with drawings and formulas.
        picture: The file of a picture in the book, by its address in the page; "" where the book cannot have it.
    """
    _Page(picture).change(tree)
    return tree


def identifiers(body: Element) -> set[str]:
    """The places of a page that links may lead to."""
    return {name for element in body.iter() if (name := element.get("id"))}


def relink(body: Element, link: Callable[[str], str]) -> None:
    """Lets links lead where `link` says; those that lead nowhere in the book are text."""
    for element in body.iter("a"):
        target = element.attrib.pop("href", "")
        # What makes a picture larger on a page is nothing in a book.
        target = "" if "deckbook-zoom" in classes(element) or not target else link(target)
        if target:
            element.set("href", target)


class _Page:
    def __init__(self, picture: Callable[[str], str]) -> None:
        self._picture = picture
        self._ids: set[str] = set()

    def change(self, tree: Element) -> None:
        self._children(tree, phrases=False)
        for element in tree.iter():
            self._attributes(element)

    def _children(self, parent: Element, *, phrases: bool) -> None:
        """Changes what an element holds; `phrases` says that no block may stand in it."""
        for child in list(parent):
            self._change(child, phrases=phrases)
            inner = phrases or child.tag in _PHRASES
            if child.tag in _SPACES:
                _style_formulas(child)
                continue
            self._children(child, phrases=inner)
        if not phrases:
            self._arrange(parent)

    def _change(self, element: Element, *, phrases: bool) -> None:
        tag = element.tag
        if tag == "img":
            self._image(element)
        elif tag == "input":
            sign = ("☑" if "checked" in element.attrib else "☐") if element.get("type") == "checkbox" else ""
            _become(element, "span", sign)
        elif tag in ("iframe", "video", "audio"):
            self._played(element)
        elif tag == "wbr":
            _become(element, "span", "")
        elif tag == "source" or tag in DRAWN | FORMULAS | {"text"}:
            element.tag = "span"  # of a drawing or a film that is none
        elif tag == "bdo" and "dir" not in element.attrib:
            element.tag = "span"
        element.tag = _PLAIN.get(element.tag, element.tag)
        if phrases and element.tag in _BLOCKS:
            element.tag = "br" if element.tag == "hr" else "span"
        elif element.tag in _INLINE - {"a", "ins", "del"} and any(child.tag in _BLOCKS for child in element.iter()):
            element.tag = "div"

    def _image(self, element: Element) -> None:
        source = element.get("src", "")
        file = self._picture(source)
        if file:
            element.set("src", file)
            element.set("alt", element.get("alt", ""))
            return
        alt = " ".join(element.get("alt", "").split())
        element.attrib = {"class": "deckbook-absent"}
        if source.startswith(("http://", "https://")):
            _become(element, "a", alt or source)
            element.set("href", source)
        else:
            _become(element, "span", alt)

    def _played(self, element: Element) -> None:
        """A link to what would play, or be shown in a frame."""
        found = [part.get("src", "") for part in (element, *element.iter("source")) if part.get("src")]
        text = element.get("title") or " ".join(words(element).split()) or (found[0] if found else "")
        element.attrib = {"href": found[0]} if found else {}
        _become(element, "a" if found else "span", text)

    def _arrange(self, parent: Element) -> None:
        """Puts what a list may not hold into items, and items without a list into divisions."""
        if parent.tag in _HOLDS:
            item, *others = _HOLDS[parent.tag]
            if parent.text and parent.text.strip():
                _wrap(parent, None, item)
            for child in list(parent):
                if child.tag not in (item, *others):
                    inner = Element(item)
                    place = list(parent).index(child)
                    parent.remove(child)
                    inner.append(child)
                    inner.tail, child.tail = child.tail, None
                    parent.insert(place, inner)
            for child in list(parent):
                if child.tail and child.tail.strip():
                    _wrap(parent, child, item)
            if len(parent) == 0:
                parent.tag = "div"
        for child in parent:
            if child.tag in _HELD and parent.tag not in _HELD[child.tag]:
                child.tag = "div"

    def _attributes(self, element: Element) -> None:
        if element.tag in _SPACES:
            element.set("xmlns", _SPACES[element.tag])
        if element.tag in _SPACES or element.tag in FORMULAS or element.tag in DRAWN:
            self._identify(element)
            return
        kept = _GLOBAL | set(_OF_TAG.get(element.tag, "").split())
        for name, value in list(element.attrib.items()):
            if name not in kept or (name in _SIZES and not value.isdecimal()) or (name == "dir" and value == ""):
                del element.attrib[name]
        if "style" in element.attrib:
            aligned = _STYLE.search(element.get("style", ""))
            element.attrib.pop("style")
            if aligned:
                element.set("style", aligned[0])
        if "lang" in element.attrib:
            element.set("xml:lang", element.get("lang", ""))
        self._identify(element)

    def _identify(self, element: Element) -> None:
        """Keeps an id where it is the page's first one of its name."""
        name = element.get("id")
        if name is None:
            return
        if not name or name in self._ids or re.search(r"\s", name):
            del element.attrib["id"]
        else:
            self._ids.add(name)


def _style_formulas(parent: Element) -> None:
    """Lets `mstyle` say what MathML Core lets any element say, as EPUB's MathML 3 has it so."""
    for place, child in enumerate(list(parent)):
        _style_formulas(child)
        said = {name: child.attrib.pop(name) for name in _STYLED if name in child.attrib and child.tag in _NOT_STYLED}
        if said:
            outer = Element("mstyle", said)
            outer.tail, child.tail = child.tail, None
            outer.append(child)
            parent[place] = outer


def _become(element: Element, tag: str, text: str) -> None:
    element[:] = []
    element.tag, element.text = tag, text


def _wrap(parent: Element, before: Element | None, tag: str) -> None:
    """Puts the text behind an element, or at the beginning, into an element of its own."""
    inner = Element(tag)
    if before is None:
        inner.text, parent.text = parent.text, None
        parent.insert(0, inner)
    else:
        inner.text, before.tail = before.tail, None
        parent.insert(list(parent).index(before) + 1, inner)


def page(title: str, body: Element, language: dict[str, str], style: str, kind: str = "") -> bytes:
    """A whole file.

    Args:
        title: What it is called.
        body: What it holds.
        language: The attributes that say what it is written in.
        style: The style sheet's file.
        kind: What part of a book it is, as EPUB names it.
    """
    root = Element("html", {"xmlns": XHTML, "xmlns:epub": OPS, **language})
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "meta", charset="utf-8")
    ElementTree.SubElement(head, "title").text = title
    ElementTree.SubElement(head, "link", rel="stylesheet", type="text/css", href=style)
    body.tag = "body"
    body.attrib = {"epub:type": kind} if kind else {}
    root.append(body)
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return written.replace(b"?>\n", b"?>\n<!DOCTYPE html>\n", 1)


def headings(body: Element) -> list[tuple[str, str]]:
    """The second headings of a page, with the ids that links to them have."""
    found = []
    for section in body.iter("section"):
        heading = section.find(".//h2")
        text = " ".join(words(heading).split()) if heading is not None else ""
        if text and section.get("id") and "deckbook-rest" not in classes(section):
            found.append((text, section.get("id", "")))
    return found
