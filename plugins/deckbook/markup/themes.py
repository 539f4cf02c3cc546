"""Layouts of published themes, as far as they arrange more than one text: which slot stands where, and the pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deckbook.markup import words
from deckbook.markup.context import SlideContext
from deckbook.markup.slots import DEFAULT
from deckbook.markup.templates import key
from deckbook.markup.tree import Node, Raw


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a layout arranges a slide; slots that it does not name follow.

    Attributes:
        head: The slots across the top.
        columns: The slots of each column below it.
        kind: The style of the whole: "statement", "quote", or "" for none.
        pictures: The properties that name pictures, which stand beside the text.
        first: A property, and the values of it that put the pictures, or the second column, first.
    """

    head: tuple[str, ...] = (DEFAULT,)
    columns: tuple[tuple[str, ...], ...] = ()
    kind: str = ""
    pictures: tuple[str, ...] = ()
    first: tuple[str, tuple[Any, ...]] = ("", ())


_TITLE = Arrangement(("title", DEFAULT, "content"))
_TITLE_COLUMNS = Arrangement(("title",), (("left",), ("right",)))
_SIDE = Arrangement((), (("title", DEFAULT), ("content",)), first=("side", ("right", "r")))
_FIGURE = Arrangement(pictures=("figureUrl",), first=("figureX", ("l",)))

_THEMES: dict[str, dict[str, Arrangement]] = {
    "apple-basic": {
        "bullets": Arrangement(),
        "3-images": Arrangement(pictures=("imageLeft", "imageTopRight", "imageBottomRight")),
        "intro-image": Arrangement(pictures=("image",)),
        "intro-image-right": Arrangement(pictures=("image",)),
    },
    "neversink": {
        "top-title": _TITLE,
        "top-title-two-cols": _TITLE_COLUMNS,
        "two-cols-title": _TITLE_COLUMNS,
        "two-cols-footer": Arrangement((), ((DEFAULT, "left"), ("right",))),
        "side-title": _SIDE,
        "four-cell": Arrangement(columns=(("top-left", "bottom-left"), ("top-right", "bottom-right"))),
        "credits": Arrangement(),
        "quote": Arrangement(kind="quote"),
    },
    "academic": {
        "figure": _FIGURE,
        "figure-side": _FIGURE,
        "index": Arrangement(),
        "table-of-contents": Arrangement(),
    },
}
"""Those of seriph have Slidev's names; purplin's `image-x` has a template."""
_BY_THEME = {theme: {key(name): found for name, found in layouts.items()} for theme, layouts in _THEMES.items()}


def of_theme(theme: Any, layout: str) -> Arrangement | None:
    """The arrangement of a layout of a deck's theme, as its headmatter names it."""
    name = str(theme or "").rpartition("/")[2].removeprefix("slidev-").removeprefix("theme-")
    return _BY_THEME.get(name, {}).get(key(layout))


def of_any(layout: str) -> Arrangement | None:
    """The arrangement of a layout of any theme."""
    return next((layouts[key(layout)] for layouts in _BY_THEME.values() if key(layout) in layouts), None)


def arrange(
    how: Arrangement, content: dict[str, list[Node]], props: dict[str, Any], context: SlideContext, alt: str
) -> list[Node]:
    """The slots and pictures of a slide as its layout arranges them."""
    used: set[str] = set()

    def slots(names: tuple[str, ...]) -> list[Node]:
        found = [node for name in names if name not in used for node in content.get(name, [])]
        used.update(names)
        return found

    is_turned = props.get(how.first[0]) in how.first[1] if how.first[0] else False
    head = slots(how.head)
    columns = [slots(names) for names in how.columns]
    rest = [node for name, nodes in content.items() if name not in used for node in nodes]
    body = head + (_columns(columns[::-1] if is_turned else columns) if any(columns) else []) + rest
    targets = [target for name in how.pictures if isinstance(target := props.get(name), str) and target.strip()]
    figures = [node for target in targets for node in words.picture(target.strip(), alt, context, context.slide.line)]
    if figures and body:
        turned = " deckbook-beside--first" if is_turned else ""
        text = [Raw('<div class="deckbook-text">'), *body, Raw("</div>")]
        first, *others = figures
        return [Raw(f'<div class="deckbook-beside{turned}">'), *text, first, Raw("</div>"), *others]
    if how.kind:
        tag = "figure" if how.kind == "quote" else "div"
        return [Raw(f'<{tag} class="deckbook-{how.kind}">'), *body, Raw(f"</{tag}>")] if body else []
    return body + figures


def _columns(columns: list[list[Node]]) -> list[Node]:
    inside = [[Raw('<div class="deckbook-col">'), *nodes, Raw("</div>")] for nodes in columns]
    return [Raw('<div class="deckbook-cols">'), *(node for nodes in inside for node in nodes), Raw("</div>")]
