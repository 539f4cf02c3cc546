"""Reading takes time in proportion to the text, whatever the text is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deckbook.deck import parse, yaml12
from tests import clock

SIZE = 8_000


def repeated(part: str) -> Callable[[int], str]:
    return lambda size: part * (size // len(part))


def frontmatter(part: str) -> Callable[[int], str]:
    return lambda size: f"---\n{repeated(part)(size)}\n---\n"


def fences(size: int) -> str:
    """Fences of many lengths and indentations, the longest first, none of them closed, and short ones below."""
    openings = "\n".join(" " * (n % 7) + "`" * n for n in range(int(size**0.5), 3, -1))
    return f"{openings}\n" + "\t```\n```x\n" * (size // 20)


TEXTS: dict[str, Callable[[int], str]] = {
    "unclosed comments": repeated("<!-- a\n"),
    "unclosed comments in one line": repeated("<!-- "),
    "closed comments": repeated("a <!-- b --> "),
    "ends of comments": repeated("-->\n"),
    "one note after the other": lambda size: repeated("<!-- a -->")(size) + "x",
    "separators": repeated("---\n"),
    "separators with blank lines": repeated("---\n\n"),
    "frontmatter": repeated("---\nlayout: a\n---\n\nb\n\n"),
    "frontmatter that is never closed": repeated("---\na --- b\n"),
    "fences": fences,
    "fences that open and close": repeated("```js\n---\n```\n\n"),
    "fences that open only": repeated("```a\n"),
    "fences of YAML": repeated("---\n\n```yaml\na: 1\n```\n\n"),
    "a fence of YAML that is never closed": lambda size: "```yaml\n" + repeated("a: 1\n")(size),
    "one long line": repeated("a"),
    "hashes": repeated("#"),
    "headings": repeated("# a\n"),
    "backticks": repeated("`"),
    "fences of tildes": repeated("~~~\n---\n"),
    "comments in code": repeated("`<!--` \n---\n"),
    "notes with dashes": lambda size: "<!--\n" + repeated("---\n")(size) + "-->",
    "notes with blank lines": lambda size: "<!--\n---\n" + repeated("\n")(size) + "-->",
    "rules to ignore": lambda size: f"<!-- deckbook: ignore {' '.join(map(str, range(size // 6)))} -->",
    "detached frontmatter": repeated("---\n\nlayout: a\n\n"),
    "blank lines": repeated("\n"),
    "spaces": repeated(" "),
    "line ends of three kinds": repeated("a\r\n\r\u2028"),
    "YAML: plain": frontmatter("a: 1\nb: 2\n"),
    "YAML: brackets": frontmatter("["),
    "YAML: brackets that close": frontmatter("[a], "),
    "YAML: braces": frontmatter("{a: "),
    "YAML: dashes": frontmatter("- "),
    "YAML: colons": frontmatter("a: "),
    "YAML: second colons": frontmatter("a: b: c\n"),
    "YAML: indentation": lambda size: "---\n" + "".join(" " * n + "a:\n" for n in range(int(size**0.5))) + "---\n",
    "YAML: text": frontmatter("some text\n\n"),
    "YAML: one key of many lines": frontmatter("some text\n"),
    "YAML: quotes": frontmatter("a: 'b\n"),
    "YAML: double quotes": frontmatter('a: "b\n'),
    "YAML: two kinds of quotes": frontmatter("a: \"b\nc: 'd\n"),
    "YAML: text behind quotes": frontmatter("a: 'b' c\n"),
    "YAML: backslashes": lambda size: '---\na: "' + "\\" * size + '"\nb: c: d\n---\n',
    "YAML: escapes": lambda size: '---\na: "' + "\\q \n  " * (size // 6) + '"\n---\n',
    "YAML: spaces in quotes": lambda size: '---\na: "' + " " * size + 'x"\nb: c: d\n---\n',
    "YAML: block scalars": frontmatter("a: |\n  b\n\n \tc\n"),
    "YAML: a folded block scalar": lambda size: "---\nb: c: d\na: >\n" + repeated("  e\n\n   f\n")(size) + "---\n",
    "YAML: anchors": frontmatter("&a "),
    "YAML: aliases": frontmatter("- &a b\n- *a\n"),
    "YAML: aliases of nothing": frontmatter("- *a\n"),
    "YAML: tags": frontmatter("!a "),
    "YAML: questions": frontmatter("? a\n"),
    "YAML: commas": lambda size: "---\n[" + "," * size + "\n---\n",
    "YAML: many keys": lambda size: "---\n" + "".join(f"k{n}: {n}\n" for n in range(size // 8)) + "---\n",
    "YAML: directives": lambda size: "```yaml\n" + repeated("%a\n")(size) + "```\n",
    "YAML: a long number": frontmatter("9"),
    "YAML: documents": lambda size: "```yaml\n" + repeated("a\n...\n")(size) + "```\n",
}


def read_deck(text: str) -> object:
    return parse(text, Path("deck.md"))


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    assert clock.growth(TEXTS[name], read_deck, SIZE, slack=0.01) < 9


@pytest.mark.parametrize("name", [name for name in TEXTS if name.startswith("YAML")])
def test_so_does_yaml_that_libyaml_refuses(name: str) -> None:
    def text(size: int) -> str:
        return TEXTS[name](size).split("\n", 1)[1] + "\n@"

    assert clock.growth(text, yaml12.load, SIZE, slack=0.01) < 9


@pytest.mark.parametrize("line", ["a", "#", "`", "-", " ", "<!-- ", "-->", "<!-- a -->", "---\r", "# "])
@pytest.mark.parametrize("before", ["", "---\ntitle: ", "---\ntitle: A: '"])
def test_a_line_of_a_megabyte(before: str, line: str) -> None:
    text = before + repeated(line)(1_000_000)

    assert clock.seconds(lambda: read_deck(text)) < 2
