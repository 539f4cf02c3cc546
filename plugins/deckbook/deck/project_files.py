"""What stands beside a deck and changes what Slidev shows of it: layouts, a preparser, layers over every slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from deckbook.deck.ecma import truthy
from deckbook.deck.model import Deck, Slide
from deckbook.diagnostics import Diagnostic

_LAYOUTS = frozenset(
    "default center cover intro section statement fact quote full end none 404 error image image-left image-right "
    "iframe iframe-left iframe-right two-cols two-cols-header".split()
)
"""Slidev's own."""
_THEMES = {
    "": (), "none": (), "default": (), "seriph": (),
    "apple-basic": ("3-images", "bullets", "intro-image", "intro-image-right"),
}  # fmt: skip
"""The themes whose layouts are known, with those that Slidev has not itself."""
_LAYERS = ("global-top", "global-bottom", "slide-top", "slide-bottom", "custom-nav-controls")
_PREPARSERS = ("setup/preparser.ts", "setup/preparser.mts", "setup/preparser.js", "setup/preparser.mjs")


def around(deck: Deck) -> Iterator[Diagnostic]:
    """What is to be said of the files beside a deck."""
    for name in _PREPARSERS:
        if (deck.root / name).is_file():
            message = (
                f"{name} may rewrite the deck before Slidev reads it, which is not done here; write what it makes "
                "into the deck."
            )
            yield Diagnostic(deck.path, 0, "setup-preparser", message)
    for name in _LAYERS:
        if (deck.root / f"{name}.vue").is_file():
            yield Diagnostic(deck.path, 0, "layer-dropped", f"{name}.vue, which Slidev lays over slides, is not shown.")
    own = _own_layouts(deck.root)
    for slide in deck.slides:
        if truthy(slide.frontmatter.get("image")) and "layout-image" not in slide.source.ignored:
            yield from _layout(deck, slide, own)


def _layout(deck: Deck, slide: Slide, own: Sequence[str]) -> Iterator[Diagnostic]:
    """Whether Slidev drops a slide's picture, as no layout of that name exists."""
    name, theme = deck.layout(slide), deck.headmatter.get("theme", "")
    known = _THEMES.get(theme) if isinstance(theme, str) else None
    if known is None or truthy(deck.headmatter.get("addons")) or name in (*known, *own) or name in _LAYOUTS:
        return
    message = (
        f"There is no layout “{name}”, so Slidev takes the default one, which does not show the picture of `image:`; "
        f"correct the name, or add layouts/{name}.vue."
    )
    yield Diagnostic(slide.path, slide.line, "layout-image", message)


def _own_layouts(root: Path) -> list[str]:
    try:
        return [file.stem for file in (root / "layouts").iterdir()]
    except OSError:
        return []
