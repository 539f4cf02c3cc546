"""The guide's page on code that runs: its own example is tested, recorded and built as the page says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from deckbook.snippets.limits import DEFAULT
from deckbook.snippets.marks import read
from tests.harness import ROOT, BuildSite
from tests.snippets.project import Project

pytest_plugins = ["pytester"]

GUIDE = (ROOT / "docs" / "guide" / "code.md").read_text("utf-8")
DECK = "docs/weeks/2026-w47.md"
RECORD = "docs/weeks/2026-w47.outputs/Activation.Negative values become zero.json"


def files() -> Mapping[str, str]:
    """The files that the page shows, by their names."""
    found = re.findall(r"^(`{3,})\w+ title=\"([^\"]+)\"\n(.*?)^\1$", GUIDE, re.M | re.S)
    return {name: text for _, name, text in found}


def console(command: str) -> list[str]:
    """The lines that the page shows below a command."""
    match = re.search(rf"^```console\n\$ {re.escape(command)}\n(.*?)^```$", GUIDE, re.M | re.S)
    assert match, command
    return match[1].splitlines()


@pytest.fixture
def example(project: Project) -> Project:
    """The project of the page, with nothing recorded."""
    pytest.importorskip("matplotlib.pyplot")
    return project.write({name: text for name, text in files().items() if name != RECORD})


def test_the_page_shows_what_pytest_says_of_its_example(example: Project) -> None:
    lines = [line.rpartition(" ") for line in console("pytest -v")]

    assert example.run().by_id == {own: how.lower() for own, _, how in lines}


def test_the_page_shows_the_records_of_its_example(example: Project) -> None:
    written = example.run("--update-outputs").output

    assert "\n".join(console("pytest --update-outputs")) in written
    assert json.loads((example.pytester.path / RECORD).read_text("utf-8")) == json.loads(files()[RECORD])


def test_the_page_shows_what_a_difference_looks_like(example: Project) -> None:
    example.run("--update-outputs")
    shown = re.findall(rf"^```text\n({re.escape(DECK)}:\d+: The output is not as recorded.*?)^```$", GUIDE, re.M | re.S)

    example.write({DECK: files()[DECK].replace("[-1.0, 0.5, 2.0]", "[-1.0, 0.0, 0.5, 2.0]")})

    assert len(shown) == 1
    assert shown[0] in example.run().output


def test_the_example_is_a_page_with_its_output(example: Project, build: BuildSite) -> None:
    example.run("--update-outputs")
    folder = example.pytester.path / RECORD
    made = {path.relative_to(example.pytester.path).as_posix(): path.read_bytes() for path in folder.parent.iterdir()}

    site = build(
        {**files(), **made}, plugins=["search", "deckbook"], strict=True,
        repo_url="https://github.com/vision-group/notes",
    )  # fmt: skip

    assert site.problems == []
    page = site.article("weeks/2026-w47/activation/index.html")
    assert re.findall(r"<pre class=\"deckbook-run__(\w+)\"><code>(.*?)\s*</code>", page, re.S) == [
        ("stdout", "3 values"), ("result", "array([0. , 0.5, 2. ])"),
    ]  # fmt: skip
    assert "<figcaption>ReLU from −2 to 2: flat, then rising</figcaption>" in page
    assert "<code>snippets/relu.py:8</code></a>" in page


COMMENTS = re.findall(r"<!-- test: ([^>]*) -->", GUIDE)
ROWS = re.findall(r"^\| `([^`]+)` \|", GUIDE.partition("| In the comment |")[2].partition("\n\n")[0], re.M)


@pytest.mark.parametrize("comment", [*COMMENTS, *ROWS])
def test_every_comment_of_the_page_says_something_of_a_test(comment: str) -> None:
    marks, wrong = read(comment)

    assert wrong == ""
    assert marks != read("")[0]


def test_the_page_knows_how_long_a_block_may_take() -> None:
    assert f"instead of {DEFAULT:g}" in GUIDE
