"""UnoCSS's utilities: a deck's elements on the left, the rules they get on their page on the right."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from deckbook.deck import load
from deckbook.markup import build, parser, tags
from deckbook.markup.tree import Element, walk
from deckbook.markup.utilities import NOTHING, PICTURES, Place, attributified, classes, meaning, utility
from deckbook.markup.utilities.readable import Colour, background, colour, text
from tests.markup.render import PLAIN, Renderer


def _css(tmp_path: Path, body: str) -> list[str]:
    """The rules of a page whose slide has this body."""
    rendered = Renderer(tmp_path).render(body, extensions=PLAIN)
    found = next(page.written.css for page in rendered.library.pages.values() if page.source)
    return re.findall(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\}|[^{}]*\{[^{}]*\}", found)


@pytest.mark.parametrize(
    ("deck", "rules"),
    [
        ('<div class="font-bold">a</div>', [".slide .dk-font-bold{font-weight:700}"]),
        ("<div font-bold>a</div>", [".slide .dk-font-bold{font-weight:700}"]),
        (  # attributify: the attribute is the family
            '<div text="center xl">a</div>',
            [
                ".slide .dk-text-center{text-align:center}",
                ".slide .dk-text-xl{font-size:1rem;line-height:1.4}",
            ],
        ),
        (  # columns stand below each other on a narrow page
            '<div grid="~ cols-2 gap-4">a</div>',
            [
                ".slide .dk-grid{display:grid}",
                ".slide .dk-grid-cols-2{grid-template-columns:minmax(0,1fr)}",
                ".slide .dk-grid-gap-4{gap:0.8rem}",
                "@media (min-width:48em){.slide .dk-grid-cols-2{grid-template-columns:repeat(2,minmax(0,1fr))}}",
            ],
        ),
        (  # a column as wide as its text leaves its neighbour a place
            '<div class="grid-cols-[max-content_1fr]">a</div>',
            [
                ".slide .dk-grid-cols-\\[max-content_1fr\\]{grid-template-columns:minmax(0,1fr)}",
                (
                    "@media (min-width:48em){.slide .dk-grid-cols-\\[max-content_1fr\\]"
                    "{grid-template-columns:fit-content(60%) minmax(0,1fr)}}"
                ),
            ],
        ),
        ('<div class="mt-40 -mb-4 ml--2">a</div>', [".slide .dk-mt-40{margin-top:2.4rem}"]),
        ('<div class="h-100 h-full overflow-hidden absolute top-0 z-10">a</div>', []),
        ('<div op50 class="opacity-0 scale-150 animate-pulse">a</div>', []),
        (
            '<img src="data:image/png;base64,aa" alt="a" class="h-40">',
            [".slide .dk-h-40--picture{height:8rem;object-fit:contain}"],
        ),
        ('<div class="!text-right">a</div>', [".slide .dk-text-right\\!{text-align:right !important}"]),
        (
            '<div class="md:text-right">a</div>',
            ["@media (min-width:48em){.slide .dk-md\\:text-right{text-align:right}}"],
        ),
        (
            '<div class="dark:font-bold">a</div>',
            ['[data-md-color-scheme="slate"] .slide .dk-dark\\:font-bold{font-weight:700}'],
        ),
        ('<div class="text-white">on what, nobody knows</div>', []),
        ('<div class="grid-cols-[url(x)_1fr] w-[calc(1px}body{color:red)]">a</div>', []),
        ('<div class="card i-mdi-home no-such-utility">a</div>', []),
    ],
)
def test_rules(deck: str, rules: list[str], tmp_path: Path) -> None:
    assert _css(tmp_path, deck) == rules


def test_classes_are_those_of_the_rules(tmp_path: Path) -> None:
    rendered = Renderer(tmp_path).render('<div class="grid absolute lead" flex="~ col">\n\na\n\n</div>')

    assert rendered.slides == ['<div class="dk-grid dk-flex dk-flex-col">\n  <p>a</p>\n</div>']


def test_the_classes_of_a_slides_frontmatter_hold_for_all_of_it(tmp_path: Path) -> None:
    rendered = Renderer(tmp_path).render("---\nclass: text-center px-20 mine\n---\n\na\n")

    assert rendered.slides == ['<div class="dk-text-center dk-px-20">\n  <p>a</p>\n</div>']


def test_white_text_with_its_own_background_stays_on_it(tmp_path: Path) -> None:
    rendered = Renderer(tmp_path).render('<b class="bg-blue-600 text-white">a</b>')

    assert rendered.slides == ['<p><b class="dk-bg-blue-600 deckbook-on-dark">a</b></p>']


def test_parts_of_a_row_with_much_text_stand_below_each_other_on_a_narrow_page(tmp_path: Path) -> None:
    much = "<div>" + "many words " * 9 + "</div>"
    rendered = Renderer(tmp_path).render(f'<div class="flex">{much}{much}</div>\n\n<div class="flex"><i>a</i> b</div>')

    assert ['class="dk-flex deckbook-stack"' in slide for slide in rendered.slides] == [True]
    assert rendered.slides[0].count("deckbook-stack") == 1


@pytest.mark.parametrize("behind", ["white", "black", "#2563eb", "#fde047", "#dc262680", "#7f7f7f", "#111827"])
@pytest.mark.parametrize("name", ["white", "black", "#2563eb", "#fde047", "#22c55e", "#7f7f7f", "#f43f5e"])
def test_any_text_can_be_read_on_any_background_in_both_palettes(name: str, behind: str) -> None:
    front, back = colour(name), colour(behind)
    assert front
    assert back

    for one, other in zip(_pair(text(front)), _pair(background(back)), strict=True):
        assert _contrast(one, other) >= 4.5


def _pair(written: str) -> list[Colour]:
    found = [colour(part) for part in written.removeprefix("light-dark(").removesuffix(")").split(",")]
    return [one for one in found if one]


def _contrast(one: Colour, other: Colour) -> float:
    low, high = sorted((one.luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)


# What begins like a utility, and so is one that we do not know, but for the names that authors give.
_LOOKS_LIKE_ONE = re.compile(
    r"(?:flex|grid|col|gap|text|font|leading|tracking|bg|from|via|to|border|rounded|shadow|[mp][xytblr]?|[wh]|min|max|"
    r"space|divide|items|justify|self|place|content|list|object|opacity|op|absolute|relative|top|left|right|bottom|inset|"
    r"z|overflow|scale|rotate|translate|transition|duration|animate)-[\d\[(a-z]"
)


def test_the_utilities_of_public_decks_are_known(shared: Path) -> None:
    uses: Counter[str] = Counter()
    markdown = {comark: parser.parser(with_comark=comark, extensions=frozenset()) for comark in (False, True)}
    for row in (shared / "corpus" / "index.tsv").read_text("utf-8").splitlines()[1:]:
        deck = load(shared / "corpus" / row.split("\t")[2])
        comark = bool(deck.headmatter.get("comark") or deck.headmatter.get("mdc"))
        for slide in deck.slides:
            for node in walk(build.tree(markdown[comark], slide.content, 1, lambda *_: None)):
                if isinstance(node, Element):
                    uses.update(_kinds(node))

    known = uses["generated"] + uses["left out"]
    assert known > 50_000
    assert known / (known + uses["unknown"]) >= 0.95
    assert uses["generated"] / known >= 0.85


def _kinds(element: Element) -> list[str]:
    tokens = classes(element.attributes)
    if element.tag in tags.KNOWN - {"svg", "math"}:
        tokens += attributified(element.attributes)
    place = Place(is_picture=element.tag in PICTURES)
    found = []
    for one in map(utility, tokens):
        rule = meaning(one, place)
        if rule is not None:
            found.append("left out" if rule == NOTHING else "generated")
        elif _LOOKS_LIKE_ONE.match(one.name):
            found.append("unknown")
    return found
