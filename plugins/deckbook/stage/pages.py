"""Writes a finished page as Markdown: its content block by block, its front matter, and links to other pages."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from deckbook.stage.blocks import COMMON, Render, Writer
from deckbook.stage.comparing import tokens
from deckbook.stage.kept import Counts, holds, html_block, joined
from deckbook.stage.links import Links
from deckbook.stage.nodes import Node, parse, runs

__all__ = ["Counts", "Render", "Staged", "as_html", "as_markdown", "is_same", "relinked", "with_front_matter"]

_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TARGET = re.compile(r"(\]\(|^ {0,3}\[[^\]\n]+\]:[ \t]*)(<[^<>\n]*>|[^\s()<>]+)", re.M)
_IN_HTML = re.compile(
    r"""<(?:[^<>"']|"[^"]*"|'[^']*')*\s(?:href|src|srcset|poster)=["']?(?![/?#"']|[a-z][a-z0-9+.-]*:)""", re.I
)
"""The beginning of a tag that names a file by a relative path."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A page as Markdown.

    Attributes:
        markdown: Its content.
        counts: What its blocks became.
        is_same: Whether it renders to the page it was made from.
        links_in_html: Whether elements that stayed HTML name other files of the site by relative paths.
    """

    markdown: str
    counts: Counts
    is_same: bool
    links_in_html: bool


def as_markdown(html: str, links: Links, render: Render, languages: Sequence[str] = ()) -> Staged:
    """A page's content as Markdown.

    Args:
        html: The finished content.
        links: Where its links lead.
        render: Renders Markdown as the site does, without plugins.
        languages: The languages in which its code may be.
    """
    root = parse(_tidied(parse(html)))
    wanted = tokens(root, links.of_page)
    writer = Writer(render, links, [*dict.fromkeys((*languages, *COMMON))])
    nodes = [node for _, (node, *_) in runs(root.children)]
    blocks = writer.settled(nodes, wanted, ("", ""), 0)
    markdown = f"{joined(blocks)}\n" if blocks else f"<div>\n{root.source.strip()}\n</div>\n" if html.strip() else ""
    counts = sum((block.counts for block in blocks), Counts())
    return Staged(markdown, counts, bool(blocks) or not html.strip(), bool(_IN_HTML.search(markdown)))


def as_html(html: str) -> Staged:
    """A page's content as HTML, for pages that show what others show as well."""
    root = parse(_tidied(parse(html)))
    markdown = "\n\n".join(html_block(node).text for _, (node, *_) in runs(root.children)) + "\n"
    return Staged(markdown, Counts(), is_same=True, links_in_html=True)


def is_same(markdown: str, html: str, links: Links, render: Render) -> bool:
    """Whether a page's Markdown renders to its finished content."""
    return tokens(render(markdown), links.of_markdown) == tokens(html, links.of_page)


def _tidied(node: Node, *, is_slide: bool = True) -> str:
    """The HTML with nothing but blocks in it, and in what holds blocks: Markdown makes a paragraph of all else.

    What shows nothing, such as a mark to link to, goes into the paragraph behind it, on pages and slides.
    """
    written, carried = "", ""
    for is_block, nodes in runs(node.children):
        if not is_block:
            html = "".join(each.html for each in nodes).strip()
            if not is_slide or any(map(_is_something, _all(nodes))):
                written += f"{_boxed(carried)}<div>{html}</div>\n"
                carried = ""
            else:
                carried += html
            continue
        block = nodes[0]
        if carried and block.tag == "p" and not block.is_odd:
            written += f"{block.opening}{node.source[block.inside[0] : block.inside[1]]}{carried}{block.closing}\n"
        else:
            written += f"{_boxed(carried)}{_block_tidied(block)}\n"
        carried = ""
    return written + _boxed(carried)


def _block_tidied(block: Node) -> str:
    """A block, with blocks alone in it where it holds any and a box around a line changes nothing of its looks."""
    is_slide = "slide" in block.classes
    groups = list(runs(block.children)) if holds(block) else []
    lines = [[each for each in nodes if not each.is_blank] for is_block, nodes in groups if not is_block]
    if block.is_odd or not any(is_block for is_block, _ in groups) or not (is_slide or all(len(x) == 1 for x in lines)):
        return block.html
    return f"{block.opening}\n{_tidied(block, is_slide=is_slide)}{block.closing}"


def _is_something(node: Node) -> bool:
    return node.tag == "template" or (not node.tag and not node.is_blank)


def _boxed(html: str) -> str:
    return f"<div>{html}</div>\n" if html else ""


def _all(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield from node.walk()


def with_front_matter(meta: Mapping[str, object], markdown: str) -> str:
    """A page's Markdown with its front matter."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False, default=str)}" for key, value in meta.items()]
    return "\n".join(("---", *lines, "---", "", markdown)) if lines else markdown


def relinked(markdown: str, uri: str, moved: Mapping[str, str]) -> str:
    """A page's own Markdown, with its links to pages whose files have other names now.

    Args:
        markdown: What its author wrote.
        uri: The path of its file.
        moved: The new paths of files by their old ones.
    """
    folder = posixpath.dirname(uri)

    def renamed(found: re.Match[str]) -> str:
        target = found[2].removeprefix("<").removesuffix(">")
        path, mark, anchor = target.partition("#")
        new = moved.get(posixpath.normpath(posixpath.join(folder, path))) if path else None
        if new is None:
            return found[0]
        relative = f"{posixpath.relpath(new, folder or '.')}{mark}{anchor}"
        return f"{found[1]}<{relative}>" if found[2].startswith("<") else f"{found[1]}{relative}"

    matter = _MATTER.match(markdown)
    start = matter.end() if matter else 0
    return markdown[:start] + _TARGET.sub(renamed, markdown[start:])
