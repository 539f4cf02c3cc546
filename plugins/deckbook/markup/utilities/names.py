"""Finds the utilities of an element: in its classes, and in attributes (UnoCSS's attributify mode)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deckbook.markup.utilities.families import style
from deckbook.markup.utilities.model import NOTHING, Place

VARIANTS = frozenset("sm md lg xl 2xl dark light hover focus active print group-hover all forward important".split())
"""Variants that are known; the first three and `dark`, `light` and `hover` have a meaning on a page."""
_VARIANT = re.compile(r"((?:@?[\w-]+|\[[^\[\]\s]*\]))(?::)(?=.)")
_GROUPS = frozenset(
    "flex grid text bg border b m ma mx my mt mb ml mr p px py pt pb pl pr w h min-w max-w min-h max-h gap font "
    "rounded shadow items justify opacity op color c position pos display top left right bottom inset z translate "
    "scale rotate transform transition leading tracking space divide overflow of cursor list underline place self "
    "ws".split()
)
"""Attributes that hold utilities of their family: `text="center xl"`."""
_SINGLE = frozenset("controls muted autoplay loop open checked disabled reversed setup scoped hidden default".split())
"""HTML's own attributes without a value."""


@dataclass(frozen=True, slots=True)
class Utility:
    """A utility as it is written; `name` is without its variants and its mark of importance."""

    name: str
    variants: tuple[str, ...] = ()
    important: bool = False

    @property
    def written(self) -> str:
        return "".join(f"{variant}:" for variant in self.variants) + self.name + ("!" if self.important else "")


def utility(token: str) -> Utility:
    """Reads `md:!text-xl`, `hover:bg-red`, `mt-2!`, `important-text-xl`."""
    variants: list[str] = []
    important = False
    rest = token
    while True:
        if rest.startswith("!"):
            important, rest = True, rest[1:]
        match = _VARIANT.match(rest)
        if not match or not (match[1] in VARIANTS or match[1].startswith(("[", "group-", "@", "dark", "peer-"))):
            break
        if match[1] == "important":
            important = True
        else:
            variants.append(match[1])
        rest = rest[match.end() :]
    if rest.endswith("!"):
        important, rest = True, rest[:-1]
    if rest.startswith("important-"):
        important, rest = True, rest.removeprefix("important-")
    return Utility(rest.removeprefix("un-"), tuple(variants), important)


def classes(attributes: Mapping[str, str | None]) -> list[str]:
    """What the class attribute names, React's spelling of it included."""
    return (attributes.get("class") or "").split() + (attributes.get("className") or "").split()


def attributified(attributes: Mapping[str, str | None]) -> Iterator[str]:
    """The utilities that an element's other attributes hold, as classes would be written."""
    for name, value in attributes.items():
        if name in ("class", "className", "style") or name.startswith(("v-", "@", "#", "data-", "aria-", "i-")):
            continue
        bare = name.removeprefix("un-")
        if not value:
            if name.lower() not in _SINGLE and not name.startswith(":"):
                yield bare
            continue
        variants, _, group = bare.rpartition(":")
        if variants and utility(bare + "-x").variants and group in _GROUPS:
            yield from (f"{variants}:{token}" for token in _grouped(group, value))
        elif bare in VARIANTS:
            yield from (f"{bare}:{token}" for token in value.split())
        elif bare in _GROUPS:
            yield from _grouped(bare, value)


def _grouped(group: str, value: str) -> Iterator[str]:
    for part in value.split():
        if part == "~":
            yield group
            continue
        read = utility(part)
        mark = "!" if read.important else ""
        before = "".join(f"{variant}:" for variant in read.variants)
        name = read.name
        if group in ("position", "pos", "display"):
            yield f"{before}{mark}{name}"
        elif name.startswith("-"):
            yield f"{before}{mark}-{group}-{name[1:]}"
        else:
            joined = f"{group}-{name}"
            own = style(joined, Place())
            inner = style(name, Place()) if group in ("flex", "grid") else None
            yield f"{before}{mark}{joined if own not in (None, NOTHING) or inner is None else name}"
