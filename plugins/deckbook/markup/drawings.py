"""Cleans the SVG files of decks by strangers: opened by its address, such a file runs what is in it on the site."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

from deckbook.markup.cleaning import ATTRIBUTES_OF_DRAWINGS, DRAWN

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_DRAWN = DRAWN | {"desc", "style", "title"}
_ATTRIBUTES = ATTRIBUTES_OF_DRAWINGS | {"class", "height", "id", "style", "version", "width"}
_REFERRING = frozenset(("href", f"{_XLINK}href"))
_FOREIGN = re.compile(r"url\(\s*[\"']?(?!\s*[\"']?#)|@import|\\|expression|image-set|javascript:", re.I)
_LINK = re.compile(r"(?:https?://|mailto:|#)", re.I)
_PICTURE = re.compile(r"data:image/(?:avif|bmp|gif|jpeg|jpg|png|webp)[;,]", re.I)


def clean_drawing(data: bytes) -> tuple[bytes, bool] | None:
    """An SVG file with nothing in it but what is drawn, and whether anything was left out; None where it is no SVG.

    Entities are expanded by expat, which stops where their text grows out of proportion.
    """
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - expat's own limits hold, and nothing is fetched
    except (ElementTree.ParseError, LookupError, ValueError):
        return None
    if root.tag != f"{_SVG}svg":
        return None
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    complete = _write(root, out)
    return "".join(out).encode(), not complete


def _write(root: ElementTree.Element, out: list[str]) -> bool:
    """Writes an element; whether all of it was written. No call a level, as drawings can be nested without end."""
    complete = True
    stack: list[ElementTree.Element | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            out.append(node)
            continue
        after = html.escape(node.tail or "", quote=False) if node is not root else ""
        name = node.tag.removeprefix(_SVG)
        if name not in _DRAWN or (name == "style" and _FOREIGN.search("".join(node.itertext()))):
            complete = complete and not (node.tag.startswith(_SVG) and name != "metadata")
            out.append(after)
            continue
        values = {key: value for key, value in node.attrib.items() if _is_kept(name, key, value)}
        complete = complete and not any(
            key not in values and (key.lower().startswith("on") or key in _REFERRING) for key in node.attrib
        )
        written = "".join(f' {key.replace(_XLINK, "xlink:")}="{html.escape(value)}"' for key, value in values.items())
        spaces = f' xmlns="{_SVG[1:-1]}" xmlns:xlink="{_XLINK[1:-1]}"' if node is root else ""
        out.append(f"<{name}{spaces}{written}>{html.escape(node.text or '', quote=False)}")
        stack += [after, f"</{name}>", *reversed(node)]
    return complete


def _is_kept(tag: str, name: str, value: str) -> bool:
    if name in _REFERRING:
        bare = "".join(value.split())
        return bool(
            bare.startswith("#") or (tag == "a" and _LINK.match(bare)) or (tag == "image" and _PICTURE.match(bare))
        )
    return name in _ATTRIBUTES and not _FOREIGN.search(value)
