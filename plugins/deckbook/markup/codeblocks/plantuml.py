"""PlantUML: where a server draws a diagram that is written in it. Nothing is asked of the server; a reader may."""

from __future__ import annotations

import base64
import re
import zlib

DEFAULT_SERVER = "https://www.plantuml.com/plantuml"
_LONGEST = 8000
"""Servers refuse addresses that are longer."""
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_PLANTUML = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_ALPHABET = bytes.maketrans(_BASE64, _PLANTUML)
_SERVER = re.compile(r"https?://[^\s\"'<>]+\Z")


def address(source: str, server: str) -> str:
    """The picture's address (https://plantuml.com/text-encoding); "" where it would be too long or the server is none.

    Args:
        source: The diagram; `@startuml` is added to one without it, as Slidev does.
        server: The `plantUmlServer` of the headmatter.
    """
    if not _SERVER.match(server):
        return ""
    text = source if source.lstrip().startswith("@start") else f"@startuml\n{source.strip()}\n@enduml"
    deflated = zlib.compress(text.encode(), 9, -zlib.MAX_WBITS)
    encoded = base64.b64encode(deflated).rstrip(b"=").translate(_ALPHABET).decode()
    return f"{server.rstrip('/')}/svg/{encoded}" if len(encoded) <= _LONGEST else ""
