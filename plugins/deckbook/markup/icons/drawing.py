"""An icon's drawing as it may stand on a page: shapes and their looks, nothing that acts or asks elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deckbook.markup import tags

_ELEMENTS = frozenset(
    "circle clipPath defs ellipse feBlend feColorMatrix feComposite feFlood feGaussianBlur feMerge feMergeNode "
    "feMorphology feOffset filter g line linearGradient mask path pattern polygon polyline radialGradient rect stop "
    "svg symbol use".split()
)
_ATTRIBUTES = frozenset(
    "clip-path clip-rule clipPathUnits color color-interpolation-filters cx cy d dx dy fill fill-opacity fill-rule "
    "filter filterUnits flood-color flood-opacity fr fx fy gradientTransform gradientUnits height href id in in2 k1 k2 "
    "k3 k4 mask maskContentUnits maskUnits mode offset opacity operator overflow patternContentUnits patternTransform "
    "patternUnits points preserveAspectRatio primitiveUnits r radius result rx ry spreadMethod stdDeviation stop-color "
    "stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit "
    "stroke-opacity stroke-width transform type values vector-effect viewBox visibility width x x1 x2 xlink:href y y1 "
    "y2".split()
)
_MARK = "\U0010f00e"
"""Stands for what makes ids unique on a page."""
_LOCAL_URL = re.compile(r"""url\(\s*["']?#([\w:.-]+)["']?\s*\)\Z""")
_LOCAL = re.compile(r"#([\w:.-]+)\Z")
_COMMENT = re.compile(r"<!--!?(.*?)-->", re.S)
_NOT_SAID = re.compile(r"[<>&]|--+")
_NUMBERS = re.compile(r"\s*-?[\d.]+(?:[\s,]+-?[\d.]+){3}\s*\Z")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing.

    Attributes:
        view_box: Its `viewBox`.
        body: Its elements, cleaned, with marks for what makes ids unique.
        notice: Whose it is and under which licence, where that has to be said.
    """

    view_box: str
    body: str
    notice: str = ""

    def svg(self, number: int, notice: str = "") -> str:
        """The drawing as the icon of that number on its page; a notice stands in an attribute, which cleaning keeps."""
        said = {"data-licence": notice} if notice else {}
        opening = tags.open_tag("svg", {"viewBox": self.view_box, **said})
        return f"{opening}{self.body.replace(_MARK, f'deckbook-icon-{number}-')}</svg>"


def drawn(view_box: str, body: str, notice: str = "") -> Drawing | None:
    """A drawing of what may be drawn; None where nothing is left."""
    cleaned = _cleaned(body)
    if not cleaned or not _NUMBERS.match(view_box):
        return None
    return Drawing(" ".join(view_box.split()), cleaned, _NOT_SAID.sub(" ", notice).strip())


def of_file(source: str) -> Drawing | None:
    """The drawing in an SVG file, with the notice of its comment."""
    for piece in tags.pieces(source):
        if isinstance(piece, tags.Tag) and piece.name == "svg":
            comment = _COMMENT.search(source)
            inside = source[source.find(">", piece.offset) + 1 : source.rfind("</svg")]
            return drawn(piece.attributes.get("viewBox") or "", inside, comment[1] if comment else "")
    return None


def _cleaned(body: str) -> str:
    out: list[str] = []
    open_elements: list[str] = []
    left_out: list[str] = []
    for piece in tags.pieces(body.replace(_MARK, "")):
        if isinstance(piece, tags.Text):
            continue  # an icon has no words
        if isinstance(piece, tags.End):
            if left_out:
                if left_out[-1] == piece.name:
                    left_out.pop()
            elif open_elements and open_elements[-1] == piece.name:
                out.append(f"</{open_elements.pop()}>")
        elif left_out or piece.name not in _ELEMENTS:
            if not piece.closed:
                left_out.append(piece.name)
        else:
            opening = tags.open_tag(piece.name, _attributes(piece.attributes))
            out.append(f"{opening[:-1]}/>" if piece.closed else opening)
            if not piece.closed:
                open_elements.append(piece.name)
    return "".join(out) + "".join(f"</{name}>" for name in reversed(open_elements))


def _attributes(values: dict[str, str | None]) -> dict[str, str | None]:
    kept: dict[str, str | None] = {}
    for name, value in values.items():
        if name not in _ATTRIBUTES or value is None:
            continue
        if name == "id":
            kept[name] = _MARK + value
        elif name in ("href", "xlink:href"):
            if match := _LOCAL.match(value):
                kept["href"] = f"#{_MARK}{match[1]}"
        elif "(" not in value or name.lower().endswith("transform"):
            kept[name] = value
        elif match := _LOCAL_URL.match(value.strip()):
            kept[name] = f"url(#{_MARK}{match[1]})"
        elif re.match(r"(?:rgba?|hsla?)\([\d\s.,%/]+\)\Z", value):
            kept[name] = value
    return kept
