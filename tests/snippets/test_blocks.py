"""What is a block to run, by which name its record goes, where its code comes from, and what is said of its test."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckbook.book import NAMESPACES as OF_BOOKS
from deckbook.book import arrange
from deckbook.deck import load
from deckbook.snippets.blocks import chapters
from deckbook.snippets.config import NAMESPACES
from deckbook.snippets.fences import _by_lines, _parsed
from deckbook.snippets.marks import Marks
from tests.snippets.blocks import DECK, Blocks

MODULE = """\
import math


# region relu
def relu(x: float) -> float:
    # region inner
    return max(x, 0)
    # endregion inner
# endregion relu
"""


@pytest.fixture
def blocks(tmp_path: Path) -> Blocks:
    return Blocks(tmp_path)


def fence(code: str, info: str = "py {monaco-run}") -> str:
    return f"```{info}\n{code}\n```\n"


def test_records_go_by_chapter_and_slide(blocks: Blocks) -> None:
    deck = f"""\
# 第一周

{fence("a = 1")}
---
chapter: 关键方法
---

{fence("b = 1")}
{fence("c = 1")}
---

### relu

{fence("d = 1")}
{fence("e = 1")}
---

### ReLU / tanh [1]

{fence("f = 1")}
"""

    names = [(block.name, block.code) for block in blocks.all({DECK: deck})]

    assert names == [
        ("第一周/block", "a = 1\n"),
        ("关键方法/block", "b = 1\n"),
        ("关键方法/block-2", "c = 1\n"),
        ("关键方法/relu", "d = 1\n"),
        ("关键方法/relu-2", "e = 1\n"),
        ("关键方法/ReLU / tanh (1)", "f = 1\n"),
    ]


def test_no_two_records_are_one_file_on_any_disk(blocks: Blocks) -> None:
    slides = ["# T\n", *(f"---\nchapter: {title}\n---\n\n### {slide}\n\n{fence('x = 1')}" for title, slide in (
        ("A", "b/c"), ("A/b", "c"), ("A.b", "c"), ("a", "B.C"),
    ))]  # fmt: skip

    names = [block.name for block in blocks.all({DECK: "\n".join(slides)})]

    assert names == ["A/b/c", "A/b/c-2", "A.b/c-3", "a/B.C-4"]


def test_what_stands_before_the_first_boundary_is_named_alike_in_every_language(blocks: Blocks) -> None:
    lead = f"\n---\n\n# One\n\n{fence('x = 1')}" + "".join(f"\n---\n\n# F{number}\n" for number in range(6))
    sections = "".join(f"\n---\nlayout: section\n---\n\n# S{n}\n\n---\n\nX\n\n---\n\nY\n" for n in range(3))
    blocks.write({DECK: f"# T\n{lead}{sections}"})
    deck = load(blocks.root / DECK)

    books = [arrange(deck, "w1.md", introduction=word) for word in ("Introduction", "导言")]

    assert [book.chapters[0].title.plain for book in books] == ["Introduction", "导言"]
    assert [[one.name for one in chapters(book, blocks.project)] for book in books] == [["Introduction"]] * 2


IMPORT = f"""\
# T

---

<<< ../../snippets/relu.py#relu py {{monaco-run}} [ReLU]

<<< ../../snippets/relu.py#relu

{fence("print(relu(-1.0))", "py {monaco-run} [Output]")}
"""


def test_a_line_of_a_file_is_a_block_that_knows_its_module(blocks: Blocks) -> None:
    shown, own = blocks.all({DECK: IMPORT, "snippets/relu.py": MODULE})

    assert (shown.line, shown.caption) == (5, "ReLU")
    assert shown.code == "def relu(x: float) -> float:\n\n    return max(x, 0)\n"
    assert shown.source
    assert (shown.source.file, shown.source.line) == (blocks.root / "snippets/relu.py", 5)
    assert shown.source.module == "snippets.relu"
    assert (own.line, own.caption, own.source) == (9, "Output", None)


@pytest.mark.parametrize(
    ("file", "module"),
    [
        ("snippets/relu.py", "snippets.relu"),
        ("snippets/__init__.py", "snippets"),
        ("docs/weeks/a.py", "docs.weeks.a"),
        ("docs/2026-w47/a.py", ""),
        ("snippets/relu.txt", ""),
    ],
)
def test_a_module_is_named_from_the_directory_of_mkdocs_yml(blocks: Blocks, file: str, module: str) -> None:
    (block,) = blocks.all({DECK: f"# T\n\n---\n\n<<< ../../{file} py {{monaco-run}}\n", file: "x = 1\n"})

    assert block.source
    assert block.source.module == module


@pytest.mark.parametrize(
    ("target", "rule", "said"),
    [
        ("./none.py", "import-code-missing", "`<<< ./none.py` names a file that does not exist"),
        ("../../../out.py", "import-code-outside", "lies outside the project"),
        ("../../snippets/relu.py#tanh", "import-code-region", "“relu.py” has no region “tanh”"),
        ("./pages", "import-code-missing", "does not exist"),
    ],
)
def test_what_keeps_a_block_from_being_run_is_known(blocks: Blocks, target: str, rule: str, said: str) -> None:
    files = {DECK: f"# T\n\n---\n\n<<< {target} py {{monaco-run}}\n", "snippets/relu.py": MODULE}

    (block,) = blocks.all({**files, "docs/weeks/pages/x.py": ""})

    assert block.problem
    assert (block.problem.path, block.problem.line, block.problem.rule) == (blocks.root / DECK, 5, rule)
    assert said in block.problem.message


def test_a_file_that_is_found_above_the_deck_is_run(blocks: Blocks) -> None:
    deck = "# T\n\n---\n\n<<< @/snippets/relu.py#relu py {monaco-run}\n"

    (block,) = blocks.all({DECK: deck, "snippets/relu.py": MODULE})

    assert block.problem is None
    assert block.source
    assert block.source.module == "snippets.relu"


STEPS = """\
# T

---

````md magic-move
```py {monaco-run}
a = 1
```

```py
a = 2
```

<<< ../../snippets/relu.py py {monaco-run}

<!-- test: raises=ZeroDivisionError -->
```py {monaco-run} [c]
1 / 0
```
````

<CodeGroup>

```py {monaco-run}
b = 1
```

```ts {monaco-run}
b = 2
```

</CodeGroup>

::code-group
```python3 {monaco-run}
c = 1
```
::
"""


def test_steps_and_the_fences_of_a_group_are_a_block_each(blocks: Blocks) -> None:
    found = blocks.all({DECK: STEPS, "snippets/relu.py": "x = 1\n"})

    assert [(block.line, block.code) for block in found] == [
        (6, "a = 1\n"), (14, "x = 1\n"), (17, "1 / 0\n"), (24, "b = 1\n"), (35, "c = 1\n"),
    ]  # fmt: skip
    assert found[2].marks == Marks(raises="ZeroDivisionError")


def test_samples_and_what_is_commented_out_are_none(blocks: Blocks) -> None:
    sample = "````md\n```py {monaco-run}\nx\n```\n<<< ./none.py py {monaco-run}\n````"
    hidden = "<!--\n```py {monaco-run}\nx\n```\n\n<<< ./none.py py {monaco-run}\n-->"

    assert blocks.all({DECK: f"# T\n\n---\n\n{sample}\n\n{hidden}\n\nText\n"}) == []


def test_code_that_is_indented_as_a_whole_can_be_run(blocks: Blocks) -> None:
    in_list = "- one\n\n  ```py {monaco-run}\n      if True:\n          pass\n  ```\n"

    (block,) = blocks.all({DECK: f"# T\n\n---\n\n{in_list}"})

    assert block.code == "if True:\n    pass\n"


@pytest.mark.parametrize(
    ("comment", "marks"),
    [
        ("<!-- test: skip needs a GPU -->", Marks(skip="needs a GPU")),
        ("<!--test:skip-->", Marks(skip="")),
        ("<!-- test: xfail: not written yet -->", Marks(xfail="not written yet")),
        ("<!-- test: raises=ValueError -->", Marks(raises="ValueError")),
        ("<!-- test: raises=json.JSONDecodeError, timeout=0.5 -->", Marks(raises="json.JSONDecodeError", timeout=0.5)),
        ("<!-- test: requires=torch requires=numpy -->", Marks(requires=("torch", "numpy"))),
        ("<!-- test: timeout=5 skip timeout=6 -->", Marks(skip="timeout=6", timeout=5.0)),
        ("<!-- test: skip -->\n", Marks(skip="")),
        ("<!-- a note -->", Marks()),
        ("<!-- test: skip -->\nText\n", Marks()),
    ],
)
@pytest.mark.parametrize("code", [fence("x = 1"), "<<< ./a.py {monaco-run}\n"])
def test_a_comment_on_the_line_before_marks_the_test(blocks: Blocks, comment: str, marks: Marks, code: str) -> None:
    (block,) = blocks.all({DECK: f"# T\n\n---\n\n{comment}\n{code}", "docs/weeks/a.py": "x = 1\n"})

    assert block.problem is None
    assert block.marks == marks


@pytest.mark.parametrize("text", ["slow", "timeout=soon", "timeout=0", "raises=a b=c", "raises=1", "skipped"])
def test_a_comment_that_says_nothing_is_a_problem(blocks: Blocks, text: str) -> None:
    (block,) = blocks.all({DECK: f"# T\n\n---\n\n<!-- test: {text} -->\n{fence('x = 1')}"})

    assert block.problem
    assert (block.problem.rule, block.problem.line) == ("test-mark", 6)


CHAPTERS = f"""\
---
title: Deck
---

# T

---
chapter: A
---

{fence("a = 1")}
{fence("a = 2")}
---
chapter: B
---

{fence("b = 1")}
"""


@pytest.mark.parametrize(
    ("namespace", "found"),
    [
        ("chapter", [("A", ["block-1:11", "block-2:15"]), ("B", ["block-1:23"])]),
        ("deck", [("Deck", ["A › block-1:11", "A › block-2:15", "B › block-1:23"])]),
        ("block", [("A", ["block-1:11"]), ("A", ["block-2:15"]), ("B", ["block-1:23"])]),
    ],
)
def test_a_namespace_is_a_chapters_the_decks_or_a_blocks(
    blocks: Blocks, namespace: str, found: list[tuple[str, list[str]]]
) -> None:
    own = CHAPTERS.replace("title: Deck", f"title: Deck\ndeckbook: {{namespace: {namespace}}}")

    by_site = blocks.namespaces({DECK: CHAPTERS}, namespace=namespace)
    by_deck = blocks.namespaces({DECK: own})

    assert [(one.name, [name for name, _ in one.blocks]) for one in by_site] == found
    assert [block.name for one in by_deck for _, block in one.blocks] == ["A/block", "A/block-2", "B/block"]
    assert [one.name for one in by_deck] == [name for name, _ in found]


def test_the_namespaces_are_the_books() -> None:
    assert NAMESPACES == OF_BOOKS


PIECES = [
    "```", "````", "~~~", "~~~~", "```py {monaco-run}", "~~~ `x`", "``` `x`", "    ```", "   ```", "```  ", " ```py",
    "\t```", "> ```py", "- ```py", "  ```", "1. a", "- a", "> a", "a", "", "", " ", "    b", "<div>", "</div>",
    "<!-- c", "-->", "<!-- c -->", "<!-- test: skip -->", "<<< ./a.py py {monaco-run}", "  <<< ./a.py", "- <<< ./a.py",
    "<<<", "# H", "===", "---", "[a]: b", "a ``` b", "<b", "<pre>", "\x0b", "\u2028", "a\x0cb",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", "\n"]))
@settings(max_examples=400)
def test_lines_say_what_a_markdown_parser_says(pieces: list[str], end: str) -> None:
    text = "\n".join(pieces) + end
    found = _by_lines(text)

    assert found is None or found == [*_parsed(text)]


def test_what_most_slides_have_needs_no_parser() -> None:
    text = "### T\n\n<!-- test: skip -->\n```py {monaco-run}\n    <b>\n   ~~~\n```\n\n- a\n- b\n\n<<< ./a.py py\n"

    assert _by_lines(text) == [*_parsed(text)] != []
