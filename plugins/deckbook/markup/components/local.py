"""A deck's own layouts and components, and those of its addons and theme that lie in the project: their .vue files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deckbook.markup import words
from deckbook.markup.context import SlideContext
from deckbook.markup.literals import Unknown
from deckbook.markup.tree import Element, Node
from deckbook.markup.vuefiles.made import Use
from deckbook.markup.vuefiles.render import Expand, show
from deckbook.markup.vuefiles.scope import Scope
from deckbook.markup.vuefiles.script import camel
from deckbook.markup.vuefiles.source import VueFile

_DEEPEST = 8  # components in one another
_LONGEST = 3  # pieces of code that a message names


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page for a file.

    Attributes:
        nodes: The template's, and the content of slots that it does not show.
        left: The given values that it does not show and whose texts are to be shown beside it.
        shown: The texts of values that it shows, as `words.compared` gives them.
        is_whole: Whether all of it was understood.
    """

    nodes: list[Node]
    left: dict[str, Any]
    shown: set[str]
    is_whole: bool


def find(kind: str, name: str, context: SlideContext) -> Path | None:
    """The file of a "layout" or "component": what the file around it imports, else what the deck's folders hold."""
    if kind == "component" and context.trail:
        around = context.site.vue.load(context.trail[-1])
        target = around.script.imports.get(name) if around else None
        if target and (path := context.site.vue.beside(target, context.trail[-1])):
            return path
    return context.site.vue.find(kind, name, context.book.deck)


def arrange(
    path: Path,
    given: Mapping[str, Any],
    content: dict[str, list[Node]],
    element: Element,
    context: SlideContext,
    expand: Expand,
) -> Shown | None:
    """What a file shows; None, and a diagnostic where one is due, where it says nothing.

    Args:
        path: The file.
        given: The frontmatter, or a component's values.
        content: What its slots are given, finished.
        element: Where it is used: its line, and whether it stands in a paragraph.
        context: The slide.
        expand: Shows the components in it.
    """
    if path in context.trail or len(context.trail) >= _DEEPEST:
        context.report(0, "vue-file-simplified", f"“{path.name}” shows itself, so that is left out.", path=path)
        return None
    file = context.site.vue.load(path)
    context.collected.sources.append(path)
    if file is None:
        context.report(0, "vue-file-unreadable", f"“{path.name}” cannot be read; what it is given is shown.", path=path)
        return None
    if file.template is None:
        _simplified(path, ["all of it, as it has no template in HTML"], context)
        return None
    filled = frozenset(name for name, nodes in content.items() if nodes)
    scope = Scope(file.script, given, context.props, context.book.deck.headmatter, filled)
    use = Use(file, path, content, element.line, element.inline)
    context.trail.append(path)
    try:
        nodes, shown, missed = show(use, scope, context, expand)
    finally:
        context.trail.pop()
    if missed:
        _simplified(path, missed, context)
    return Shown(nodes, _left(file, given), shown, not missed)


def component(element: Element, found: Shown, context: SlideContext) -> list[Node]:
    """A component's nodes with the texts that it was given and does not show."""
    left = words.show(found.left, context, element.line, inline=element.inline, already=found.shown)
    return found.nodes + left


def _left(file: VueFile, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in given.items()
        if camel(name) in file.script.props and value is not None and not isinstance(value, Unknown)
    }  # fmt: skip


def _simplified(path: Path, missed: list[str], context: SlideContext) -> None:
    named = list(dict.fromkeys(missed))
    more = f" and {len(named) - _LONGEST} more" if len(named) > _LONGEST else ""
    context.report(
        0,
        "vue-file-simplified",
        f"“{path.name}” needs Vue for {', '.join(named[:_LONGEST])}{more}, which does not run here; the rest of it and "
        "every text it is given are shown.",
        path=path,
    )
