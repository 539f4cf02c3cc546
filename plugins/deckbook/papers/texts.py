"""Where the text of a slide is: its headings, its links, and its runs of text without code, formulas and tags."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from deckbook.book import plain
from deckbook.book.prose import visible
from deckbook.deck import Slide

HIDDEN = "\ufffc"
"""Stands in a run for what is no text to look into: code, a formula, a link, a picture, an escaped character."""

_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z][\w.:-]*)(?P<attributes>(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)>")
_HREF = re.compile(r"(?<![\w:-])href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_ADDRESS = re.compile(r"https?://[^\s<>\"'（），。；、）]+")
_EXPRESSION = re.compile(r"\{\{[^{}]*\}\}")
_INSIDE = frozenset("b i em strong span u s small mark font sub sup abbr cite q ins del big tt v-mark".split())
_DARK = frozenset("code pre kbd samp var svg math textarea script style title".split())
_HEADING = re.compile(r"h([1-6])", re.I)
_REFERENCE = re.compile(r"&#?\w{1,31};")
_CLOSING = ".,;:!?'\"，。；：！？"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        level: Its level, 1 to 6.
        text: What it says, the texts of links and code as well.
        line: Its 1-based line in the slide's file.
        end: The line behind it; its own where more stands on it.
    """

    level: int
    text: str
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link's address, and its 1-based line."""

    href: str
    line: int


@dataclass(frozen=True, slots=True)
class Run:
    """Text that belongs together, with a line end for each of its own.

    Attributes:
        text: What it says; `HIDDEN` stands for what is not to be looked into.
        line: The 1-based line on which it begins.
    """

    text: str
    line: int

    def line_of(self, position: int) -> int:
        return self.line + self.text.count("\n", 0, position)


Part = Heading | Link | Run


def parts(slide: Slide) -> Iterator[Part]:
    """What a slide says, in its order."""
    return parts_of(slide.content, slide.source.content_line + 1)


def parts_of(content: str, first: int) -> Iterator[Part]:
    """What a passage says that begins on a line of its file."""
    if "//" not in content and (found := plain(content)):
        texts, _ = found
        yield from (Run(text, line) for line, text in enumerate(texts, first))
        return
    html_state = _Html()
    opened: Token | None = None
    for token in _markdown().parse(content):
        line = first + (token.map[0] if token.map else 0)
        if token.type == "heading_open":
            opened = token
        elif token.type == "inline":
            level, end = (int(opened.tag[1]), first + (opened.map or [0, 0])[1]) if opened else (0, 0)
            yield from _inline(token.children or (), line, html_state)
            if level:
                yield Heading(level, _title(token.children or ()), line, end)
            opened = None
        elif token.type == "html_block":
            yield from html_state.block(token.content, line)
    yield from html_state.end()


@functools.cache
def _markdown() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"])
    md.linkify.set({"fuzzy_link": False, "fuzzy_email": True})  # type: ignore[union-attr]
    md.disable("text_join")  # so that escaped characters stay apart
    return md.use(dollarmath_plugin, allow_space=False, double_inline=True)


def _title(tokens: Sequence[Token]) -> str:
    """The text of a heading's tokens."""
    breaks = ("softbreak", "hardbreak")
    text = (" " if token.type in breaks else "" if token.type == "html_inline" else token.content for token in tokens)
    return " ".join("".join(text).split())


def _inline(tokens: Sequence[Token], line: int, state: _Html) -> Iterator[Part]:
    """A paragraph's parts; HTML in it may open a heading of its own."""
    links = 0
    state.begin(line)
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            line += 1
            state.text("\n", line)
        elif token.type == "text":
            state.text(token.content, line, dark=links > 0)
        elif token.type == "link_open":
            links += 1
            yield Link(str(token.attrGet("href") or ""), line)
        elif token.type == "link_close":
            links -= 1
        elif token.type == "html_inline":
            yield from state.tags(token.content, line)
            line += token.content.count("\n")
        elif token.nesting == 0:  # code, a formula, a picture, an escaped character
            state.text(token.content, line, dark=True)
    yield from state.flush()


def _address(written: str) -> str:
    """An address in HTML; `&note=1` in it is no character reference."""
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), written)


class _Html:
    """What is open in a slide's HTML, across its blocks: a heading, a link, code."""

    def __init__(self) -> None:
        self._run: list[str] = []
        self._line = 0
        self._heading: tuple[int, int, list[str]] | None = None
        self._dark = ""
        self._link = False

    def begin(self, line: int) -> None:
        self._line = line

    def text(self, text: str, line: int, *, dark: bool = False) -> None:
        if self._dark:
            return
        if self._heading:
            self._heading[2].append(text)
        if not self._run:
            self._line = line
            if text == "\n":
                return
        self._run.append(HIDDEN if dark or self._link else text)

    def flush(self) -> Iterator[Run]:
        text = _EXPRESSION.sub(HIDDEN, "".join(self._run))
        self._run = []
        if text.strip(HIDDEN + " \n"):
            yield Run(text, self._line)

    def block(self, content: str, line: int) -> Iterator[Part]:
        """The parts of a block of HTML, whose text is not read as Markdown."""
        counted = 0
        for start, end in visible(content):
            line, counted = line + content.count("\n", counted, start), start
            yield from self.tags(content[start:end], line, raw=True)
        yield from self.flush()

    def tags(self, content: str, line: int, *, raw: bool = False) -> Iterator[Part]:
        position = 0
        for tag in _TAG.finditer(content):
            yield from self._between(content[position : tag.start()], line)
            line += content.count("\n", position, tag.end())
            position = tag.end()
            yield from self._tag(tag, line, raw=raw)
        yield from self._between(content[position:], line)

    def _between(self, text: str, line: int) -> Iterator[Part]:
        """Text of HTML, with the addresses in it."""
        if not text or text.startswith("<!"):
            return
        position = 0
        for address in _ADDRESS.finditer(text):
            yield from self._lines(text[position : address.start()], line)
            line += text.count("\n", position, address.start())
            href = address[0].rstrip(_CLOSING)
            if not self._dark:
                yield Link(_address(href), line)
            if self._heading:
                self._heading[2].append(href)
            self.text(HIDDEN, line, dark=True)
            position = address.start() + len(href)
        yield from self._lines(text[position:], line)

    def _lines(self, text: str, line: int) -> Iterator[Part]:
        for number, piece in enumerate(text.split("\n")):
            if number:
                self.text("\n", line + number)
            if piece:
                self.text(html.unescape(piece), line + number)
        yield from ()

    def _tag(self, tag: re.Match[str], line: int, *, raw: bool) -> Iterator[Part]:
        name, closes = tag["name"].lower(), bool(tag["closes"])
        if self._dark:
            if closes and name == self._dark:
                self._dark = ""
            return
        if name in _INSIDE:
            return
        if name == "a":
            self._link = not closes
            if not closes and (href := _HREF.search(tag["attributes"])):
                yield Link(_address(href[1] or href[2] or href[3] or ""), line)
            return
        if name in _DARK:
            if not closes and not tag["attributes"].endswith("/"):
                self._dark = name
                self.text(HIDDEN, line)
            return
        if raw or name == "br" or _HEADING.fullmatch(name):
            yield from self.flush()
        if heading := _HEADING.fullmatch(name):
            stands_alone = not tag.string[tag.end() :].partition("\n")[0].strip()
            yield from self.end(line + 1 if stands_alone else line)
            if not closes:
                self._heading = (int(heading[1]), line, [])

    def end(self, end: int = 0) -> Iterator[Part]:
        """The heading that was open, and the line behind it."""
        yield from self.flush()
        if self._heading:
            level, line, text = self._heading
            self._heading = None
            yield Heading(level, " ".join("".join(text).split()), line, end or line)
