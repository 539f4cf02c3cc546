"""What the script is wrong about: Slidev's HTML on the left, a good page on the right, and both the same."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from tests.conformance import script
from tests.conformance.corrections import Page, correct, corrected

CASES = {
    "a formula at the beginning of a paragraph": (
        '<p>One.</p><p><span class="math-inline">x</span> is two.</p>',
        '<p>One.</p><p><math alttext="x"><mi>x</mi></math> is two.</p>',
    ),
    "a formula on its own between paragraphs": (
        '<p>Let</p><div class="math-block" data-info="">x = 1</div><p>be one.</p>',
        '<p>Let</p><div><math display="block" alttext="x = 1"><mi>x</mi></math></div><p>be one.</p>',
    ),
    "a footnote in a deck with Comark": (
        "<p>Known <span>^1</span> facts</p>",
        '<p>Known <sup><a class="footnote-ref" href="#fn">1</a></sup> facts</p>',
    ),
    "a picture whose address is bound to a text": (
        '<p><img :src="\'/cat.png\'" alt="A cat"></p>',
        '<p><img src="../cat.png" alt="A cat"></p>',
    ),
    "a picture that does not exist": (
        '<p>See <img src="/lost.png" alt="A cat"> here</p>',
        '<p>See <em class="deckbook-missing" data-added>A cat</em> here</p>',
    ),
    "a picture that names no file": (
        '<p>See <img src="" alt="A cat"> here</p>',
        '<p>See <em class="deckbook-missing" data-added>A cat</em> here</p>',
    ),
    "a video that does not exist": (
        '<p>See</p><video controls src="/lost.png"></video>',
        "<p>See</p>",
    ),
    "a colon before a word, in a deck with Comark": (
        "<p>Ports <80 /> and <https /></p>",
        "<p>Ports :80 and :https</p>",
    ),
    "a link whose address is bound to a template string": (
        '<p><a :href="`https://example.org`">here</a></p>',
        '<p><a href="https://example.org">here</a></p>',
    ),
    "a block that holds an expression alone": (
        "<p>One</p><p>{{ two }}</p><ul><li>three</li></ul>",
        "<p>One</p><p><code data-added>two</code></p><ul><li>three</li></ul>",
    ),
    "a slot's marker below HTML": (
        "<div>One</div>\n::right::\n<p>two</p>",
        "<div>One</div>\n<p>two</p>",
    ),
    "an end tag in other letters": (
        "<p>One <strong>two</Strong> three</p>",
        "<p>One <strong>two</strong> three</p>",
    ),
}
MISSING = frozenset({"/lost.png"})


@pytest.fixture(scope="module")
def plain(shared: Path) -> ModuleType:
    """The script as it is."""
    return script.load(shared)


@pytest.fixture(scope="module")
def mended(shared: Path) -> ModuleType:
    """The script with the corrections."""
    return corrected(shared)


@pytest.mark.parametrize("case", CASES)
def test_the_script_is_wrong_about_a_good_page(plain: ModuleType, mended: ModuleType, case: str) -> None:
    slidev, page = CASES[case]

    assert plain.events(slidev) != plain.events(page)
    assert mended.events(correct(slidev, Page(page, MISSING))) == mended.events(page)


def test_code_in_an_attribute_is_that_of_the_file(mended: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text("let a = 1 < 2\n", "utf-8")
    page = "<pre><code>let a = 1 &lt; 2\n</code></pre>"
    slidev = '<Monaco writable="./a.ts" code-lz="AbC=" lang="ts" />'

    assert mended.events(correct(slidev, Page(page, folder=tmp_path))) == mended.events(page)
    assert mended.events(correct(slidev, Page(page, folder=tmp_path / "other"))) != mended.events(page)


def test_a_repeated_heading_parts_the_texts_around_it(plain: ModuleType, mended: ModuleType) -> None:
    slidev, page = "<p>One</p><h1>Title</h1><a>two</a>", "<p>One</p>\n<a>two</a>"

    def compared(module: ModuleType) -> tuple[list[str], list[str]]:
        shown: list[str] = module.events(page)
        return module.without_repeated_headings(module.events(slidev), shown, "Title"), shown

    assert compared(plain)[0] != compared(plain)[1]
    assert compared(mended)[0] == compared(mended)[1]


@pytest.mark.parametrize(
    ("slidev", "page"),
    [
        ("<p>One.</p><p>Two.</p>", '<p>One. <math alttext="x"></math> Two.</p>'),
        ("<p>Known <span>^1</span> facts</p>", "<p>Known facts</p>"),
        ('<p><img src="/cat.png" alt="A cat"></p>', '<p><em class="deckbook-missing" data-added>A cat</em></p>'),
        ('<p><img src="/lost.png"> and <img src="/cat.png"></p>', "<p>and</p>"),
        ("<p>Ports <80 /></p>", "<p>Ports</p>"),
    ],
)
def test_a_bad_page_stays_one(mended: ModuleType, slidev: str, page: str) -> None:
    assert mended.events(correct(slidev, Page(page, MISSING))) != mended.events(page)


def test_the_end_of_a_long_address_may_be_left_out() -> None:
    page = Page("", frozenset({"/a-long-na…"}))

    assert page.is_missing("/a-long-name.png")
    assert not page.is_missing("/another-name.png")
