"""Prints a paragraph's content as Python-Markdown source that means what CommonMark meant.

Text that CommonMark left alone but Python-Markdown would not is escaped; what Python-Markdown cannot be trusted with
(tags, hard breaks, nested emphasis) is stashed; all else stays Markdown, so that a site's own extensions see it.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from deckbook.markup import tags
from deckbook.markup.mathematics import mathml
from deckbook.markup.mathematics.tex import Macros
from deckbook.markup.stash import Stash, cleaned
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text, plain

_SPECIAL = re.compile(r"[\\`*\[\]<>&$]|(?<![^\W_])_|_(?![^\W_])")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "$": "&#36;", "[": "&#91;", "]": "&#93;"}
_ESCAPABLE = frozenset("\\`*_{}>#+-.!")
_NUMBERED = re.compile(r"\A(\d+)\.(?=\s)")
_HREF_SPECIAL = re.compile(r"[\s()<>\"$]")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
_MARKS = {"strong": "**", "em": "*"}


class InlinePrinter:
    """Prints inline nodes, formulas with the macros of a deck; `faults` takes what a formula's author is to be told."""

    def __init__(self, stash: Stash, macros: Macros | None = None) -> None:
        self._stash = stash
        self._macros = macros or {}
        self.faults: list[tuple[int, str, str]] = []

    def paragraph(self, nodes: list[Node]) -> str:
        """One line of Markdown that begins no other block."""
        text = self.print(nodes).strip()
        if text.startswith(("#", "- ", "+ ")):
            return "\\" + text
        return _NUMBERED.sub(r"\1\\.", text)

    def print(self, nodes: list[Node], *, cell: bool = False) -> str:
        out: list[str] = []
        for index, node in enumerate(nodes):
            if isinstance(node, Inline) and node.kind == "softbreak":
                out.append(_softbreak(nodes, index))
                continue
            text = self._node(node, cell)
            if out and out[-1].endswith("!") and out[-1] != "\\!" and text.startswith("["):
                out[-1] = out[-1][:-1] + "\\!"
            if out and text and out[-1][-1:] == "*" == text[0]:
                out.append(self._stash.put(""))  # two constructs must not lend each other their marks
            if text:
                out.append(text)
        return "".join(out)

    def _node(self, node: Node, cell: bool) -> str:
        if isinstance(node, Text):
            return _text(node, cell)
        if isinstance(node, Raw):
            return self._stash.put(node.html, block=node.block)
        if isinstance(node, Element):
            return self._element(node, cell)
        if isinstance(node, Block):
            return self.print(node.children, cell=cell)
        return self._inline(node, cell)

    def _element(self, node: Element, cell: bool) -> str:
        opening = self._stash.put(tags.open_tag(node.tag, node.attributes))
        if node.tag in tags.VOID:
            return opening
        return f"{opening}{self.print(node.children, cell=cell)}{self._stash.put(f'</{node.tag}>')}"

    def _inline(self, node: Inline, cell: bool) -> str:
        kind = node.kind
        if kind == "code_inline":
            return self._code(node.content, cell)
        if kind == "hardbreak":
            return self._stash.put("<br>") + " "
        if kind == "math_inline":
            return self._math(node)
        if kind == "image":
            return f"![{literal(node.content)}]({_target(node)})"
        inner = self.print(node.children, cell=cell)
        if kind == "link":
            return self._link(node, inner)
        return self._span(kind, inner)

    def _span(self, kind: str, inner: str) -> str:
        mark = _MARKS.get(kind)
        bare = inner.replace("\\*", "")
        if (
            mark
            and inner
            and "*" not in bare
            and not inner[0].isspace()
            and not inner[-1].isspace()
            and inner[-1] != "\\"
        ):
            return f"{mark}{inner}{mark}"
        tag = {"s": "del"}.get(kind, kind)
        return f"{self._stash.put(f'<{tag}>')}{inner}{self._stash.put(f'</{tag}>')}"

    def _link(self, node: Inline, inner: str) -> str:
        if node.auto and urlsplit(node.href).scheme in ("http", "https") and not _HREF_SPECIAL.search(node.href):
            shown = plain(node.children)
            if node.href in (shown, shown + "/") or shown.isascii():
                return f"<{node.href}>"
        return f"[{inner}]({_target(node)})"

    def _code(self, content: str, cell: bool) -> str:
        if (cell and "|" in content) or content != content.strip():
            return self._stash.put(f"<code>{html.escape(content, quote=False)}</code>")
        longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
        fence = "`" * (longest + 1)
        pad = " " if content.startswith("`") or content.endswith("`") else ""
        return f"{fence}{pad}{content}{pad}{fence}"

    def _math(self, node: Inline) -> str:
        return self._stash.put(self.formula(node.content, node.line, block=False))

    def formula(self, tex: str, line: int, *, block: bool) -> str:
        """A formula's HTML: MathML, or its source where it cannot be converted."""
        written = mathml.mathml(tex, self._macros, block=block)
        if not written.html:
            message = f"The formula “{tex[:60]}” cannot be converted; its source is shown."
            self.faults.append((line, "math-invalid", message))
            return mathml.as_source(tex)
        for command in written.unknown:
            message = (
                f"“{command}” is no command that is known here, so it is shown as it is written; correct it, or define "
                "it under `macros:` in the headmatter."
            )
            self.faults.append((line, "math-command", message))
        return written.html


def _text(node: Text, cell: bool) -> str:
    if node.source is None:
        text = literal(cleaned(node.content))
    elif node.source.startswith("&"):
        text = node.source
    elif node.content in _ESCAPABLE:
        text = "\\" + node.content
    else:
        text = f"&#{ord(node.content)};" if len(node.content) == 1 else html.escape(node.content)
    return text.replace("|", "&#124;") if cell else text


def literal(text: str) -> str:
    """Markdown for a text as it stands, with a backslash or as a reference where Python-Markdown would see markup."""
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match[0]) or "\\" + match[0], text)


def _softbreak(nodes: list[Node], index: int) -> str:
    """A line end is a space, but nothing between two characters of a script that has no spaces."""
    before = plain(nodes[max(index - 1, 0) : index])[-1:]
    after = plain(nodes[index + 1 : index + 2])
    if after.startswith("{:"):  # a paragraph's attributes, which attr_list reads on a line of their own
        return "\n"
    return "" if _WIDE.match(before) and _WIDE.match(after) else " "


def _target(node: Inline) -> str:
    href = node.href.replace("\n", "").replace("$", "%24")  # an extension for mathematics looks into addresses
    if _HREF_SPECIAL.search(href) or not href:
        href = "<" + href.replace("<", "%3C").replace(">", "%3E") + ">"
    title = " ".join(node.title.split())
    return f'{href} "{html.escape(title)}"' if title else href
