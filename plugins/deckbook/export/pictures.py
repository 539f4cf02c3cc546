"""Pictures that every reading system shows, told by what they hold and not by their names."""

from __future__ import annotations

import base64
import binascii
import re
from xml.etree import ElementTree

KINDS = {
    ".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml", ".webp": "image/webp",
}  # fmt: skip
"""Their kinds, by the ends of their names."""
_BEGINNINGS = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBP", re.S),
}
_SVG = "http://www.w3.org/2000/svg"
_IMPORT = re.compile(r"@import\b[^;]*;?", re.I)
_RUNS = frozenset(f"{{{_SVG}}}{name}" for name in ("script", "metadata", "foreignObject"))


def picture(content: bytes) -> tuple[str, bytes]:
    """How the name of a picture ends, and its bytes for a book; "" where it is none that every reader shows."""
    for suffix, beginning in _BEGINNINGS.items():
        if beginning.match(content):
            return suffix, content
    return (".svg", drawn) if (drawn := _drawing(content)) else ("", b"")


def _fetches(name: str, value: str) -> bool:
    """Whether an attribute names something on another host."""
    return name.rpartition("}")[2] == "href" and bool(re.match(r"\s*(?:https?:)?//", value, re.I))


def decoded(content: bytes) -> bytes:
    """What an address in Base64 holds; nothing where it is broken."""
    try:
        return base64.b64decode(content)
    except binascii.Error:
        return b""


def _drawing(content: bytes) -> bytes:
    """A drawing that runs and fetches nothing, without what browsers pass over and checkers of books do not.

    That is the type of document that old ones name, an id that stands twice, and a colour without its place.
    """
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - expat limits what entities may grow to
    except (ElementTree.ParseError, ValueError):
        return b""
    if root.tag != f"{{{_SVG}}}svg":
        return b""
    for parent in root.iter():
        for child in list(parent):
            if child.tag in _RUNS:
                parent.remove(child)
    ids: set[str] = set()
    for element in root.iter():
        if element.tag == f"{{{_SVG}}}stop":
            element.attrib.setdefault("offset", "0")
        elif element.tag == f"{{{_SVG}}}style":
            element.text = _IMPORT.sub("", element.text or "")
        elif element.tag != f"{{{_SVG}}}a":
            for fetched in [name for name, value in element.attrib.items() if _fetches(name, value)]:
                del element.attrib[fetched]
        if (name := element.get("id")) is not None and (name in ids or not name):
            del element.attrib["id"]
        ids.add(name or "")
    ElementTree.register_namespace("", _SVG)
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return written
