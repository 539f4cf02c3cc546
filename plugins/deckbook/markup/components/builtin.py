"""Slidev's own components as what they mean on a page."""

from __future__ import annotations

import re
from collections.abc import Callable

from deckbook.book import Book, slide_title
from deckbook.markup import attributes, contents, references, slots, tags
from deckbook.markup.context import SlideContext
from deckbook.markup.templates import key
from deckbook.markup.tree import Block, Element, Inline, Node, Raw, Text

_UNWRAPPED = frozenset(
    "clientonly codegroup keepalive suspense teleport transform transition transitiongroup vdrag".split()
)
_DROPPED = frozenset("arrow vdragarrow vclickgap poweredbyslidev".split())
_CLICK = re.compile(r"\d{1,6}")
_SHOWN = frozenset("slide main visible print".split())


def knows(name: str) -> bool:
    """Whether a component is one of Slidev's."""
    return key(name) in _UNWRAPPED | _DROPPED | _BUILT_IN.keys()


def expand(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node] | None:
    """What stands on the page for one of Slidev's components; None where it is none of them."""
    name = key(element.tag)
    if name in _UNWRAPPED or name == "template":
        return slots.joined(element.children)
    if name in _DROPPED:
        return []
    return _BUILT_IN[name](element, values, context) if name in _BUILT_IN else None


def _clicked(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    """What comes at a click, in an element that takes no room, with what is to be known of the click."""
    given = {key(name): value for name, value in values.items()}
    kind, at = key(element.tag), given.get("at")
    marks: dict[str, str | None] = {"class": "deckbook-click"}
    if kind == "vclicks":
        marks["data-clicks"] = attributes.click_at(at)
        marks |= {f"data-{name}": given[name] for name in ("depth", "every") if _CLICK.fullmatch(given.get(name) or "")}
    else:
        marks["data-click"] = "+0" if kind == "vafter" else attributes.click_at(at)
    if "hide" in given:
        marks["data-click-hide"] = None
    children = slots.joined(element.children)
    inline = element.inline or not any(
        isinstance(node, Block) or (isinstance(node, Element) and node.tag not in tags.INLINE) for node in children
    )
    return [Element("span" if inline else "div", marks, children, element.line, inline=inline)]


def _states(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    """All states of a VSwitch by the click that shows each: `#1`, `#2`, `#5-7`."""
    found = slots.split(element.children)
    ordered = sorted(found, key=lambda name: int(match[0]) if (match := _CLICK.match(name)) else 0)
    return [node for name in ordered if found[name] for node in (*found[name], Text(" "))]


def _number(number: int) -> list[Node]:
    return [Raw(f"<span data-added>{number}</span>", block=False)]


def _toc(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    detailed = context.uri == context.book.uri and not context.collected.has_contents
    context.collected.has_contents = True
    given = {key(name): value or "" for name, value in values.items()}

    def number(name: str, otherwise: int) -> int:
        return int(given[name]) if _CLICK.fullmatch(given.get(name, "")) else otherwise

    shape = contents.Shape(
        shallowest=max(1, number("mindepth", 1) - _level_of_chapters(context.book) + 1),
        deepest=number("maxdepth", 99),
        mode=given.get("mode", contents.ALL),
        slide=context.slide.no,
        columns=columns if (columns := number("columns", 1)) in range(1, 5) else 1,
        start=number("start", 1),
    )
    listed = contents.chapter_list(context.book, context.uri, context.site, detailed=detailed, shape=shape)
    return [Raw(listed)] if listed else []


def _level_of_chapters(book: Book) -> int:
    """Slidev's level of the chapters' titles: below the deck's own title, it is 2."""
    titled = (next((slide for slide in chapter.slides if slide.no > 1 and slide_title(slide)), None)
              for chapter in book.chapters)  # fmt: skip
    return min((slide.level for slide in titled if slide and isinstance(slide.level, int)), default=1)


def _link(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    target = values.get("to") or ""
    title = values.get("title")
    added = [Element("span", {"data-added": None}, [Text(title or target)], element.line, inline=True)]
    content: list[Node] = element.children or [*added]
    return [Inline("link", content, href=target or "/", line=element.line)]


def _light_or_dark(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    """Both, each where the palette is its own; without CSS, and where there is one palette, the light one."""
    found = slots.split(element.children)
    light, dark = found.get("light", []), found.get("dark", [])
    if not light or not dark:
        return light or dark or found[slots.DEFAULT]
    tag = "span" if element.inline else "div"
    return [
        Element(tag, {"class": "deckbook-only-light"}, light, element.line, element.inline),
        Element(tag, {"class": "deckbook-only-dark", "data-added": None}, dark, element.line, element.inline),
    ]


def _render_when(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    found = slots.split(element.children)
    wanted = set((values.get("context") or "main").replace(",", " ").split())
    return found[slots.DEFAULT] if wanted & _SHOWN else found.get("fallback", [])


def _auto_fit_text(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    text = values.get("modelvalue") or values.get("modelValue") or values.get("model-value")
    return element.children or ([Raw(f"<span data-added>{tags.escape(text)}</span>", block=False)] if text else [])


def _title_renderer(element: Element, values: dict[str, str | None], context: SlideContext) -> list[Node]:
    no = values.get("no")
    number = references.find_slide(no, context.book, context.slide) if no else context.slide.no
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
    "vclick": _clicked,
    "vclicks": _clicked,
    "vafter": _clicked,
    "vswitch": _states,
    "slidecurrentno": lambda element, values, context: _number(context.slide.no),
    "slidestotal": lambda element, values, context: _number(len(context.book.deck.slides)),
}
