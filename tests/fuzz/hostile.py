"""Decks that were made to take long: each for a number of bytes, roughly."""

from __future__ import annotations

from collections.abc import Callable

Make = Callable[[int], str]


def _repeated(part: str, before: str = "", after: str = "") -> Make:
    return lambda size: before + part * (size // len(part)) + after


def _numbered(part: str) -> Make:
    return lambda size: "".join(part.replace("#", str(number)) for number in range(size // (len(part) + 4)))


def _matter(text: str) -> str:
    return f"---\n{text}\n---\n\n# A\n"


def _laughs(size: int) -> str:
    lines = ["a0: &a0 [ha, ha, ha]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    return _matter("\n".join([*lines, "title: *a29", "layout: *a29", "image: *a29"])) + "a\n" * (size // 2)


def _deep_yaml(size: int) -> str:
    return _matter("\n".join(" " * number + "a:" for number in range(int((2 * size) ** 0.5))))


def _halves(opening: str, closing: str) -> Make:
    return lambda size: (
        opening * (size // (len(opening) + len(closing))) + "a" + closing * (size // (len(opening) + len(closing)))
    )


def _table(size: int) -> str:
    columns = 10_000
    rows = max(1, size // (columns * 2) - 2)
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + ("|b" * columns + "|\n") * rows


HOSTILE: dict[str, Make] = {
    "comments that are not closed": _repeated("<!-- a "),
    "comments": _repeated("<!-- a -->\n"),
    "quotes in quotes": lambda size: "> " * 100_000 + "a" + "\nb" * max(0, (size - 200_000) // 2),
    "quotes": _repeated("> a\n\n"),
    "items in items on a line": _repeated("- ", after="a"),
    "items in items": lambda size: "".join("  " * number + "- a\n" for number in range(int(size**0.5))),
    "items": _repeated("- a\n"),
    "loose items": _repeated("1. a\n\n"),
    "divisions in divisions": _halves("<div>", "</div>"),
    "divisions in blocks": _halves("<div>\n\n", "</div>\n\n"),
    "divisions that are not closed": _repeated("<div>\n\n"),
    "spans in spans": _halves("<b>", "</b>"),
    "dollars": _repeated("$"),
    "dollars and text": _repeated("$a "),
    "formulas": _repeated("$a$ "),
    "formulas that are deep": lambda size: "$$\n" + "{" * (size // 2) + "}" * (size // 2) + "\n$$\n",
    "a long word": _repeated("a"),
    "a long line": _repeated("some words "),
    "backticks": _repeated("`"),
    "runs of backticks": lambda size: " ".join("`" * length for length in range(int((2 * size) ** 0.5))),
    "brackets": _repeated("["),
    "brackets and words": _repeated("[a"),
    "brackets in brackets": _halves("[", "]"),
    "links": _repeated("[a](b) "),
    "links that are not closed": _repeated("[a](b "),
    "pictures": _repeated("![a](b.png) "),
    "braces": _repeated("{{"),
    "expressions": _repeated("{{ a }} "),
    "beginnings of tags": _repeated("<a "),
    "beginnings of tags with quotes": _repeated('<a b="'),
    "attributes": lambda size: "<div " + " ".join(f"a{number}=1" for number in range(size // 9)) + ">b</div>",
    "a long attribute": _repeated("a ", before='<div class="', after='">b</div>'),
    "styles": _repeated("a:b;", before='<div style="', after='">b</div>'),
    "slots": _repeated("::right::\n\na\n\n"),
    "slots' templates": _repeated("<template #right>\n\na\n\n</template>\n\n"),
    "components": _repeated("<Foo />\n\n"),
    "components that are not closed": _repeated("<Foo>\n\n"),
    "inline components": _repeated("<Foo/> "),
    "footnotes": _numbered("[^#]\n\n[^#]: a\n\n"),
    "references to a footnote": _repeated("[^a] ", after="\n\n[^a]: b\n"),
    "a table of 10,000 columns": _table,
    "rows": _repeated("|a|b|\n", before="|a|b|\n|-|-|\n"),
    "references": _numbered("[a#]: b\n"),
    "references that are used": _numbered("[a#]\n\n[a#]: https://x.org/#\n\n"),
    "character references": _repeated("&amp;"),
    "ampersands": _repeated("&"),
    "asterisks": _repeated("*"),
    "asterisks and words": _repeated("*a **b "),
    "underlines and words": _repeated("_a __b "),
    "tildes": _repeated("~~a "),
    "carets and tildes": _repeated("^a ~b "),
    "equals": _repeated("==a "),
    "plus signs": _repeated("++a "),
    "critic's marks": _repeated("{++a {--b {>>c "),
    "escapes": _repeated("\\*"),
    "backslashes": _repeated("\\"),
    "addresses": _repeated("https://x.org/a "),
    "beginnings of addresses": _repeated("http://"),
    "at signs": _repeated("a@b.c "),
    "colons": _repeated(":a:"),
    "quotation marks": _repeated("\"a' "),
    "dots and hyphens": _repeated("...---"),
    "headings": _repeated("# a\n\n"),
    "headings of their own": _numbered("## a#\n\n"),
    "headings in HTML": _repeated("<h2>a</h2>\n\n"),
    "underlined headings": _repeated("a\n===\n"),
    "rulers": _repeated("***\n"),
    "fences": _repeated("```js\na\n```\n\n"),
    "fences that are not closed": _repeated("~~~~\n~~~\n"),
    "code": _repeated("    a\n\n\n"),
    "a long block of code": _repeated("a = b + c\n", before="```py\n", after="```\n"),
    "fences with ranges": _repeated("```js {1-999999999|1,2,3}\na\n```\n\n"),
    "fences' braces": _repeated("{", before="```js "),
    "diagrams": _repeated("```mermaid\ngraph LR\n```\n\n"),
    "steps": _repeated("```js\na\n```\n", before="````md magic-move\n", after="````\n"),
    "imports of code": _repeated("<<< ./a.py {1-999999999}\n\n"),
    "styles of their own": _repeated("<style>\n.a { color: red }\n</style>\n\n"),
    "a style's rules": _repeated(".a { color: red }\n", before="<style>\n", after="</style>\n"),
    "a style's braces": _repeated("a{", before="<style>\n", after="</style>\n"),
    "scripts": _repeated("<script setup>\na\n</script>\n\n"),
    "drawings": _repeated("<svg><g></g></svg> "),
    "a drawing that is deep": _halves("<g>", "</g>"),
    "frames": _repeated('<iframe src="https://x.org"></iframe>\n\n'),
    "admonitions": _repeated("!!! note\n\n    a\n\n"),
    "abbreviations": _numbered("*[a#]: b\n"),
    "definitions": _repeated("a\n:   b\n\n"),
    "tabs": _repeated('=== "a"\n\n    b\n\n'),
    "check boxes": _repeated("- [ ] a\n"),
    "alerts": _repeated("> [!NOTE]\n> a\n\n"),
    "slides": _repeated("---\n\na\n\n"),
    "slides with titles": _numbered("---\n\n## a#\n\n"),
    "slides with frontmatter": _repeated("---\nlayout: two-cols\n---\n\na\n\n"),
    "notes": _repeated("---\n\na\n\n<!-- b -->\n\n"),
    "separators": _repeated("---\n"),
    "white space": _repeated(" ", before="a", after="b"),
    "tabulators": _repeated("\t", before="a", after="b"),
    "blank lines": _repeated("\n", before="a", after="b"),
    "line ends": _repeated("a\r"),
    "CJK": _repeated("字，"),
    "combining marks": _repeated("\u0301", before="a"),
    "directions": _repeated("\u202e\u2066"),
    "zeros": _repeated("\0"),
    "billion laughs": _laughs,
    "deep YAML": _deep_yaml,
    "keys": lambda size: _matter("\n".join(f"k{number}: {number}" for number in range(size // 10))),
    "a key of many words": lambda size: _matter("title: " + "a " * (size // 2)),
    "a list of many": lambda size: _matter("tags: [" + "a, " * (size // 3) + "]"),
    "silenced rules": _repeated("<!-- deckbook: ignore a -->\n"),
}
"""By what they are made of."""

_COMARK = {
    "spans": _repeated("[a]{.b} "),
    "spans in spans": _halves("[", "]{.a}"),
    "spans that are not closed": _repeated("[a]{b='"),
    "attributes behind words": _repeated("*a*{.b} "),
    "components in lines": _repeated("a :b[c]{d} "),
    "components in lines that are not closed": _repeated(":a[b "),
    "blocks": _repeated("::a\nb\n::\n\n"),
    "blocks in blocks": _halves("::a\n", "::\n"),
    "blocks' attributes": _repeated("::a{b='"),
}
HOSTILE |= {
    f"Comark: {name}": lambda size, make=make: f"---\ncomark: true\n---\n\n{make(size)}"  # type: ignore[misc]
    for name, make in _COMARK.items()
}
