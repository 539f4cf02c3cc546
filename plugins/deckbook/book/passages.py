"""A slide's Markdown in passages that mean alone what they mean together, for those who look for something rare."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What may reach over empty lines: HTML, formulas, other fences; no comment that begins a line.
_REACHES = re.compile(r"(?<!^)<!--|<(?!https?:|!--(?!-?>))|\$\$|~~~", re.M)
_MEANT_ELSEWHERE = re.compile(r"^ {0,3}\[[^\]\n]*\]:", re.M)  # the targets of links, and notes
_FENCE = re.compile(r" {0,3}(`{3,})")
# Begins with a letter or a bracket, ends with no space, and has no character that means something in Markdown.
_WORDS = r"(?:[^\W\d_]|[(（“‘「《])[^\x00-\x1f\x7f\\`*_\[\]<>&{}$~|@]*(?<!\s)"
_PLAIN = re.compile(rf"(?:{_WORDS}\n)*{_WORDS}\s*|(?:[-*+] {_WORDS}\n)*[-*+] {_WORDS}\s*")


def passages(content: str) -> Iterator[tuple[int, str]]:
    """The passages between empty lines, each with its 0-based line; the last has all that something reaches over.

    What is indented stays with what it belongs to, as an item's second paragraph does.
    """
    if _MEANT_ELSEWHERE.search(content):
        yield 0, content
        return
    reaching = _REACHES.search(content)
    last = content.count("\n", 0, reaching.start()) if reaching else len(content)
    start, held = 0, list[str]()
    fence, is_in_comment, is_behind_gap = "", False, False
    for number, line in enumerate(content.split("\n")):
        is_within = fence or is_in_comment or number > last
        if is_behind_gap and not is_within and line[:1] not in ("", " ", "\t"):
            yield start, "\n".join(held)
            start, held = number, []
        held.append(line)
        if not fence and (is_in_comment or line.startswith("<!--")):
            is_in_comment = "-->" not in line
        elif opening := _FENCE.match(line):
            if not fence:
                fence = opening[1]
            elif line.strip().strip("`") == "" and len(opening[1]) >= len(fence):
                fence = ""
        is_behind_gap = not line.strip()
    yield start, "\n".join(held)


def plain(passage: str) -> tuple[list[str], bool] | None:
    """The text of a passage that is one paragraph, or one list of a line an item, without any mark within.

    Most passages are: what they say is known without a parser, which takes many times as long.

    Returns:
        The paragraph, or the items; and whether they are items. None for any other passage.
    """
    if not _PLAIN.fullmatch(passage):
        return None
    text = passage.rstrip()
    return ([line[2:] for line in text.split("\n")], True) if text[0] in "-*+" else ([text], False)
