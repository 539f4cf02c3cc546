"""What a page shows more simply than Slidev, or leaves out: each such place is told to the author, and nothing changed.

This looks at a slide's tree as it was written, before the passes that simplify it.
"""

from __future__ import annotations

import re

from deckbook.markup import attributes, eaten, literals
from deckbook.markup.context import SlideContext
from deckbook.markup.templates import key
from deckbook.markup.tree import Block, Element, Inline, Node, Text, located

_ANIMATIONS = frozenset("v-after v-click v-click-hide v-clicks v-drag v-mark v-motion".split())
_ANIMATED = {
    "vclick": "its final state", "vclicks": "its final state", "vafter": "its final state",
    "vclickgap": "its final state", "vswitch": "all its states in order", "transition": "its final state",
    "transitiongroup": "its final state",
}  # fmt: skip
_COMPONENTS = {
    "arrow": "is left out, as it points at a place on Slidev's canvas",
    "vdragarrow": "is left out, as it points at a place on Slidev's canvas",
    "poweredbyslidev": "is left out",
    "transform": "shows its content without turning or scaling it",
    "vdrag": "shows its content where it stands in the text",
    "renderwhen": "shows what is meant for slides, or else its fallback",
    "autofittext": "shows its text in the size of the text around it",
    "teleport": "shows its content where it stands in the text",
    "component": "shows its content only, as Vue chooses what it is",
}
_ELEMENTS = {
    "link": "loads nothing", "meta": "says nothing", "base": "changes no address", "head": "is left out",
    "title": "is left out", "noscript": "is left out", "param": "says nothing", "font": "keeps its content only",
    "center": "keeps its content only", "frame": "is left out", "frameset": "keeps its content only",
    "object": "shows only what it holds", "embed": "is left out",
}  # fmt: skip
_DECIDED = {
    "v-show": "is decided by Vue, which does not run here; the content is shown.",
    "v-else": "is decided by Vue, which does not run here; the content is shown.",
    "v-bind": "is computed by Vue, which does not run here; it is left out.",
}
_COMPUTED = frozenset(("v-if", "v-else-if", "v-for", "v-html", "v-text", "v-show"))
_REPORTED = frozenset(("src", "href", "alt"))
"""Bindings that the pass which resolves them reports itself."""
_OF_VUE = frozenset(("key", "ref", "is"))


def report(nodes: list[Node], context: SlideContext, *, with_comark: bool) -> None:
    """Reports what is simplified on a slide, and what Comark eats of it in Slidev where the deck turns it on."""
    if with_comark:
        eaten.report(nodes, context)
    scripts: list[int] = []
    needed = False
    for node, line in located(nodes, context.slide.line):
        if isinstance(node, Element):
            if node.tag == "script":
                scripts.append(line)
            needed = _element(node, line, context) or needed
        elif isinstance(node, Block) and node.kind == "fence":
            _fence(node, line, context)
        elif isinstance(node, Inline) and node.kind == "expression":
            needed = needed or attributes.literal(node.content) is None
        elif isinstance(node, Text):
            needed = needed or "{{" in node.content
    for line in scripts:
        if needed:
            message = (
                "This script is not run, so what it computes is missing on this slide: its expressions show as code; "
                "write the result into the text."
            )
            context.report(line, "script-needed", message)
        else:
            context.report(line, "script-dropped", "This script is not run; what it does to the slide is not shown.")


def _element(element: Element, line: int, context: SlideContext) -> bool:
    """Reports an element; gives whether it depends on what a script computes."""
    name, computed = element.tag, False
    moved = sorted({mark for attribute in element.attributes if (mark := attribute.split(".")[0]) in _ANIMATIONS})
    if moved:
        marks = ", ".join(f"`{mark}`" for mark in moved)
        context.report(line, "animation-final", f"{marks}: <{name}> is shown in its final state.")
    if name.lower() == "foreignobject":
        message = f"What <{name}> holds is shown below its drawing; write it in <text> to have it in its place."
        context.report(line, "drawing-text", message)
    elif not _is_html(name) or name == "component":
        _component(name, line, context)
    elif name in _ELEMENTS:
        context.report(line, "html-dropped", f"<{name}> {_ELEMENTS[name]} on a page.")
    elif name == "iframe" and any(not isinstance(node, Text) or node.content.strip() for node in element.children):
        context.report(line, "html-dropped", "What stands in <iframe> is left out, as no browser shows it.")
    if events := [f"`{attribute}`" for attribute in element.attributes if _is_event(attribute, name)]:
        message = f"{', '.join(events)}: <{name}> does nothing on a page, as no script of a deck runs there."
        context.report(line, "event-dropped", message)
    for attribute, value in element.attributes.items():
        _attribute(attribute, value, element, line, context)
        computed = computed or _is_computed(attribute, value)
    return computed


def _is_html(name: str) -> bool:
    return name.islower() and "-" not in name and key(name) not in _ANIMATED


def _component(name: str, line: int, context: SlideContext) -> None:
    kind = key(name)
    if kind in _ANIMATED:
        context.report(line, "animation-final", f"<{name}> is shown in {_ANIMATED[kind]}.")
    elif kind in _COMPONENTS:
        context.report(line, "component-simplified", f"<{name}> {_COMPONENTS[kind]}.")


def _is_event(attribute: str, tag: str) -> bool:
    is_handler = attribute[:2].lower() == "on" and _is_html(tag)
    return is_handler or attribute.startswith(("@", "v-on:", "v-model"))


def _attribute(name: str, value: str | None, element: Element, line: int, context: SlideContext) -> None:
    if name in _DECIDED and not _is_literal(value):
        context.report(line, "vue-expression", f"`{name}` {_DECIDED[name]}")
    elif _is_html(element.tag) and _is_computed(name, value):
        bound = attributes.bound_name(name)
        if bound and bound not in _REPORTED and "v-motion" not in element.attributes:
            message = f"`{name}` is computed by Vue, which does not run here; it is left out."
            context.report(line, "vue-expression", message)


def _is_computed(name: str, value: str | None) -> bool:
    """Whether what an attribute says has to be computed."""
    bound = attributes.bound_name(name)
    return bool((bound and bound not in _OF_VUE) or name in _COMPUTED) and not _is_literal(value)


def _is_literal(value: str | None) -> bool:
    return value is not None and not isinstance(literals.value(value), literals.Unknown)


def _fence(block: Block, line: int, context: SlideContext) -> None:
    info = block.info
    said = []
    if re.search(r"\btwoslash\b", info):
        said.append("types are not shown on hovering")
    if "{monaco" in info and not context.is_run(line):
        said.append("the code is not an editor")
    if re.search(r"\{[\d,\s*a-z-]*\|[^{}]*\}", info):
        said.append("the highlighted lines of all steps are highlighted at once")
    if said:
        context.report(line, "code-simplified", f"In this block {' and '.join(said)}.")
