"""Formulas: TeX on the left, what stands in its MathML on the right, and what a script's literals say of macros."""

from __future__ import annotations

import time
from xml.etree import ElementTree

import pytest

from deckbook.markup.mathematics.macros import literals
from deckbook.markup.mathematics.mathml import mathml
from deckbook.markup.mathematics.tex import Macros, macro


def read(tex: str, macros: Macros | None = None, *, block: bool = True) -> str:
    """A formula's symbols in order, without space; rows are parted by `/`."""
    formula = mathml(tex, macros or {}, block=block)
    assert formula.unknown == ()
    if not formula.html:
        return "invalid"
    rows: list[str] = []
    for element in ElementTree.fromstring(formula.html.replace("&ApplyFunction;", "")).iter():  # noqa: S314 - our own
        if element.tag == "mtr":
            rows.append("/")
        rows.append((element.text or "").strip("\u2063"))
    return "".join("".join(rows).split()).strip("/")


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        ("a + % a comment\nb", "a+b"),
        (r"\begin{aligned} a &= b \\[4pt] c &= d \end{aligned}", "a=b/c=d"),
        (r"a = b \\ c = d", "a=b/c=d"),
        (r"a &= b \\ c &= d", "a=b/c=d"),
        (r"\begin{split} a &= b \\ c &= d \end{split}", "a=b/c=d"),
        (r"\begin{eqnarray} a &=& b \end{eqnarray}", "a=b"),
        (r"\begin{cases} a & \text{if $x > 0$} \\ b \end{cases}", "{/aifx>0/b"),
        (r"\begin{array}{@{}l p{2cm}@{}} a & b \end{array}", "ab"),
        (r"\text{a_b & c}", "a_b&c"),
        (r"\operatorname*{arg\,max}_x f", "argmaxxf"),
        (r"\mathop{\mathbb{E}}\limits_{x}[y]", "𝔼x[y]"),
        (r"\operatorname{\mathbb{E}} x", "𝔼x"),
        (r"\sum_{\substack{i \\ j}} k", "∑/i/jk"),
        (r"\textcolor{#f00}{x} \color{e65100} y \textcolor{royalblue}{z}", "xyz"),
        (r"\textcolor{no such colour}{x}", "x"),
        (r"\DeclareMathOperator{\argmin}{arg\,min} \argmin", "argmin"),
        (r"\def\f#1#2{#2#1} \f{a}{b}", "ba"),
        (r"\renewcommand{\f}[2][d]{#1#2} \f{a} \f[b]{c}", "dabc"),
        (r"\let\f=\alpha \f", "α"),
        (r"\htmlClass{a}{x} \colorbox{red}{y} \href{https://a.b}{z}", "xyz"),
        (r"\ce{2H2O -> 2H2 + O2}", "2H2O→2H2+O2"),
        (r"\ce{SO4^2-}", "SO42-"),
        (r"x \tag{3}", "x(3)"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned} \tag{4}", "a=b/c=d(4)"),
        (r"\begin{aligned} a &= b \tag{5} \end{aligned}", "a=b(5)"),
        (r"{\large x} \label{a}", "x"),
        (r"\frac{a}", "invalid"),
        (r"\def\a{\a\a} \a", "invalid"),
        ("\\sqrt" * 5000 + "x", "invalid"),
        ("{" * 100_000, "invalid"),
    ],
)
def test_tex_means_what_it_means_to_katex(tex: str, shown: str) -> None:
    assert read(tex).replace("\u2212", "-") == shown


def test_macros_take_arguments_and_may_use_each_other() -> None:
    macros = {r"\R": macro(r"\mathbb{R}"), r"\f": macro(r"#1 \to \R^{#2}")}
    assert read(r"\f{A}n", macros) == "A→ℝn"


def test_alternative_text_is_as_the_author_wrote_it() -> None:
    formula = mathml(r"\f{<}", {r"\f": macro("#1x")}, block=False)
    assert 'alttext="\\f{&lt;}"' in formula.html


def test_unknown_commands_are_told_and_shown() -> None:
    formula = mathml(r"\nobody x", {}, block=False)
    assert formula.unknown == (r"\nobody",)
    assert r"\nobody" in formula.html.partition(">")[2]


def test_macros_that_grow_without_end_take_little_time() -> None:
    macros = {r"\a": macro(r"\b{#1#1}"), r"\b": macro(r"\a{#1#1}")}
    start = time.process_time()
    assert read(r"\a{x}", macros) == "invalid"
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (r"""{ macros: { '\\R': '\\mathbb{R}', "\\f": "#1f(#2)" } }""", {r"\R": r"\mathbb{R}", r"\f": "#1f(#2)"}),
        (r"macros: { '\\R': String.raw`\mathbb{R}`, '\\S': `s` }", {r"\R": r"\mathbb{R}", r"\S": "s"}),
        ("macros: { '\\\\a': 'b' + '\\u0063' // + 'd'\n}", {r"\a": "bc"}),
        (r"options.macros['\\a'] = '/* b */'", {r"\a": "/* b */"}),
        (r"{ '\\a': (context) => context.x, '\\b': `${x}`, '\\c': x + 'y', '\\d': 'z' }", {r"\d": "z"}),
        (r"/* '\\a': 'b' */ // '\\a': 'b'", {}),
        (r"trust: '\\a', x: '\\b'", {}),
        ("'\\\\a': 'b", {}),
    ],
)
def test_a_script_is_read_for_its_literals(source: str, found: dict[str, str]) -> None:
    assert dict(literals(source)) == found
