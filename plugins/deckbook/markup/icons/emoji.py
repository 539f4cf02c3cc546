"""The characters that collections of emoji and flags draw, by Unicode's names for them."""

from __future__ import annotations

import re
from functools import cached_property

from deckbook.markup.icons.names import Icon

_EMOJI = frozenset(
    "emojione emojione-monotone emojione-v1 fluent-emoji fluent-emoji-flat fluent-emoji-high-contrast fxemoji noto "
    "noto-v1 openmoji streamline-emojis twemoji".split()
)
_FLAGS = frozenset("cif circle-flags flag flagpack".split())
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_TONED = re.compile(r"-(?:(?:medium-)?(?:light|dark)|medium)(?:-skin-tone)?\Z|-tone\d\Z")
_FLAG = re.compile(r"([a-z]{2})(?:-(?:4x3|1x1|square|circle))?\Z")
_NATION = re.compile(r"gb-(eng|sct|wls)\Z")
_PICTURE, _KEYCAP = "\ufe0f", "\u20e3"
_LETTER_A, _TAG, _TAG_END, _BLACK_FLAG = 0x1F1E6, 0xE0000, "\U000e007f", "\U0001f3f4"


class Emoji:
    """The characters by name, read once."""

    @cached_property
    def _characters(self) -> dict[str, str]:
        from pymdownx import emoji1_db, twemoji_db  # type: ignore[import-untyped]  # noqa: PLC0415 - large

        found: dict[str, str] = {}
        for database in (twemoji_db, emoji1_db):
            for short, known in database.emoji.items():
                if not (codes := known.get("unicode")):  # what a site's own icons have added
                    continue
                character = "".join(chr(int(code, 16)) for code in codes.split("-"))
                for name in (known["name"], short):
                    found.setdefault(_slug(name), character)
        return found

    def find(self, icon: Icon) -> str | None:
        """The character of an icon of an emoji's or flags' collection."""
        if icon.collection in _FLAGS:
            return _flag(icon.name)
        if icon.collection not in _EMOJI:
            return None
        plain = _TONED.sub("", icon.name)
        for name in (icon.name, icon.name.replace("flag-for-", "flag-"), plain, plain.removesuffix("-face"),
                     f"{plain}-face", f"{plain}-button", plain.replace("laptop", "laptop-computer")):  # fmt: skip
            if character := self._characters.get(name):
                return _coloured(character)
        return None


def _coloured(character: str) -> str:
    """A character of one code point, or a keycap, as the picture and not as the sign in the text's colour."""
    return character[0] + _PICTURE + character[1:] if len(character) == 1 or character[1:] == _KEYCAP else character


def _slug(name: str) -> str:
    return _NOT_LETTERS.sub("-", name.lower().replace("’", "").replace("'", "")).strip("-")


def _flag(name: str) -> str | None:
    if match := _FLAG.match(name):
        return "".join(chr(_LETTER_A + ord(letter) - ord("a")) for letter in match[1])
    if match := _NATION.match(name):
        return _BLACK_FLAG + "".join(chr(_TAG + ord(letter)) for letter in f"gb{match[1]}") + _TAG_END
    return None
