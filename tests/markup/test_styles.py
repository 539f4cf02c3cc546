"""A slide's `<style>`: as written on the left, as it stands on the page on the right, for that slide alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from deckbook.markup.styles import Sheet, Slide, inline
from deckbook.markup.utilities import Place
from tests.markup.render import PLAIN, Rendered, Renderer

_SLIDE = Slide("here", "two-cols", {1: frozenset({2}), 2: frozenset({3, 4})})


def _css(source: str) -> str:
    sheet = Sheet()
    sheet.add(source)
    return sheet.css(_SLIDE)


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("p { text-align: center }", "#here p{text-align:center}"),
        ("h1 { font-weight: 700 }", "#here h2{font-weight:700}"),  # the level that the heading has on the page
        ("h2 { font-weight: 700 }", "#here :is(h3,h4){font-weight:700}"),
        ("h5 { font-weight: 700 }", ""),
        (".lead, b.x:first-child { font-weight: 700 }", "#here .deck-lead,#here b.deck-x:first-child{font-weight:700}"),
        (":root, body, .slidev-layout, .two-cols { padding: 1rem }", "#here{padding:0.8rem}"),
        (".slidev-layout > p { padding: 1rem }", "#here p{padding:0.8rem}"),
        (":deep(.a) b, ::v-deep .c, :global(i) { font-weight: 700 }",
         "#here .deck-a b,#here .deck-c,#here i{font-weight:700}"),
        ("ul { list-style: none; li { font-weight: 700 } &:hover { font-style: italic } }",
         "#here ul{list-style:none}#here ul li{font-weight:700}#here ul:hover{font-style:italic}"),
        ("p { // what SCSS calls a comment\n font-weight: 700 }", "#here p{font-weight:700}"),
        ("p { @apply font-bold absolute; --uno: italic; }", "#here p{font-weight:700;font-style:italic}"),
        ("p { color: var(--a, red) } :root { --b: var(--b) } b { color: var(--b) }",
         "#here p{color:light-dark(#d00000,#ff7979)}"),
        ("@media (min-width: 40em) { p { font-weight: 700 } }", "@media (min-width: 40em){#here p{font-weight:700}}"),
        ("@media print { .dark p { font-weight: 700 } }",
         '@media print{[data-md-color-scheme="slate"] #here p{font-weight:700}}'),
        # What was as wide as a slide
        ("p { width: max-content }", "#here p{width:fit-content}"),
        ("div { width: 100%; margin: 0 1rem }", "#here div{margin:0 0.8rem}"),
        ("div { width: 100%; margin: 1rem auto }", "#here div{width:100%;margin:0.8rem auto}"),
        ("div { grid-template-columns: 20rem 5rem 1fr }",
         ("#here div{grid-template-columns:minmax(0,1fr)}@media (min-width:48em){#here div{"
         "grid-template-columns:minmax(0,min(16rem,44.4%)) minmax(0,min(4rem,11.1%)) minmax(0,1fr)}}")),
        ("div { grid-template-columns: 300px 1fr 400px; } b { grid-column: 3 }",
         ("#here div{grid-template-columns:minmax(0,1fr)}#here div>*{grid-column:1/-1 !important}"
         "@media (min-width:48em){#here b{grid-column:3}}")),
        ("p { display: flex }",
         ("#here p{display:flex;flex-wrap:wrap}"
         "@media (max-width:47.9375em){#here p>img{margin-inline:0 !important}}"
         "@media (min-width:48em){#here p{flex-wrap:nowrap}}")),
        # Fonts, in a drawing with its own pixels
        ("p { font: italic 700 20px/1.5 'A B', serif }",
         '#here p{font-style:italic;font-weight:700;font-size:1rem;line-height:1.5;font-family:"A B", serif}'),
        ("p { font: inherit; font: 20px x<y; font: url(x) }", "#here p{font-size:1rem}"),
        ("text { fill: red; font: 9px serif; text-anchor: middle }",
         "#here text{fill:light-dark(#d00000,#ff7979);font-size:9px;font-family:serif;text-anchor:middle}"),
        # What hides, moves or cuts, and what comes from elsewhere
        ("p { position: fixed; z-index: 9; display: none; height: 1px; overflow: hidden; opacity: 0 }", ""),
        ("p { transform: scale(0); animation: x 1s; width: 100vw; margin: -90px; clip-path: inset(0); top: 0 }",
         "#here p{width:100%}"),
        ("p { background: url(https://example.org/x.png) } @import 'x'; @font-face { src: url(x) }", ""),
        ("p { box-shadow: 0 0 0 9999px black; filter: blur(9px); visibility: hidden; font-size: 0; color: #fff }", ""),
        # What would reach outside the slide
        (".slidev-layout + section, html ~ p { color: red }", ""),
        (".slidev-layout { & + section { color: red } & p { font-weight: 700 } }", "#here p{font-weight:700}"),
        (":is(& + section), :not(body) + p, p:has(+ html) { color: red }", ""),
        ("} p { font-weight: 700 }", "#here p{font-weight:700}"),
        ("p { font-weight: 700 } } #other { color: red",
         "#here p{font-weight:700}#here #other{color:light-dark(#d00000,#ff7979)}"),
        ('p { content: "</style><script>" }', '#here p{content:"/style>script>"}'),
        ('p[title="</style>"] { font-weight: 700 }', ""),
        ("p { font-family: x</style>; font-weight: 700 }", "#here p{font-weight:700}"),
    ],
)  # fmt: skip
def test_css(written: str, page: str) -> None:
    assert _css(written) == page


def test_text_cut_out_of_a_gradient_has_the_colours_of_text() -> None:
    starter = """
        h1 {
          background-color: #888; background-image: linear-gradient(45deg, yellow 10%, black);
          -webkit-background-clip: text; -moz-background-clip: text; -webkit-text-fill-color: transparent;
        }"""
    assert _css(starter) == (
        "#here h2{background-color:light-dark(#676767,#a3a3a3);"
        "background-image:linear-gradient(45deg, light-dark(#6a6a00,#ffff00) 10%, light-dark(#000000,#a3a3a3));"
        "-webkit-background-clip:text;-webkit-text-fill-color:transparent}"
    )
    assert _css("h1 { -webkit-background-clip: text; -webkit-text-fill-color: transparent }") == ""


def _rendered(tmp_path: Path, deck: str) -> Rendered:
    return Renderer(tmp_path).render(deck, extensions=PLAIN)


def test_a_class_of_the_slides_own_style_stays(tmp_path: Path) -> None:
    rendered = _rendered(tmp_path, "<p class='lead other'>a</p>\n\n<style>\n.lead { font-weight: 700 }\n</style>\n")

    assert rendered.slides == ['<p class="deck-lead">a</p>']
    assert [page.written.css for page in rendered.library.pages.values()][:1] == ["#deck-1 .deck-lead{font-weight:700}"]
    assert rendered.says == []


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    rendered = _rendered(tmp_path, "a\n\n<style>\np { top: 0 }\n} p { font-weight: 700 }\n</style>\n")

    assert rendered.says == ["3 style-simplified", "5 style-invalid"]


@pytest.mark.parametrize("unit", ["p{", "a,", ":is(", "{&{", "var(--a,", "p{--a:var(--b)}", "[", "/*", "\\", "& & ",
                                  "p{color:(", "p{width:f("])  # fmt: skip
def test_time_is_linear_in_the_style(unit: str) -> None:
    start = time.process_time()
    _css(unit * 20_000)
    inline(f"color:{unit * 20_000}", Place())
    assert time.process_time() - start < 10
