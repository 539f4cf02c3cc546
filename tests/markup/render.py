r"""A deck's text in, the HTML of its slides as a reader gets them out: read, arranged, written, rendered, put back.

    rendered = Renderer(tmp_path).render("# Title\n\n---\n\n- one\n  - two\n", extensions=RICH)
    assert rendered.slides[1] == shown("<ul><li>one<ul><li>two</li></ul></li></ul>")
    assert rendered.says == []

What MkDocs does to a page afterwards is not in it: links still lead to `.md` files.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from markdown import Markdown
from material.extensions.emoji import to_svg, twemoji  # type: ignore[import-untyped]
from pymdownx.superfences import fence_code_format  # type: ignore[import-untyped]

from deckbook.markup import restore
from deckbook.settings import Settings
from deckbook.site import Library, build

Extensions = Mapping[str, Mapping[str, Any]]
"""Python-Markdown's extensions by name, with their options."""

PLAIN: Extensions = {"toc": {}, "tables": {}, "fenced_code": {}}
"""What MkDocs enables by itself."""
RICH: Extensions = {
    **PLAIN,
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "toc": {"permalink": True},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.betterem": {},
    "pymdownx.caret": {},
    "pymdownx.critic": {},
    "pymdownx.details": {},
    "pymdownx.emoji": {"emoji_index": twemoji, "emoji_generator": to_svg},
    "pymdownx.highlight": {},
    "pymdownx.inlinehilite": {},
    "pymdownx.keys": {},
    "pymdownx.magiclink": {},
    "pymdownx.mark": {},
    "pymdownx.smartsymbols": {},
    "pymdownx.superfences": {"custom_fences": [{"name": "mermaid", "class": "mermaid", "format": fence_code_format}]},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.tilde": {},
}
"""What Material's guide enables."""

DECK = "decks/deck.md"
_LAST = "\n\n---\n\n"
_INLINE = frozenset(
    "a abbr audio b br button cite code del em i iframe img input ins kbd label mark math q s small span strong sub "
    "sup svg time u video".split()
)
_VOID = frozenset("br col hr img input source track wbr".split())


@dataclass(frozen=True, slots=True)
class Rendered:
    """A deck as its reader gets it.

    Attributes:
        pages: The HTML of each page of the deck, by its Markdown path, in order.
        library: What was built, with its assets and diagnostics.
        lengthened: Whether the deck had a single slide and was given an empty one, which does not count.
    """

    pages: Mapping[str, str]
    library: Library
    lengthened: bool = False

    @property
    def sections(self) -> list[Element]:
        """The sections of the slides, in order, as an HTML5 parser sees them; without their marks."""
        found = [section for page in self.pages.values() for section in parsed(page).iter("section")]
        slides = [section for section in found if "data-slide" in section.attrib]
        for section in slides:
            anchor, mark, *_ = section
            assert mark.get("class") == "deckbook-mark"
            anchor.tail = mark.tail
            section.remove(mark)
        return slides[:-1] if self.lengthened else slides

    @property
    def slides(self) -> list[str]:
        """What each slide shows, as `shown` writes it."""
        return [_written(section) for section in self.sections]

    @property
    def says(self) -> list[str]:
        """The line and the rule of each diagnostic."""
        return [f"{found.line} {found.rule}" for found in self.library.diagnostics]


@dataclass(slots=True)
class Renderer:
    """Renders decks of a project at `root`; each Markdown set-up is built once."""

    root: Path
    _markdown: dict[int, Markdown] = field(default_factory=dict)

    def render(
        self,
        deck: str,
        *,
        extensions: Extensions = PLAIN,
        files: Mapping[str, str | bytes] | None = None,
        **settings: Any,
    ) -> Rendered:
        """One deck, docs/decks/deck.md, with other `files` by their paths from there."""
        shutil.rmtree(self.root / "docs", ignore_errors=True)
        settings = {"extensions": frozenset(extensions), **settings}
        library = self.library(deck, files=files, **settings)
        lengthened = not library.books
        if lengthened:  # a file without a separator is a page and no deck
            library = self.library(deck + _LAST, **settings)
        pages = {
            page.uri: restore(self.markdown(extensions, page.written.markdown), page.written.pieces)
            for page in library.pages.values()
            if page.source
        }
        return Rendered(pages, library, lengthened)

    def library(self, deck: str, *, files: Mapping[str, str | bytes] | None = None, **settings: Any) -> Library:
        """What is written of a deck, before Python-Markdown renders it."""
        docs = self.root / "docs"
        for name, content in {DECK: deck, **{f"decks/{name}": text for name, text in (files or {}).items()}}.items():
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_bytes(content.encode() if isinstance(content, str) else content)
        chosen = {"use_directory_urls": False, "decks_dir": docs, "patterns": (DECK,), **settings}
        return build({DECK: docs / DECK}, Settings(config_file=self.root / "mkdocs.yml", docs_dir=docs, **chosen))

    def markdown(self, extensions: Extensions, source: str) -> str:
        """What Python-Markdown makes of a page."""
        if id(extensions) not in self._markdown:
            self._markdown[id(extensions)] = Markdown(extensions=[*extensions], extension_configs=dict(extensions))
        return str(self._markdown[id(extensions)].reset().convert(source))


def parsed(source: str) -> Element:
    """HTML as a browser's parser sees it."""
    root: Element = html5lib.parseFragment(source, treebuilder="etree", namespaceHTMLElements=False)
    for element in root.iter():
        if isinstance(element.tag, str):  # a comment has a function
            element.tag = element.tag.rpartition("}")[2]
    return root


def shown(source: str) -> str:
    """HTML with one block a line, as golden files hold it.

    Left out is what is tested by itself and would hide the rest here: the ids of headings, the colours of code, and the
    MathML of formulas, which stand as their TeX; and the drawings of icons.
    """
    return _written(parsed(source))


def _written(root: Element) -> str:
    return "\n".join(_lines(root, ""))


def _lines(element: Element, indent: str) -> list[str]:
    """An element's content: a line for each run of text and each block."""
    lines: list[str] = []
    run = html.escape(element.text or "", quote=False)
    for child in element:
        if not _is_left_out(child):
            if child.tag in _INLINE:
                run += _inline(child)
            else:
                lines += _line(run, indent)
                lines += _block(child, indent)
                run = ""
        run += html.escape(child.tail or "", quote=False)
    return lines + _line(run, indent)


def _line(run: str, indent: str) -> list[str]:
    text = " ".join(run.split()).replace("<br> ", "<br>")
    return [indent + text] if text else []


def _block(element: Element, indent: str) -> list[str]:
    opening, closing = indent + _tag(element), f"</{element.tag}>"
    if element.tag in _VOID:
        return [opening]
    if element.tag == "pre":
        return (opening + _code(element).rstrip("\n") + closing).split("\n")
    if element.tag == "div" and re.fullmatch(r"(?:language-\S+ )?highlight", element.get("class", "")):
        return _lines(element, indent)
    lines = _lines(element, indent + "  ")
    if not lines:
        return [opening + closing]
    if len(lines) == 1 and not any(child.tag not in _INLINE and not _is_left_out(child) for child in element):
        return [opening + lines[0].strip() + closing]
    return [opening, *lines, indent + closing]


def _inline(element: Element) -> str:
    if element.tag == "math":
        tex = element.get("alttext") or "".join(element.itertext())
        display = ' display="block"' if element.get("display") == "block" else ""
        return f"<math{display}>{html.escape(tex, quote=False)}</math>"
    if element.tag in _VOID:
        return _tag(element)
    inner = html.escape(element.text or "", quote=False)
    if "deckbook-icon" in element.get("class", "").split() and element.find("svg") is not None:
        return f"{_tag(element)}<svg></svg></{element.tag}>"
    for child in element:
        inner += (_inline(child) if not _is_left_out(child) else "") + html.escape(child.tail or "", quote=False)
    return f"{_tag(element)}{inner}</{element.tag}>"


def _tag(element: Element) -> str:
    values = dict(sorted(element.attrib.items()))
    if len(element.tag) == 2 and element.tag[0] == "h":
        values.pop("id", None)
    written = "".join(f' {name}="{html.escape(value)}"' if value else f" {name}" for name, value in values.items())
    return f"<{element.tag}{written}>"


def _is_left_out(element: Element) -> bool:
    return callable(element.tag) or element.get("class") in ("headerlink", "deckbook-anchor")


def _code(element: Element) -> str:
    """The text of a code block; highlighted lines stand in <mark>."""
    inner = html.escape(element.text or "", quote=False)
    for child in element:
        code = _code(child)
        if child.get("class") == "hll" or child.tag == "mark":
            end = "\n" * code.endswith("\n")
            code = f"<mark>{code.removesuffix(end)}</mark>{end}"
        inner += code
        inner += html.escape(child.tail or "", quote=False)
    return inner
