"""A font whose letters are boxes, so that pictures of pages are the same whatever fonts a machine has."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable

from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]

_EM = 1000
_ADVANCES = {"space": 250, "narrow": 500, "wide": 1000}
_WIDE = 0x2E80  # from here on, letters are as wide as they are high


def font(letters: Iterable[str]) -> str:
    """A style sheet that sets all of a page in boxes, for these letters."""
    builder = FontBuilder(_EM, isTTF=True)
    names = [".notdef", *_ADVANCES]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): _kind(letter) for letter in {*letters, " ", "x"}})
    builder.setupGlyf(
        {".notdef": _box(500), "space": TTGlyphPen(None).glyph(), "narrow": _box(500), "wide": _box(1000)}
    )
    builder.setupHorizontalMetrics({name: (_ADVANCES.get(name, 500), 0) for name in names})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    data = base64.b64encode(file.getvalue()).decode()
    return (
        f"@font-face {{ font-family: Boxes; src: url(data:font/ttf;base64,{data}) }}"
        "*, ::before, ::after { font-family: Boxes !important; font-weight: 400 !important;"
        " font-style: normal !important; text-autospace: no-autospace !important; transition: none !important;"
        " animation: none !important; caret-color: transparent !important }"
    )


def _kind(letter: str) -> str:
    return "space" if letter.isspace() else "wide" if ord(letter) >= _WIDE else "narrow"


def _box(width: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((60, 0))
    for corner in ((60, 700), (width - 60, 700), (width - 60, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
