"""Slidev's components as what they mean on a page; a site's own by its templates; unknown ones by their content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jinja2

from deckbook.book import slide_title
from deckbook.markup import attributes, contents, references, slots, tags
from deckbook.markup.context import SlideContext
from deckbook.markup.templates import key
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text

_UNWRAPPED = frozenset(
    "clientonly codegroup keepalive suspense teleport transform transition transitiongroup "
    "vafter vclick vclicks vdrag".split()
)
_DROPPED = frozenset("arrow vdragarrow vclickgap poweredbyslidev slidecurrentno slidestotal".split())
_TEXT_PROPS = (
    "title",
    "subtitle",
    "label",
    "text",
    "caption",
    "description",
    "author",
    "content",
    "message",
    "quote",
)
_SHOWN = frozenset("slide main visible print".split())


def expand(element: Element, context: SlideContext) -> list[Node]:
    """What stands on the page for a component; its children are resolved already."""
    name = key(element.tag)
    values, _ = attributes.bound(element.attributes)
    if name in _UNWRAPPED or name == "template":
        return _all_slots(element)
    if name in _DROPPED:
        return []
    if name in _BUILT_IN:
        return _BUILT_IN[name](element, values, context)
    file = context.site.templates.find("component", element.tag)
    if file:
        rendered = render(file, values, slots.split(element.children), element.line, context)
        return [_inlined(node) for node in rendered] if element.inline and len(rendered) == 1 else rendered
    return _unknown(element, values, context)


def render(
    file: Any, props: dict[str, Any], content: dict[str, list[Node]], line: int, context: SlideContext
) -> list[Node]:
    """A template's output; where it fails, the content without it."""
    title = slide_title(context.slide)
    names = {
        "props": {name: value for name, value in props.items() if not attributes.is_directive(name)},
        "slide": {"no": context.slide.no, "title": title.plain if title else ""},
        "deck": {"title": context.book.title.plain},
        "labels": context.site.labels,
        "asset": lambda path: (isinstance(path, str) and context.asset(path, line, by_page=True)) or "",
    }
    try:
        return context.site.templates.render(file, names, content)
    except jinja2.TemplateError as error:
        context.report(
            line,
            "template-failed",
            (f"The template {file.name} cannot be rendered ({error}), so its content is shown without it; mend it."),
        )
    except Exception as error:  # noqa: BLE001 - a template's expressions raise whatever they like
        context.report(
            line,
            "template-failed",
            (
                f"The template {file.name} stops with {type(error).__name__}: {error}; its content is shown without "
                "it: mend it."
            ),
        )
    return [node for nodes in content.values() for node in nodes]


def _inlined(node: Node) -> Node:
    return Raw(node.html, block=False) if isinstance(node, Raw) else node


def _all_slots(element: Element) -> list[Node]:
    return [node for content in slots.split(element.children).values() for node in content]


def _unknown(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    texts = [text for name in _TEXT_PROPS if (text := values.get(name))]
    tag = "span" if element.inline else "p"
    added: list[Node] = [
        Raw(f"<{tag} data-added>{tags.escape(text)}</{tag}>", block=not element.inline) for text in texts
    ]
    source = values.get("src") or values.get("image")
    if source and (references.is_elsewhere(source) or "." in source):
        url = context.asset(source, element.line, by_page=True)
        if url:
            alt = tags.open_tag(
                "img", {"src": url, "alt": values.get("alt") or "", "loading": "lazy", "data-added": None}
            )
            added.append(Raw(alt, block=not element.inline))
    content = _all_slots(element)
    if content or added:
        context.report(
            element.line,
            "component-unknown",
            (
                f"<{element.tag}> is not a component Deckbook knows; its content is shown without it: give the site a "
                f"template {element.tag}.html in its `components:` directory."
            ),
        )
    else:
        context.report(
            element.line,
            "component-unknown-empty",
            (f"<{element.tag}> is not a component Deckbook knows and has no content, so nothing is shown."),
        )
    return added + content


def _toc(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    detailed = context.uri == context.book.uri and not context.collected.has_contents
    context.collected.has_contents = True
    return [Raw(contents.chapter_list(context.book, context.uri, context.site, detailed=detailed))]


def _link(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    target = values.get("to") or ""
    content: list[Node] = element.children or [Text(values.get("title") or target)]
    if element.inline:
        return [Inline("link", content, href=target or "/", line=element.line)]
    return [
        Block(
            "paragraph",
            [Inline("link", content, href=target or "/", line=element.line)],
            tight=True,
            line=element.line,
        )
    ]


def _light_or_dark(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    found = slots.split(element.children)
    return found.get("light") or found.get("dark") or found[slots.DEFAULT]


def _render_when(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    found = slots.split(element.children)
    wanted = set((values.get("context") or "main").replace(",", " ").split())
    return found[slots.DEFAULT] if wanted & _SHOWN else found.get("fallback", [])


def _auto_fit_text(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    text = values.get("modelvalue") or values.get("modelValue") or values.get("model-value")
    return element.children or ([Text(text)] if text else [])


def _title_renderer(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    number = references.find_slide(values.get("no") or "", context.book, context.slide)
    other = next((slide for slide in context.book.deck.slides if slide.no == number), None)
    title = slide_title(other) if other else None
    return [Raw(f"<span data-added>{tags.escape(title.plain)}</span>", block=False)] if title else []


_Expand = Callable[[Element, dict[str, str | None], SlideContext], list[Node]]
_BUILT_IN: dict[str, _Expand] = {
    "toc": _toc,
    "link": _link,
    "routerlink": _link,
    "lightordark": _light_or_dark,
    "renderwhen": _render_when,
    "autofittext": _auto_fit_text,
    "titlerenderer": _title_renderer,
    "vswitch": lambda element, values, context: _all_slots(element),
}
