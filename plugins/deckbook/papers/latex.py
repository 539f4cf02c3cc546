"""LaTeX in an entry's values → plain text: accents, letters, symbols and braces.

pylatexenc's own conversion raises for some texts and takes most of a millisecond; its table of commands is used here.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from pylatexenc.latexencode import get_builtin_uni2latex_dict

_MARKUP = re.compile(r"[\\{}$~]|--|``|''")
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328",
    "r": "\u030a",
}  # fmt: skip
_ACCENT = re.compile(
    r"""\\(?:(?P<mark>[`'^~"=.])[ ]*|(?P<letter>[uvHcdbkr])(?:[ ]+|(?=[{\\])))"""
    r"(?:\{[ ]*(?P<inner>\\[ij]\b[ ]*|[^\\{}])[ ]*\}|(?P<bare>\\[ij]\b[ ]?|[^\W_]))"
)
_ESCAPED = re.compile(r"\\([#$%&_{}])")
_LINK = re.compile(r"\\href[ ]*\{[^{}]*\}")
_MATHEMATICS = re.compile(r"\$([^$]*)\$")
_SCRIPT = re.compile(r"[_^]")
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)\*?[ ]*|[^A-Za-z])")
_LETTERS = {
    "i": "i", "j": "j", "l": "ł", "L": "Ł", "o": "ø", "O": "Ø", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”",
    "textendash": "–", "textemdash": "—", "textasciitilde": "~", "textbackslash": "\\", "textunderscore": "_",
    "ldots": "…", "dots": "…", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "linebreak": " ", "newline": " ",
    "textless": "<", "textgreater": ">", "textbar": "|", "slash": "/",
}  # fmt: skip
# Braces that are text, while those of LaTeX are taken away.
_HIDDEN = {char: chr(0xE000 + index) for index, char in enumerate("#$%&_{}")}
_SHOWN = str.maketrans({hidden: char for char, hidden in _HIDDEN.items()})


def plain(text: str) -> str:
    """A value as plain text on one line."""
    if _MARKUP.search(text):
        text = _decoded(text)
    return " ".join(text.split())


def _decoded(text: str) -> str:
    if "\\" in text:
        text = _ESCAPED.sub(lambda match: _HIDDEN[match[1]], text)
        text = _LINK.sub("", _ACCENT.sub(_accented, text))
    text = _MATHEMATICS.sub(lambda match: _SCRIPT.sub("", match[1]), text)
    if "\\" in text:
        text = _COMMAND.sub(_symbol, text)
    text = text.replace("{", "").replace("}", "").replace("$", "").replace("~", " ")
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return text.translate(_SHOWN)


def _accented(match: re.Match[str]) -> str:
    letter = (match["inner"] or match["bare"]).strip().lstrip("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[match["mark"] or match["letter"]])


def _symbol(match: re.Match[str]) -> str:
    """The character that a command means; nothing for one that only formats what follows."""
    name = match[1]
    if not name:
        return {"\\": " ", " ": " "}.get(match[0][1], "")
    return _LETTERS.get(name) or _symbols().get(name, "")


@functools.cache
def _symbols() -> dict[str, str]:
    """Characters by the names of their commands: `alpha`, `times`, `pounds`."""
    found: dict[str, str] = {}
    for code, written in get_builtin_uni2latex_dict().items():
        command = re.fullmatch(r"(?:\\ensuremath\{)?\\([A-Za-z]+)\}?", written)
        if command:
            found.setdefault(command[1], chr(code))
    return found
