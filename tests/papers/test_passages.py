"""Slides are looked into passage by passage; what is found is what the whole slide says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from deckbook.book import passages
from deckbook.papers.texts import HIDDEN, Heading, Link, Part, Run, parts_of

BLOCKS = [
    "Words (Krizhevsky et al., 2012)\nand more.",
    "Words “(He, 2016)” \n（李 等, 2020）",
    "- (He, 2016)\n* second\n+ third – [@key]",
    "## A heading",
    "Another one\n-----------",
    "- item\n- https://arxiv.org/abs/1706.03762\n\n  its second paragraph (He, 2016)",
    "1. one\n\n   ```\n   (code, 2012)\n\n   - more\n   ```",
    "```py\na = 1\n\n- (no item, 2012)\n\n# no heading\n```",
    "````md\n```\n\n[@code]\n````",
    "> quoted (He, 2016)\n\n> again",
    "| a | b |\n|---|---|\n| (He, 2016) | [@key] |",
    "    indented [@code]",
    "$x$ and `code` [@key]",
    "Text[^1]",
    "[^1]: A note [@key].",
    "[link]\n\n[link]: https://doi.org/10.1234/x",
    "<div>\n\nIn HTML [@key]\n\n</div>",
    "<https://openreview.net/forum?id=abcdefgh>",
    "$$\nx = 1\n\n(no text, 2012)\n$$",
    "<!-- A note [@key] -->",
    "<!-- A note\n\n(no text, 2012)\n\n- https://arxiv.org/abs/1706.03762 --> behind (He, 2016)",
    "Words <!-- a note\n\nover (He, 2016)\n-->",
    "Words\n<!--\n# note\n\n```\n-->",
    "<!-->\n\n(He, 2016)\n\n-->",
    "```\n<!--\n```",
    "- item\n  <!-- a\n\n  b -->",
    "<!-- open (He, 2016)",
    "<b>(He, 2016)",
    "***",
    "",
]


@given(st.lists(st.sampled_from(BLOCKS), max_size=6), st.sampled_from(["\n\n", "\n\n\n", "\n"]))
def test_passages_say_what_the_whole_says(blocks: list[str], gap: str) -> None:
    content = gap.join(blocks)

    found = list(passages(content))

    assert "\n".join(text for _, text in found) == content
    assert [content.split("\n")[line] for line, _ in found] == [text.split("\n")[0] for _, text in found]
    apart = [part for line, text in found for part in parts_of(text, 1 + line)]
    assert list(map(_shown, apart)) == list(map(_shown, parts_of(content, 1)))


WORDS = st.lists(
    st.sampled_from(list("aA的1（(“-*+#=:;!^%/.,'~_\\`[]<>&{}$|@ \n\t\r\u3000\xa0\x0c"))
    | st.sampled_from(["1.", "//", "\n\n", "  \n", "\n- ", "http://a.b", "&amp;", "a@b.org", "www.a.b", "ftp:a"])
    | st.sampled_from(["_a_", "*a*", "~~a~~", "$a$", "`a`", "[a](b)", "{{ a }}"]),
    max_size=8,
).map("".join)


@given(st.builds(lambda start, text: start + text, st.sampled_from(["", "a", "- a", "（a", "a\nb", "* a\n- b"]), WORDS))
@settings(max_examples=500)
def test_a_plain_passage_says_what_a_parser_finds(content: str) -> None:
    """With a comment behind it a passage is no plain one, so that it is parsed."""
    parsed = parts_of(f"{content}\n\n<!-- -->\n", 1)

    assert list(map(_shown, parts_of(content, 1))) == list(map(_shown, parsed))


def _shown(part: Part) -> tuple[object, ...]:
    if isinstance(part, Heading):
        return ("heading", part.level, part.text, part.line)
    if isinstance(part, Link):
        return ("link", part.href, part.line)
    assert isinstance(part, Run)
    return ("run", part.text.strip(HIDDEN), part.line)
