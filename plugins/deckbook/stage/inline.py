"""Writes what stands in a line (text, emphasis, links, pictures, code) as Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from deckbook.stage.links import Links
from deckbook.stage.nodes import VOID, Node

_SPACE = re.compile(r"\s+")
_ALWAYS = re.compile(r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|<|&(?=#?\w+;)")
_CAREFUL = re.compile(r"[\\`*_{}\[\]()<>#+!|~^=$&]")
_ESCAPED = frozenset("\\`*_{}[]()>#+-.!")
_BEGINS_BLOCK = re.compile(r"[#>]|[+-](?=\s)|---|\d+(?=\.\s)")
_BEGINS_HTML = re.compile(r"<(?:math|canvas|iframe|video|progress|output|object|map|textarea)\b", re.I)
"""What Python-Markdown takes for the beginning of a block, although it may stand in a line."""
_IN_TAG = re.compile(r"[\\`\[\]|]")
_VALUE = re.compile(r"""("[^"]*"|'[^']*')""")
_NAMES = {"strong": "**", "em": "*", "del": "~~"}
_MOST_ATTRIBUTES = 6


@dataclass(frozen=True, slots=True)
class Way:
    """How carefully lines are written: the plainest way that renders to the same is taken.

    Attributes:
        tags: Whether emphasis stays HTML.
        careful: Whether all is escaped that Markdown or an extension might take for something.
        has_strikes: Whether `~~` strikes out.
        in_table: Whether `|` ends a cell.
    """

    tags: bool = False
    careful: bool = False
    has_strikes: bool = True
    in_table: bool = False


WAYS = (Way(), Way(has_strikes=False), Way(tags=True), Way(careful=True), Way(tags=True, careful=True))


def line(nodes: Iterable[Node], links: Links, way: Way) -> str:
    """What stands in a line, as Markdown."""
    return "".join(_written(node, links, way) for node in nodes)


def text_of(nodes: Iterable[Node]) -> str:
    """The text of nodes, as it is shown, with its spaces."""
    return "".join(html.unescape(node.html) if not node.tag else text_of(node.children) for node in nodes)


def paragraph(nodes: Iterable[Node], links: Links, way: Way) -> str:
    """What stands in a line, as a paragraph that begins no other block."""
    lines = line(nodes, links, way).strip().split("\n")
    return "\n".join(_begun(each.lstrip()) for each in lines)


def _begun(text: str) -> str:
    """A line that Markdown takes for one of a paragraph."""
    if _BEGINS_HTML.match(text):
        return f"<span></span>{text}"
    found = _BEGINS_BLOCK.match(text)
    if not found:
        return text
    return f"\\{text}" if not found[0].isdigit() else f"{found[0]}\\{text[found.end() :]}"


def attribute_list(node: Node, *, without: Iterable[str] = ()) -> str:
    """An element's attributes as the extension attr_list reads them; "" for none."""
    said = []
    for name, value in node.attributes.items():
        if name in without:
            continue
        if name == "class":
            said += [f".{each}" for each in node.classes]
        elif name == "id":
            said.append(f"#{value}")
        else:
            quoted = html.escape(value or name, quote=False).replace('"', "&quot;")
            said.append(f'{name}="{quoted}"')
    return f"{{ {' '.join(said)} }}" if said else ""


def is_plain(node: Node, *, without: Iterable[str] = ()) -> bool:
    """Whether an element's attributes are few and simple enough to be written behind it."""
    names = [name for name in node.attributes if name not in without]
    return len(names) <= _MOST_ATTRIBUTES and not any(
        "}" in (value or "") or "{" in (value or "") or "\n" in (value or "")
        for name, value in node.attributes.items()
        if name in names
    )


def _written(node: Node, links: Links, way: Way) -> str:
    if node.tag == "!":
        return ""
    if not node.tag:
        return _text(html.unescape(node.html), way)
    if node.tag == "br" and not node.attributes:
        return "<br>" if way.tags else "  \n"
    if node.tag == "a" and "headerlink" in node.classes:
        return ""
    written = None
    if not node.is_odd:
        match node.tag:
            case "strong" | "em" | "del":
                written = _emphasis(node, links, way)
            case "code":
                written = _code(node)
            case "img":
                written = _picture(node, links)
            case "a":
                written = _link(node, links, way)
    return _tagged(node, links, way) if written is None else written


def _emphasis(node: Node, links: Links, way: Way) -> str | None:
    if way.tags or node.attributes or (node.tag == "del" and not way.has_strikes):
        return None
    inner = line(node.children, links, way)
    return f"{_NAMES[node.tag]}{inner}{_NAMES[node.tag]}" if inner and inner == inner.strip() else None


def _code(node: Node) -> str | None:
    if node.attributes or any(child.tag for child in node.children):
        return None
    text = text_of(node.children)
    longest = max((len(found) for found in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    if not text.strip() or text != text.strip() or "\n" in text:
        return None
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _picture(node: Node, links: Links) -> str | None:
    source, alt, own = node.attributes.get("src"), node.attributes.get("alt"), ("src", "alt", "title")
    if not source or alt is None or not is_plain(node, without=own) or re.search(r"[\[\]\\`*_!<&\n]", alt):
        return None
    title = _title(node)
    return None if title is None else f"![{alt}]({links.markdown(source)}{title}){attribute_list(node, without=own)}"


def _link(node: Node, links: Links, way: Way) -> str | None:
    target, own = node.attributes.get("href"), ("href", "title")
    inner = line(node.children, links, way)
    if not target or not inner.strip() or not is_plain(node, without=own):
        return None
    title = _title(node)
    return None if title is None else f"[{inner}]({links.markdown(target)}{title}){attribute_list(node, without=own)}"


def _title(node: Node) -> str | None:
    title = node.attributes.get("title")
    if title is None:
        return ""
    return None if re.search(r'["\\`*_&<\n]', title) else f' "{title}"'


def _tagged(node: Node, links: Links, way: Way) -> str:
    """An element that stays HTML, with what it holds as Markdown."""
    opening = _VALUE.sub(lambda value: _IN_TAG.sub(_entity, value[0]), _SPACE.sub(" ", node.opening or node.html))
    if node.tag in VOID or not node.closing:
        return opening
    return f"{opening}{line(node.children, links, way)}{node.closing}"


def _text(text: str, way: Way) -> str:
    if way.in_table and "|" in text:
        return "&#124;".join(_text(part, replace(way, in_table=False)) for part in text.split("|"))
    kept = _SPACE.sub(lambda found: "\n" if "\n" in found[0] else " " if found[0].isascii() else found[0], text)
    return (_CAREFUL if way.careful else _ALWAYS).sub(_escape, kept)


def _escape(found: re.Match[str]) -> str:
    if found[0] == "<":
        return "&lt;"
    if found[0] == "&":
        return "&amp;"
    return f"\\{found[0]}" if found[0] in _ESCAPED else _entity(found)


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"
