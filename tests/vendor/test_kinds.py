"""Pictures are told by their content; drawings that would run something where they are opened are not taken."""

from __future__ import annotations

import pytest

from deckbook.vendor.kinds import kind, runs
from tests.decks import PNG


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"GIF87a", "gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"\x00\x00\x00\x1cftypavif", "avif"),
        (b"\x00\x00\x01\x00\x01\x00", "ico"),
        (b'<?xml version="1.0"?>\n<!-- a -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
        (b"\xef\xbb\xbf<svg/>", "svg"),
        (b"<html><svg></svg></html>", None),
        (b"<!doctype html><svg>", None),
        (b"<svg", None),
        (b"", None),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"\x00\x00\x00\x1cftypisom", None),
        (b"BMW is a car", None),
    ],
)
def test_kind(content: bytes, ending: str | None) -> None:
    assert kind(content) == ending


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg" href="a.js"/>',
        '<circle onload="alert(1)"/>',
        '<circle ONCLICK="alert(1)"/>',
        '<a href="javascript:alert(1)"/>',
        '<a xlink:href=" java&#115;cript:alert(1)"/>',
        '<use href="data:image/svg+xml;base64,AAAA"/>',
        '<a href="DATA:text/html,x"/>',
        "<foreignObject><p/></foreignObject>",
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<animate attributeName="xlink:href" values="x"/>',
    ],
)
def test_what_runs(inside: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inside}</svg>'

    assert kind(drawing.encode()) == "svg"
    assert runs(drawing.encode())


@pytest.mark.parametrize(
    "start",
    ['<?xml-stylesheet href="a.xsl"?>', '<!DOCTYPE svg [<!ENTITY a "b">]>', "<!doctype svg [<!entity % a 'b'>]>"],
)
def test_entities_and_style_sheets_run_too(start: str) -> None:
    assert runs(f"{start}<svg/>".encode())


def test_a_plain_drawing_does_not_run() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><style>a{}</style>'
        '<a href="https://x.org"><text>on</text></a><image xlink:href="data:image/png;base64,AAAA"/>'
        '<animate attributeName="opacity" to="1"/></svg>'
    )

    assert not runs(drawing.encode())
