"""Writing takes time in proportion to a slide's length, also where it was made to take more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import clock
from tests.markup.render import Renderer

_SIZE = 500
_HOSTILE: dict[str, Callable[[int], str]] = {
    # Tags
    "tags in a paragraph that are not closed": lambda n: "x " + "<b>" * n,
    "tags that close nothing": lambda n: "x " + "</b>" * n,
    "nested and closed": lambda n: "x " + "<span>" * n + "</span>" * n,
    "blocks that are not closed": lambda n: "<div>\n\n" * n,
    "blocks nested and closed": lambda n: "<div>\n\n" * n + "</div>\n\n" * n,
    "blocks one after the other": lambda n: "<div>\n\na\n\n</div>\n\n" * n,
    "beginnings of tags": lambda n: "x " + "<a " * n,
    "beginnings of tags in a block": lambda n: "<div " * n,
    "beginnings of attributes": lambda n: '<div a="' * n + "'",
    "attributes": lambda n: "<div " + " ".join(f"a{number}=1" for number in range(n)) + ">",
    "less-than signs": lambda n: "x " + "< " * n,
    "comments that are not closed": lambda n: "x " + "<!-- a " * n,
    "instructions": lambda n: "x " + "<? " * n,
    "declarations": lambda n: "x " + "<!A " * n,
    "character data": lambda n: "x " + "<![CDATA[" * (n // 2),
    "raw text": lambda n: "<div>" + "<title>a</b>" * n,
    "text areas": lambda n: "<div>" + "<textarea></x>" * n,
    "drawings": lambda n: "<svg>" + "<g>" * n + "</svg>",
    "components": lambda n: "<Foo />\n\n" * n,
    "components nested": lambda n: "<v-click>\n\n" * n + "a",
    "slots": lambda n: "::right::\n\na\n\n" * n,
    "expressions": lambda n: "{{ a }} " * n,
    "beginnings of expressions": lambda n: "{{" * 8 * n,
    "beginnings of expressions on lines": lambda n: "{{ a\n" * n,
    "styles": lambda n: '<div style="' + "a:b;" * n + '">x</div>',
    # Code, formulas and Comark
    "steps that are not closed": lambda n: "````md magic-move\n" + "```js\na\n" * n + "````\n",
    "steps": lambda n: "````md magic-move\n" + "```js\na\n```\n" * (n // 4) + "````\n",
    "formulas in formulas": lambda n: "$" + "\\frac{" * n + "$",
    "macros that call each other": lambda n: "$\\def\\a{\\b\\b}\\def\\b{\\a\\a}" + "\\a" * n + "$",
    "attributes of Comark": lambda n: "---\nmdc: true\n---\n\na" + "{.b}" * n,
    "spans of Comark": lambda n: "---\nmdc: true\n---\n\n" + "[a]{.b #c d=e} " * (n // 4),
    # Text
    "dollars": lambda n: "$" * n,
    "formulas that are not closed": lambda n: "x " + "$a " * n,
    "escaped dollars": lambda n: "x $a" + "\\$" * n,
    "backslashes before a dollar": lambda n: "x $" + "\\" * n + "$",
    "formulas that numbers keep open": lambda n: "$a$1" * n,
    "opening brackets": lambda n: "[a" * n,
    "pictures": lambda n: "![" * n,
    "links that are not closed": lambda n: "[a](b " * n,
    "brackets of references": lambda n: "[a][" * n,
    "asterisks": lambda n: "*" * n,
    "opening asterisks": lambda n: "*a " * n,
    "asterisks of two kinds": lambda n: "*a **b " * n,
    "nested emphasis": lambda n: "**a " * n + "b** " * n,
    "underlines": lambda n: "_a " * n,
    "tildes": lambda n: "~~a " * n,
    "backticks": lambda n: "`" * n,
    "runs of backticks": lambda n: " ".join("`" * length for length in range(int((2 * n) ** 0.5))),
    "ampersands": lambda n: "&" * n,
    "escapes": lambda n: "\\*" * n,
    "addresses": lambda n: "https://x.org/a " * n,
    "beginnings of addresses": lambda n: "http://" * n,
    "at signs": lambda n: "a@" * n,
    "footnotes' marks": lambda n: "[^a] " * n + "\n\n[^a]: x",
    "footnotes": lambda n: "".join(f"[^{i}]\n\n[^{i}]: a\n\n" for i in range(n // 4)),
    "a long line": lambda n: "字 a" * n * 10,
    "white space": lambda n: "a" + " " * n * 10 + "b",
    # Blocks
    "quotes": lambda n: "> " * 5 * n + "a",
    "quotes one after the other": lambda n: "> a\n\n" * n,
    "items": lambda n: "- a\n" * n,
    "items in items": lambda n: "- " * n + "a",
    "items of two kinds": lambda n: "- a\n* a\n" * (n // 4),
    "items with quotes": lambda n: "- a\n  > b\n" * (n // 4),
    "boxes": lambda n: "- [ ] a\n" * n,
    "fences that are not closed": lambda n: "~~~~\n~~~\n" * n,
    "rows": lambda n: "|a|b|\n|-|-|\n" + "|c|d|\n" * n,
    "columns": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|b" * n + "|\n",
    "headings": lambda n: "# b\n\n" * n,
    "headings in HTML": lambda n: "<h2>b</h2>\n\n" * n,
    "formulas in blocks": lambda n: "$$\n" * n,
    "formulas deep in themselves": lambda n: "$$\n" + "{" * n + "\n$$",
    "environments": lambda n: "$$\n" + "\\begin{matrix}" * n + "\n$$",
    "fences' braces": lambda n: "```py " + "{" * n + "\n```",
    "fences' words": lambda n: "```py {" + "a" * n + "}\n```",
    "rules to be silenced": lambda n: "<!-- deckbook: ignore a" + " " * n + "x",
}
_COMARK: dict[str, Callable[[int], str]] = {
    "spans that are not closed": lambda n: "[a" * n,
    "spans in spans": lambda n: "[" * n + "]{.a}" * n,
    "braces": lambda n: "x " + "{a " * n,
    "braces behind constructs": lambda n: "*a*{" * n,
    "attributes that are not closed": lambda n: "[a]{b='" * n,
    "attributes in braces": lambda n: "[a]{" + "b=1 " * n,
    "inline components": lambda n: "x " + ":a{b " * n,
    "inline components with content": lambda n: "x " + ":a[b " * n,
    "block components": lambda n: "::a\n" * n,
    "block components that are closed": lambda n: "::a\n" * n + "::\n" * n,
    "block components with attributes": lambda n: "::a{b='" * n + "\n",
}


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return Renderer(tmp_path_factory.mktemp("time"))


@pytest.mark.parametrize("name", [*_HOSTILE, *_COMARK])
def test_time_is_linear(name: str, renderer: Renderer) -> None:
    written = (_HOSTILE | _COMARK)[name]

    def deck(size: int) -> str:
        return f"---\ntitle: T\ncomark: {str(name in _COMARK).lower()}\n---\n\n---\n\n{written(size)}"

    assert clock.growth(deck, renderer.library, _SIZE, slack=0.1) < 9
