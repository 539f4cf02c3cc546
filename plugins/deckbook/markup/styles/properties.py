"""The properties of CSS that a page keeps, and what values of theirs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import tinycss2

from deckbook.markup.styles import fonts
from deckbook.markup.styles.backgrounds import background
from deckbook.markup.utilities import lengths, readable
from deckbook.markup.utilities.model import Place

Tokens = list[Any]
"""tinycss2's nodes of a value."""
_KEYWORDS = {
    "text-align": "left right center justify start end",
    "text-transform": "none uppercase lowercase capitalize",
    "text-decoration": "none underline overline line-through wavy dotted dashed",
    "text-decoration-line": "none underline overline line-through",
    "text-decoration-style": "solid double dotted dashed wavy",
    "text-wrap": "wrap balance pretty",
    "font-style": "normal italic oblique",
    "font-weight": "normal bold bolder lighter 100 200 300 400 500 600 700 800 900",
    "font-variant": "normal small-caps tabular-nums",
    "direction": "ltr rtl",
    "list-style": "none disc circle square decimal inside outside lower-alpha upper-alpha lower-roman upper-roman",
    "list-style-type": "none disc circle square decimal lower-alpha upper-alpha lower-roman upper-roman",
    "list-style-position": "inside outside",
    "white-space": "normal pre-line pre-wrap break-spaces",
    "vertical-align": "baseline top middle bottom text-top text-bottom sub super",
    "overflow-wrap": "normal break-word anywhere",
    "word-wrap": "normal break-word",
    "word-break": "normal keep-all break-word",
    "hyphens": "none manual auto",
    "display": "block inline inline-block flex inline-flex grid inline-grid contents flow-root list-item table "
    "table-row table-cell",
    "flex-direction": "row column",
    "flex-wrap": "wrap",
    "object-fit": "contain cover",
    "border-collapse": "collapse separate",
    "table-layout": "auto",
    "box-sizing": "border-box content-box",
    "caption-side": "top bottom",
    "text-anchor": "start middle end",
    "dominant-baseline": "auto middle central hanging alphabetic",
    "break-inside": "avoid avoid-page auto",
    **dict.fromkeys(
        "justify-content align-items align-content align-self justify-items justify-self place-items "
        "place-content".split(),
        "normal start end center stretch baseline flex-start flex-end space-between space-around space-evenly left "
        "right auto",
    ),
    **{
        f"border{side}-style": "none solid dashed dotted double groove ridge"
        for side in ("", "-top", "-right", "-bottom", "-left")
    },
}
_ALLOWED = {name: frozenset(words.split()) for name, words in _KEYWORDS.items()}
_SIDE = r"(?:-(?:top|right|bottom|left|inline|block|inline-start|inline-end|block-start|block-end))?"
_SPACE = re.compile(rf"(?:margin|padding){_SIDE}\Z|(?:row-|column-|grid-)?gap\Z")
_BORDER = re.compile(rf"(?:border{_SIDE}|outline)\Z")
_BORDER_WIDTH = re.compile(rf"border{_SIDE}-width\Z")
_LINE_COLOUR = re.compile(rf"(?:border{_SIDE}|outline|text-decoration|column-rule)-color\Z|(?:fill|stroke)\Z")
_SIZE = re.compile(r"(min-|max-)?(width|height)\Z")
_STYLE_WORDS = _ALLOWED["border-style"]


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration as parsed: the property in small letters (custom ones as written), and the value's nodes."""

    name: str
    value: Tokens
    important: bool = False

    @property
    def text(self) -> str:
        return str(tinycss2.serialize(self.value)).strip()


def kept(one: Declaration, place: Place, clips: bool) -> str:
    """One declaration as it is kept, or several joined by `;`; "" where it goes."""
    name, text = one.name, one.text.lower()
    if name in _ALLOWED:
        words = text.split()
        return f"{name}:{text}" if words and all(word in _ALLOWED[name] for word in words) else _special(one)
    if name == "color":
        found = readable.colour(text)
        return f"color:{readable.text(found)}" if found and not found.is_extreme else ""
    if name.startswith("background"):
        return background(name, one.value, clips=clips)
    if _LINE_COLOUR.match(name):
        found = readable.colour(text)
        return f"{name}:{readable.line(found)}" if found else ""
    if match := _SIZE.match(name):
        return _size(match[1] or "", match[2], text, place)
    if name in _FAMILIES:
        return _FAMILIES[name](one)
    if _SPACE.match(name):
        return _space(one)
    if _BORDER.match(name):
        return _border(one)
    if _BORDER_WIDTH.match(name) or name == "border-radius" or re.match(r"border-[a-z]+-[a-z]+-radius\Z", name):
        return _all_lengths(one)
    if place.is_picture and name == "float" and text in ("left", "right", "none"):
        return f"float:{text}"
    if place.is_picture and name == "aspect-ratio" and re.match(r"\d{1,4}(?: ?/ ?\d{1,4})?\Z", text):
        return f"aspect-ratio:{text}"
    return ""


def _special(one: Declaration) -> str:
    if one.name == "white-space" and one.text == "pre":
        return "white-space:pre-wrap"
    if one.name == "flex-direction":  # reversed, it would be read in another order than it is written in
        return {"row-reverse": "flex-direction:row", "column-reverse": "flex-direction:column"}.get(one.text, "")
    if one.name in ("list-style", "list-style-type") and re.match(r"""(["'])[^"'\\<>]{0,8}\1\Z""", one.text):
        return f"list-style-type:{one.text}"
    if one.name == "text-decoration":
        first = one.text.split()[:1]
        return f"text-decoration:{first[0]}" if first and first[0] in _ALLOWED["text-decoration-line"] else ""
    return ""


def _space(one: Declaration) -> str:
    """Space as it is wanted; less than none is none of it."""
    parts = []
    for word in one.text.lower().split():
        found = lengths.css(word)
        if found is None and not (word == "auto" and one.name.startswith("margin")):
            return ""
        parts.append("auto" if found is None else lengths.space(found))
    if not 0 < len(parts) <= 4 or parts == [None] * len(parts):
        return ""
    return f"{one.name}:{' '.join(part or '0' for part in parts)}"


def _all_lengths(one: Declaration) -> str:
    found = [lengths.css(word) for word in one.text.lower().split()]
    if not 0 < len(found) <= 4 or any(part is None or part.number < 0 for part in found):
        return ""
    if one.name.endswith("width"):
        return f"{one.name}:{' '.join(_line_width(part) for part in found if part)}"
    return f"{one.name}:{' '.join(map(str, found))}"


def _line_width(length: lengths.Length) -> str:
    return f"{min(length.number * 16, 8):g}px" if length.unit == "rem" else "1px" if length.number else "0"


def _border(one: Declaration) -> str:
    parts = []
    for node in one.value:
        word = tinycss2.serialize([node]).strip().lower()
        if not word or node.type == "comment":
            continue
        if word in _STYLE_WORDS or word in ("thin", "medium", "thick"):
            parts.append(word)
        elif found := lengths.css(word):
            parts.append(_line_width(found))
        elif color := readable.colour(word):
            parts.append(readable.line(color))
        elif word not in ("currentcolor", "transparent"):
            return ""
    return f"{one.name}:{' '.join(parts)}" if 0 < len(parts) <= 3 else ""


def _size(limit: str, name: str, text: str, place: Place) -> str:
    if text in ("auto", "none", "fit-content", "min-content", "max-content"):
        is_kept = name == "width" and (text != "auto" or not limit) and (text != "none" or limit == "max-")
        # Columns would shrink to a letter, and lines be longer than the page.
        text = "fit-content" if text == "max-content" or (text == "min-content" and not limit) else text
        return f"{limit}{name}:{text}" if is_kept else ""
    found = lengths.css(text)
    if found is None:
        return ""
    if place.is_picture:
        size = lengths.picture_size(found, upright=name == "height")
        fit = ";object-fit:contain" if name == "height" and not limit else ""
        return f"{limit}{name}:{size}{fit}" if size and not (limit and size == "auto") else ""
    if name == "height":
        return ""
    if limit == "max-":
        is_kept = found.number > 0 and found.unit in ("rem", "%", "ch", "em")
        return f"max-width:max({found},min(100%,12rem))" if is_kept else ""
    size = lengths.box_width(found)
    return f"{limit}width:{size}" if size else ""


def _flex(one: Declaration) -> str:
    numbers = [word for word in one.text.split() if re.match(r"\d{1,3}(?:\.\d{1,3})?\Z", word)]
    return f"{one.name}:{' '.join(numbers[:2])}" if numbers else ""


def _columns(one: Declaration) -> str:
    return f"columns:{one.text} 12rem" if re.match(r"[1-9]\Z", one.text) else ""


def _content(one: Declaration) -> str:
    """Text that CSS adds, of letters, figures and signs."""
    strings = [node for node in one.value if node.type != "whitespace"]
    is_text = strings and all(node.type == "string" and len(node.value) <= 40 for node in strings)
    return f"content:{''.join(tinycss2.serialize([node]) for node in strings).replace('<', '')}" if is_text else ""


_FAMILIES: dict[str, Callable[[Declaration], str]] = {
    "font": lambda one: fonts.font(one.text),
    "font-size": lambda one: fonts.size(one.text),
    "line-height": lambda one: fonts.line_height(one.text),
    "letter-spacing": lambda one: fonts.letter_spacing(one.text),
    "font-family": lambda one: fonts.family(one.text),
    "flex": _flex,
    "flex-grow": _flex,
    "flex-shrink": _flex,
    "columns": _columns,
    "column-count": _columns,
    "content": _content,
}
