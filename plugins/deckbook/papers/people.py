"""Names of people: BibTeX's and CSL's → `Name`, and the forms that names are compared by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from deckbook.papers.latex import plain
from deckbook.papers.model import Name, is_cjk

_MOST = 500  # names of an entry that are read
_LONGEST = 300  # characters of a name
_GROUP = re.compile(r"\{.*\}", re.S)
_EXTENDED = re.compile(r"(family|given|prefix|suffix)\s*=\s*(\{[^{}]*\}|\"[^\"]*\"|[^,]*)")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ß": "ss"})
_PARTICLES = re.compile(
    r"(?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|ten|ter|zu|zur|al|el|bin|ibn|af|av)[ -])+", re.I
)
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W\\d_][\\w’'.-]*")
# The family names of China and Korea that have two characters.
_TWO = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 "
    "宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 令狐 段干 "
    "百里 呼延 东郭 南门 左丘 东门 西门 第五 歐陽 司馬 諸葛 東方 獨孤 鍾離 長孫 鮮于".split()
)


def read_names(written: str) -> tuple[tuple[Name, ...], bool]:
    """The names of a BibTeX field, and whether it says that there are others.

    Names are divided before LaTeX is read, so that `{Barnes and Noble}` stays one name.
    """
    found: list[Name] = []
    more = False
    for part in split_multiple_persons_names(written)[:_MOST]:
        text = part.strip()
        if text.lower() in ("others", "et al.", "et al", "等"):
            more = True
        elif text.lower() != "and" and (name := _name(text[:_LONGEST])):
            found.append(name)
    return tuple(found), more


def _name(text: str) -> Name | None:
    if _GROUP.fullmatch(text) and text.find("}") == len(text) - 1:
        literal = plain(text)
        return Name(literal=literal) if literal else None
    if text.startswith(("family=", "given=", "family =")):
        said = {key: plain(value.strip('"')) for key, value in _EXTENDED.findall(text)}
        family = " ".join(part for part in (said.get("prefix", ""), said.get("family", "")) if part)
        return Name(family, said.get("given", ""), said.get("suffix", "")) if family else None
    parts = parse_single_name_into_parts(text, strict=False)
    family, given = plain(" ".join([*parts.von, *parts.last])), plain(" ".join(parts.first))
    if is_cjk(family + given):
        return _eastern(family, given, divided="," in text)
    return Name(family, given, plain(" ".join(parts.jr))) if family else (Name(literal=given) if given else None)


def _eastern(family: str, given: str, *, divided: bool) -> Name | None:
    """A Chinese, Japanese or Korean name; without a comma the family name stands first."""
    if divided and family:
        return Name(family, given.replace(" ", "") if is_cjk(given) else given)
    if given and len(given) <= 2 and (len(given) == 1 or given in _TWO):
        return Name(given, family)  # `李 飞飞`, which BibTeX takes for given and family name
    if given and is_cjk(given) and is_cjk(family):
        return Name(family, given) if len(family) == 1 or family in _TWO else Name(literal=given + family)
    literal = " ".join(part for part in (given, family) if part)
    return Name(literal=literal) if literal else None


def csl_names(value: Any) -> tuple[Name, ...]:
    """The names of a CSL item's variable."""
    found: list[Name] = []
    for said in value[:_MOST] if isinstance(value, list) else ():
        if not isinstance(said, Mapping):
            continue
        text = {
            key: " ".join(part.split())[:_LONGEST] if isinstance(part := said.get(key), str) else ""
            for key in ("family", "given", "suffix", "literal", "non-dropping-particle", "dropping-particle")
        }
        family = " ".join(
            part for part in (text["dropping-particle"], text["non-dropping-particle"], text["family"]) if part
        )
        if family:
            found.append(Name(family, text["given"], text["suffix"]))
        elif text["literal"] or text["given"]:
            found.append(Name(literal=text["literal"] or text["given"]))
    return tuple(found)


def as_csl(names: tuple[Name, ...]) -> list[dict[str, str]]:
    """Names as a CSL item has them."""
    return [
        {"literal": name.literal} if name.literal else
        {key: part for key in ("family", "given", "suffix") if (part := getattr(name, key))}
        for name in names
    ]  # fmt: skip


def folded(text: str) -> str:
    """A name or title as it is compared: letters and digits only, in lower case and without accents."""
    if text.isascii():
        return "".join(char for char in text.lower() if char.isalnum())
    text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", "".join(char for char in text if char.isalnum()))


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of a text in which names are looked for; a character of a script without spaces is one."""
    return _WORD.finditer(text)


def openings(name: Name) -> Iterator[str]:
    """The words, folded, that a form of a name may begin with."""
    for text in (name.family, _PARTICLES.sub("", name.family, count=1), name.given, name.literal):
        first = _WORD.search(text)
        if first:
            yield folded(first[0])
            yield folded(first[0][0])  # an initial


def forms(name: Name) -> Iterator[str]:
    """The forms, folded, that a citation may name somebody by."""
    if name.family:
        yield folded(name.family)
        if bare := _PARTICLES.sub("", name.family, count=1):
            yield folded(bare)
        if name.given:
            yield folded(name.family + name.given)
            if not is_cjk(name.family):
                yield folded(name.given + name.family)
        return
    yield folded(name.literal)
    if is_cjk(name.literal) and 2 <= len(name.literal) <= 4:
        # Most likely a person whose name was not divided.
        yield folded(name.literal[:2] if name.literal[:2] in _TWO else name.literal[:1])
