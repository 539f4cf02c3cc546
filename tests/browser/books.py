"""Books of many pages in Chinese, Japanese and English for tests of the search, made of words that are known.

A book is the same each time. Its rare words stand inside sentences, in Chinese and Japanese between others without a
space, so that nothing in the text says where they begin.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

_BYTES = bytes(byte for row in range(0xB0, 0xD7) for column in range(0xA1, 0xFF, 4) for byte in (row, column))
HANZI = _BYTES.decode("gb2312")
"""A quarter of the characters of GB 2312's first level, most of them in daily use."""
KATAKANA = "".join(map(chr, range(0x30AB, 0x30D4)))


@dataclass(frozen=True, slots=True)
class Language:
    """How a book's text is made: a word, a sentence of words, and what stands in every deck."""

    word: Callable[[random.Random], str]
    space: str
    glue: tuple[str, ...]
    end: str
    deck: str
    repeated: tuple[str, ...]


def _chinese(dice: random.Random) -> str:
    return "".join(dice.choices(HANZI, k=dice.choice((2, 2, 2, 3, 4))))


def _japanese(dice: random.Random) -> str:
    letters = KATAKANA if dice.random() < 0.4 else HANZI
    return "".join(dice.choices(letters, k=dice.choice((3, 4, 5) if letters is KATAKANA else (2, 2, 3))))


def _english(dice: random.Random) -> str:
    syllables = "ba con dif en gra la mo net op per quan re sig tion ver wei zo ".split()
    return "".join(dice.choices(syllables, k=dice.choice((3, 3, 4)))) + dice.choice(("", "", "s", "ing"))


LANGUAGES = {
    "zh": Language(
        _chinese, "", ("的", "是", "在", "，", "与", "使用PyTorch训练", "和 NumPy 的", "（", "）", "不", "了"), "。",
        "第{number}周：{words}", ("小结", "练习与思考", "参考文献"),
    ),
    "ja": Language(
        _japanese, "", ("の", "は", "を", "に", "、", "で", "GPUによる", "とは", "「", "」", "という"), "。",
        "第{number}回　{words}", ("まとめ", "演習", "参考文献"),
    ),
    "en": Language(
        _english, " ", ("the", "of", "is", "in a", "and", "with", "to", "which we"), ".",
        "Week {number}: {words}", ("Summary", "What to do now", "Questions & exercises"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Book:
    """A site's decks by path, and what is to be found in it.

    Attributes:
        decks: Markdown by path.
        words: Rare words from inside sentences, each with the headings of the sections that hold it.
    """

    decks: dict[str, str]
    words: dict[str, set[str]]


def make(name: str, pages: int, *, rare: int) -> Book:
    """A book of that many pages in a language, which has `rare` rare words."""
    dice = random.Random(f"{name} {pages}")  # noqa: S311
    language = LANGUAGES[name]
    common = [language.word(dice) for _ in range(300)]
    hidden = list(dict.fromkeys(language.word(dice) for _ in range(rare)))
    texts: dict[str, str] = {}
    decks: dict[str, str] = {}
    for number in range(1, pages // 4 + 1):  # a deck's own page and its three chapters
        title = language.deck.format(number=number, words=language.space.join(dice.sample(common, 2)))
        slides = [f"\n# {title}"]
        for chapter in range(1, 4):
            name_of_chapter = language.space.join((*dice.sample(common, 2), f"{number}.{chapter}"))
            slides.append(f"layout: section\n---\n\n# {name_of_chapter}")
            for part in range(1, 3):
                heading = language.space.join((*dice.sample(common, 3), f"{number}.{chapter}.{part}"))
                texts[heading] = "\n\n".join(_paragraph(language, common, hidden, dice) for _ in range(2))
                slides.append(f"\n## {heading}\n\n{texts[heading]}")
            slides.append(f"\n## {language.repeated[chapter - 1]}\n\n{_sentence(language, common, dice)}")
        decks[f"docs/weeks/week-{number:04}.md"] = "\n\n---\n".join(slides)
    return Book(decks, _placed(hidden, texts))


def _paragraph(language: Language, common: list[str], hidden: list[str], dice: random.Random) -> str:
    count = dice.randint(2, 4)
    return language.space.join(_sentence(language, [*common, *dice.sample(hidden, 2)], dice) for _ in range(count))


def _sentence(language: Language, words: list[str], dice: random.Random) -> str:
    """A sentence of some of the words, and of the last two of them for certain."""
    chosen = [*dice.choices(words, k=dice.randint(6, 12)), *words[-2:]]
    dice.shuffle(chosen)
    parts = [part for word in chosen for part in (word, dice.choice((*language.glue, "")))]
    return language.space.join(part for part in parts if part) + language.end


def _placed(hidden: list[str], texts: dict[str, str]) -> dict[str, set[str]]:
    """The words that stand in one to ten sections, with the headings of these, found as letters."""
    found: dict[str, set[str]] = {}
    for word in hidden:
        headings = {heading for heading, text in texts.items() if word in text}
        if 0 < len(headings) <= 10:
            found[word] = headings
    return found
