"""What is left of a drawing: shapes and looks; nothing that runs, and nothing from elsewhere."""

from __future__ import annotations

import time

import pytest

from deckbook.markup.icons.drawing import drawn, of_file

BOX = "0 0 24 24"


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ('<path d="M1 2" fill="#f00"/>', '<path d="M1 2" fill="#f00"/>'),
        ('<g fill="none"><path d="M1"/>', '<g fill="none"><path d="M1"/></g>'),
        ('<path d="M1"/></svg><p>text</p></g>', '<path d="M1"/>'),
        ('<path d="M1"/><script>alert(1)</script>', '<path d="M1"/>'),
        ('<path d="M1"/><script href="//x.org/a.js"/>', '<path d="M1"/>'),
        ('<path d="M1"/><style>@import "//x.org"</style>', '<path d="M1"/>'),
        ('<path d="M1"/><foreignObject><g><img src=x onerror=alert(1)></g></foreignObject>', '<path d="M1"/>'),
        ('<path d="M1"/><a href="javascript:alert(1)"><path d="M2"/></a>', '<path d="M1"/>'),
        ('<path d="M1"/><image href="//x.org/a.png"/>', '<path d="M1"/>'),
        ('<path d="M1"/><animate attributeName="href" to="javascript:alert(1)"/>', '<path d="M1"/>'),
        ('<path d="M1" onclick="alert(1)" ONLOAD="alert(1)" style="x" class="y"/>', '<path d="M1"/>'),
        ('<path d="M1" fill="url(//x.org/a.svg#b)"/>', '<path d="M1"/>'),
        ('<path d="M1" fill="url(#a) url(//x.org)"/>', '<path d="M1"/>'),
        ('<path d="M1" fill="rgb(1, 2, 3)"/>', '<path d="M1" fill="rgb(1, 2, 3)"/>'),
        ('<use href="//x.org/a.svg#b"/><path d="M1"/>', '<use/><path d="M1"/>'),
        ('<path d="M1&quot;><script>alert(1)</script>"/>',
         '<path/>'),
        ('<path d="M1&quot;&gt;&lt;script&gt;"/>', '<path d="M1&quot;&gt;&lt;script&gt;"/>'),
        ('<!-- <path d="M2"/> --><path d="M1"/>', '<path d="M1"/>'),
    ],
)  # fmt: skip
def test_what_is_left(body: str, left: str) -> None:
    found = drawn(BOX, body)

    assert found is not None
    assert found.svg(1) == f'<svg viewBox="{BOX}">{left}</svg>'


def test_ids_are_of_one_icon() -> None:
    found = drawn(BOX, '<defs><g id="a"/></defs><path d="M1" fill="url(#a)"/><use xlink:href="#a"/>')

    assert found is not None
    assert found.svg(7) == (
        f'<svg viewBox="{BOX}"><defs><g id="deckbook-icon-7-a"/></defs>'
        '<path d="M1" fill="url(#deckbook-icon-7-a)"/><use href="#deckbook-icon-7-a"/></svg>'
    )


@pytest.mark.parametrize("body", ["", "text", "<script>1</script>", "<", "<path", "</svg>"])
def test_nothing_to_draw(body: str) -> None:
    assert drawn(BOX, body) is None


@pytest.mark.parametrize("box", ["", "a", "0 0 1", '0 0 1 1"><script>'])
def test_a_box_that_is_none(box: str) -> None:
    assert drawn(box, '<path d="M1"/>') is None


def test_a_file_s_comment_is_its_notice() -> None:
    found = of_file(f'<?xml version="1.0"?><svg viewBox="{BOX}"><!--! By me -- CC BY --><path d="M1"/></svg>')

    assert found is not None
    assert (found.notice, found.body) == ("By me   CC BY", '<path d="M1"/>')


@pytest.mark.parametrize("part", ["<g>", "<script>", "</g>", '<path d="', "<!--", "<g id='a'", "&", "<g/>", "<a><g>"])
def test_time_is_linear(part: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        drawn(BOX, part * count)
        return time.process_time() - start

    assert seconds(100_000) < 40 * seconds(10_000) + 0.2
