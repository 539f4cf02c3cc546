"""Titles and headings as a reader sees them: Slidev's are raw Markdown, or any YAML value."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from deckbook.book.model import Title
from deckbook.book.prose import visible
from deckbook.deck import Slide

_LONGEST = 1000  # characters of a title that are looked at, which bounds what cleaning one may cost

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_PLAIN = re.compile(r"[^\x00-\x1f\x7f-\x9f<>{}\[\]&$`*_~\\]*")
_ATOM = re.compile(
    r"(?<!`)(?:`(?!`)(?P<code>[^`]+)`(?!`)|``(?!`)(?P<codes>(?:[^`]|`(?!`))+)``(?!`))"
    r"|(?P<math>\$(?=[^\s$])[^$\n]*(?<=[^\s\\])\$(?!\d))"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});)"
)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_TAG = re.compile(r"<!--[^<>]*-->|</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_READING = re.compile(r"<r[tp]\b[^<>]*>[^<]*(?:</r[tp]\s*>)?", re.I)  # ruby: the base text is the title
_CUT_TAG = re.compile(r"<[/A-Za-z][^<>]*$")
_MUSTACHE = re.compile(r"\{\{[^{}]*\}\}")
_ATTRIBUTE = r"(?:[.#][^\s{}=]+|[:@]?[A-Za-z][\w:.-]*=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s\"'{}]+))"
_ATTRIBUTES = re.compile(rf"\{{\s*{_ATTRIBUTE}(?:\s+(?:{_ATTRIBUTE}|[\w-]+))*\s*\}}")
_SPAN = re.compile(rf"\[([^\[\]]*)\](?={_ATTRIBUTES.pattern})")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_KEPT = re.compile(r"\x00(\d+)\x00")
_RUN = re.compile(r"\*+|_+|~~")
_ESCAPES = str.maketrans({"<": "&lt;", ">": "&gt;", "{": r"\{", "}": r"\}"})

_HEADING = re.compile(r"#(?P<atx>#*)|<[hH](?P<html>[1-6])(?=[\s>])|\n {0,3}(?P<setext>=+|-+)[ \t]*(?=\n|\Z)")
_CLOSED_ATX = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:$|[#>|<]|[-*+][ \t]|\d{1,9}[.)][ \t]|:{2}| {4})")


def clean(value: Any) -> Title | None:
    """A title without HTML, components, attributes and links; None where nothing is left to read.

    Args:
        value: Markdown, or any YAML value: a mapping (what `title: A: B` becomes) reads as `A: B`.
    """
    source = _text(value)[:_LONGEST]
    if _PLAIN.fullmatch(source):
        text = " ".join(source.split())
        return Title(text, text) if text else None
    kept: list[tuple[str, str]] = []  # what is not looked into, as (plain text, Markdown)

    def keep(match: re.Match[str]) -> str:
        kind, whole = match.lastgroup or "", match[0]
        if kind in ("code", "codes"):
            kept.append((match[kind].strip(), whole))
        elif kind == "math":
            kept.append((whole[1:-1], whole))
        elif kind == "escaped":
            kept.append((match["escaped"], whole))
        else:
            kept.append((html.unescape(whole), whole))
        return f"\x00{len(kept) - 1}\x00"

    text = _ATOM.sub(keep, _CONTROL.sub(" ", source))
    text = _TAG.sub("", _READING.sub("", _BREAK.sub(" ", text)))
    text = _CUT_TAG.sub("", text) if len(source) == _LONGEST else text
    text = _ATTRIBUTES.sub("", _SPAN.sub(r"\1", _MUSTACHE.sub("", text)))
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", _FOOTNOTE.sub("", text)))  # twice: a picture in a link
    text = " ".join(text.split())
    plain = _KEPT.sub(lambda match: kept[int(match[1])][0], _without_emphasis(text))
    markdown = _KEPT.sub(lambda match: kept[int(match[1])][1], text.translate(_ESCAPES))
    plain = " ".join(plain.split())
    return Title(plain, markdown.strip()) if plain else None


def _text(value: Any, depth: int = 2) -> str:
    """A YAML value as Slidev would print it, a mapping as its author wrote it."""
    if isinstance(value, str):
        return value
    if value is None or depth == 0:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return ", ".join(f"{_text(k, depth - 1)}: {_text(v, depth - 1)}" for k, v in list(value.items())[:8])
    if isinstance(value, list):
        return ", ".join(_text(item, depth - 1) for item in value[:8])
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value) if not isinstance(value, int) or value.bit_length() < 256 else ""


def _without_emphasis(text: str) -> str:
    """Text without the delimiters that pair up as emphasis; those that don't are text."""
    if not _RUN.search(text):
        return text
    opened: dict[str, list[list[int]]] = {"*": [], "_": [], "~": []}
    drop: set[int] = set()
    for match in _RUN.finditer(text):
        start, end, mark = match.start(), match.end(), match[0][0]
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        opens, closes = not after.isspace(), not before.isspace()
        if mark == "_":  # a word's underscores are no emphasis
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        free = list(range(start, end))
        while closes and free and opened[mark]:
            other = opened[mark][-1]
            while free and other:
                drop |= {free.pop(0), other.pop()}
            if not other:
                opened[mark].pop()
        if opens and free:
            opened[mark].append(free)
    return "".join(c for i, c in enumerate(text) if i not in drop)


def headings(slide: Slide) -> tuple[tuple[int, Title], ...]:
    """A slide's headings as (level, title), Markdown's of both kinds and HTML's; none in code or comments."""
    content = slide.content
    if not any(mark in content for mark in ("#", "<h", "<H", "\n=", "\n-", "\n ")):
        return ()
    return tuple(
        (level, title)
        for start, end in visible(content)
        for level, text in _headings(content, start, end)
        if (title := clean(text)) is not None
    )


def _headings(content: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The headings of a piece without code and comments."""
    position = start
    while match := _HEADING.search(content, position, end):
        position = match.end()
        line = content.rfind("\n", 0, match.start()) + 1
        if match["atx"] is not None:
            stop = content.find("\n", position, end)
            position = stop if stop >= 0 else end
            heading = content[match.end() : position]
            opens = heading[:1] in ("", " ", "\t") and not content[line : match.start()].strip(" ")
            if opens and len(match["atx"]) < 6:
                yield len(match["atx"]) + 1, _CLOSED_ATX.sub("", heading[:_LONGEST])
        elif match["html"]:
            closed = content.find(f"</h{match['html']}", position, min(end, position + _LONGEST))
            if closed >= 0 and content[match.start() - 1 : match.start()] != "`":
                yield int(match["html"]), content[match.start() : closed]
                position = closed
        elif match.start() > start:
            above = content[line : match.start()]
            if not _NO_PARAGRAPH.match(above):
                yield (1 if match["setext"][0] == "=" else 2), above[:_LONGEST]


def slidev_title(slide: Slide) -> Title | None:
    """A slide's title as Slidev infers it; it does not see headings written in HTML."""
    title = slide.title
    if isinstance(title, str) and slide.source.level is not None:
        title = _CLOSED_ATX.sub("", title[:_LONGEST])
    return clean(title) if title is not None else None


def slide_title(slide: Slide) -> Title | None:
    """A slide's own title: Slidev's, else its first heading."""
    return slidev_title(slide) or next((heading for _, heading in headings(slide)), None)
