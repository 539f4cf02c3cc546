"""Inputs by number: the same seed and number give the same bytes wherever there are the same decks to begin with."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from tests.fuzz.target import joined

_SOUP = yaml.safe_load((Path(__file__).parent.parent / "markup" / "soup.yaml").read_text("utf-8"))
_LINES: list[str] = _SOUP["lines"].splitlines()
_WORDS: list[str] = _SOUP["words"].splitlines()
_FRONTMATTER = ["", "", *(yaml.safe_dump(matter) for matter in _SOUP["frontmatter"])]
_SPACES = ["", " ", "  ", "\n", "\n\n", "\n  ", "\n    ", "\t", "\r\n", "\f", "\u2028", "\0", "\u200b", "\ufeff"]
_PROJECT = [
    "---\n", "---\nsrc: ./pages/1.md\n---\n", "src: ./pages/2.md#1-3,5\n", "<<< ./code.py#a\n", "<<< ./code.py\n",
    "![a](./a.svg)\n", '<Box title="a">\n', "</Box>\n", "layout: own\n", "<style>\n", "</style>\n",
    "<script setup>\n", "</script>\n", "%% FILE pages/1.md\n", "%% FILE components/Box.vue\n",
    "%% FILE layouts/own.vue\n", "<template>\n", "</template>\n", "<slot />\n", '<slot name="right"/>\n',
    "{{ $slidev.nav }}\n", "%% FILE code.py\n#region a\n", "{1-999999999}", "{1|2|3}", "a: &a [*a, *a]\n",
    "b: *a\n", "<<: *a\n",
]  # fmt: skip
_FILES = ["a.svg", "code.py", "components/Box.vue", "layouts/own.vue", "pages/1.md", "pages/2.md"]
_BYTES = [b"\xff", b"\xfe\xff", b"\xed\xa0\x80", b"\xf4\x8f\x80\x8a", b"\0", b"\r", b"\xef\xbb\xbf", b"\xc2\x85"]
_BREAKS = [b"\n", b" ", b"---", b"<", b">", b"```", b"$", b"[", b"]", b"{", b"}", b"|", b":", b'"', b"'", b"&", b"-->"]


class Inputs:
    """The inputs of one seed.

    Args:
        seed: Any number.
        decks: The bytes of decks to be changed; without any, all inputs are made of fragments.
        longest: How many bytes of such a deck are taken at most.
    """

    def __init__(self, seed: int, decks: Sequence[bytes] = (), longest: int = 600) -> None:
        self._seed = seed
        self._decks = decks
        self._longest = longest
        self._kinds: list[Callable[[random.Random], bytes]] = [_soup, _soup, _project, _noise]
        if decks:
            self._kinds += [self._changed, self._changed]

    def __getitem__(self, number: int) -> bytes:
        chance = random.Random(f"{self._seed}:{number}")  # noqa: S311 - it has to be repeatable
        return chance.choice(self._kinds)(chance)

    def _changed(self, chance: random.Random) -> bytes:
        deck = chance.choice(self._decks)
        begin = chance.randrange(max(1, len(deck) - self._longest // 2))
        data = bytearray(deck[begin : begin + chance.randrange(40, self._longest)])
        head = chance.choice([b"", b"", b"---\ntitle: a\n---\n", b"---\ncomark: true\n---\n\n---\n"])
        return head + _mutated(bytes(data), self._decks, chance)


def _soup(chance: random.Random) -> bytes:
    """Lines of Slidev's Markdown, whole and cut."""
    out = [f"---\ntitle: Deck\ncomark: {'true' if chance.random() < 0.5 else 'false'}\n---\n"]
    for _ in range(chance.randint(1, 3)):
        out.append(f"\n---\n{chance.choice(_FRONTMATTER)}---\n\n" if chance.random() < 0.5 else "\n---\n\n")
        out += [_line(chance) + "\n" for _ in range(chance.randint(0, 8))]
    return "".join(out).encode(errors="replace")


def _line(chance: random.Random) -> str:
    if chance.random() < 0.6:
        return chance.choice(_LINES)
    words = (chance.choice(_WORDS if chance.random() < 0.7 else _SPACES) for _ in range(chance.randint(1, 6)))
    return "".join(words)


def _project(chance: random.Random) -> bytes:
    """A deck with files that it imports."""
    files = {"deck.md": _soup(chance)}
    for name in chance.sample(_FILES, 3):
        pieces = [chance.choice(_PROJECT) if chance.random() < 0.5 else _line(chance) + "\n" for _ in range(6)]
        files[name] = "".join(pieces).encode(errors="replace")
    pieces = [chance.choice(_PROJECT) for _ in range(chance.randint(1, 5))]
    files["deck.md"] += ("\n---\n" + "\n".join(pieces)).encode()
    return joined(files)


def _noise(chance: random.Random) -> bytes:
    """Any bytes, and marks among them."""
    if chance.random() < 0.3:
        return chance.randbytes(chance.randint(0, 60))
    parts = [chance.choice(_BREAKS) * chance.choice([1, 1, 1, 2, 3, 7]) for _ in range(chance.randint(1, 40))]
    return b"---\n\n---\n" * (chance.random() < 0.5) + b"".join(parts)


def _mutated(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    for _ in range(chance.choice([1, 1, 2, 4])):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice([1, 2, 5, 20, 80]))
        change = chance.randrange(6)
        if change == 0:
            data = data[:at] + data[to:]
        elif change == 1:
            data = data[:at] + chance.choice([*_BYTES, *_BREAKS]) + data[at:]
        elif change == 2:
            data = data[:at] + data[at:to] * chance.choice([2, 3, 9]) + data[to:]
        elif change == 3:
            other = chance.choice(others)
            begin = chance.randrange(len(other) + 1)
            data = data[:at] + other[begin : begin + 60] + data[at:]
        elif change == 4:
            data = data[:at] + (_line(chance) + "\n").encode(errors="replace") + data[to:]
        else:
            data = data[:at] + data[at:to][::-1] + data[to:]
    return data
