"""The figures that blocks draw: files beside their records, with a text for each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.snippets.project import Project
from tests.snippets.recorded import FOLDER, deck, names, record

pytest_plugins = ["pytester"]

DRAWN = deck(
    """
    curve
    import matplotlib.pyplot as plt
    plt.plot([1, 2, 3])
    plt.show()
    print(plt.get_fignums())
    """
).replace("```py", "```py [A rising line]")


def test_a_figure_is_a_file_with_the_fences_title_for_its_text(project: Project) -> None:
    pytest.importorskip("matplotlib.pyplot")
    project.write({"docs/weeks/w1.md": DRAWN}).run("--update-outputs")

    [figure] = [name for name in names(project) if name.endswith(".svg")]
    assert record(project, "A.curve")["figures"] == [{"alt": "A rising line", "file": figure}]
    assert project.run("-W", "error").by_id == {"docs/weeks/w1.md::A::curve:8": "passed"}

    project.write({"docs/weeks/w1.md": DRAWN.replace("3]", "2]")})
    outcome = project.run()
    assert list(outcome.by_id.values()) == ["failed"]
    assert "\n+++ figure 1, now\n" in outcome.output

    assert list(project.run("--update-outputs").by_id.values()) == ["passed"]
    [another] = [name for name in names(project) if name.endswith(".svg")]
    assert another != figure

    project.write({"docs/weeks/w1.md": DRAWN.replace("3]", "2]").replace("rising", "bent")})
    said = project.run().output
    assert "A.curve.json: refreshed: its caption has changed, and its output has not\n" in said
    assert "    figure 1: “A rising line” is “A bent line” now" in said
    project.write({"docs/weeks/w1.md": DRAWN.replace("plt.plot", "len")})
    assert "figure 1: is recorded, and is not drawn now" in project.run().output
    (project.pytester.path / FOLDER / another).unlink()
    assert f"has a figure whose file is missing, “{another}”" in project.run().output


@pytest.mark.parametrize(
    ("fence", "code", "alts"),
    [
        ("```py {monaco-run}", "plt.title('Own')", ["Own"]),
        ("```py [Said] {monaco-run}", "plt.title('Own')", ["Said"]),
        ("```py [Said] {monaco-run}", "plt.title('B'); plt.figure(); plt.title('C')", ["Said: B", "Said: C"]),
        ("```py {monaco-run}", "plt.figure()", [""]),
    ],
)
def test_what_stands_for_a_figure(project: Project, fence: str, code: str, alts: list[str]) -> None:
    pytest.importorskip("matplotlib.pyplot")
    text = deck(f"curve\nimport matplotlib.pyplot as plt\n{code}\nNone").replace("```py {monaco-run}", fence)

    outcome = project.write({"docs/weeks/w1.md": text}).run("--update-outputs", "-W", "error")

    figures = json.loads((project.pytester.path / FOLDER / "A.curve.json").read_text(encoding="utf-8"))["figures"]
    assert [figure.get("alt") for figure in figures] == alts
    said = "docs/weeks/w1.md:8: warning: A figure has no alternative text" in outcome.output
    assert said is ("" in alts)
    assert list(outcome.by_id.values()) == ["passed"]


def test_a_figure_is_the_same_in_two_workers(project: Project, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib.pyplot")
    pytest.importorskip("xdist", reason="needs pytest-xdist")
    style = "import matplotlib.pyplot as plt\nplt.rcParams['lines.linewidth'] = 9\nplt.style.use('dark_background')"
    draw = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('a')\nNone"
    project.write({"docs/weeks/w1.md": deck(f"one\n{draw}"), "docs/weeks/w2.md": deck(f"style\n{style}\nNone")})
    project.write({"docs/weeks/w3.md": deck(f"one\n{draw}")}).run("--update-outputs", "docs/weeks/w1.md")
    project.run("--update-outputs", "-n", "2")

    one, two = ((project.pytester.path / f"docs/weeks/w{n}.outputs") for n in (1, 3))
    svgs = [[path.read_bytes() for path in folder.glob("*.svg")] for folder in (one, two)]
    assert svgs[0] == svgs[1] != []
