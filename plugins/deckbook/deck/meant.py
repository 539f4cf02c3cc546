"""Text that was meant to be frontmatter: how it looks once a formatter has been over it."""

from __future__ import annotations

import re

KEYS = frozenset((
    "background", "backgroundSize", "class", "clicks", "disabled", "hide", "hideInToc", "layout",
    "layoutClass", "preload", "routeAlias", "src", "theme", "transition",
))  # fmt: skip
"""Keys of Slidev's that a line of text would hardly begin with."""

DECK_KEYS = frozenset((
    "addons", "aspectRatio", "author", "canvasWidth", "colorSchema", "comark", "defaults", "download", "drawings",
    "exportFilename", "favicon", "fonts", "highlighter", "htmlAttrs", "info", "lineNumbers", "mdc", "monaco",
    "plantUmlServer", "routerMode", "seoMeta", "theme", "themeConfig", "twoslash",
))  # fmt: skip
"""Keys that configure the deck as a whole, so that Slidev takes them from its headmatter only."""

KEY = re.compile(r"([A-Za-z][\w-]*):(?: |$)")
_SETEXT = re.compile(r"## ([A-Za-z]+): *\S.{,40}")


def is_yaml(text: str) -> bool:
    """Whether a text is nothing but `key: value`, one of the keys being Slidev's."""
    if not KEY.match(text):
        return False
    lines = text.split("\n")
    keys = {key[1] for line in lines if (key := KEY.match(line))}
    return not keys.isdisjoint(KEYS) and all(line[:1] in " \t-#" or KEY.match(line) for line in lines)


def heading(text: str) -> str:
    """The beginning of a heading that was YAML, `## layout: default`, which a text begins with; else ""."""
    match = _SETEXT.match(text)
    return match[0] if match and match[1] in KEYS else ""
