"""A slide's Markdown as text: without what no one reads, as words, and as the terms it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise

# Each branch begins with a plain character, so that the search skips from one such character to the next.
_OPENING = re.compile(r"```+|~~~+|<!--|<(?P<raw>style|script|STYLE|SCRIPT)(?=[\s>])")
_CLOSING = {mark: re.compile(rf"\n[ \t>]*({mark}{{3,}})[ \t]*(?=\n|\Z)") for mark in "`~"}
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_IDEOGRAPH = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"  # takes long to compile, and ASCII needs it not
_WORD = re.compile(r"[a-z\d]+|[^\W_]+")
_SPACED = re.compile(r"\w\S*")  # not what only marks lists, tables or headings
_WORDS_OF_CODE = 5  # a line of code takes a reader as long as five words


def visible(content: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of the pieces between code blocks, comments, styles and scripts, in linear time."""
    start = position = 0
    missing: set[str] = set()  # ends that do not occur any more: not searched again
    while match := _OPENING.search(content, position):
        position = match.end()
        if match[0][0] in "`~":
            line = content.rfind("\n", 0, match.start()) + 1
            if content[line : match.start()].strip(" \t>-*+"):
                continue  # backticks inside a line
            end = _end_of_code(content, position, match[0])
        else:
            closing = f"</{match['raw']}" if match["raw"] else "-->"
            found = -1 if closing in missing else content.find(closing, position)
            if found < 0:
                missing.add(closing)
                continue
            end = content.find(">", found) + 1 or len(content)
        yield start, match.start()
        start = position = end
    yield start, len(content)


def _end_of_code(content: str, position: int, fence: str) -> int:
    """Where a code block ends: behind its closing line, else at the end of the text."""
    for closing in _CLOSING[fence[0]].finditer(content, position):
        if len(closing[1]) >= len(fence):
            return closing.end()
    return len(content)


def text(content: str) -> str:
    """What is left to read, code as well, without comments, styles, scripts and HTML tags."""
    if "<" not in content:
        return content
    pieces = list(visible(content))
    between = [content[end:start] for (_, end), (start, _) in pairwise(pieces)]
    code = [block if block[0] in "`~" else "" for block in between]
    prose = [_TAG.sub(" ", content[start:end]) for start, end in pieces]
    return "".join(chain.from_iterable(zip(prose, [*code, ""], strict=True)))


def words(content: str) -> int:
    """How many words a reader reads: two ideographs or Hangul syllables are one, a line of code is five."""
    pieces = list(visible(content))
    blocks = [(end, start) for (_, end), (start, _) in pairwise(pieces) if content[end] in "`~"]
    code = sum(max(0, content.count("\n", *block) - 1) for block in blocks)
    prose = "".join(content[start:end] for start, end in pieces)
    prose = _TAG.sub(" ", prose) if "<" in prose else prose
    ideographs = 0 if prose.isascii() else len(re.findall(_IDEOGRAPH, prose))
    spaced = re.sub(_IDEOGRAPH, " ", prose) if ideographs else prose
    return len(_SPACED.findall(spaced)) + (ideographs + 1) // 2 + code * _WORDS_OF_CODE


def terms(content: str) -> set[str]:
    """The words of a text for comparing; of Chinese, Japanese and Korean the pairs of characters."""
    found: set[str] = set()
    for word in _WORD.findall(content.casefold()):
        if not word.isascii() and re.search(_IDEOGRAPH, word):
            found.update(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            found.add(word)
    return found
