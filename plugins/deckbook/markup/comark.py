"""Comark, where a deck's headmatter turns it on: `[text]{.class}`, `![](x){width=50}`, `:name{}`, `::name … ::`.

What stands in braces are attributes of what they stand behind, as if HTML had them. Unlike Slidev's reader this one
eats no text: `[^1]`, `[a, b]`, `:80` and words in braces that are no attributes stay.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from deckbook.markup import tags
from deckbook.markup.icons import names

_VALUE = r"""(?:"[^"]*+"|'[^']*+'|\{[^{}]*+\}|\[[^\[\]]*+\]|[^\s"'{}\[\]]++)"""
_ATTRIBUTE = rf"(?:[.#][^\s{{}}#=]++|:?[\w@:-]++={_VALUE}|[\w@:-]++)"
_PROPS = re.compile(rf"\{{\s*(?:{_ATTRIBUTE}\s*)*\}}")
_WORDS = re.compile(r"\{\s*[\w@:]+(?:[ \t]+[\w@:]+)*\s*\}\Z")
_COMPONENT = re.compile(r":([a-z][\w-]*+)(?:\[([^\[\]]*+)\])?(\{[^{}]*+\})?")
_BLOCK = re.compile(r"(:{2,})([a-zA-Z][\w-]*)\s*(?:\[([^\]]*)\])?\s*(\{.*\})?\s*\Z")
_MAX_DEPTH = 60
"""Block components nested deeper are text: no deck needs them."""
_ONE = re.compile(_ATTRIBUTE)


def enable(md: MarkdownIt) -> None:
    """Adds Comark's rules."""
    md.inline.ruler.after("link", "comark_span", _span)
    md.inline.ruler.before("link", "comark_props", _props)
    md.inline.ruler.before("link", "comark_component", _component)
    md.block.ruler.after("slot", "comark_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    if end < 0:
        return False
    props = _PROPS.match(state.src, end + 1)
    if not props or props.end() > state.posMax:
        return False
    if not silent:
        values = _attributes(props[0])
        if values:
            state.push("html_inline", "", 0).content = tags.open_tag("span", values)
        start, stop, state.posMax = state.pos + 1, state.posMax, end
        state.pos = start
        state.md.inline.tokenize(state)
        state.posMax = stop
        if values:
            state.push("html_inline", "", 0).content = "</span>"
    state.pos = props.end()
    return True


def _props(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{" or state.src.startswith("{{", state.pos):
        return False
    match = _PROPS.match(state.src, state.pos)
    if not match or match.end() > state.posMax:
        return False
    if not silent:
        if _WORDS.match(match[0]):
            state.push("comark_words", "", 0).content = match[0][1:-1].strip()
        elif values := _attributes(match[0]):
            # What stands before is known once emphasis is.
            token = state.push("comark_attributes", "", 0)
            token.meta = {"attributes": values, "last": match.end() == state.posMax}
    state.pos = match.end()
    return True


def _component(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":" or (
        state.pos and (state.src[state.pos - 1].isalnum() or state.src[state.pos - 1] == ":")
    ):
        return False
    match = _COMPONENT.match(state.src, state.pos)
    if not match or not (match[2] or match[3] or _is_icon(state, match)) or match.end() > state.posMax:
        return False
    if not silent:
        opening = tags.open_tag(match[1], _attributes(match[3] or ""))
        state.push("html_inline", "", 0).content = f"{opening}{tags.escape(match[2] or '')}</{match[1]}>"
    state.pos = match.end()
    return True


def _is_icon(state: StateInline, match: re.Match[str]) -> bool:
    """Whether a bare `:mdi-account` is an icon; `:smile-cat:` is the site's."""
    return state.src[match.end() : match.end() + 1] != ":" and names.parse(match[1]) is not None


def _attributes(props: str) -> dict[str, str | None]:
    """The attributes in braces: `.name` is a class and `#name` an id."""
    found: dict[str, str | None] = {}
    classes: list[str] = []
    for match in _ONE.finditer(props, 1, len(props) - 1):
        text = match[0]
        if text[0] == ".":
            classes += text.split(".")
        elif text[0] == "#":
            found["id"] = text[1:]
        else:
            found |= tags.attributes(text)
    classes = [*(found.pop("class", "") or "").split(), *filter(None, classes)]
    return {**found, "class": " ".join(classes)} if classes else found


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    position = state.bMarks[start] + state.tShift[start]
    if state.src[position : position + 2] != "::":
        return False
    match = _BLOCK.match(state.src[position : state.eMarks[start]])
    depth: int = state.env.get("comark", 0)
    if not match or depth == _MAX_DEPTH:
        return False
    if silent:
        return True
    stop = _closing(state, start, end, match[1])
    _push_html(state, tags.open_tag(match[2], _attributes(match[4] or "")) + tags.escape(match[3] or ""), start)
    limit, state.lineMax = state.lineMax, stop
    state.env["comark"] = depth + 1
    state.md.block.tokenize(state, start + 1, stop)
    state.env["comark"] = depth
    state.lineMax = limit
    _push_html(state, f"</{match[2]}>", start)
    state.line = min(stop + 1, end)
    return True


def _closing(state: StateBlock, start: int, end: int, colons: str) -> int:
    """The line that closes a block of as many colons; the end where none does."""
    depth = 0
    fence = ""
    for number in range(start + 1, end):
        line = state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()
        if fence:
            fence = "" if line == fence else fence
        elif line.startswith(("```", "~~~")):
            fence = line[: len(line) - len(line.lstrip(line[0]))]
        elif line == colons:
            if depth == 0:
                return number
            depth -= 1
        elif line.startswith(colons) and line[len(colons) : len(colons) + 1].isalpha():
            depth += 1
    return end


def _push_html(state: StateBlock, content: str, line: int) -> None:
    token = state.push("html_block", "", 0)
    token.content = content
    token.map = [line, line + 1]
