"""What a reader sees of a slide, in order: texts and links, by block; no code, no comments, no HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from deckbook.book import plain


@dataclass(slots=True)
class Text:
    """Text that is no link, and the 0-based line on which it begins."""

    text: str
    line: int


@dataclass(slots=True)
class Link:
    """A link, its text, and the 0-based line on which it begins."""

    href: str
    text: str
    line: int


@dataclass(slots=True)
class Code:
    """Code within a line: what stands in it says nothing of a repository."""

    text: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph, a heading, a table's row, or other text that stands together.

    Attributes:
        parts: What is in it.
        opens_item: Whether a list's item begins with it.
        links_itself: Whether Slidev makes links of addresses in its text: not in a block of HTML.
    """

    parts: list[Text | Link | Code] = field(default_factory=list)
    opens_item: bool = False
    links_itself: bool = True


def blocks(content: str, hosts: Iterable[str]) -> list[Block]:
    """The blocks of a slide's Markdown; links are found in those that name one of the hosts."""
    found = plain(content)
    if found and "\n" not in found[0][0]:
        texts, are_items = found
        return [Block([Text(text, line)], opens_item=are_items) for line, text in enumerate(texts)]
    reader = _Reader()
    reader.read(_parser().parse(content, {"hosts": (*hosts, "hf.co")}))
    return [block for block in reader.blocks if block.parts]


class _Parser(MarkdownIt):
    """Leaves addresses as they are written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
        return link


@cache
def _parser() -> MarkdownIt:
    """The parser; making one takes longer than reading a slide."""
    md = _Parser("js-default", {"html": True, "linkify": True, "maxNesting": 40})
    # Addresses are found here only so that nothing in them is taken for emphasis.
    md.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # type: ignore[union-attr]
    md.core.ruler.disable("linkify")
    md.core.ruler.at("inline", _inline)
    return md


def _inline(state: StateCore) -> None:
    """Parses the text of the blocks that may hold a link; of others it matters only that there is some."""
    hosts = state.env["hosts"]
    has_references = bool(state.env.get("references"))
    for token in state.tokens:
        if token.type != "inline":
            continue
        content = token.content.lower()
        if (
            "<" in content
            or "![" in content
            or (has_references and "[" in content)
            or any(map(content.__contains__, hosts))
        ):
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        else:
            text = Token("text", "", 0)
            text.content = token.content
            token.children = [text]


_BREAKS = frozenset(
    "address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main menu nav ol p section summary table tbody template thead tr ul".split()
)
_UNREAD = frozenset("code kbd pre samp script style svg textarea title".split())
_MARKUP = re.compile(
    r"<!--|</(?P<close>[A-Za-z][\w.-]*)[^<>]{0,200}>"
    r"|<(?P<open>[A-Za-z][\w.-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,2000}+)>"
)
_HREF = re.compile(r"""(?<![\w:@.-])(?:href|to)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_BLOCK_TOKENS = frozenset(("paragraph_open", "heading_open", "tr_open", "blockquote_open", "hr"))


class _Reader:
    """Goes through tokens once; HTML may open in one of them and close in a later one."""

    def __init__(self) -> None:
        self.blocks = [Block()]
        self._link: Link | None = None
        self._unread = ""
        self._in_comment = False
        self._in_html = False

    def read(self, tokens: Iterable[Token]) -> None:
        line = 0
        for token in tokens:
            line = token.map[0] if token.map else line
            if token.type in ("list_item_open", "list_item_close"):
                self._break(opens_item=token.nesting > 0)
            elif token.type in _BLOCK_TOKENS:
                self._break()
            elif token.type in ("td_open", "th_open"):
                self._text(" | ", line)
            elif token.type == "inline":
                self._inline(token.children or [], line)
            elif token.type == "html_block":
                self._in_html = True
                self._break()
                self._html(token.content, line)
                self._in_html = False
                self._break()

    def _inline(self, tokens: Iterable[Token], line: int) -> None:
        bare = False  # in a link that is only its address: read as the text it is
        for token in tokens:
            kind = token.type
            if kind == "text":
                self._text(token.content, line)
            elif kind in ("softbreak", "hardbreak"):
                self._text("\n", line)
                line += 1
            elif kind == "link_open":
                bare = token.markup == "linkify"
                if not bare:
                    self._open(str(token.attrs.get("href", "")), line)
            elif kind == "link_close":
                if not bare:
                    self._link = None
                bare = False
            elif kind == "code_inline":
                self._code(token.content)
                line += token.content.count("\n")
            elif kind == "image":
                if self._link:
                    self._link.text += token.content
            elif kind == "html_inline":
                self._html(token.content, line)
                line += token.content.count("\n")

    def _html(self, source: str, line: int) -> None:
        """Reads HTML, or a part of it."""
        position = 0
        counted = 0
        while position < len(source):
            start = position
            line += source.count("\n", counted, position)
            counted = position
            if self._in_comment:
                end = source.find("-->", position)
                self._in_comment = end < 0
                position = len(source) if end < 0 else end + 3
                continue
            match = _MARKUP.search(source, position)
            position = match.end() if match else len(source)
            self._lines(html.unescape(source[start : match.start() if match else len(source)]), line)
            if match:
                line += source.count("\n", counted, match.start())
                counted = match.start()
                self._markup(match, line)

    def _markup(self, match: re.Match[str], line: int) -> None:
        name = (match["open"] or match["close"] or "").lower()
        if not name:
            self._in_comment = True
        elif self._unread:
            if match["close"] and name == self._unread:
                self._unread = ""
        elif name == "a" or match["open"] == "Link":
            self._link = None
            href = _HREF.search(match["attributes"]) if match["open"] else None
            if href:
                self._open(html.unescape(href[1] or href[2] or href[3] or ""), line)
        elif name == "br":
            self._text("\n", line)
        elif name in ("td", "th") and match["open"]:
            self._text(" | ", line)
        elif name in _BREAKS:
            self._break(opens_item=bool(match["open"]) if name == "li" else None)
        elif name in _UNREAD and match["open"] and not match["attributes"].endswith("/"):
            self._unread = name
            self._code("")

    def _lines(self, text: str, line: int) -> None:
        for number, part in enumerate(text.split("\n"), line):
            self._text(part if number == line else f"\n{part}", number)

    def _break(self, *, opens_item: bool | None = None) -> None:
        """Begins another block; unless it is said, one begins an item if nothing of that item has been read yet."""
        self._link = None
        if self.blocks[-1].parts:
            self.blocks.append(Block())
        block = self.blocks[-1]
        block.links_itself = not self._in_html
        if opens_item is not None:
            block.opens_item = opens_item

    def _text(self, text: str, line: int) -> None:
        if self._in_comment and "-->" in text:
            self._in_comment = False
            text = text.partition("-->")[2]
        if self._unread or self._in_comment or not text:
            return
        parts = self.blocks[-1].parts
        if self._link:
            self._link.text += text
        elif parts and isinstance(parts[-1], Text) and parts[-1].line == line and not text.startswith("\n"):
            parts[-1].text += text
        elif parts or text.strip():
            parts.append(Text(text, line))

    def _open(self, href: str, line: int) -> None:
        if not (self._unread or self._in_comment):
            self._link = Link(href, "", line)
            self.blocks[-1].parts.append(self._link)

    def _code(self, text: str) -> None:
        if self._link:
            self._link.text += text
        elif not self._in_comment:
            self.blocks[-1].parts.append(Code(text))
