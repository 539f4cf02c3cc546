"""Whether two pieces of HTML show the same: elements, attributes, words and places, whatever the space between them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator

from deckbook.stage.nodes import Node, parse

Token = tuple[str, ...]

_KEPT = frozenset("pre textarea script style".split())
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE = frozenset(
    "address article aside blockquote br center dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr iframe legend li main nav ol option p pre script section style summary table tbody td"
    " template tfoot th thead tr ul video".split()
)
_LINKING = frozenset("href src".split())


def tokens(shown: str | Node, place: Callable[[str], str]) -> list[Token]:
    """What a piece of HTML shows, in a form in which equal things are equal.

    Args:
        shown: The HTML, or an element.
        place: Gives the place that a link leads to.
    """
    return list(_trimmed(_tokens(parse(shown) if isinstance(shown, str) else shown, place, False)))


def _tokens(node: Node, place: Callable[[str], str], keeps: bool) -> Iterator[Token]:
    if node.tag == "!" or (node.tag == "a" and "headerlink" in node.classes):
        return
    if node.tag == "span" and not node.attributes and not node.children:
        return
    if not node.tag and not node.children:
        text = html.unescape(node.html)
        if text:
            yield ("=", text) if keeps else ("", _SPACE.sub(" ", text))
        return
    if node.tag:
        yield ("<", node.tag, *_attributes(node, place))
    if node.tag in {"script", "style"}:
        yield "=", _SPACE.sub(" ", "".join(child.html for child in node.children)).strip()
    else:
        for child in node.children:
            yield from _tokens(child, place, keeps or node.tag in _KEPT)
    if node.tag:
        yield ">", node.tag


def _attributes(node: Node, place: Callable[[str], str]) -> list[str]:
    found = []
    for name, value in sorted(node.attributes.items(), key=lambda item: item[0]):
        if name in _LINKING and value is not None:
            found.append(f"{name}={place(value)}")
        elif name == "class" and "highlight" in node.classes:
            # The language of code is said to programs only, and not by all ways of writing the same.
            found.append(f"class={' '.join(each for each in node.classes if not each.startswith('language-'))}")
        elif value in {None, "", name}:
            found.append(name)
        else:
            found.append(f"{name}={_SPACE.sub(' ', value or '').strip()}")
    return found


def _trimmed(found: Iterable[Token]) -> Iterator[Token]:
    """The tokens with texts joined, and without the space that stands at the edges of blocks."""
    joined: list[Token] = []
    for token in found:
        if joined and token[0] in {"", "="} and joined[-1][0] == token[0]:
            joined[-1] = (token[0], joined[-1][1] + token[1])
        else:
            joined.append(token)
    for index, token in enumerate(joined):
        if token[0]:
            yield token
            continue
        text = _SPACE.sub(" ", token[1])
        if index == 0 or _is_edge(joined[index - 1]):
            text = text.lstrip(" ")
        if index + 1 == len(joined) or _is_edge(joined[index + 1]):
            text = text.rstrip(" ")
        if text:
            yield "", text


def _is_edge(token: Token) -> bool:
    return token[0] in {"<", ">"} and token[1] in _WIDE


def words(source: str) -> str:
    """The words that a piece of HTML shows to readers, with single spaces."""
    return " ".join(" ".join(_words(parse(source))).split())


def _words(node: Node) -> Iterator[str]:
    if node.tag in {"!", "script", "style", "template"}:
        return
    if not node.tag and not node.children:
        yield html.unescape(node.html)
    for child in node.children:
        yield from _words(child)
