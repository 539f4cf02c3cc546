"""Which blocks are tests, by which ids, and when pytest collects them."""

from __future__ import annotations

from textwrap import dedent

import pytest

from deckbook import settings
from deckbook.snippets.config import DEFAULT_PATTERNS
from tests.snippets.project import Project

pytest_plugins = ["pytester"]

DECK = """\
# 第一周

```py {monaco-run}
year = 2012
```

---
chapter: 关键方法
---

```py {monaco-run}
relu = lambda x: max(x, 0)
```

---

### ReLU

```python {monaco-run} {autorun: false}
assert relu(-1) == 0
```

```py
not_run
```

---
chapter: true
---

## 进度

```py [progress.py] {1|2} {monaco-run}
done = True
```
"""
IDS = [
    "docs/weeks/2026-w47.md::第一周::block-1:3",
    "docs/weeks/2026-w47.md::关键方法::block-1:11",
    "docs/weeks/2026-w47.md::关键方法::ReLU:19",
    "docs/weeks/2026-w47.md::进度::block-1:33",
]
TEST = "def test_one(): pass\n"
BLOCK = "```py {monaco-run}\npass\n```\n"


def test_blocks_have_readable_ids_in_the_order_of_the_deck(project: Project) -> None:
    project.write({"docs/weeks/2026-w47.md": DECK})

    assert project.ids() == IDS
    assert project.run().by_id == dict.fromkeys(IDS, "passed")


def test_every_id_chooses_its_block(project: Project) -> None:
    project.write({"docs/weeks/2026-w47.md": DECK})

    assert [project.ids(own) for own in IDS] == [[own] for own in IDS]


TITLES = f"""\
# A

---
chapter: "std::move [1]: why::"
---

{BLOCK}
---

### x[i]:

{BLOCK}
"""


def test_what_parts_an_id_is_taken_out_of_titles(project: Project) -> None:
    project.write({"docs/weeks/w1.md": TITLES})

    ids = project.ids()

    assert ids == [
        "docs/weeks/w1.md::std:move (1): why::block-1:7",
        "docs/weeks/w1.md::std:move (1): why::x(i):15",
    ]
    assert [project.ids(own) for own in ids] == [[own] for own in ids]


def test_k_chooses_by_chapter_and_by_slide(project: Project) -> None:
    project.write({"docs/weeks/2026-w47.md": DECK})

    assert project.ids("-k", "关键方法") == IDS[1:3]
    assert project.ids("-k", "relu") == IDS[2:3]
    assert project.ids("-k", "2026-w47 and not 关键方法") == [IDS[0], IDS[3]]


@pytest.mark.parametrize(
    "fence",
    [
        "```py {monaco-run}",
        "```python{monaco-run}",
        "```py { monaco-run }",
        "```py [a.py] {monaco-run}",
        "```py {1,3} {monaco-run} {autorun:false, height:'5em'}",
    ],
)
def test_a_fence_that_slidev_runs_is_a_test(project: Project, fence: str) -> None:
    project.write({"docs/weeks/w1.md": f"# A\n\n---\n\n{fence}\npass\n```\n"})

    assert project.ids() == ["docs/weeks/w1.md::A::block-1:5"]


@pytest.mark.parametrize(
    "markdown",
    [
        "```py\npass\n```",
        "```py {monaco}\npass\n```",
        "```py [{monaco-run}]\npass\n```",
        "```ts {monaco-run}\nlet x = 1\n```",
        "```pycon {monaco-run}\n>>> 1\n```",
        "````md\n```py {monaco-run}\npass\n```\n````",
        "~~~md\n```py {monaco-run}\npass\n```\n~~~",
        "<!--\n\n```py {monaco-run}\npass\n```\n\n-->\n\nText",
        "    ```py {monaco-run}\n    pass\n    ```",
        "<!-- a note\n```py {monaco-run}\npass\n```\n-->",
    ],
)
def test_any_other_is_not(project: Project, markdown: str) -> None:
    project.write({"docs/weeks/w1.md": f"# A\n\n---\n\nB\n\n{markdown}\n"})

    assert project.ids() == []


def test_nothing_of_a_hidden_slide_is_a_test(project: Project) -> None:
    project.write({"docs/weeks/w1.md": f"# A\n\n---\nhide: true\n---\n\n{BLOCK}\n---\n\nB\n"})

    assert project.ids() == []


def test_imported_blocks_name_their_own_file_and_line(project: Project) -> None:
    imports = ("chapter: One\nsrc: pages/one.md", "chapter: One\nsrc: pages/one.md", "hide: true\nsrc: pages/two.md")
    project.write({
        "docs/weeks/w1.md": "# A\n" + "".join(f"\n---\n{matter}\n---\n" for matter in imports),
        "docs/weeks/pages/one.md": "```py {monaco-run}\nx = 1\nassert x == 2\n```\n\n---\n\nB\n",
        "docs/weeks/pages/two.md": f"{BLOCK}\n---\n\nB\n",
    })  # fmt: skip

    ids = project.ids()
    outcome = project.run("-vv", ids[0])

    assert [own.removeprefix("docs/weeks/w1.md::") for own in ids] == [
        "One::block-1:pages/one.md:1",
        "One (2)::block-1:pages/one.md:1",
    ]
    assert "docs/weeks/pages/one.md:3: AssertionError" in outcome.output
    assert f"{ids[0]} <- docs/weeks/pages/one.md FAILED" in outcome.output


@pytest.mark.parametrize(
    "mkdocs_yml",
    [
        "plugins: [search, deckbook]",
        "plugins: deckbook",
        "plugins:\n  - deckbook:",
        "plugins:\n  - deckbook:\n      notes: show",
        "plugins:\n  search: {}\n  deckbook: {}",
        "plugins: [deckbook]\ndocs_dir: !ENV [DOCS, docs]",
        "plugins: [deckbook]\nx: [!!python/name:material.extensions.emoji.twemoji , !relative $docs_dir]",
    ],
)
def test_mkdocs_yml_may_name_the_plugin_as_it_likes(project: Project, mkdocs_yml: str) -> None:
    project.write({"mkdocs.yml": f"site_name: Site\n{mkdocs_yml}\n", "docs/weeks/2026-w47.md": DECK})

    assert project.ids() == IDS


@pytest.mark.parametrize(
    ("mkdocs_yml", "name"),
    [
        ("docs_dir: pages\nplugins: [deckbook]", "pages/decks/a.md"),
        ("plugins: [{deckbook: {decks: ['talks/*.md', '!talks/b.md']}}]", "docs/talks/a.md"),
        ("plugins: [{deckbook: {decks_dir: ., decks: [slides.md]}}]", "slides.md"),
    ],
)
def test_decks_are_where_mkdocs_yml_says(project: Project, mkdocs_yml: str, name: str) -> None:
    elsewhere = ("docs/weeks/x.md", "docs/talks/b.md", "docs/slides.md")
    deck = f"# A\n\n---\n\n{BLOCK}"
    project.write({"mkdocs.yml": mkdocs_yml, **dict.fromkeys((*elsewhere, name), deck)})

    assert project.ids() == [f"{name}::A::block-1:5"]


def test_the_default_is_the_plugins() -> None:
    assert DEFAULT_PATTERNS == settings.DEFAULT_PATTERNS


@pytest.mark.parametrize(
    "mkdocs_yml",
    [
        None,
        "site_name: Site\n",
        "site_name: deckbook\nplugins: [search]\n",
        "plugins: [{deckbook: {enabled: false}}]\n",
    ],
)
def test_other_projects_notice_nothing(project: Project, mkdocs_yml: str | None) -> None:
    project.write({"mkdocs.yml": mkdocs_yml or "", "docs/weeks/w1.md": DECK, "test_one.py": TEST})
    if mkdocs_yml is None:
        (project.pytester.path / "mkdocs.yml").unlink()

    assert project.run().by_id == {"test_one.py::test_one": "passed"}


@pytest.mark.parametrize(
    ("mkdocs_yml", "loaded"),
    [
        ("", {"deckbook", "deckbook.snippets", "deckbook.snippets.pytest_plugin"}),
        (
            "plugins: [deckbook]",
            {
                "deckbook", "deckbook.diagnostics", "deckbook.snippets", "deckbook.snippets.collection",
                "deckbook.snippets.config", "deckbook.snippets.kept", "deckbook.snippets.nodes",
                "deckbook.snippets.pytest_plugin", "deckbook.snippets.summary", "deckbook.walk", "yaml",
            },
        ),
    ],
)  # fmt: skip
def test_nothing_is_loaded_that_is_not_needed(project: Project, mkdocs_yml: str, loaded: set[str]) -> None:
    test = """\
        import sys

        def test_one():
            print("loaded:", *(name for name in sys.modules if name.split(".")[0] in NAMES))
        """
    names = ("deckbook", "yaml", "mkdocs", "markdown_it", "markdown", "pathspec", "jinja2")
    text = f"NAMES = {names}\n{dedent(test)}"
    project.write({"mkdocs.yml": mkdocs_yml, "test_one.py": text, "docs/weeks/w1.md": DECK, "README.md": "# A"})

    result = project.pytester.runpytest_subprocess("-s", "-p", "no:playwright", "test_one.py")

    line = next(line for line in result.outlines if "loaded:" in line)
    assert {name for name in line.split() if name.startswith(names) and not name.startswith("yaml.")} == loaded


def test_folders_of_records_are_passed_over(project: Project) -> None:
    files = {"docs/weeks/2026-w47.md": DECK, "docs/weeks/2026-w47.outputs/test_one.py": TEST}
    project.write(files | {"docs/weeks/test_two.py": TEST, "other.outputs/test_one.py": TEST})

    assert [one for one in project.ids() if one not in IDS] == [
        "docs/weeks/test_two.py::test_one",
        "other.outputs/test_one.py::test_one",
    ]


def test_only_what_is_asked_for_is_collected(project: Project) -> None:
    project.write({"docs/weeks/2026-w47.md": DECK, "docs/weeks/w2.md": DECK, "tests/test_one.py": TEST})

    assert project.ids("tests") == ["tests/test_one.py::test_one"]
    assert project.ids("docs/weeks/2026-w47.md") == IDS
    assert len(project.ids("docs")) == 2 * len(IDS)
    assert len(project.ids()) == 2 * len(IDS) + 1


@pytest.mark.parametrize("testpaths", ["tests", "tests docs", "tests docs/weeks/2026-w47.md"])
def test_testpaths_need_not_name_the_decks(project: Project, testpaths: str) -> None:
    project.write({
        "pytest.ini": f"[pytest]\ntestpaths = {testpaths}\n",
        "docs/weeks/2026-w47.md": DECK,
        "tests/test_one.py": TEST,
    })  # fmt: skip

    assert project.ids() == ["tests/test_one.py::test_one", *IDS]
    assert project.ids("--keep-duplicates") == ["tests/test_one.py::test_one", *IDS]
    assert project.ids("tests") == ["tests/test_one.py::test_one"]


def test_from_another_directory_only_that_is_collected(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write({"pytest.ini": "[pytest]\n", "docs/weeks/2026-w47.md": DECK, "tests/test_one.py": TEST})
    monkeypatch.chdir(project.pytester.path / "tests")

    assert project.ids() == ["tests/test_one.py::test_one"]
    assert project.ids("../docs/weeks/2026-w47.md") == IDS


@pytest.mark.parametrize(
    ("mkdocs_yml", "said"),
    [
        ("plugins: [deckbook]\nnav:\n  - a: [\n", "mkdocs.yml:4: error: The file cannot be read as YAML"),
        ("plugins: [deckbook]\ndate: 2026-99-99\n", "mkdocs.yml: error: The file cannot be read as YAML"),
        ("plugins: [{deckbook: {decks: 3}}]", "mkdocs.yml: error: `decks:` is no list of patterns"),
        ("plugins: [{deckbook: {decks_dir: [a]}}]", "mkdocs.yml: error: `decks_dir:` is no path"),
        ("plugins: [{deckbook: {decks_dir: talks}}]", "`decks_dir:` is “talks”, which is no directory"),
    ],
)
@pytest.mark.parametrize("pytest_ini", ["[pytest]\n", "[pytest]\ntestpaths = tests\n"])
def test_a_mkdocs_yml_that_names_no_decks_is_one_failure(
    project: Project, mkdocs_yml: str, said: str, pytest_ini: str
) -> None:
    project.write({
        "mkdocs.yml": mkdocs_yml, "pytest.ini": pytest_ini, "docs/weeks/w1.md": DECK, "tests/test_one.py": TEST,
    })  # fmt: skip

    outcome = project.run()

    assert sorted(outcome.by_id.values()) == ["failed", "passed"]
    assert said in outcome.output
    assert project.run("tests").by_id == {"tests/test_one.py::test_one": "passed"}


def test_a_deck_that_is_not_text_is_a_failure_and_the_rest_runs(project: Project) -> None:
    project.write({"docs/weeks/2026-w47.md": DECK, "docs/weeks/w2.md": b"# A\n\n\xff\n\n---\n\n" + BLOCK.encode()})

    outcome = project.run()

    assert outcome.by_id == {
        **dict.fromkeys(IDS, "passed"),
        "docs/weeks/w2.md::deck-encoding:3": "failed",
        "docs/weeks/w2.md::A::block-1:7": "passed",
    }
    assert "docs/weeks/w2.md:3: error: From here on the file is not UTF-8" in outcome.output


@pytest.mark.parametrize("pytest_ini", ["[pytest]\n", "[pytest]\ntestpaths = tests\n"])
def test_a_link_to_nowhere_is_a_failure_and_the_rest_runs(project: Project, pytest_ini: str) -> None:
    project.write({"docs/weeks/2026-w47.md": DECK, "pytest.ini": pytest_ini, "tests/test_one.py": TEST})
    (project.pytester.path / "docs/weeks/w2.md").symlink_to("nowhere.md")

    outcome = project.run()

    assert outcome.by_id == {
        **dict.fromkeys(IDS, "passed"),
        "tests/test_one.py::test_one": "passed",
        "mkdocs.yml::deck-unreadable:docs/weeks/w2.md:0": "failed",
    }
    assert "docs/weeks/w2.md: error: The deck cannot be read" in outcome.output
