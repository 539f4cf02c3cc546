"""What kind of picture a file is, by its content; and whether a drawing holds what could run."""

from __future__ import annotations

import re
from xml.etree import ElementTree

_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.S), "webp"),
    (re.compile(rb".{4}ftyp(?:avif|avis)", re.S), "avif"),
    (re.compile(rb"BM.{12}[\x0c-\x7c]\x00\x00\x00", re.S), "bmp"),
    (re.compile(rb"\x00\x00\x01\x00[^\x00]"), "ico"),
)
_DRAWING = re.compile(rb"<svg[\s/>]")
_RUNS = frozenset("script foreignobject handler listener iframe embed object".split())
_RUNNING_ADDRESS = re.compile(r"[\s\x00-\x20]*(?:javascript|vbscript|data:(?!image/(?:png|jpe?g|gif|webp)))", re.I)
_TROUBLE = re.compile(rb"<!ENTITY|<\?xml-stylesheet", re.I)


def kind(content: bytes) -> str | None:
    """The ending of a picture's name, such as `png`; None where a file is no picture that browsers show."""
    for signature, ending in _SIGNATURES:
        if signature.match(content):
            return ending
    # Before the parser: what is no XML at all, such as a page that says that there is nothing.
    return "svg" if _DRAWING.search(content, 0, 10_000) and _root(content) == "svg" else None


def _root(content: bytes) -> str:
    if _TROUBLE.search(content):
        return "svg"
    try:
        return _name(ElementTree.fromstring(content).tag)  # noqa: S314 - entities are refused above
    except (ElementTree.ParseError, ValueError, LookupError):
        return ""


def runs(drawing: bytes) -> bool:
    """Whether an SVG drawing holds a script, or anything else that would run where it is opened by itself."""
    if _TROUBLE.search(drawing):
        return True
    for element in ElementTree.fromstring(drawing).iter():  # noqa: S314 - entities are refused above
        if _name(element.tag) in _RUNS:
            return True
        for name, value in element.attrib.items():
            if _name(name).startswith("on") or _RUNNING_ADDRESS.match(value):
                return True
            if _name(name) == "attributename" and _name(value.rpartition(":")[2]) in ("href", "src"):
                return True
    return False


def _name(name: object) -> str:
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""  # a comment has a function
