"""A slide's `<style>`: what of it a page can take, for that slide alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import tinycss2

from deckbook.markup.styles.declarations import Safe, read, safe
from deckbook.markup.styles.properties import Tokens
from deckbook.markup.styles.selectors import Slide, class_names, scoped
from deckbook.markup.utilities import PICTURES, Place, meaning, utility

_MOST_BYTES = 200_000
_MOST_DEPTH = 8
_MOST_TOKENS = 100
_MOST_BRACKETS = 64
_BRACKET = re.compile(r"[(\[{}\])]")
_MEDIA = re.compile(r"[\w\s:.,()<>=-]{1,120}\Z")
_LINE_COMMENT = re.compile(r"(?m)(?:^|(?<=[\s;{}]))//[^\n]*")
_SUBJECT = re.compile(r"(?:^|[\s>+~])(" + "|".join(sorted(PICTURES)) + r")[^\s>+~]*\Z")


@dataclass(slots=True)
class Sheet:
    """The style sheets of one slide, as parsed.

    Attributes:
        classes: The classes that they name, which the slide's elements have to keep.
        broken: The lines, from 1 in their sheet, with what is no CSS.
        dropped: What was left out of them: properties and rules by their names.
    """

    classes: set[str] = field(default_factory=set)
    broken: list[int] = field(default_factory=list)
    dropped: dict[str, None] = field(default_factory=dict)
    _nodes: list[Any] = field(default_factory=list)
    _variables: dict[str, Tokens] = field(default_factory=dict)
    _written: int = 0

    def add(self, source: str) -> None:
        """One `<style>`'s content: CSS, or what PostCSS and SCSS have in common with it."""
        source = _LINE_COMMENT.sub("", source[:_MOST_BYTES])
        if _is_too_deep(source):
            self.broken.append(1)
            return
        nodes = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
        self._nodes += nodes
        self._note(nodes, 0)

    def _note(self, nodes: list[Any], depth: int) -> None:
        for node in nodes:
            prelude = node.prelude if node.type == "qualified-rule" else []
            if node.type == "error" or any(one.type == "error" for one in prelude):
                self.broken.append(node.source_line)
            if node.type == "declaration" and node.name.startswith("--") and node.lower_name != "--uno":
                self._variables.setdefault(node.name, node.value)
            elif node.type in ("qualified-rule", "at-rule") and node.content and depth < _MOST_DEPTH:
                if node.type == "qualified-rule":
                    self.classes |= class_names(node.prelude)
                self._note(_content(node), depth + 1)

    def css(self, slide: Slide) -> str:
        """The rules as they stand on the page."""
        return "".join(self._rules(self._nodes, [], slide, 0))

    def _rules(self, nodes: list[Any], parents: list[str], slide: Slide, depth: int) -> Iterator[str]:
        for node in nodes:
            if node.type == "qualified-rule" and depth < _MOST_DEPTH:
                selectors = scoped(node.prelude, parents, slide)
                if selectors:
                    content = _content(node)
                    yield from self._rule(selectors, content)
                    yield from self._rules(content, selectors, slide, depth + 1)
            elif node.type == "at-rule":
                yield from self._at_rule(node, parents, slide, depth)

    def _at_rule(self, node: Any, parents: list[str], slide: Slide, depth: int) -> Iterator[str]:
        if node.lower_at_keyword == "apply":
            return
        query = tinycss2.serialize(node.prelude).strip()
        if node.lower_at_keyword != "media" or node.content is None or not _MEDIA.match(query) or depth >= _MOST_DEPTH:
            self.dropped[f"@{node.lower_at_keyword}"] = None
            return
        content = _content(node)
        inner = "".join([*(self._rule(parents, content) if parents else ()),
                         *self._rules(content, parents, slide, depth + 1)])  # fmt: skip
        if inner:
            yield f"@media {query}{{{inner}}}"

    def _rule(self, selectors: list[str], nodes: list[Any]) -> Iterator[str]:
        self._written += len(selectors)
        if self._written > 5000:
            return
        pictures = [one for one in selectors if _SUBJECT.search(one)]
        others = [one for one in selectors if one not in pictures]
        for chosen, place in ((others, Place()), (pictures, Place(is_picture=True))):
            if not chosen:
                continue
            kept = safe(read(nodes), place, self._variables)
            _apply(nodes, place, kept)
            self.dropped.update(dict.fromkeys(kept.dropped))
            written = ",".join(chosen)
            if kept.always:
                yield f"{written}{{{';'.join(kept.always)}}}"
            if kept.is_row:  # a picture's margins, which are as wide as they can be there, would tear the row apart
                inner = ",".join(f"{one}>img" for one in chosen)
                yield f"@media (max-width:47.9375em){{{inner}{{margin-inline:0 !important}}}}"
            if kept.stacks:
                yield f"{','.join(f'{one}>*' for one in chosen)}{{grid-column:1/-1 !important}}"
            if kept.wide:
                yield f"@media (min-width:48em){{{written}{{{';'.join(kept.wide)}}}}}"


def inline(source: str, place: Place) -> Safe:
    """The content of a `style` attribute."""
    if _is_too_deep(source):
        return Safe()
    return safe(read(tinycss2.parse_blocks_contents(source[:_MOST_BYTES])), place, {})


def _is_too_deep(source: str) -> bool:
    """Whether brackets nest deeper than any style sheet needs, and than they can be read."""
    depth = 0
    for bracket in _BRACKET.findall(source):
        depth += 1 if bracket in "([{" else -1 if depth else 0
        if depth > _MOST_BRACKETS:
            return True
    return False


def _content(node: Any) -> list[Any]:
    return list(tinycss2.parse_blocks_contents(node.content or [], skip_comments=True, skip_whitespace=True))


def _apply(nodes: list[Any], place: Place, kept: Safe) -> None:
    """UnoCSS's directives: `@apply text-xl font-bold;` and `--uno: text-xl;`."""
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword == "apply":
            written = tinycss2.serialize(node.prelude)
        elif node.type == "declaration" and node.lower_name in ("--uno", "--at-apply", "--uno-apply"):
            written = tinycss2.serialize(node.value)
        else:
            continue
        for token in list(dict.fromkeys(written.strip(" \"'").split()))[:_MOST_TOKENS]:
            one = utility(token)
            found = None if one.variants else meaning(one, place)
            if found is None:
                kept.dropped.append(f"@apply {token}")
            elif not found.inner:
                kept.always += [found.always] if found.always else []
                kept.wide += [found.wide] if found.wide else []
