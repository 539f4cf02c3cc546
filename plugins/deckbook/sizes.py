"""How large pictures are, so that a page keeps their room while they load and nothing moves."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import imagesize  # type: ignore[import-untyped]

_PICTURE = re.compile(r'<img\b((?:[^>"]|"[^"]*")*)>')
_SAID = re.compile(r"\s(?:width|height|style|class)=")
"""A picture whose size its author says is left as it is: one side alone would give it another shape."""
_SOURCE = re.compile(r'\ssrc="([^"]+)"')
_ROOT = re.compile(rb"<svg\b[^>]*>")
_SIDE = re.compile(rb"""\s(width|height)=["']\s*([\d.]+)\s*(px|pt)?\s*["']""")
_HEAD = 4096  # bytes in which a drawing's first tag is looked for
_LARGEST = 20_000


@dataclass(slots=True)
class Sizes:
    """Reads pictures' sizes, each once."""

    _known: dict[Path, tuple[int, int] | None] = field(default_factory=dict)

    def on(self, html: str, url: str, assets: Mapping[str, Path]) -> str:
        """A page's HTML, where its own pictures say how large they are.

        Args:
            html: The finished HTML.
            url: The page's address in the site.
            assets: The files that the page shows, by their path in the site.
        """
        folder = url if url.endswith("/") else posixpath.dirname(url)

        def sized(match: re.Match[str]) -> str:
            source = _SOURCE.search(match[1])
            if source is None or _SAID.search(match[1]):
                return match[0]
            path = posixpath.normpath(posixpath.join(folder, unquote(unescape(source[1]))))
            size = self._of(assets[path]) if path in assets else None
            said = match[1].rstrip("/ ")
            return f'<img{said} width="{size[0]}" height="{size[1]}">' if size else match[0]

        return _PICTURE.sub(sized, html)

    def _of(self, file: Path) -> tuple[int, int] | None:
        if file not in self._known:
            try:
                width, height = _drawn(file) if file.suffix.lower() == ".svg" else imagesize.get(file)
            except (OSError, ValueError):  # what is no picture is shown as such by the browser
                width = height = 0
            fits = 0 < width <= _LARGEST and 0 < height <= _LARGEST
            self._known[file] = (round(width), round(height)) if fits else None
        return self._known[file]


def _drawn(file: Path) -> tuple[float, float]:
    """What a drawing's first tag says of its size; one that says none fills its column."""
    with file.open("rb") as opened:
        root = _ROOT.search(opened.read(_HEAD))
    sides = (
        {side: float(number) * (4 / 3 if unit == b"pt" else 1) for side, number, unit in _SIDE.findall(root[0])}
        if root
        else {}
    )
    return sides.get(b"width", 0), sides.get(b"height", 0)
