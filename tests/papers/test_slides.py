"""Where a slide names papers, and where it only looks so."""

from __future__ import annotations

import pytest

from deckbook.papers import Index, ledger
from tests.papers.bibliographies import bibliography
from tests.papers.decks import arranged

BIB = """
@inproceedings{alexnet, title={{ImageNet} Classification with Deep Convolutional Neural Networks},
  author={Krizhevsky, Alex and Sutskever, Ilya and Hinton, Geoffrey E}, booktitle={NIPS}, year=2012}
@inproceedings{resnet, title={Deep Residual Learning for Image Recognition}, author={He, Kaiming and Sun, Jian},
  booktitle={CVPR}, year=2016, doi={10.1109/CVPR.2016.90}, eprint={1512.03385}, archiveprefix={arXiv}}
@article{li, title={深度学习：综述与展望}, author={李, 飞飞 and 王, 明 and 赵, 云}, year=2020}
@inproceedings{bert, title={BERT: Pre-training of Deep Bidirectional Transformers}, author={Devlin, J. and Chang, M.},
  year=2019, url={https://aclanthology.org/N19-1423/}}
@misc{iclr, title={A Paper at OpenReview}, author={Rev, O.}, year=2018, url={https://openreview.net/forum?id=rJXMpikCZ}}
@misc{dropout, title={Dropout}, author={Srivastava, N.}, year=2014}
"""
BIBLIOGRAPHY = bibliography(BIB)
INDEX = Index(BIBLIOGRAPHY.papers)


def named(content: str) -> list[str]:
    """What a slide names: `line kind key`."""
    found = ledger([arranged(f"# Deck\n\n---\n\n{content}\n")], BIBLIOGRAPHY, INDEX).mentions["deck.md"]
    return [f"{item.line - 4} {item.kind} {item.key}" for item in found.mentions]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("ImageNet Classification with Deep Convolutional Neural Networks", "alexnet"),
        ("imagenet classification with deep convolutional neural networks", "alexnet"),
        ("“ImageNet” Classification — with Deep, Convolutional Neural Networks.", "alexnet"),
        ("ImageNet Classification with Deep Convolutional Neural Networks 2012", "alexnet"),
        ("ImageNet Classification with Deep Convolutional Neural Networks (2012 NIPS)", "alexnet"),
        ("Deep Residual Learning for Image Recognition（2016 IEEE CVPR）", "resnet"),
        ("Deep Residual Learning for Image Recognition, CVPR'16", "resnet"),
        ("Deep Residual Learning for Image Recognition [CVPR]", "resnet"),
        ("1. Deep Residual Learning for Image Recognition", "resnet"),
        ("[3] Deep Residual Learning for Image Recognition", "resnet"),
        ("Paper 2: Deep Residual Learning for Image Recognition", "resnet"),
        ("论文二：Deep Residual Learning for Image Recognition", "resnet"),
        ("深度学习：综述与展望", "li"),
        ("《深度学习：综述与展望》", "li"),
        ("深度学习:综述与展望（2020）", "li"),
        ("一、深度学习：综述与展望", "li"),
        ("*Deep Residual* Learning for `Image` Recognition", "resnet"),
        ("[Deep Residual Learning for Image Recognition](https://example.org)", "resnet"),
        ("Dropout (2014)", "dropout"),
        # No titles
        ("Deep Residual Learning for Image Recognition explained", None),
        ("Beyond Deep Residual Learning for Image Recognition", None),
        ("Deep Residual Learning", None),
        ("Dropout", None),
        ("2016", None),
        ("", None),
    ],
)
def test_headings(heading: str, key: str | None) -> None:
    assert named(f"## {heading}") == ([f"1 title {key}"] if key else [])


@pytest.mark.parametrize(
    "content",
    [
        "### TITLE",
        "TITLE\n===",
        "<h3>TITLE</h3>",
        "<div>\n<h3 class='a'>TITLE</h3>\n</div>",
        "<h2>\n  TITLE\n</h2>",
        "text <h3>TITLE</h3>",
        "<v-click>\n\n### TITLE\n\n</v-click>",
        "- x\n\n  ### TITLE",
    ],
)
def test_headings_of_all_kinds(content: str) -> None:
    found = named(content.replace("TITLE", "Deep Residual Learning for Image Recognition"))

    assert [item.split(" ", 1)[1] for item in found] == ["title resnet"]


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("https://arxiv.org/abs/1512.03385", "resnet"),
        ("https://arxiv.org/abs/1512.03385v2", "resnet"),
        ("https://arxiv.org/pdf/1512.03385.pdf", "resnet"),
        ("https://arxiv.org/pdf/1512.03385v1", "resnet"),
        ("http://www.arxiv.org/html/1512.03385", "resnet"),
        ("https://export.arxiv.org/abs/1512.03385#x", "resnet"),
        ("https://doi.org/10.1109/CVPR.2016.90", "resnet"),
        ("https://dx.doi.org/10.1109/cvpr.2016.90", "resnet"),
        ("https://doi.org/10.48550/arXiv.1512.03385", "resnet"),
        ("https://dl.acm.org/doi/abs/10.1109/CVPR.2016.90", "resnet"),
        ("https://openreview.net/forum?id=rJXMpikCZ&noteId=x", "iclr"),
        ("https://openreview.net/pdf?id=rJXMpikCZ", "iclr"),
        ("https://aclanthology.org/N19-1423", "bert"),
        ("https://aclanthology.org/N19-1423.pdf", "bert"),
        ("https://www.aclweb.org/anthology/N19-1423/", "bert"),
        ("https://doi.org/10.18653/v1/N19-1423", "bert"),
        ("https://arxiv.org/list/cs.CV/recent", None),
        ("https://arxiv.org.example.org/abs/1512.03385", None),
        ("https://example.org/?u=https://arxiv.org/abs/1512.03385", None),
        ("https://openreview.net/group?id=ICLR.cc", None),
        ("https://[", None),
    ],
)
def test_links(link: str, key: str | None) -> None:
    expected = [f"1 link {key}"] if key else []

    assert named(f"see {link} here") == expected
    assert named(f"[a paper]({link})") == expected
    assert named(f'<p>see <a class="b" href="{link}">this</a></p>') == expected
    assert named(f"<h3>{link}</h3>") == expected


CITATION = "(Krizhevsky et al., 2012, p. 4)"


@pytest.mark.parametrize(
    "content",
    [
        "A sentence CITATION.",
        "- an item CITATION",
        "> a quote CITATION",
        "| a | b |\n| - | - |\n| x | CITATION |",
        "<div>CITATION</div>",
        "<b>bold CITATION</b>",
        "**bold CITATION**",
        "# A heading CITATION",
        "(Krizhevsky *et al.*, 2012)",
        "a <span>CITATION</span>",
        "x `code` and CITATION",
        "::right::\nCITATION",
        "x&nbsp;CITATION",
        "[@alexnet, p. 4]",
        "a @alexnet",
    ],
)
def test_text(content: str) -> None:
    found = named(content.replace("CITATION", CITATION))

    assert [item.split(" ", 1)[1] for item in found] == ["citation alexnet"]


@pytest.mark.parametrize(
    "content",
    [
        "`CITATION` and `[@alexnet]`",
        "```\nCITATION [@alexnet]\n```",
        "~~~md {1}\nCITATION\n~~~",
        "x\n\n    CITATION",
        "````md magic-move\n```js\n// CITATION\n```\n````",
        "$CITATION$ and $$CITATION$$",
        "$$\nCITATION\n$$",
        "<!-- CITATION -->",
        "x <!-- CITATION\n[@alexnet] -->",
        "<div title='CITATION'>x</div>",
        '<Foo bar="CITATION" :baz="[@alexnet]" />',
        "x <span title='CITATION'>y</span>",
        "<style>\n/* CITATION */\n</style>",
        "<script>\nlet a = '@alexnet'\n</script>",
        "<code>CITATION</code>",
        "x <code>CITATION</code>",
        "<pre>\nCITATION\n</pre>",
        "{{ '@alexnet' }}",
        "https://example.org/@alexnet",
        "https://example.org/(Krizhevsky%20et%20al.,%202012)",
        "<p>https://example.org/@alexnet</p>",
        "me@alexnet.org <me@alexnet.org> mailto:a@alexnet.org",
        "[text CITATION](https://example.org)",
        "![CITATION](./a.png)",
        "![x](./a.png '@alexnet')",
        r"\@alexnet [\@alexnet]",
        "<https://example.org/@alexnet>",
    ],
)
def test_no_text(content: str) -> None:
    assert named(content.replace("CITATION", CITATION)) == []


def test_lines() -> None:
    content = (
        f"# T\n\na\nb {CITATION}\n\n<div>\nx\n{CITATION}\n</div>\n\n- a\n- b\n  c [@li]\n\n"
        "<p\nid='x'>(He & Sun, 2016)</p>"
    )

    assert named(content) == ["4 citation alexnet", "8 citation alexnet", "13 citation li", "16 citation resnet"]


def test_what_is_said() -> None:
    content = (
        "a (Nobody et al., 2012)\n\nb [@nobody, p. 4]\n\nhttps://arxiv.org/abs/2001.00001\n\n"
        "<!-- deckbook: ignore citation-unknown -->"
    )

    deck = f"# Deck\n\n---\n\n{content}\n\n---\n\n[@nobody2020] [@docs]\n"

    found = ledger([arranged(deck)], BIBLIOGRAPHY).diagnostics

    assert [(item.line, item.rule) for item in found] == [
        (5, "citation-unlisted"), (9, "citation-unlisted"), (15, "citation-unknown"),
        (15, "citation-unlisted"),
    ]  # fmt: skip
    assert "`deckbook papers add https://arxiv.org/abs/2001.00001` adds it" in found[1].message


def test_two_papers_of_one_title() -> None:
    papers = bibliography(
        "@article{a, title={One Title of Two}, author={A, B}, year=2001}\n"
        "@article{b, title={One Title of Two}, author={C, D}, year=2002}\n"
        "@misc{c, title={One Title of Two}, author={C, D}, year=2002, eprint={2001.00001}, archiveprefix={arXiv}}\n"
    )

    found = ledger([arranged("# One Title of Two\n\n---\n\n# One Title of Two (2002)\n")], papers)

    assert [item.key for item in found.mentions["deck.md"].mentions] == ["b"]
    assert [(item.line, item.rule) for item in found.diagnostics] == [(1, "citation-ambiguous")]
    assert "may mean “a” or “b”" in found.diagnostics[0].message
