"""The language of a deck's text and the direction it is read in: as the deck says it, else by its letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deckbook.book import prose
from deckbook.deck import Deck, Slide

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_READ_FROM_THE_RIGHT = frozenset("ar arc ckb dv fa he iw ks ku-iq ps sd syr ug ur yi".split())
_SCRIPTS = frozenset(("adlm", "arab", "hebr", "nkoo", "syrc", "thaa"))  # as in `az-Arab`

# Each script's letters, as a class of a regular expression; most decks need a few of them, and compiling takes long.
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_HEBREW = re.compile("[\u05d0-\u05ea\ufb1d-\ufb4f]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdff\ufe70-\ufefc]")
_URDU = "[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]"
_PERSIAN = "[\u067e\u0686\u0698\u06a9\u06af\u06cc]"
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_KANA = "[\u3041-\u3096\u30a1-\u30fa]"
_HANGUL = "[\uac00-\ud7a3]"
_OTHERS = {
    "el": "[\u0370-\u03ff]",
    "hy": "[\u0531-\u0587]",
    "ka": "[\u10d0-\u10fa]",
    "km": "[\u1780-\u17b3]",
    "lo": "[\u0e81-\u0eae]",
    "th": "[\u0e01-\u0e2e]",
}
"""Scripts that one living language is written in."""

_NOT_READ = re.compile(r"`[^`\n]*`|://\S+|<[A-Za-z/][^<>]*>")
_SHARE = 0.3
"""How much of the letters a script has to have: texts of every language are full of names in Latin letters."""


@dataclass(frozen=True, slots=True)
class Language:
    """What a text is written in.

    Attributes:
        lang: Its language as HTML names it (BCP 47), "" where nothing tells.
        dir: Its direction, `ltr` or `rtl`; "" where nothing tells.
    """

    lang: str = ""
    dir: str = ""

    def within(self, outer: Language) -> dict[str, str | None]:
        """The attributes that say it of an element whose surroundings are in another language or direction."""
        values: dict[str, str | None] = {}
        if self.lang and self.lang.lower() not in (outer.lang.lower(), _primary(outer.lang)):
            values["lang"] = self.lang
        if self.dir and self.dir != (outer.dir or "ltr"):
            values["dir"] = self.dir
        return values


def said(lang: object, direction: object = None) -> Language:
    """A language as an author names it, such as `zh-CN` or `ar`; what is no name of one is left out."""
    name = lang.strip().replace("_", "-") if isinstance(lang, str) else ""
    name = name if _TAG.match(name) else ""
    way = direction.strip().lower() if isinstance(direction, str) else ""
    return Language(name, way if way in ("ltr", "rtl") else _direction(name))


def of_deck(deck: Deck) -> Language:
    """A deck's language: `htmlAttrs`, `lang` and `dir` of its headmatter, else by its text."""
    attributes = deck.headmatter.get("htmlAttrs")
    sources = [attributes if isinstance(attributes, Mapping) else {}, deck.headmatter]
    direction = _first(sources, "dir")
    own = said(_first(sources, "lang"), direction)
    if own.lang and (own.dir == "rtl" or direction):
        return own
    read = by_letters("\n".join(slide.content for slide in deck.slides))
    if not own.lang and direction and own.dir != read.dir:  # its letters are not what it is about
        return own
    return Language(own.lang or read.lang, own.dir if direction else read.dir or own.dir)


def of_slide(slide: Slide, deck: Language) -> Language:
    """A slide's language: as its own frontmatter says it; what is read from the right is told among the rest."""
    if slide.no > 1 and ("lang" in slide.frontmatter or "dir" in slide.frontmatter):
        own = said(slide.frontmatter.get("lang"), slide.frontmatter.get("dir"))
        return Language(own.lang or deck.lang, own.dir or deck.dir)
    if deck.dir != "rtl" and (_HEBREW.search(slide.content) or _ARABIC.search(slide.content)):
        read = by_letters(slide.content)
        return read if read.dir == "rtl" else deck
    return deck


def by_letters(content: str) -> Language:
    """The language of Markdown as its letters tell it, code left out."""
    if content.isascii():
        return Language("", "ltr" if _LATIN.search(content) else "")
    read = _NOT_READ.sub(" ", "".join(content[start:end] for start, end in prose.visible(content)))
    latin, hebrew, arabic = (len(script.findall(read)) for script in (_LATIN, _HEBREW, _ARABIC))
    if hebrew + arabic > _SHARE * (latin + hebrew + arabic):
        if hebrew > arabic:
            return Language("he", "rtl")
        return Language("ur" if re.search(_URDU, read) else "fa" if re.search(_PERSIAN, read) else "ar", "rtl")
    han, kana, hangul = (len(re.findall(script, read)) for script in (_HAN, _KANA, _HANGUL))
    wide = han + kana + hangul
    if 2 * wide > _SHARE * (latin + 2 * wide):  # such a character says as much as two letters
        lang = "ko" if hangul > 0.2 * wide else "ja" if kana > 0.05 * wide else "zh"
        return Language(lang, "ltr")
    for lang, script in _OTHERS.items():
        count = len(re.findall(script, read))
        if count > _SHARE * (latin + count):
            return Language(lang, "ltr")
    return Language("", "ltr" if any(map(str.isalpha, read)) else "")


def _first(sources: list[Mapping[str, Any]], key: str) -> object:
    return next((value for source in sources if isinstance(value := source.get(key), str)), None)


def _primary(lang: str) -> str:
    return lang.partition("-")[0].lower()


def _direction(lang: str) -> str:
    if not lang:
        return ""
    parts = lang.lower().split("-")
    from_the_right = bool({lang.lower(), parts[0]} & _READ_FROM_THE_RIGHT or _SCRIPTS & set(parts))
    return "rtl" if from_the_right and "latn" not in parts else "ltr"
