"""The Markdown parser, set up as Slidev sets up its own: CommonMark with tables, components, slots and mathematics."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

from deckbook.deck.code import markdown as code
from deckbook.markup import bounds, comark, comments
from deckbook.markup import extensions as site_extensions
from deckbook.markup.icons import syntax as icons
from deckbook.markup.mathematics import formulas

_BLOCK_TAGS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead "
    "title tr track ul"
).split()
_INLINE_TAGS = (
    "a abbr acronym audio b bdi bdo big br button canvas cite code data datalist del dfn em embed i iframe img input "
    "ins kbd label map mark meter noscript object output picture progress q ruby s samp script select small span "
    "strong sub sup svg textarea time u tt var video wbr"
).split()

_ATTRIBUTE = r"""(?:\s+[a-zA-Z_:@][a-zA-Z0-9:._-]*(?:\s*=\s*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?)"""
_OPEN = rf"<[A-Za-z][A-Za-z0-9\-]*{_ATTRIBUTE}*\s*/?>"
_CLOSE = r"</[A-Za-z][A-Za-z0-9\-]*\s*>"
_INLINE_HTML = re.compile(
    rf"(?:{_OPEN}|{_CLOSE}|<!---->|<!--(?:-?[^>-])(?:-?[^-])*-->|<[?].*?[?]>|<![A-Z]+\s+[^>]*>|<!\[CDATA\[.*?\]\]>)",
    re.S,
)
_ENDS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>"))
_SELF_CLOSING = re.compile(rf"<[A-Za-z][A-Za-z0-9\-]*{_ATTRIBUTE}*\s*/>")
_ONE_LINE = re.compile(rf"<([A-Za-z][A-Za-z0-9\-]*){_ATTRIBUTE}*\s*>.*</\1\s*>")
_BLANK = re.compile(r"\Z")
_COMPONENT = 6
# What begins an HTML block, what ends it, and whether it may interrupt a paragraph; CommonMark's seven kinds, and
# before the last of them any element that is not HTML's: a component (https://github.com/mdit-vue/mdit-vue).
_HTML_BLOCKS = (
    (
        re.compile(r"<(?:script|pre|style)(?=\s|>|$)", re.I),
        re.compile(r"</(?:script|pre|style)>", re.I),
        True,
    ),
    (re.compile(r"<!--"), re.compile(r"-->"), True),
    (re.compile(r"<\?"), re.compile(r"\?>"), True),
    (re.compile(r"<![A-Z]"), re.compile(r">"), True),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>"), True),
    (re.compile(rf"</?(?:{'|'.join(_BLOCK_TAGS)})(?=\s|/?>|$)", re.I), _BLANK, True),
    (
        re.compile(rf"</?(?!(?:{'|'.join(_INLINE_TAGS)})(?![\w-]))[A-Za-z][A-Za-z0-9\-]*(?=\s|/?>|$)"),
        _BLANK,
        True,
    ),
    (re.compile(rf"(?:{_OPEN}|{_CLOSE})\s*$"), _BLANK, False),
)
_SLOT = re.compile(r"::\s*([\w.\-:]+)\s*::\s*\Z")
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


def parser(*, with_comark: bool = False, extensions: Iterable[str] = ()) -> MarkdownIt:
    """A parser that gives Slidev's tokens; text keeps what was escaped apart, so that it can be written again.

    Args:
        with_comark: Whether the deck turns Comark on.
        extensions: The site's own Markdown extensions, as mkdocs.yml names them.
    """
    md = MarkdownIt("js-default", {"html": True, "linkify": True, "typographer": True})
    md.linkify.set({"fuzzy_link": False})  # type: ignore[union-attr]
    md.disable(["smartquotes", "text_join"])
    md.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.at("html_inline", _html_inline)
    md.block.ruler.before("table", "slot", _slot, _INTERRUPTS)
    md.inline.ruler.before("emphasis", "expression", _expression)
    bounds.enable(md)
    comments.enable(md)
    icons.enable(md)
    formulas.enable(md)
    code.enable(md)
    md.use(footnote_plugin)
    site_extensions.enable(md, extensions)
    if with_comark:
        comark.enable(md)
    return md


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    position = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or state.src[position : position + 1] != "<":
        return False
    line = state.src[position : state.eMarks[start]]
    kind = next((index for index, (begins, _, _) in enumerate(_HTML_BLOCKS) if begins.match(line)), None)
    if kind is None:
        return False
    _, ends, interrupts = _HTML_BLOCKS[kind]
    if silent:
        return interrupts
    if kind == _COMPONENT:
        one_line = _SELF_CLOSING.match(line) or _ONE_LINE.match(line)
        if one_line:
            return _one_line_component(state, start, line, one_line.end())
    stop = start + 1
    if not (ends.search(line) if ends is not _BLANK else not line):
        while stop < end and state.sCount[stop] >= state.blkIndent:
            line = state.src[state.bMarks[stop] + state.tShift[stop] : state.eMarks[stop]]
            if ends is _BLANK:
                if not line or (line[0] == ":" and _is_slot(state, stop)):
                    break
            elif ends.search(line):
                stop += 1
                break
            stop += 1
    state.line = stop
    token = state.push("html_block", "", 0)
    token.map = [start, stop]
    token.content = state.getLines(start, stop, state.blkIndent, True)
    return True


def _one_line_component(state: StateBlock, start: int, line: str, length: int) -> bool:
    state.line = start + 1
    for kind, content in (("html_inline", line[:length]), ("inline", line[length:])):
        token = state.push(kind, "", 0)
        token.content = content
        token.map = [start, state.line]
        token.children = []
    return True


def _html_inline(state: StateInline, silent: bool) -> bool:
    following = state.src[state.pos + 1 : state.pos + 2]
    if state.src[state.pos] != "<" or not (
        following in ("!", "?", "/") or (following.isascii() and following.isalpha())
    ):
        return False
    closing = next((end for opening, end in _ENDS if state.src.startswith(opening, state.pos)), "")
    if closing and not _stands_behind(state, closing):
        return False
    match = _INLINE_HTML.match(state.src, state.pos)
    if not match or match.end() > state.posMax:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _expression(state: StateInline, silent: bool) -> bool:
    """`{{ … }}` is Vue's, whatever marks of Markdown stand in it."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos, state.posMax) if _stands_behind(state, "}}") else -1
    stop = end + 2 if end >= 0 else state.pos + 2
    if not silent:
        state.push("expression", "", 0).content = state.src[state.pos + 2 : end] if end >= 0 else ""
    state.pos = stop
    return True


def _stands_behind(state: StateInline, text: str) -> bool:
    """Whether a text stands behind the position; it is looked for once, so that many openings take linear time."""
    last: dict[tuple[str, str], int] = state.env.setdefault("last", {})
    key = (state.src, text)
    if key not in last:
        last[key] = state.src.rfind(text)
    return last[key] > state.pos


def _is_slot(state: StateBlock, line: int) -> bool:
    return state.tShift[line] == 0 and bool(_SLOT.match(state.src[state.bMarks[line] : state.eMarks[line]]))


def _slot(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.src[state.bMarks[start] : state.bMarks[start] + 2] != "::" or not _is_slot(state, start):
        return False
    if state.level:  # a marker ends every list and quote around it
        return silent
    if silent:
        return True
    match = _SLOT.match(state.src[state.bMarks[start] : state.eMarks[start]])
    token = state.push("slot", "", 0)
    token.info = match[1] if match else ""
    token.map = [start, start + 1]
    state.line = start + 1
    return True
