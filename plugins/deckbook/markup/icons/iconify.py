"""Iconify's collections as their npm packages hold them: one JSON file each (https://iconify.design/docs/types)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from deckbook.markup.icons.drawing import Drawing, drawn

_MOST_BYTES = 100_000_000
_MOST_ALIASES = 8
_MOST_UNITS = 1e6
_SHARED = ("width", "height", "left", "top")
_OWN = (*_SHARED, "rotate", "hFlip", "vFlip")


def places(folder: Path, collection: str) -> tuple[Path, ...]:
    """Where a folder, a project's node_modules or one of a site's own, may hold a collection."""
    names = (f"@iconify-json/{collection}/icons.json", f"@iconify/json/json/{collection}.json",
             f"{collection}/icons.json", f"{collection}.json")  # fmt: skip
    return tuple(folder / name for name in names)


def read(file: Path) -> Mapping[str, Any] | None:
    """A collection; None where the file holds none."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            return None
        found = json.loads(file.read_bytes())
        about = file.with_name("info.json")
        if isinstance(found, dict) and file.name == "icons.json" and "info" not in found and about.is_file():
            found["info"] = json.loads(about.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("icons"), dict) else None


def draw(collection: Mapping[str, Any], name: str) -> Drawing | None:
    """An icon of a collection, or what an alias makes of one."""
    own: dict[str, Any] = {}
    turns, flips = 0, [False, False]
    for _ in range(_MOST_ALIASES):
        icon = _entry(collection, "icons", name)
        found = icon or _entry(collection, "aliases", name)
        if found is None:
            return None
        for key in _SHARED:
            own.setdefault(key, found.get(key))
        own = {key: value for key, value in own.items() if value is not None}
        turns += found["rotate"] if isinstance(found.get("rotate"), int) else 0
        flips = [flip != bool(found.get(key)) for flip, key in zip(flips, ("hFlip", "vFlip"), strict=True)]
        if icon is not None:
            return _drawn(collection, icon.get("body"), own, turns % 4, flips)
        name = str(found.get("parent"))
    return None


def _entry(collection: Mapping[str, Any], kind: str, name: str) -> dict[str, Any] | None:
    entries = collection.get(kind)
    found = entries.get(name) if isinstance(entries, dict) else None
    return found if isinstance(found, dict) else None


def _drawn(
    collection: Mapping[str, Any], body: object, own: Mapping[str, Any], turns: int, flips: list[bool]
) -> Drawing | None:
    if not isinstance(body, str):
        return None
    width, height = (_number(own.get(key), collection.get(key), 16, least=0.01) for key in ("width", "height"))
    left, top = (_number(own.get(key), collection.get(key), 0) for key in ("left", "top"))
    if not (turns or any(flips)):
        return drawn(f"{left:g} {top:g} {width:g} {height:g}", body, _notice(collection))
    across, down = (height, width) if turns % 2 else (width, height)
    scale = " ".join("-1" if flip else "1" for flip in flips)
    moved = (
        f"translate({across / 2:g} {down / 2:g}) rotate({90 * turns}) scale({scale}) "
        f"translate({-left - width / 2:g} {-top - height / 2:g})"
    )
    return drawn(f"0 0 {across:g} {down:g}", f'<g transform="{moved}">{body}</g>', _notice(collection))


def _number(*values: Any, least: float = -_MOST_UNITS) -> float:
    """The first that is a usable number; the last always is."""
    numbers = (value for value in values if isinstance(value, int | float) and not isinstance(value, bool))
    return next(float(value) for value in numbers if least <= value <= _MOST_UNITS)


def _notice(collection: Mapping[str, Any]) -> str:
    """Whose a collection is, as licences want it said."""
    about = collection.get("info")
    if not isinstance(about, dict):
        return ""
    author, licence = (part if isinstance(part := about.get(key), dict) else {} for key in ("author", "license"))
    name, person, title, url = about.get("name"), author.get("name"), licence.get("title"), licence.get("url")
    return f"Icons: {name} by {person}, {title}{f' ({url})' if url else ''}"
