"""What pages show of papers: the deck on the left, the page on the right, in `cited.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.markup.render import PLAIN, RICH, Extensions, Rendered, Renderer, shown

CASES = yaml.safe_load((Path(__file__).parent / "cited.yaml").read_text("utf-8"))
BIBLIOGRAPHY = """\
@inproceedings{alexnet,
  title = {{ImageNet} Classification with Deep Convolutional Neural Networks},
  author = {Krizhevsky, Alex and Sutskever, Ilya and Hinton, Geoffrey E.},
  booktitle = {Advances in Neural Information Processing Systems 25},
  year = 2012,
}
@article{li2020,
  title = {一种方法},
  author = {李, 明 and 王, 芳 and 张, 伟},
  journal = {学报},
  year = 2020,
  doi = {10.1234/abc},
}
"""


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return Renderer(tmp_path_factory.mktemp("cited"))


def render(renderer: Renderer, deck: str, extensions: Extensions = PLAIN, **settings: Any) -> Rendered:
    file = renderer.root / "docs" / "decks" / "papers.bib"
    return renderer.render(
        deck, extensions=extensions, files={"papers.bib": BIBLIOGRAPHY}, bibliography=(file,), **settings
    )


@pytest.mark.parametrize("extensions", [PLAIN, RICH], ids=["plain", "rich"])
@pytest.mark.parametrize("case", CASES, ids=[case["it"] for case in CASES])
def test_page(case: dict[str, Any], extensions: Extensions, renderer: Renderer) -> None:
    rendered = render(renderer, case["deck"], extensions)

    assert "\n---\n".join(rendered.slides) == "\n---\n".join(map(shown, f"\n{case['page']}".split("\n---\n")))


def test_a_page_ends_with_the_references_that_it_cites(renderer: Renderer) -> None:
    rendered = render(renderer, "# A\n\n---\n\nSee (Krizhevsky et al., 2012) and https://doi.org/10.1234/abc.\n")

    [html] = rendered.pages.values()
    _, _, references = html.partition('id="references"')
    entries = references.split("<li ")[1:]
    assert [entry.partition('"')[2].partition('"')[0] for entry in entries] == ["ref--alexnet", "ref--li2020"]
    assert "Krizhevsky, A., Sutskever, I., &amp; Hinton, G. E. (2012)." in entries[0]
    # The way back leads to a citation; a link has none.
    assert ['href="#cite--alexnet"' in entries[0], "#cite--" in entries[1]] == [True, False]
    assert rendered.library.pages["decks/deck.md"].written.loads == ("papers.css",)


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("gb-t-7714", "[1]</span> <span>KRIZHEVSKY A, SUTSKEVER I, HINTON G E."),
        ("ieee", "[1]</span> <span>A. Krizhevsky, I. Sutskever, and G. E. Hinton,"),
        ("apa", "<span>Krizhevsky, A., Sutskever, I.,"),
        ("nature", "Krizhevsky, A., Sutskever, I."),
    ],
)
def test_references_are_in_the_sites_style(renderer: Renderer, style: str, said: str) -> None:
    rendered = render(renderer, "See (Krizhevsky et al., 2012).", citation_style=style)

    assert said in "".join(rendered.pages.values())
    assert rendered.says == []


def test_a_style_that_is_not_known_gives_way_to_the_usual_one(renderer: Renderer) -> None:
    rendered = render(renderer, "See (Krizhevsky et al., 2012).", citation_style="no-such-style")

    assert rendered.says == ["0 option-invalid"]
    assert "Krizhevsky, A., Sutskever, I.," in "".join(rendered.pages.values())


def test_without_a_bibliography_nothing_is_another(renderer: Renderer) -> None:
    deck = CASES[0]["deck"] + "\n---\n\n" + CASES[-1]["deck"]

    with_none = renderer.render(deck)
    with_another = renderer.render(
        deck,
        files={"papers.bib": "@misc{x, title={X of Y and Z}, author={X, Y}, year=1}"},
        bibliography=(renderer.root / "docs" / "decks" / "papers.bib",),
    )

    assert {uri: page.markdown for uri, page in with_none.library.pages.items()} == {
        uri: page.markdown for uri, page in with_another.library.pages.items()
    }
    assert with_none.library.loads == with_another.library.loads == set()
